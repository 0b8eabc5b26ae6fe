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

/** Longer than any holidays: who works on no day of these works on none. */
const LONGEST_SEARCH = 40;

/**
 * The hours set by the organisation, cut down to the person's own days and hours, on days that are open by the
 * calendar of their section, its site or the organisation.
 *
 * @param hours as set, in order, not overlapping
 */
export function workingTimeOf(member: Worker, office: Office, hours: readonly Hours[]): WorkingTime {
  return workingTimes(office, hours)(member);
}

type Worker = Pick<StaffMember, 'main' | 'workingDays' | 'workingHours'>;

/**
 * The same for many people: a calendar is asked for each day once, and people with the same days and hours share one
 * working time, so that whatever follows from it need be computed once as well.
 */
export function workingTimes(office: Office, hours: readonly Hours[]): (member: Worker) => WorkingTime {
  const calendars = new Map<string, (day: Day) => boolean>();
  const times = new Map<string, WorkingTime>();
  return ({main: {section, sectionName}, workingDays, workingHours}) => {
    // A section's calendar is written under its name or its code; all others have the organisation's.
    const own = [sectionName, section].find((name) => office.calendars.sections[name] !== undefined) ?? '';
    const key = JSON.stringify([own, workingDays, workingHours]);
    const known = times.get(key);
    if (known !== undefined) return known;
    const open = calendars.get(own) ?? remembered((day) => isOpen(calendarOf(office, {section: own}), day));
    calendars.set(own, open);
    const usable = hours.flatMap(({from, to}) => cut(from, to, workingHours ?? {from: 0, to: 1440}));
    const works =
      usable.length === 0
        ? () => false
        : remembered((day) => {
            const onDay = workingDays?.includes(Temporal.PlainDate.from(day).dayOfWeek) ?? true;
            return onDay && open(day);
          });
    const time: WorkingTime = {works, hoursOn: (day) => (works(day) ? usable : [])};
    times.set(key, time);
    return time;
  };
}

function remembered(ask: (day: Day) => boolean): (day: Day) => boolean {
  const known = new Map<Day, boolean>();
  return (day) => {
    const found = known.get(day) ?? ask(day);
    known.set(day, found);
    return found;
  };
}

function cut(from: MinuteOfDay, to: MinuteOfDay, own: Hours): Hours[] {
  const part = {from: Math.max(from, own.from), to: Math.min(to, own.to)};
  return part.from < part.to ? [part] : [];
}

/** The working day on or after a day; undefined where there is none for weeks. */
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

/** A moment of a day at the office. */
export function instantOf(day: Day, second: number, zone: string): Temporal.Instant {
  const midnight = Temporal.PlainDate.from(day).toPlainDateTime();
  return midnight.add({seconds: second}).toZonedDateTime(zone).toInstant();
}
