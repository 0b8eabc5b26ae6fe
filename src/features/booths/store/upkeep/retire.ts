import {accountKey} from '../../../../kernel/ids.ts';
import type {Account} from '../../../../kernel/person.ts';
import {Temporal, type DayText} from '../../../../kernel/time.ts';
import {LIMITS} from '../../../../platform/storage/limits.ts';
import {
  keyPrefix,
  type Operation,
  type Row,
  type Storage,
  type Table,
} from '../../../../platform/storage/table.ts';
import type {Now} from '../../rules/stretch.ts';
import {daysOf, unlistDay} from '../tables/day-list.ts';

import {BOOTHS_TABLE, keyOf, known, readBooking, SHAPE, type BookingRecord} from '../tables/rows.ts';

/** Where counts stand, of all features: a month a partition. */
export const COUNTS_TABLE = 'counts';

/** How far back days are looked for. Whoever runs the job less than once a year has kept too much anyway. */
const LONGEST_BACK_DAYS = 400;

/** What remains of a day: how often each booth was booked, and for how long, by hour. No person, no time of one. */
export interface DayCounts {
  readonly booths: Readonly<Record<string, BoothCounts>>;
}

export interface BoothCounts {
  readonly kind: string;
  readonly used: number;
  readonly cancelled: number;
  readonly released: number;
  /** Booked minutes in each hour of the day. */
  readonly hours: readonly number[];
}

/**
 * Days before one become counts without persons. The counts are written first, once and for all, then the rows go:
 * where that breaks off, the next run finds the counts and only deletes.
 *
 * @returns how many bookings went
 */
export async function retire(
  storage: Storage,
  before: DayText,
  signal: AbortSignal | undefined,
): Promise<number> {
  const table = storage.table(BOOTHS_TABLE);
  const counts = storage.table(COUNTS_TABLE);
  let gone = 0;
  for (let back = LONGEST_BACK_DAYS; back >= 1; back--) {
    const day = Temporal.PlainDate.from(before).subtract({days: back}).toString();
    const rows: Row[] = [];
    for await (const {row} of table.list({pk: day}, {signal})) rows.push(known(row));
    if (rows.length === 0) continue;
    const bookings = rows.filter(({rk}) => rk.startsWith('b|')).map(readBooking);
    const text = JSON.stringify(countsOf(bookings));
    await counts.insert(
      {pk: day.slice(0, 7), rk: `booths|${day}`, v: SHAPE, done: true, counts: text},
      {signal},
    );
    for (const {rk} of rows) {
      // The list is longer than it need be for a moment, never shorter.
      if (rk.startsWith('d|')) await unlistDay(table, rk.slice(2), day, signal);
    }
    // The records last: while one is there, the day is found again.
    const inOrder = [...rows].sort((a, b) => Number(a.rk.startsWith('b|')) - Number(b.rk.startsWith('b|')));
    await deleteRows(table, inOrder, signal);
    gone += bookings.length;
  }
  return gone;
}

/** What a day comes down to. */
export function countsOf(bookings: readonly BookingRecord[]): DayCounts {
  const booths: Record<string, BoothCounts> = {};
  for (const {booth, kind, from, to, status} of bookings) {
    const {used, cancelled, released, hours} = booths[booth] ?? {
      ...{used: 0, cancelled: 0, released: 0},
      hours: new Array<number>(24).fill(0),
    };
    const held = status !== 'cancelled' && status !== 'released';
    booths[booth] = {
      kind,
      used: used + Number(held),
      cancelled: cancelled + Number(status === 'cancelled'),
      released: released + Number(status === 'released'),
      hours: hours.map((minutes, hour) => minutes + (held ? shared(from, to, hour * 60) : 0)),
    };
  }
  return {booths};
}

function shared(from: number, to: number, hour: number): number {
  return Math.max(0, Math.min(to, hour + 60) - Math.max(from, hour));
}

async function deleteRows(
  table: Table,
  rows: readonly Row[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let i = 0; i < rows.length; i += LIMITS.operations) {
    const part = rows.slice(i, i + LIMITS.operations);
    const operations = part.map(({pk, rk}): Operation => ({kind: 'delete', pk, rk}));
    const {kind} = await table.transact(operations, {signal});
    if (kind === 'done') continue;
    // Another run was here; each by itself then.
    for (const {pk, rk} of part) await table.delete(pk, rk, '*', {signal});
  }
}

/**
 * Deletes what is held on one person of days that are over: the booking remains without its person until its day is
 * counted. What is still to come stays until then, since the booth is kept for somebody.
 *
 * @returns how many rows named the person
 */
export async function erase(
  table: Table,
  account: Account,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<number> {
  const person = accountKey(account);
  const days = (await daysOf(table, person, '0000-00-00', signal)).filter((day) => day < now.day);
  let gone = 0;
  for (const day of days) {
    for await (const {row, etag} of table.list({pk: day, ...keyPrefix('b')}, {signal})) {
      if (readBooking(known(row)).account !== person) continue;
      await table.update({pk: day, rk: row.rk, v: row.v, account: ''}, etag, {signal});
      gone += 1;
    }
    const own = [
      keyPrefix(`o|${person}`),
      keyPrefix('w'),
      {from: keyOf.person(person), to: `${keyOf.person(person)}!`},
    ];
    for (const range of own) {
      for await (const {row} of table.list({pk: day, ...range}, {signal})) {
        if (row.rk.startsWith('w|') && row['account'] !== person) continue;
        await table.delete(day, row.rk, '*', {signal});
        gone += 1;
      }
    }
    await unlistDay(table, person, day, signal);
    gone += 1;
  }
  return gone;
}
