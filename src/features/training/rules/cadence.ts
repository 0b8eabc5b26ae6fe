import type {Day} from '../../../platform/directory/staff.ts';
import type {Plan} from './course.ts';
import type {Duty} from './duty.ts';
import {addDays, daysBetween} from './validity.ts';
import {workingDayFrom, workingDayUntil, workingDaysLater, type WorkingTime} from './working-time.ts';

/** Why a day is one on which to remind. Words of the program. */
export type Occasion = 'opening' | 'halfway' | 'before' | 'due' | 'overdue' | 'again' | 'carried';

/** A day that a course's plan names for a person, moved to a working day. */
export interface ReminderDay {
  readonly day: Day;
  readonly occasion: Occasion;
}

type Works = Pick<WorkingTime, 'works'>;

/**
 * The days on which a course's plan reminds a person who has not finished. A day on which they do not work moves to
 * the working day before it, so that it is not too late; the opening and what comes weekly after the due day move to
 * the one after it. A day that would move to before the opening is left out: the opening itself is near.
 *
 * @returns in order; two occasions may fall on one day
 */
export function reminderDays(
  duty: Pick<Duty, 'need' | 'opens' | 'due'>,
  plan: Plan,
  time: Works,
): ReminderDay[] {
  const {need, opens, due} = duty;
  const found: ReminderDay[] = [];
  const later = (occasion: Occasion, day: Day, last?: Day) => {
    const moved = workingDayFrom(time, day);
    if (moved !== undefined && (last === undefined || moved <= last)) found.push({day: moved, occasion});
  };
  const earlier = (occasion: Occasion, day: Day) => {
    const moved = day < opens ? undefined : workingDayUntil(time, day);
    if (moved !== undefined && moved >= opens) found.push({day: moved, occasion});
  };
  const {opening, before} = need === 'required' ? plan.required : plan.encouraged;
  if (opening) later('opening', opens, due);
  for (const days of before) earlier('before', addDays(due, -days));
  if (need === 'required') {
    const {halfway, due: onDue, weekly} = plan.required;
    if (halfway) earlier('halfway', addDays(opens, Math.floor(daysBetween(opens, due) / 2)));
    if (onDue) earlier('due', due);
    for (let week = 1; week <= weekly; week++) later('overdue', addDays(due, 7 * week));
  }
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** What a person put off: until which day, and how often after the due day. */
export interface Snooze {
  readonly until: Day;
  readonly overdueTimes: number;
  /** In which round; rows of former versions do not say. */
  readonly round?: string | undefined;
}

export type SnoozeDecision =
  | ({readonly kind: 'until'} & Snooze)
  /** No working day is left before the due day ends, or it was put off three times since. */
  | {readonly kind: 'refused'; readonly why: 'due' | 'often'};

const MOST_OVERDUE_SNOOZES = 3;

/** 「明日もう一度」: the next working day, not past the due day; after it three times at most. */
export function decideSnooze(
  due: Day,
  before: Pick<Snooze, 'overdueTimes'> | undefined,
  today: Day,
  time: Works,
): SnoozeDecision {
  const times = before?.overdueTimes ?? 0;
  const next = workingDayFrom(time, addDays(today, 1));
  if (today <= due) {
    if (next === undefined || next > due) return {kind: 'refused', why: 'due'};
    return {kind: 'until', until: next, overdueTimes: times};
  }
  if (times >= MOST_OVERDUE_SNOOZES || next === undefined) return {kind: 'refused', why: 'often'};
  return {kind: 'until', until: next, overdueTimes: times + 1};
}

const PAUSE_DAYS = 5;

/** The last day on which a course rests after a person said that it does not concern them. */
export function pauseUntil(today: Day, time: Works): Day {
  return workingDaysLater(time, today, PAUSE_DAYS);
}
