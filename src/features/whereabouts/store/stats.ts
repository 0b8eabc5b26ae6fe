import {Temporal, type DayText} from '../../../kernel/time.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import {COUNTS_TABLE, type DayCounts, type Sample} from './purge.ts';

/** What the counts of some days say. */
export interface Stats {
  /** Days of which there are counts. */
  readonly days: number;
  /** Of the staff on the list, the share that registered, as a mean over days; undefined where none can be given. */
  readonly share: number | undefined;
  readonly areas: readonly {
    readonly area: string;
    readonly hours: readonly {readonly hour: number; readonly average: number}[];
  }[];
  readonly seats: readonly {readonly seat: string; readonly days: number}[];
}

/** Adds up the counts from one day to another, both included. */
export async function statsOf(
  storage: Storage,
  from: DayText,
  to: DayText,
  signal: AbortSignal | undefined,
): Promise<Stats> {
  const sums = new Map<string, Map<number, {sum: number; samples: number}>>();
  const seats = new Map<string, number>();
  const shares: number[] = [];
  let days = 0;
  for (
    let month = Temporal.PlainDate.from(from).toPlainYearMonth();
    month.toString() <= to.slice(0, 7);
    month = month.add({months: 1})
  ) {
    const query = {pk: month.toString(), from: `where|${from}`, to: `where|${to}}`};
    for await (const {row} of storage.table(COUNTS_TABLE).list(query, {signal})) {
      const [, , part = ''] = row.rk.split('|');
      // Only the purge writes them.
      if (part === 'day') {
        const counts = JSON.parse(String(row['counts'])) as DayCounts;
        days++;
        if (counts.registered > 0 && counts.staff > 0) shares.push(counts.registered / counts.staff);
        for (const seat of counts.seats) seats.set(seat, (seats.get(seat) ?? 0) + 1);
        continue;
      }
      for (const [area, people] of Object.entries(JSON.parse(String(row['counts'])) as Sample)) {
        const hours = sums.get(area) ?? new Map<number, {sum: number; samples: number}>();
        const {sum, samples} = hours.get(Number(part)) ?? {sum: 0, samples: 0};
        sums.set(area, hours.set(Number(part), {sum: sum + people, samples: samples + 1}));
      }
    }
  }
  return {
    days,
    share: shares.length === 0 ? undefined : shares.reduce((a, b) => a + b, 0) / shares.length,
    areas: [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([area, hours]) => ({
        area,
        hours: [...hours]
          .sort(([a], [b]) => a - b)
          .map(([hour, {sum, samples}]) => ({hour, average: sum / samples})),
      })),
    seats: [...seats]
      .map(([seat, used]) => ({seat, days: used}))
      .sort((a, b) => b.days - a.days || (a.seat < b.seat ? -1 : 1)),
  };
}
