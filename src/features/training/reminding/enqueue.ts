import type {Temporal} from '../../../kernel/time.ts';
import type {Day} from '../../../platform/directory/staff.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import type {Register} from '../store/register.ts';
import {instantOf} from '../rules/working-time.ts';
import {digestOccasion} from './occasion.ts';
import type {DueLook} from './plan.ts';

/** Digests that are put into the outbox side by side: twenty thousand one by one would take longer than a job may. */
export const ENQUEUED_AT_ONCE = 16;

export interface EnqueueDeps {
  readonly register: Pick<Register, 'change'>;
  readonly directory: {accountsOf: (person: string) => readonly {tenant: string; objectId: string}[]};
  readonly outbox: Pick<FeatureOutbox, 'enqueue'>;
  readonly zone: string;
}

/** What became of a digest that was due. */
export type Outcome =
  | 'enqueued'
  /** There is one for that day already. */
  | 'exists'
  /** The bot has never met them: there is no chat to write to. */
  | 'no-account';

/**
 * Puts a digest into the outbox and notes that its day is done. In this order: whoever dies in between finds it in
 * the outbox the next time.
 *
 * @param at when to send, within the hour; undefined for the time to which the rules spread it
 */
export async function enqueueDigest(
  {register, directory, outbox, zone}: EnqueueDeps,
  {state, decision}: DueLook,
  at: Temporal.Instant | undefined,
  signal?: AbortSignal,
): Promise<Outcome> {
  const {day, from, to} = decision;
  const [account] = directory.accountsOf(state.person);
  if (account === undefined) return 'no-account';
  const notice = {
    ...({account, occasion: digestOccasion(day), lane: 'digests'} as const),
    notBefore: at ?? instantOf(day, from, zone),
    // The day may be another than that on which it is sent.
    notAfter: at?.add({hours: 1}) ?? instantOf(day, to, zone),
  };
  const {kind} = await outbox.enqueue(notice, {signal});
  await noteTold(register, state.person, day, signal);
  return kind;
}

async function noteTold(
  register: EnqueueDeps['register'],
  person: string,
  day: Day,
  signal: AbortSignal | undefined,
) {
  await register.change(
    person,
    {role: 'program'},
    ({nudges}) =>
      nudges.toldOn === day ? undefined : {entries: [], nudges: {...nudges, toldOn: day, carried: undefined}},
    {signal},
  );
}

/** Notes that a digest was due and could not go out, so that the next possible day takes its place. */
export async function noteCarried(
  register: EnqueueDeps['register'],
  person: string,
  day: Day,
  signal?: AbortSignal,
): Promise<void> {
  await register.change(
    person,
    {role: 'program'},
    ({nudges}) =>
      nudges.carried === undefined ? {entries: [], nudges: {...nudges, carried: day}} : undefined,
    {signal},
  );
}
