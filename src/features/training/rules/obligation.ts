import type {Day} from '../../../platform/directory/staff.ts';
import type {Need} from './audience.ts';
import type {Duty} from './duty.ts';
import {countsIn} from './validity.ts';

/** What proves a completion. */
export type Proof = 'import' | 'roster' | 'self';

/** By whom a completion came: a file, a session's roster, a training officer, the person. */
export type Channel = 'import' | 'roster' | 'officer' | 'self';

/** One completion as it stands in the register. */
export interface Completion {
  /** The entry's number within the person. */
  readonly entry: number;
  readonly day: Day;
  readonly channel: Channel;
  /** The office's day on which it was written. */
  readonly written: Day;
  /** The first import at least a week later did not have it. */
  readonly unconfirmed: boolean;
}

/** The latest decision on a person in a round, as the register has it. */
export interface Decided {
  readonly course: string;
  readonly round: string;
  readonly status: 'asked' | 'away' | 'excepted' | 'out';
  /** Of the last time that they were asked; a person who is away keeps nothing of it. */
  readonly duty?: Duty | undefined;
  readonly proof: Proof;
  /** The share from which a section counts as done, as it was when it was decided. */
  readonly all: number;
  /** The section in charge found that it does not concern them, with the reason. */
  readonly exempt?: string | undefined;
  /** They said that it does not concern them, and nobody has ruled yet: reminders rest until after this day. */
  readonly pausedUntil?: Day | undefined;
  /** The section in charge found that it does concern them; it is not asked again while they are where they were. */
  readonly stays?: boolean | undefined;
}

export type Standing =
  | {readonly kind: 'none'}
  | {readonly kind: 'exempt'; readonly why: 'rule' | 'ruling' | 'away'}
  | {readonly kind: 'done'; readonly need: Need; readonly day: Day; readonly late: boolean}
  /** Said by the person where something else must prove it: rests until the next import. */
  | {readonly kind: 'self-reported'; readonly need: Need; readonly day: Day}
  | {
      readonly kind: 'pending' | 'overdue';
      readonly need: Need;
      readonly opens: Day;
      readonly due: Day;
      /** 未確認: they said so, and the import did not have it. */
      readonly unconfirmed: boolean;
    };

/**
 * Where a person stands in a round on a day. Encouraged courses never are overdue. What was said by the person alone
 * is no proof where the course wants another.
 *
 * @param completions all of that course, those taken back left out
 */
export function standingOf(decided: Decided, completions: readonly Completion[], day: Day): Standing {
  const {status, duty, proof} = decided;
  if (status === 'away') return {kind: 'exempt', why: 'away'};
  if (status === 'excepted') return {kind: 'exempt', why: 'rule'};
  if (status === 'out' || duty === undefined) return {kind: 'none'};
  const counted = completions.filter((each) => countsIn(duty.counts, each.day) && each.day <= day);
  const isProof = ({channel}: Completion) => channel !== 'self' || proof === 'self';
  const first = earliest(counted.filter(isProof));
  const {need, opens, due} = duty;
  // Who did it anyway has done it, whatever was ruled.
  if (first !== undefined) return {kind: 'done', need, day: first.day, late: first.day > due};
  if (decided.exempt !== undefined) return {kind: 'exempt', why: 'ruling'};
  const said = earliest(counted.filter(({unconfirmed}) => !unconfirmed));
  if (said !== undefined) return {kind: 'self-reported', need, day: said.day};
  const kind = need === 'required' && day > due ? 'overdue' : 'pending';
  return {kind, need, opens, due, unconfirmed: counted.length > 0};
}

function earliest(completions: readonly Completion[]): Completion | undefined {
  return completions.reduce<Completion | undefined>(
    (first, each) => (first === undefined || each.day < first.day ? each : first),
    undefined,
  );
}

/** Whether something is left to do that reminders may speak of. */
export function isOpen(standing: Standing): standing is Extract<Standing, {kind: 'pending' | 'overdue'}> {
  return standing.kind === 'pending' || standing.kind === 'overdue';
}

/** Days after which an import that does not have it makes a self-report unconfirmed. */
export const CONFIRM_AFTER = 7;
