import {setMaxListeners} from 'node:events';
import type {Clock} from '../clock.ts';
import {SYSTEM_TABLE} from '../storage/versions.ts';
import type {Row, Storage, Stored} from '../storage/table.ts';

// Node warns of more listeners on one signal than ten.
const MOST_AT_ONCE = 100;

// One of several instances does the timed work and the sending. The lease only saves work and keeps one
// sender within Teams's limits: every effect is, beside it, a conditional write on the row it concerns.

const PARTITION = 'leases';
const SHAPE = 1;

/** 15 s; renewed three times in that time, nothing is started in the last fifth of it. */
export const DEFAULT_LEASE_MS = 15_000;

export interface LeaseOptions {
  readonly clock: Clock;
  /** Names this process; another run of the same program is another holder. */
  readonly holder: string;
  /** Milliseconds that a lease lasts unless it is renewed. */
  readonly ttl?: number;
  readonly name?: string;
}

/** The time in which one instance holds the lease. */
export interface Holding {
  /** Rises by one with every new holder. What a holder claims carries it, so a later one can tell. */
  readonly token: number;
  /** False in the last fifth of the time for which the lease is sure: then nothing may be started. */
  readonly mayStart: () => boolean;
  /** Ends when the lease is lost or given up. */
  readonly signal: AbortSignal;
}

export interface Lease {
  /** Milliseconds between two steps. */
  readonly every: number;
  /**
   * One look at the row: takes it, renews it or waits. To be called again and again.
   *
   * @returns the holding, the same object as long as it goes on; undefined where another has it
   * @throws CodedError `storage/unreachable`; a holding then lasts until its time is over
   */
  step(): Promise<Holding | undefined>;
  /** Gives it up, so that the next one need not wait. Never throws: a lease that is kept runs out. */
  release(): Promise<void>;
}

interface Held {
  readonly holding: Holding;
  readonly ended: AbortController;
  etag: string;
  /** On one's own monotonic clock, counted from before the request that took or renewed it. */
  until: number;
}

/**
 * A lease in the table `system`. Machines' wall clocks are never compared: another's lease counts as run
 * out when its row was seen with the same ETag for the whole time by one's own monotonic clock.
 */
export function createLease(storage: Storage, options: LeaseOptions): Lease {
  const {clock, holder, ttl = DEFAULT_LEASE_MS, name = 'work'} = options;
  const every = Math.round(ttl / 3);
  const margin = ttl / 5;
  const table = storage.table(SYSTEM_TABLE);
  let held: Held | undefined;
  let watched: {readonly etag: string; readonly since: number} | undefined;

  // An answer that takes longer than this would be of no use any more.
  const soon = () => ({signal: AbortSignal.timeout(Math.min(every, 5_000))});
  const rowOf = (token: number, by: string): Row => {
    const at = clock.now().toString();
    return {pk: PARTITION, rk: name, v: SHAPE, holder: by, token, at};
  };
  const read = () => table.get(PARTITION, name, soon());

  function begin(token: number, etag: string, until: number): Holding {
    const ended = new AbortController();
    // All partitions of the outbox are looked at side by side, and jobs run beside that.
    setMaxListeners(MOST_AT_ONCE, ended.signal);
    const mine = (): boolean => held?.ended === ended;
    const holding: Holding = {
      token,
      mayStart: () => mine() && clock.monotonic() < (held?.until ?? 0) - margin,
      signal: ended.signal,
    };
    held = {holding, ended, etag, until};
    watched = undefined;
    return holding;
  }

  function lose(): void {
    const lost = held;
    held = undefined;
    lost?.ended.abort();
  }

  async function renew(mine: Held): Promise<Holding | undefined> {
    for (;;) {
      const start = clock.monotonic();
      const result = await table.update(rowOf(mine.holding.token, holder), mine.etag, soon());
      if (result.kind === 'updated') {
        mine.etag = result.etag;
        mine.until = start + ttl;
        return mine.holding;
      }
      // It may be our own earlier renewal, whose answer never came.
      const found = await read();
      if (!isOurs(found, holder) || tokenOf(found) !== mine.holding.token) {
        lose();
        return undefined;
      }
      mine.etag = found?.etag ?? '';
    }
  }

  async function take(): Promise<Holding | undefined> {
    const looked = clock.monotonic();
    const found = await read();
    const start = clock.monotonic();
    if (found === undefined) {
      const result = await table.insert(rowOf(1, holder), soon());
      return result.kind === 'inserted' ? begin(1, result.etag, start + ttl) : undefined;
    }
    // Written by a newer version of the program: it is left alone.
    if (found.row.v > SHAPE) return undefined;
    // Our own taking, whose answer never came, needs no waiting.
    const own = isOurs(found, holder);
    const free = found.row['holder'] === '' || own;
    if (!free && watched?.etag !== found.etag) {
      watched = {etag: found.etag, since: start};
      return undefined;
    }
    if (!free && watched !== undefined && looked - watched.since < ttl) return undefined;
    const token = tokenOf(found) + (own ? 0 : 1);
    const result = await table.update(rowOf(token, holder), found.etag, soon());
    return result.kind === 'updated' ? begin(token, result.etag, start + ttl) : undefined;
  }

  return {
    every,
    async step() {
      const mine = held;
      if (mine === undefined) return take();
      try {
        return await renew(mine);
      } catch (error) {
        if (clock.monotonic() >= mine.until - margin) lose();
        throw error;
      }
    },
    async release() {
      const mine = held;
      lose();
      if (mine === undefined) return;
      await table.update(rowOf(mine.holding.token, ''), mine.etag, soon()).catch(() => undefined);
    },
  };
}

function isOurs(found: Stored | undefined, holder: string): boolean {
  return found?.row['holder'] === holder;
}

function tokenOf(found: Stored | undefined): number {
  const token = found?.row['token'];
  return typeof token === 'number' ? token : 0;
}
