import {Temporal, type DayText} from '../../../../kernel/time.ts';
import {keyPrefix, type Storage} from '../../../../platform/storage/table.ts';
import {BOOTHS_TABLE, known, readBooking} from '../tables/rows.ts';
import {readRefusals, type Refusals} from './refusals.ts';
import {countsOf, COUNTS_TABLE, type BoothCounts, type DayCounts} from './retire.ts';

/** How booths were used between two days: counts, of nobody. */
export interface Stats {
  readonly from: DayText;
  readonly to: DayText;
  readonly booths: Readonly<Record<string, BoothCounts>>;
  readonly refusals: Refusals;
}

/** Reads the counts of days that are long past, and counts the bookings of the others. Both ends are included. */
export async function statsOf(
  storage: Storage,
  from: DayText,
  to: DayText,
  signal: AbortSignal | undefined,
): Promise<Stats> {
  let booths: Readonly<Record<string, BoothCounts>> = {};
  const refusals: Record<string, number> = {};
  for (let day = from; day <= to; day = Temporal.PlainDate.from(day).add({days: 1}).toString()) {
    const [counts, refused] = await Promise.all([
      countsOfDay(storage, day, signal),
      refusalsOfDay(storage, day, signal),
    ]);
    booths = sum(booths, counts.booths);
    for (const each of refused) {
      for (const [rule, count] of Object.entries(each)) refusals[rule] = (refusals[rule] ?? 0) + count;
    }
  }
  return {from, to, booths, refusals};
}

async function countsOfDay(
  storage: Storage,
  day: DayText,
  signal: AbortSignal | undefined,
): Promise<DayCounts> {
  const kept = await storage.table(COUNTS_TABLE).get(day.slice(0, 7), `booths|${day}`, {signal});
  // Written once and for all, before the bookings go.
  if (kept !== undefined) return JSON.parse(String(kept.row['counts'])) as DayCounts;
  const bookings = [];
  const query = {pk: day, ...keyPrefix('b')};
  for await (const {row} of storage.table(BOOTHS_TABLE).list(query, {signal})) {
    bookings.push(readBooking(known(row)));
  }
  return countsOf(bookings);
}

async function refusalsOfDay(
  storage: Storage,
  day: DayText,
  signal: AbortSignal | undefined,
): Promise<Refusals[]> {
  const found: Refusals[] = [];
  const query = {pk: day.slice(0, 7), ...keyPrefix(`refusals|${day}`)};
  for await (const {row} of storage.table(COUNTS_TABLE).list(query, {signal})) {
    found.push(readRefusals(row['counts']));
  }
  return found;
}

function sum(
  one: Readonly<Record<string, BoothCounts>>,
  other: Readonly<Record<string, BoothCounts>>,
): Readonly<Record<string, BoothCounts>> {
  const both: Record<string, BoothCounts> = {...one};
  for (const [booth, counts] of Object.entries(other)) {
    const before = both[booth];
    both[booth] =
      before === undefined
        ? counts
        : {
            kind: counts.kind,
            used: before.used + counts.used,
            cancelled: before.cancelled + counts.cancelled,
            released: before.released + counts.released,
            hours: before.hours.map((minutes, hour) => minutes + (counts.hours[hour] ?? 0)),
          };
  }
  return both;
}
