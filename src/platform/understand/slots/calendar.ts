import {Temporal} from '../../../kernel/time.ts';

/** From which day a date is counted. */
export interface Reference {
  readonly today: Temporal.PlainDate;
  /** The first day of a range, where its last is looked for. */
  readonly first?: Temporal.PlainDate;
}

// A date without a year that lies further back than this means its next occurrence: people ask about what
// comes. Within it, they mean the one that just was.
const LOOKS_BACK_DAYS = 31;

export const JA_WEEKDAYS = '月火水木金土日';
const EN_WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EN_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1 for January, of an English name or its short form; 0 where there is none. */
export function monthOf(name: string | undefined): number {
  return EN_MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

/** A day of the calendar, undefined where there is none. */
export function dayOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({year, month, day}, {overflow: 'reject'});
  } catch {
    return undefined;
  }
}

/** 1 for Monday to 7, of 月 or of an English name; 0 where there is none. */
export function weekdayOf(name: string | undefined): number {
  if (name === undefined) return 0;
  return JA_WEEKDAYS.includes(name)
    ? JA_WEEKDAYS.indexOf(name) + 1
    : EN_WEEKDAYS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/**
 * The day that month and day mean where no year is said: the next one, or the last if that was at most 31 days
 * ago. A weekday that fits (1 to 7, 0 for none) decides otherwise.
 */
export function withoutYear(
  {today, first}: Reference,
  month: number,
  day: number,
  weekday: number,
): Temporal.PlainDate | undefined {
  const earliest = first ?? today.subtract({days: LOOKS_BACK_DAYS});
  const years = [today.year - 1, today.year, today.year + 1];
  const dates = years.map((year) => dayOf(year, month, day));
  // A weekday that fits tells the year.
  const fitting = dates
    .flatMap((date) => (date?.dayOfWeek === weekday ? [date] : []))
    .sort((a, b) => Math.abs(today.until(a).days) - Math.abs(today.until(b).days));
  if (fitting[0] !== undefined) return fitting[0];
  // The year is chosen by a day that every month has, so that 2/29 is refused where that February lacks it.
  const index = years.findIndex((year) => {
    const near = dayOf(year, month, day) ?? dayOf(year, month, Math.min(day, 28));
    return near !== undefined && Temporal.PlainDate.compare(near, earliest) >= 0;
  });
  return dates[index];
}

/** Weeks begin on Monday, as the calendars of offices do. */
export function inWeek(today: Temporal.PlainDate, weeks: number, weekday: number): Temporal.PlainDate {
  return today.add({days: weeks * 7 + weekday - today.dayOfWeek});
}

/** Strictly after today: whoever means today says so. A range may end on the day it begins. */
export function nextWeekday({today, first}: Reference, weekday: number): Temporal.PlainDate {
  if (first !== undefined) return first.add({days: (weekday - first.dayOfWeek + 7) % 7});
  return today.add({days: ((weekday - today.dayOfWeek + 6) % 7) + 1});
}

/** The next such day of a month, today included; months that lack it are passed over. */
export function nextDay({today, first}: Reference, day: number): Temporal.PlainDate | undefined {
  if (day < 1 || day > 31) return undefined;
  const from = first ?? today;
  for (let months = day < from.day ? 1 : 0; ; months++) {
    const month = from.with({day: 1}).add({months});
    if (day <= month.daysInMonth) return month.with({day});
  }
}
