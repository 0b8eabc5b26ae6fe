import {z} from 'zod/v4';
import {pressButton, type Button} from '../../../platform/cards/card.ts';

/** Of the data of all buttons of the feature. */
export const VERSION = 1;

const id = z.string().min(1).max(64);
const person = z.string().min(1).max(80);
const round = z.string().max(10);

// Shapes alone. Whose it is, and whether it still stands, the desk looks up. `op` is made at each drawing: the same
// press again does nothing more.
const pressed = z.object({person, course: id, round, op: id});

export const PRESSES = {
  'training.open': z.object({page: z.int().min(0).max(100)}),
  'training.done': pressed,
  'training.later': pressed,
  'training.object': pressed,
  'training.rule': pressed.extend({
    exempt: z.boolean(),
    until: round,
    in_reason: z.string().max(200).optional(),
  }),
  'training.sessions': z.object({}),
  'training.signup': z.object({course: id, session: id}),
  'training.giveup': z.object({course: id, session: id}),
  'training.roster': z.object({course: id, session: id}),
  'training.attend': z.object({
    course: id,
    session: id,
    op: id,
    in_attended: z.string().max(20_000).optional(),
  }),
  'training.nominate': z.object({
    course: id,
    round,
    section: z.string().min(1).max(60),
    op: id,
    in_people: z.string().max(2000).optional(),
  }),
  'training.answer': z.object({
    course: id,
    round,
    op: id,
    in_q0: z.string().max(600).optional(),
    in_q1: z.string().max(600).optional(),
    in_q2: z.string().max(600).optional(),
  }),
} as const;

export type Verb = keyof typeof PRESSES;
export type Data<V extends Verb> = z.output<(typeof PRESSES)[V]>;

/** A button of this feature, with data that its press will be read by. */
export function press<V extends Verb>(title: string, verb: V, data: z.input<(typeof PRESSES)[V]>): Button {
  return pressButton(title, verb, VERSION, {...data});
}
