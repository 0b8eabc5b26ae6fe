import {Temporal, type DayText} from '../../../kernel/time.ts';
import {LIMITS} from '../../../platform/storage/limits.ts';
import type {Operation, Row, Storage} from '../../../platform/storage/table.ts';
import {timeline, saidAt} from '../rules/state.ts';
import {placeOfRow, readSaid, SHAPE, WHEREABOUTS_TABLE} from './rows.ts';

/** Where counts stand, of all features: a month a partition. */
export const COUNTS_TABLE = 'counts';

/** Fewer than so many are nobody's business: they are not even kept. */
export const LEAST = 5;
/** How far back days are looked for; the job runs every few minutes. */
const BACK_DAYS = 45;

/** An hour's sample: how many were on each area, by `site~floor|area`. */
export type Sample = Readonly<Record<string, number>>;

/** Whether an account is counted nowhere: those who hide, and those who are not to stand in the list. */
export type LeaveOut = (account: string) => boolean;

/** What remains of a day. */
export interface DayCounts {
  /** How many said anything; 0 where they were fewer than {@link LEAST}. */
  readonly registered: number;
  /** How many people the list had. */
  readonly staff: number;
  /** The seats that were used, each once. */
  readonly seats: readonly string[];
}

/** Counts how many are where at this hour. One sample an hour, of whichever instance comes first. */
export async function sampleHour(
  storage: Storage,
  day: DayText,
  minute: number,
  leaveOut: LeaveOut,
  signal: AbortSignal | undefined,
): Promise<void> {
  const hour = String(Math.floor(minute / 60)).padStart(2, '0');
  const counts: Record<string, number> = {};
  const table = storage.table(WHEREABOUTS_TABLE);
  for await (const {row} of table.list({pk: day, from: 'f|', to: 'f}'}, {signal})) {
    const {account, area: named} = placeOfRow(row.rk);
    if (saidAt(readSaid(row), minute) === undefined || leaveOut(account)) continue;
    const [, floor = ''] = row.rk.split('|');
    const area = `${floor}|${named ?? ''}`;
    counts[area] = (counts[area] ?? 0) + 1;
  }
  const shown = Object.fromEntries(Object.entries(counts).filter(([, count]) => count >= LEAST));
  if (Object.keys(shown).length === 0) return;
  await storage
    .table(COUNTS_TABLE)
    .insert(
      {pk: day.slice(0, 7), rk: `where|${day}|${hour}`, v: SHAPE, counts: JSON.stringify(shown)},
      {signal},
    );
}

/**
 * Ends the days before one: what remains is written first, once and for all, then every row of the day goes. Where
 * that breaks off, the next run finds the counts and only deletes.
 *
 * @returns how many rows went
 */
export async function purgeBefore(
  storage: Storage,
  today: DayText,
  staff: number,
  leaveOut: LeaveOut,
  signal: AbortSignal | undefined,
): Promise<number> {
  const table = storage.table(WHEREABOUTS_TABLE);
  let gone = 0;
  for (let back = 1; back <= BACK_DAYS; back++) {
    const day = Temporal.PlainDate.from(today).subtract({days: back}).toString();
    const rows: Row[] = [];
    for await (const {row} of table.list({pk: day}, {signal})) rows.push(row);
    if (rows.length === 0) continue;
    const row = {pk: day.slice(0, 7), rk: `where|${day}|day`, v: SHAPE, done: true};
    const counts = JSON.stringify(countsOf(rows, staff, leaveOut));
    await storage.table(COUNTS_TABLE).insert({...row, counts}, {signal});
    for (let i = 0; i < rows.length; i += LIMITS.operations) {
      const part = rows.slice(i, i + LIMITS.operations);
      const operations = part.map(({rk}): Operation => ({kind: 'delete', pk: day, rk}));
      const {kind} = await table.transact(operations, {signal});
      if (kind === 'done') gone += part.length;
      // Another run was here; each by itself then.
      else for (const {rk} of part) await table.delete(day, rk, '*', {signal});
    }
  }
  return gone;
}

function countsOf(rows: readonly Row[], staff: number, leaveOut: LeaveOut): DayCounts {
  const counted = rows.filter(({rk}) => rk.startsWith('p|') && !leaveOut(rk.slice(2)));
  const persons = counted.map((row) => timeline(readSaid(row)));
  const registered = persons.filter((stretches) => stretches.length > 0).length;
  const seats = persons.flat().flatMap(({where}) => (where.kind === 'place' ? (where.seat ?? []) : []));
  return {registered: registered < LEAST ? 0 : registered, staff, seats: [...new Set(seats)].sort()};
}
