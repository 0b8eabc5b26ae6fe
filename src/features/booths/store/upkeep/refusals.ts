import {shortHash} from '../../../../kernel/ids.ts';
import type {DayText} from '../../../../kernel/time.ts';
import type {Log} from '../../../../platform/log.ts';
import type {Storage} from '../../../../platform/storage/table.ts';
import type {Rule} from '../../rules/breach.ts';
import type {Now} from '../../rules/stretch.ts';
import type {BoothDesk} from '../desk.ts';
import {SHAPE} from '../tables/rows.ts';
import {COUNTS_TABLE} from './retire.ts';

/** Rows that a day's counts are spread over, so that two instances seldom meet in one. */
const SHARDS = 4;
const TRIES = 5;
const WRITE_MS = 5_000;

/** How often each rule refused somebody. */
export type Refusals = Readonly<Record<string, number>>;

/** Adds one to a rule's count of the day, behind the answer: a count that is lost is no harm, one that delays is. */
export type NoteRefusal = (rule: Rule, day: DayText) => void;

export function refusalCounts(storage: Storage, newId: () => string, log: Log): NoteRefusal {
  const table = storage.table(COUNTS_TABLE);

  async function add(rule: Rule, day: DayText): Promise<void> {
    const signal = AbortSignal.timeout(WRITE_MS);
    for (let i = 0; i < TRIES; i++) {
      const shard = Number.parseInt(shortHash(newId()).slice(-4), 16) % SHARDS;
      const [pk, rk] = [day.slice(0, 7), `refusals|${day}|${shard}`];
      const stored = await table.get(pk, rk, {signal});
      const counts = {...readRefusals(stored?.row['counts'])};
      counts[rule] = (counts[rule] ?? 0) + 1;
      const row = {pk, rk, v: SHAPE, counts: JSON.stringify(counts)};
      const written =
        stored === undefined
          ? (await table.insert(row, {signal})).kind === 'inserted'
          : (await table.update(row, stored.etag, {signal})).kind === 'updated';
      if (written) return;
    }
  }

  return (rule, day) => {
    add(rule, day).catch((error: unknown) => {
      log.error('booths.refusals', error);
    });
  };
}

/** The desk, with its refusals counted by rule and the day on which they were made; of nobody. */
export function counting<T extends Pick<BoothDesk, 'book' | 'move' | 'extend'>>(
  desk: T,
  note: NoteRefusal,
): T {
  const noted = <R extends {readonly kind: string}>(result: R, now: Now): R => {
    const refused = result as R & {readonly breach?: {readonly rule: Rule}};
    if (result.kind === 'refused' && refused.breach !== undefined) note(refused.breach.rule, now.day);
    return result;
  };
  const counted: Pick<BoothDesk, 'book' | 'move' | 'extend'> = {
    book: async (account, order, now, signal) => noted(await desk.book(account, order, now, signal), now),
    move: async (account, press, now, signal) => noted(await desk.move(account, press, now, signal), now),
    extend: async (account, press, now, signal) => noted(await desk.extend(account, press, now, signal), now),
  };
  return {...desk, ...counted};
}

/** The counts of a row, or none. */
export function readRefusals(cell: unknown): Refusals {
  // Only this file writes it.
  return typeof cell === 'string' ? (JSON.parse(cell) as Refusals) : {};
}
