import {isDeepStrictEqual} from 'node:util';
import type {Day, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import {roundsOf, type Course, type Round, type Trainings} from '../rules/course.ts';
import {dutyOf, type DutyDecision} from '../rules/duty.ts';
import {countsIn, periodOf} from '../rules/validity.ts';
import {placedOf, type EntryBody, type Placed} from './entry.ts';
import {roundOf, standsIn, type PersonRecord, type RoundRecord} from './record.ts';

/** A round that may still ask something of somebody. */
export interface CurrentRound {
  readonly course: Course;
  readonly round: Round;
  /**
   * Whether everybody was looked at once since it opened. Whoever then comes in has come in now; before, the list
   * itself says since when.
   */
  readonly seen: boolean;
  /** Who was named by the heads, where the course takes some of each section. */
  readonly nominated: ReadonlySet<PersonKey>;
}

/** The rounds that have opened and whose period is not over. */
export function currentRounds({courses, settings}: Trainings, day: Day): {course: Course; round: Round}[] {
  return courses.flatMap((course) =>
    roundsOf(course)
      .filter((round) =>
        countsIn({...periodOf(course.validity, round, settings.fiscalYearStart), from: round.from}, day),
      )
      .map((round) => ({course, round})),
  );
}

export interface Assignment {
  readonly day: Day;
  readonly fiscalYearStart: number;
  readonly rounds: readonly CurrentRound[];
  /** The list's version. */
  readonly list: string | undefined;
}

/**
 * The decisions that are to be written about a person so that the register says what the list and the courses say.
 * Asked again it gives none. Whoever has finished is left alone: what they did stays where it was done.
 *
 * @param member undefined where the list has no such person any more
 */
export function decideDuties(
  record: PersonRecord,
  member: StaffMember | undefined,
  asked: Assignment,
): EntryBody[] {
  const {day, rounds} = asked;
  const entries = rounds.flatMap((current) => decideRound(record, member, current, asked) ?? []);
  // A round that was taken out of the file while it was open goes with all that waits for it.
  const gone = record.rounds.filter(
    (each) =>
      each.status !== 'out' &&
      !rounds.some(({course, round}) => course.id === each.course && round.id === each.round) &&
      !isPast(each, day),
  );
  return [...entries, ...gone.filter((each) => isUnfinished(record, each, day)).map(withdrawn)];
}

function decideRound(
  record: PersonRecord,
  member: StaffMember | undefined,
  {course, round, seen, nominated}: CurrentRound,
  {day, fiscalYearStart, list}: Assignment,
): EntryBody | undefined {
  const prior = roundOf(record, course.id, round.id);
  if (prior !== undefined && !isUnfinished(record, prior, day)) return undefined;
  if (member === undefined)
    return prior === undefined || prior.status === 'out' ? undefined : withdrawn(prior);
  const decision = dutyOf(course, round, member, {
    ...{day, fiscalYearStart, nominated: nominated.has(member.key)},
    since: sinceOf(prior, seen, day),
  });
  if (
    prior === undefined ? decision.kind === 'out' : isSame(prior, decision, course, placedOf(member, list))
  ) {
    return undefined;
  }
  return {
    ...{kind: 'duty', course: course.id, round: round.id, status: decision.kind},
    duty: dutyPart(decision),
    ...{proof: course.proof, all: course.marks.all, placed: placedOf(member, list)},
  };
}

function dutyPart(decision: DutyDecision): RoundRecord['duty'] {
  if (decision.kind !== 'asked') return undefined;
  const {need, opens, due, counts, why} = decision;
  return {need, opens, due, counts, why};
}

function sinceOf(prior: RoundRecord | undefined, seen: boolean, day: Day): Day | undefined {
  if (prior?.status === 'asked') return prior.duty?.opens;
  // Back from an absence: the absence itself says since when.
  if (prior?.status === 'away') return undefined;
  return prior !== undefined || seen ? day : undefined;
}

function isSame(prior: RoundRecord, decision: DutyDecision, course: Course, placed: Placed): boolean {
  return (
    prior.status === decision.kind &&
    (prior.status === 'out' || prior.placed.section === placed.section) &&
    (prior.status !== 'asked' ||
      (isDeepStrictEqual(plain(prior.duty), plain(dutyPart(decision))) &&
        prior.proof === course.proof &&
        prior.all === course.marks.all))
  );
}

// Without the keys that hold undefined: the table does not keep them.
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function withdrawn({course, round, proof, all, placed}: RoundRecord): EntryBody {
  return {kind: 'duty', course, round, status: 'out', proof, all, placed};
}

function isUnfinished(record: PersonRecord, round: RoundRecord, day: Day): boolean {
  return standsIn(record, round, day).kind !== 'done';
}

function isPast({duty}: RoundRecord, day: Day): boolean {
  return duty?.counts.to !== undefined && duty.counts.to < day;
}

/** Whether a round in a summary needs no look any more. */
export function isOverOn(rounds: readonly CurrentRound[], day: Day): (round: RoundRecord) => boolean {
  return (each) =>
    !rounds.some(({course, round}) => course.id === each.course && round.id === each.round) &&
    (each.duty === undefined || isPast(each, day));
}
