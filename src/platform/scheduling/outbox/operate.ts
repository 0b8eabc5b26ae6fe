import {shortHash} from '../../../kernel/ids.ts';
import type {Clock} from '../../clock.ts';
import type {CallOptions} from '../../storage/table.ts';
import type {Entry, Lane} from './entry.ts';
import type {OutboxRows, StoredEntry} from './rows.ts';

/** What became of an entry that an operator named. */
export type Operated = 'done' | 'absent' | 'ambiguous' | 'other-state' | 'too-late';

export interface Operate {
  /** Has sent again what may have gone out, or has failed; the person may then get it twice. */
  resend(handles: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, Operated>>;
  /** Closes what may have gone out: it has arrived, or it will not be sent any more. */
  settle(
    handles: readonly string[],
    as: 'sent' | 'lapsed',
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, Operated>>;
  /** Lets lapse all that waits in a lane. Says how many. */
  cancelLane(lane: Lane, options?: CallOptions): Promise<number>;
  /** Has looked at anew, at once, what waits for a reason. Says how many. */
  recall(reason: string, options?: CallOptions): Promise<number>;
}

/** How an operator names an entry: its key names the account, which no list shows. */
export function handleOf(key: string): string {
  return shortHash(key).slice(0, 12);
}

/** What operators do to single entries, and to all of a kind. Each is a conditional write on the entry. */
export function operateOutbox(rows: OutboxRows, clock: Clock): Operate {
  async function each(
    handles: readonly string[],
    decide: (entry: Entry) => Partial<Entry> | Exclude<Operated, 'done' | 'absent' | 'ambiguous'>,
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, Operated>> {
    const found = new Map<string, StoredEntry[]>(handles.map((handle) => [handle, []]));
    for await (const stored of rows.all(undefined, options)) {
      found.get(handleOf(stored.entry.key))?.push(stored);
    }
    const outcomes = new Map<string, Operated>();
    for (const [handle, all] of found) outcomes.set(handle, await one(all, decide, options));
    return outcomes;
  }

  async function one(
    all: readonly StoredEntry[],
    decide: Parameters<typeof each>[1],
    options?: CallOptions,
  ): Promise<Operated> {
    const [stored, another] = all;
    if (stored === undefined) return 'absent';
    if (another !== undefined) return 'ambiguous';
    const to = decide(stored.entry);
    if (typeof to === 'string') return to;
    const next = {...stored.entry, ...to, at: clock.now()};
    return (await rows.write(stored, next, options)) ? 'done' : 'other-state';
  }

  async function allWaiting(
    is: (entry: Entry) => boolean,
    to: () => Partial<Entry>,
    options?: CallOptions,
  ): Promise<number> {
    let count = 0;
    for await (const stored of rows.all(undefined, options)) {
      if (stored.entry.state !== 'waiting' || !is(stored.entry)) continue;
      if (await rows.write(stored, {...stored.entry, ...to()}, options)) count++;
    }
    return count;
  }

  return {
    resend: (handles, options) =>
      each(
        handles,
        (entry) => {
          if (entry.state !== 'unknown' && entry.state !== 'failed') return 'other-state';
          if (entry.notAfter.epochMilliseconds < clock.now().epochMilliseconds) return 'too-late';
          return {state: 'waiting', reason: 'resent', tries: 0, notBefore: clock.now()};
        },
        options,
      ),
    settle: (handles, as, options) =>
      each(
        handles,
        ({state}) => (state === 'unknown' ? {state: as, reason: 'settled'} : 'other-state'),
        options,
      ),
    cancelLane: (lane, options) =>
      allWaiting(
        (entry) => entry.lane === lane,
        () => ({state: 'lapsed', reason: 'cancelled', at: clock.now()}),
        options,
      ),
    recall: (reason, options) =>
      allWaiting(
        (entry) => entry.reason === reason,
        () => ({reason: '', notBefore: clock.now()}),
        options,
      ),
  };
}
