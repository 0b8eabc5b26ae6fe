import {z} from 'zod/v4';
import {pressButton, type Button} from '../../../platform/cards/card.ts';
import type {Wanted} from '../rules/choices.ts';

/** Of the data of all buttons of the feature. */
export const VERSION = 1;

const id = z.string().min(1).max(100);
const op = z.string().min(1).max(100);
const day = z.string().max(10);
const minute = z.int().min(0).max(1440);

// Shapes alone. Whether there is such a booth, day or booking, and whose it is, the desk and the rules say.
const draft = z.object({
  kind: id.optional(),
  booth: id.optional(),
  site: id.optional(),
  floor: z.int().min(-9).max(99).optional(),
  day: day.optional(),
  from: minute.optional(),
  minutes: z.int().min(1).max(1440).optional(),
  moving: id.optional(),
});
const wanted = z.union([
  z.object({booth: id}),
  z
    .object({kind: id, site: id.optional(), floor: z.int().min(-9).max(99).optional()})
    // A part that is not there is left out: what is asked is hashed.
    .transform(({kind, site, floor}): Wanted => ({
      kind,
      ...(site === undefined ? {} : {site}),
      ...(floor === undefined ? {} : {floor}),
    })),
]);
const order = z.object({op, wanted, day, from: minute, to: minute});
// Clients send what an input holds as text, and nothing where it was left empty.
const input = z.string().max(100).optional();

/** What each button's data must be; anything else gets the old-card answer. */
export const PRESSES = {
  'booths.plan': z.object({draft, in_day: input, in_start: input, in_length: input, in_booth: input}),
  'booths.book': order.extend({then: order.optional()}),
  'booths.move': order.extend({booking: id}),
  'booths.day': z.object({
    day: day.optional(),
    kind: id.optional(),
    page: z.int().min(0).max(99).optional(),
    in_day: input,
  }),
  'booths.mine': z.object({}),
  'booths.one': z.object({booking: id}),
  'booths.asked': z.object({booking: id}),
  'booths.cancel': z.object({op, booking: id}),
  'booths.start': z.object({op, booking: id}),
  'booths.end': z.object({op, booking: id}),
  'booths.extend': z.object({op, booking: id, by: z.int().min(1).max(1440)}),
  'booths.takeback': z.object({op, booking: id}),
  'booths.wait': order,
  'booths.unwait': z.object({op, wait: id}),
} as const;

export type Verb = keyof typeof PRESSES;
export type Data<V extends Verb> = z.output<(typeof PRESSES)[V]>;

/** A button of the feature, with data that its press will be read by. */
export function press<V extends Verb>(
  title: string,
  verb: V,
  data: z.input<(typeof PRESSES)[V]>,
  more: Readonly<Record<string, unknown>> = {},
): Button {
  // JSON knows no undefined: an open part of a draft is not sent.
  const sent = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  return pressButton(title, verb, VERSION, sent, more);
}
