import {setTimeout as sleep} from 'node:timers/promises';
import type {Storage} from './table.ts';

// One small partition says of each thing that several instances keep in memory how often it has been
// changed. Every instance reads it twice a second, and what has changed is read anew: so all of them
// answer alike within two seconds, without a channel between them.

/** The table of the house itself. */
export const SYSTEM_TABLE = 'system';

const PARTITION = 'versions';

// More than this many clashes in a row is no race any more.
const TRIES = 100;

/**
 * Says that a thing has changed, by raising its number by one. To be called after the change is stored.
 *
 * @returns the new number, 1 for the first
 * @throws CodedError `storage/unreachable`; then the number may have been raised
 */
export async function bumpVersion(storage: Storage, name: string, signal?: AbortSignal): Promise<number> {
  const table = storage.table(SYSTEM_TABLE);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await table.get(PARTITION, name, {signal});
    const version = versionOf(found?.row['version']) + 1;
    const row = {pk: PARTITION, rk: name, v: 1, version};
    const result =
      found === undefined ? await table.insert(row, {signal}) : await table.update(row, found.etag, {signal});
    if (result.kind === 'inserted' || result.kind === 'updated') return version;
  }
  throw new Error(`the version of ${name} changed ${TRIES} times under our hands`);
}

/**
 * Says that a thing has changed, where the number itself means nothing and many say so at once: any number
 * but the present one will do, so nobody has to read it first.
 */
export async function announceOnly(
  storage: Storage,
  name: string,
  version: number,
  signal?: AbortSignal,
): Promise<void> {
  await storage.table(SYSTEM_TABLE).put({pk: PARTITION, rk: name, v: 1, version}, {signal});
}

export interface FollowOptions {
  /** Milliseconds from one look to the next; 500 by default. */
  readonly every?: number;
  /** Waits that long, or rejects when the signal ends. Passed in by tests. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Hears of a look or a listener that failed. Both are tried again at the next look. */
  readonly onError: (error: unknown) => void;
}

/** Gets the new number. While it runs it is not called again; what changes meanwhile comes after it. */
export type VersionListener = (version: number) => Promise<void>;

export interface VersionFollower {
  /**
   * Names what to follow, one listener a name. Register first, then read the thing: a change in between
   * is then heard of.
   */
  on(name: string, listener: VersionListener): void;
  /** Resolves after the first look. The numbers found then are not reported: what is read later has them. */
  start(): Promise<void>;
  /** Resolves when the last listener has ended. */
  stop(): Promise<void>;
}

interface Followed {
  readonly listener: VersionListener;
  /** The number that the listener knows of; undefined where no look has succeeded yet. */
  known: number | undefined;
  running: Promise<void> | undefined;
}

/** Follows the numbers that {@link bumpVersion} raises; one query a look for all of them. */
export function followVersions(storage: Storage, options: FollowOptions): VersionFollower {
  const {every = 500, onError} = options;
  const wait = options.wait ?? ((ms, signal) => sleep(ms, undefined, {signal, ref: false}));
  const followed = new Map<string, Followed>();
  const ended = new AbortController();
  // Of the last look that succeeded; undefined before the first.
  let seen: ReadonlyMap<string, number> | undefined;
  let missedStart = false;
  let loop: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    const found = new Map<string, number>();
    const rows = storage.table(SYSTEM_TABLE).list({pk: PARTITION}, {signal: ended.signal});
    for await (const {row} of rows) found.set(row.rk, versionOf(row['version']));
    // After an outage at the start nobody knows what was read before: then everything counts as changed.
    const first = seen === undefined && !missedStart;
    seen = found;
    for (const [name, entry] of followed) {
      const version = found.get(name) ?? 0;
      if (first) entry.known = version;
      else if (version !== (entry.known ?? 0)) tell(entry, version);
    }
  };

  const tell = (entry: Followed, version: number): void => {
    if (entry.running !== undefined) return;
    const done = entry
      .listener(version)
      .then(() => void (entry.known = version))
      .catch(onError)
      .finally(() => void (entry.running = undefined));
    entry.running = done;
  };

  const lookSafely = async (): Promise<void> => {
    try {
      await look();
    } catch (error) {
      if (ended.signal.aborted) return;
      missedStart ||= seen === undefined;
      onError(error);
    }
  };

  const run = async (): Promise<void> => {
    const isEnded = (): boolean => ended.signal.aborted;
    while (!isEnded()) {
      // Rejects only when it is ended.
      await wait(every, ended.signal).catch(() => undefined);
      if (!isEnded()) await lookSafely();
    }
  };

  return {
    on: (name, listener) => {
      const known = seen === undefined ? undefined : (seen.get(name) ?? 0);
      followed.set(name, {listener, known, running: undefined});
    },
    start: async () => {
      await lookSafely();
      loop ??= run();
    },
    stop: async () => {
      ended.abort();
      await loop;
      for (const {running} of followed.values()) await running;
    },
  };
}

function versionOf(cell: unknown): number {
  return typeof cell === 'number' ? cell : 0;
}
