import {Temporal, type DayText} from '../../../kernel/time.ts';
import type {Course, Round} from './course.ts';

/** The days on which a completion counts for a round, both included. */
export interface Period {
  readonly from: DayText;
  /** Undefined while no later round is known. */
  readonly to?: DayText | undefined;
}

/**
 * When a completion counts for a round. Every kind of validity comes down to a stretch of days, which a decision
 * keeps: so a later change of the rule does not change what was decided.
 *
 * - `window`: from the round's first day to the day before the next round;
 * - `fiscal-year`: the fiscal year in which the round begins, so what was done on its last day is pending again on
 *   the first day of the next;
 * - N days: an earlier completion counts if it still holds on the round's last day.
 *
 * @param fiscalYearStart month, 4 for April
 */
export function periodOf(validity: Course['validity'], round: Round, fiscalYearStart: number): Period {
  const open = {from: round.from, to: round.next === undefined ? undefined : addDays(round.next, -1)};
  if (validity === 'window') return open;
  if (validity === 'fiscal-year') return fiscalYearOf(round.from, fiscalYearStart);
  const carried = addDays(round.to, 1 - validity.days);
  return {...open, from: carried < round.from ? carried : round.from};
}

/** The fiscal year that a day lies in. */
export function fiscalYearOf(day: DayText, startMonth: number): {from: DayText; to: DayText} {
  const date = Temporal.PlainDate.from(day);
  const year = date.month >= startMonth ? date.year : date.year - 1;
  const from = Temporal.PlainDate.from({year, month: startMonth, day: 1});
  return {from: from.toString(), to: from.add({years: 1}).subtract({days: 1}).toString()};
}

/** Whether a completion of that day counts. */
export function countsIn({from, to}: Period, day: DayText): boolean {
  return from <= day && (to === undefined || day <= to);
}

/** A day so many days later; earlier with a negative number. */
export function addDays(day: DayText, days: number): DayText {
  return Temporal.PlainDate.from(day).add({days}).toString();
}

/** Days from one day to another; negative where it lies before. */
export function daysBetween(from: DayText, to: DayText): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** The later of two days. */
export function laterDay(a: DayText, b: DayText): DayText {
  return a < b ? b : a;
}
