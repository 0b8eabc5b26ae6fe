import {Temporal, type MinuteOfDay} from '../../../kernel/time.ts';
import type {Day, StaffMember} from '../../../platform/directory/staff.ts';
import {calendarOf, isOpen} from '../../../platform/office/calendar.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Hours} from './course.ts';
import {addDays} from './validity.ts';

/** When a person may be written to. */
export interface WorkingTime {
  /** Whether they work that day with at least a minute within the hours that are set. */
  readonly works: (day: Day) => boolean;
  /** Those minutes, in order; none on a day off. */
  readonly hoursOn: (day: Day) => readonly Hours[];
}

/** Whatever a calendar says, somebody works within a year. */
const LONGEST_SEARCH = 366;

/**
 * The hours set by the organisation, cut down to the person's own days and hours, on days that are open by the
 * calendar of their section, its site or the organisation.
 *
 * @param hours as set, in order, not overlapping
 */
export function workingTimeOf(
  member: Pick<StaffMember, 'main' | 'workingDays' | 'workingHours'>,
  office: Office,
  hours: readonly Hours[],
): WorkingTime {
  const {section, sectionName} = member.main;
  // A section's calendar is written under its name or its code.
  const own = office.calendars.sections[sectionName] === undefined ? section : sectionName;
  const calendar = calendarOf(office, {section: own});
  const {workingDays, workingHours} = member;
  const usable = hours.flatMap(({from, to}) => cut(from, to, workingHours ?? {from: 0, to: 1440}));
  const isWorkingDay = (day: Day) =>
    (workingDays === undefined || workingDays.includes(Temporal.PlainDate.from(day).dayOfWeek)) &&
    isOpen(calendar, day);
  return {
    works: (day) => usable.length > 0 && isWorkingDay(day),
    hoursOn: (day) => (usable.length > 0 && isWorkingDay(day) ? usable : []),
  };
}

function cut(from: MinuteOfDay, to: MinuteOfDay, own: Hours): Hours[] {
  const part = {from: Math.max(from, own.from), to: Math.min(to, own.to)};
  return part.from < part.to ? [part] : [];
}

/** The working day on or after a day; undefined where there is none within a year. */
export function workingDayFrom({works}: Pick<WorkingTime, 'works'>, day: Day): Day | undefined {
  return search(works, day, 1);
}

/** The working day on or before a day. */
export function workingDayUntil({works}: Pick<WorkingTime, 'works'>, day: Day): Day | undefined {
  return search(works, day, -1);
}

function search(works: (day: Day) => boolean, from: Day, step: 1 | -1): Day | undefined {
  for (let days = 0, day = from; days <= LONGEST_SEARCH; days++, day = addDays(day, step)) {
    if (works(day)) return day;
  }
  return undefined;
}

/** The day so many working days after a day, itself not counted. Days that cannot be found end the counting. */
export function workingDaysLater(time: Pick<WorkingTime, 'works'>, day: Day, count: number): Day {
  let last = day;
  for (let n = 0; n < count; n++) last = workingDayFrom(time, addDays(last, 1)) ?? addDays(last, 1);
  return last;
}
