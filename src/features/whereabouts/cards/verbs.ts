import {z} from 'zod/v4';
import {isDay} from '../../../platform/office/shape.ts';
import {pressButton, type Button, type Element} from '../../../platform/cards/card.ts';

/** Of the data of all buttons of the feature. */
export const VERSION = 1;

const id = z.string().min(1).max(120);
// Days go into keys and into the calendar: what is no day must not get that far.
const day = z.string().refine(isDay);
const minute = z.int().min(0).max(1440);
const words = z.string().max(40).optional();

// Shapes alone: whether there is such a place, day or person the rules and the list say.
export const whereSchema = z.union([
  z.object({
    kind: z.literal('place'),
    site: id,
    floor: z.int().min(-9).max(99),
    area: id.optional(),
    seat: z.string().max(12).optional(),
  }),
  z.object({kind: z.enum(['home', 'leave', 'gone'])}),
  z.object({kind: z.enum(['out', 'trip']), to: words}),
]);

const when = z.object({
  date: day.optional(),
  dateEnd: day.optional(),
  from: minute.optional(),
  until: minute.optional(),
});
// Clients send what an input holds as text.
const input = z.string().max(120).optional();

export const PRESSES = {
  'whereabouts.set': z.object({
    where: whereSchema.optional(),
    when: when.default({}),
    in_place: input,
    in_seat: input,
    in_until: input,
  }),
  'whereabouts.choose': z.object({}),
  'whereabouts.clear': z.object({day: day.optional()}),
  'whereabouts.one': z.object({person: id, day}),
  'whereabouts.floor': z.object({floor: z.int().min(-9).max(99), site: id}),
  'whereabouts.privacy': z.object({}),
  'whereabouts.save': z.object({in_visibility: input, in_others: input, in_morning: input}),
  'whereabouts.for': z.object({person: id, where: whereSchema, when}),
  'whereabouts.giveback': z.object({op: id, day}),
} as const;

export type Verb = keyof typeof PRESSES;
export type Data<V extends Verb> = z.output<(typeof PRESSES)[V]>;

/** A button of this feature. */
export function press<V extends Verb>(
  title: string,
  verb: V,
  data: z.input<(typeof PRESSES)[V]>,
  more?: Element,
): Button {
  return pressButton(title, verb, VERSION, data, more);
}
