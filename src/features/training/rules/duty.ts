import type {Day, StaffMember} from '../../../platform/directory/staff.ts';
import {isDay} from '../../../platform/office/shape.ts';
import {absenceOn, concernOf, isEmployed, type Need} from './audience.ts';
import type {Course, Round} from './course.ts';
import {addDays, countsIn, laterDay, periodOf, type Period} from './validity.ts';

/** Why a person has a duty, or has none. Words of the program: they are kept with the decision. */
export type DutyReason = 'audience' | 'newcomer' | 'returned' | 'before-handling' | 'nominated';

/** What a person is asked to do in one round of a course. */
export interface Duty {
  readonly need: Need;
  readonly opens: Day;
  readonly due: Day;
  /** When a completion counts. */
  readonly counts: Period;
  readonly why: DutyReason;
}

export type DutyDecision =
  | ({readonly kind: 'asked'} & Duty)
  /** Long absent: not counted until they are back. */
  | {readonly kind: 'away'}
  | {readonly kind: 'excepted'}
  | {readonly kind: 'out'};

/** What is known of a person besides the list. */
export interface Circumstances {
  readonly day: Day;
  /**
   * Since when the rule has had them: the day itself for who was not concerned when the round was looked at
   * before; undefined while nothing tells, and then the day of hiring counts.
   */
  readonly since?: Day | undefined;
  /** Named by their head, for courses that take some of each section. */
  readonly nominated?: boolean;
  /** Month, 4 for April. */
  readonly fiscalYearStart: number;
}

/**
 * What a round of a course asks of a person on a day. Before the round opens it asks nothing. Who comes in after its
 * last day is asked only where the course has a term for newcomers and the round still counts.
 */
export function dutyOf(course: Course, round: Round, member: StaffMember, at: Circumstances): DutyDecision {
  const {day} = at;
  if (day < round.from) return {kind: 'out'};
  const concern = course.nominate === undefined ? concernOf(course, member, day) : nominated(member, at);
  if (concern.kind !== 'in') return {kind: concern.kind === 'excepted' ? 'excepted' : 'out'};
  if (absenceOn(member, day) !== undefined) return {kind: 'away'};

  const counts = periodOf(course.validity, round, at.fiscalYearStart);
  const since = at.since ?? laterDay(round.from, member.from ?? round.from);
  const asked = (why: DutyReason, opens: Day, term: Day): DutyDecision => {
    const due = laterDay(term, opens);
    // Who could be asked no earlier may finish after the period has ended.
    const to = counts.to === undefined ? undefined : laterDay(counts.to, due);
    return {kind: 'asked', need: concern.need, opens, due, counts: {...counts, to}, why};
  };
  if (course.nominate !== undefined) return asked('nominated', laterDay(round.from, since), round.to);
  const back = lastReturn(member, day);
  // The later of the two is what counts: who came in after they were back has come in, and whoever is asked again on
  // a later day has been asked since the same one.
  const returned = back !== undefined && back > round.from && back >= since ? back : undefined;
  const opens = returned ?? since;
  if (!countsIn(counts, opens)) return {kind: 'out'};
  if (returned !== undefined) {
    return asked('returned', opens, laterDay(round.to, addDays(returned, course.returners.within)));
  }
  const late = since > round.from;
  if (late && course.beforeHandling !== undefined) {
    return asked('before-handling', opens, handlingDay(course, member) ?? opens);
  }
  if (late && course.newcomers !== undefined) {
    return asked('newcomer', opens, laterDay(round.to, addDays(since, course.newcomers.within)));
  }
  return since > round.to ? {kind: 'out'} : asked('audience', opens, round.to);
}

function nominated(member: StaffMember, at: Circumstances): {kind: 'in'; need: Need} | {kind: 'out'} {
  if (at.nominated !== true || !isEmployed(member, at.day)) return {kind: 'out'};
  return {kind: 'in', need: 'required'};
}

// The day after the latest absence that is over.
function lastReturn({absences}: StaffMember, day: Day): Day | undefined {
  const ended = absences.flatMap(({to}) => (to !== undefined && to < day ? [addDays(to, 1)] : []));
  return ended.reduce<Day | undefined>(
    (last, each) => (last === undefined ? each : laterDay(last, each)),
    undefined,
  );
}

// The last day before they begin, where a column of the list has the beginning.
function handlingDay({beforeHandling}: Course, {columns}: StaffMember): Day | undefined {
  const column = beforeHandling?.column;
  const begins = column === undefined ? undefined : columns[column];
  return begins !== undefined && isDay(begins) ? addDays(begins, -1) : undefined;
}
