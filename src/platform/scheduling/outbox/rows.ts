import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import {keyPrefix, type CallOptions, type Storage} from '../../storage/table.ts';
import {
  entryOf,
  LANES,
  PARTITIONS,
  partitionOf,
  queueRange,
  readQueueKey,
  rowKeyOf,
  sideKeyOf,
  transition,
  type Entry,
  type Lane,
} from './entry.ts';

export const OUTBOX_TABLE = 'outbox';

/** Rows of one look at a partition; sixteen of them are more than a look takes in. */
const PAGE = 32;

/** An entry as it was read, with the tag that its next change names. */
export interface StoredEntry {
  readonly entry: Entry;
  readonly etag: string;
}

/** A row of the queue whose time has come. */
export interface DueRow {
  readonly partition: string;
  readonly lane: Lane;
  readonly rk: string;
  readonly key: string;
}

/** What waits, as far as one look sees it. */
export interface Due {
  /** Whose time has come, the first lane first, then by time. */
  readonly due: readonly DueRow[];
  /** When the next one is due; undefined where nothing else waits. */
  readonly next: Temporal.Instant | undefined;
}

export interface OutboxRows {
  get(account: Account, key: string, options?: CallOptions): Promise<StoredEntry | undefined>;
  /** The same, by the row that stands in the queue or among those being sent. */
  find(partition: string, key: string, options?: CallOptions): Promise<StoredEntry | undefined>;
  /** @returns false where somebody else changed the entry first */
  write(
    from: StoredEntry | undefined,
    to: Entry,
    options?: CallOptions,
  ): Promise<false | {readonly etag: string | undefined}>;
  remove(stored: StoredEntry, options?: CallOptions): Promise<boolean>;
  /** Takes a queue row away whose entry does not know it. False where the entry is of a newer shape. */
  drop(partition: string, rk: string, key: string, options?: CallOptions): Promise<boolean>;
  /**
   * @param lanes those to look at, in their order
   * @param skip row keys that are in hand already, or could not be moved
   */
  due(
    now: Temporal.Instant,
    most: number,
    lanes?: readonly Lane[],
    skip?: (rk: string) => boolean,
    options?: CallOptions,
  ): Promise<Due>;
  sending(options?: CallOptions): AsyncIterable<StoredEntry>;
  all(account?: Account, options?: CallOptions): AsyncIterable<StoredEntry>;
}

/** The table `outbox`: reading, and writing entries with their second rows in one transaction. */
export function outboxRows(storage: Storage): OutboxRows {
  const table = storage.table(OUTBOX_TABLE);

  async function find(pk: string, key: string, options?: CallOptions): Promise<StoredEntry | undefined> {
    const stored = await table.get(pk, rowKeyOf(key), options);
    const entry = stored && entryOf(stored.row);
    return stored === undefined || entry === undefined ? undefined : {entry, etag: stored.etag};
  }

  // Further pages are read only where all of one is skipped: what cannot be moved must not hide the rest.
  async function dueIn(partition: string, lane: Lane, skip: (rk: string) => boolean, o?: CallOptions) {
    for (let next: string | undefined; ;) {
      const page = await table.page({pk: partition, ...queueRange(lane)}, PAGE, next, o);
      const found = page.rows.filter(({row}) => !skip(row.rk));
      next = page.next;
      if (found.length === 0 && next !== undefined) continue;
      return found.map(({row}) => ({partition, lane, rk: row.rk, ...readQueueKey(row.rk)}));
    }
  }

  return {
    get: (account, key, options) => find(partitionOf(account), key, options),
    find,
    async write(from, to, options) {
      const result = await table.transact(transition(from, to), options);
      // The entry's own row comes first. An answer that got lost on the way brings no tag.
      return result.kind === 'done' && {etag: result.etags?.[0]};
    },
    async remove({entry, etag}, options) {
      const pk = partitionOf(entry.account);
      const side = sideKeyOf(entry);
      // A transaction's delete names no tag. Deleting by tag first decides who may; a queue row that is left
      // behind by a crash in between is dropped when it is met.
      if ((await table.delete(pk, rowKeyOf(entry.key), etag, options)).kind !== 'deleted') return false;
      if (side !== undefined) await table.delete(pk, side, '*', options);
      return true;
    },
    async drop(partition, rk, key, options) {
      // The queue's row first: where the entry comes back to it meanwhile, it is another row, with another tag.
      const queued = await table.get(partition, rk, options);
      if (queued === undefined) return true;
      const stored = await table.get(partition, rowKeyOf(key), options);
      const entry = stored && entryOf(stored.row);
      if (stored !== undefined && (entry === undefined || sideKeyOf(entry) === rk)) return false;
      return (await table.delete(partition, rk, queued.etag, options)).kind !== 'changed';
    },

    async due(now, most, lanes = LANES, skip = () => false, options) {
      const looks = lanes.flatMap((lane) => PARTITIONS.map((p) => dueIn(p, lane, skip, options)));
      const found = (await Promise.all(looks)).flat();
      const time = ({notBefore}: {notBefore: Temporal.Instant}) => notBefore.epochMilliseconds;
      const isDue = (row: {notBefore: Temporal.Instant}) => time(row) <= now.epochMilliseconds;
      // Lanes come one after the other, so sorting by time within a lane keeps them apart.
      const due = lanes.flatMap((lane) =>
        found.filter((row) => row.lane === lane && isDue(row)).sort((a, b) => time(a) - time(b)),
      );
      const later = found.filter((row) => !isDue(row)).sort((a, b) => time(a) - time(b));
      return {due: due.slice(0, most), next: later[0]?.notBefore};
    },

    async *sending(options) {
      for (const pk of PARTITIONS) {
        for await (const {row} of table.list({pk, ...keyPrefix('s')}, options)) {
          const stored = await find(pk, row.rk.slice('s|'.length), options);
          if (stored?.entry.state === 'sending') yield stored;
        }
      }
    },
    async *all(account, options) {
      const partitions = account === undefined ? PARTITIONS : [partitionOf(account)];
      const range = keyPrefix(account === undefined ? 'k' : `k|${accountKey(account)}`);
      for (const pk of partitions) {
        for await (const {row, etag} of table.list({pk, ...range}, options)) {
          const entry = entryOf(row);
          if (entry !== undefined) yield {entry, etag};
        }
      }
    },
  };
}
