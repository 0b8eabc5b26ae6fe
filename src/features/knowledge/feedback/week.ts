import {Temporal} from '../../../kernel/time.ts';

// From the Monday: a vote on the week's last day is then refused 31 days later, when its answer is closed too.
const TRACE_DAYS = 37;

/** The ISO week of a day, `2026-W47`: the finest time at which feedback is kept. */
export function weekOf(day: Temporal.PlainDate): string {
  return `${day.yearOfWeek ?? day.year}-W${String(day.weekOfYear ?? 1).padStart(2, '0')}`;
}

/** The Monday of a week; undefined where there is no such week. */
export function mondayOf(week: string): Temporal.PlainDate | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return undefined;
  // The fourth of January is always in the first week.
  const fourth = Temporal.PlainDate.from({year: Number(year), month: 1, day: 4});
  const monday = fourth.add({days: (Number(number) - 1) * 7 - (fourth.dayOfWeek - 1)});
  return weekOf(monday) === week ? monday : undefined;
}

/** The last day of a trace that was left on a day: it tells the week, never the day. */
export function traceUntil(day: Temporal.PlainDate): string {
  return day
    .subtract({days: day.dayOfWeek - 1})
    .add({days: TRACE_DAYS})
    .toString();
}
