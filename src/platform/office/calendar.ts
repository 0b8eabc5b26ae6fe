import {Temporal, type DayText} from '../../kernel/time.ts';
import type {Bilingual} from '../../kernel/person.ts';
import {nationalHoliday} from './holidays.ts';
import {WEEKDAYS, type BoothKind, type CalendarRules, type Hours, type Office, type OwnDay} from './shape.ts';

/** On which days somebody works: a section's calendar, its site's, the organisation's, the narrowest first. */
export type Calendar = readonly CalendarRules[];

/** Whose calendar is asked for. A section that has none of its own follows its site. */
export interface Whose {
  readonly site?: string;
  readonly section?: string;
}

/** Why nobody works on a day. */
export type Closed =
  | {readonly kind: 'own'; readonly name: Bilingual}
  | {readonly kind: 'holiday'; readonly name: Bilingual}
  | {readonly kind: 'year-end'}
  | {readonly kind: 'weekend'}
  /** So far ahead (or back) that the national holidays are not known. */
  | {readonly kind: 'not-covered'};

/** The calendar that holds for a site or a section. */
export function calendarOf({calendars}: Office, {site, section}: Whose = {}): Calendar {
  const narrower = [
    section === undefined ? undefined : calendars.sections[section],
    site === undefined ? undefined : calendars.sites[site],
  ];
  return [...narrower.flatMap((rules) => rules ?? []), calendars.organisation];
}

/**
 * Why a day is closed; undefined where it is open. Own days, open or closed, stand before everything else, and
 * those of the narrower calendar before the wider one's. Of the rest, each setting is taken from the narrowest
 * calendar that has it.
 *
 * @param day an existing day
 */
export function whyClosed(calendar: Calendar, day: DayText): Closed | undefined {
  for (const rules of calendar) {
    if (rules.open.some((own) => covers(own, day))) return undefined;
    const closed = rules.closed.find((own) => covers(own, day));
    if (closed !== undefined) return {kind: 'own', name: closed.name};
  }
  // The most telling reason first: New Year's Day that falls on a Sunday is a holiday.
  if (calendar.find((rules) => rules.nationalHolidays !== undefined)?.nationalHolidays === true) {
    const holiday = nationalHoliday(day);
    if (holiday.kind !== 'none') return holiday;
  }
  const yearEnd = calendar.find((rules) => rules.yearEnd !== undefined)?.yearEnd;
  if (yearEnd && within(day.slice(5), yearEnd)) return {kind: 'year-end'};
  const weekday = WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1];
  const weekends = calendar.find((rules) => rules.weekends !== undefined)?.weekends ?? [];
  return weekday !== undefined && weekends.includes(weekday) ? {kind: 'weekend'} : undefined;
}

/** Whether people work on a day. */
export function isOpen(calendar: Calendar, day: DayText): boolean {
  return whyClosed(calendar, day) === undefined;
}

/** The first open day from a day on; undefined where the next `limit` days have none. */
export function nextOpenDay(calendar: Calendar, from: DayText, limit = 366): DayText | undefined {
  const first = Temporal.PlainDate.from(from);
  for (let days = 0; days <= limit; days++) {
    const day = first.add({days}).toString();
    if (isOpen(calendar, day)) return day;
  }
  return undefined;
}

/** The hours in which booths of a kind can be booked on a day of the week; whether the day is open is another matter. */
export function hoursOn(kind: BoothKind, day: DayText): Hours {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1];
  return (weekday === undefined ? undefined : kind.hoursOn[weekday]) ?? kind.hours;
}

/** The last day of an entry is `until`, or its one day. */
function covers({day: first, until}: OwnDay, day: DayText): boolean {
  return first <= day && day <= (until ?? first);
}

// 12-29 to 01-03 goes over the year's end.
function within(monthDay: string, {from, to}: {from: string; to: string}): boolean {
  return from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to;
}
