import {shortHash} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Clock} from '../../clock.ts';
import {currentRequest} from '../../telemetry/request.ts';
import type {CallOptions, Storage} from '../../storage/table.ts';
import {announceOnly} from '../../storage/versions.ts';
import {keyOf, type Entry, type Lane, type State} from './entry.ts';
import {createHolds, type Holds} from './holds.ts';
import {operateOutbox, type Operate} from './operate.ts';
import type {OutboxRows, StoredEntry} from './rows.ts';

/** The number in `system/versions` that tells the sender to look. */
export const OUTBOX_VERSION = 'outbox';

/** Something to be said to a person, once. */
export interface Notice {
  readonly account: Account;
  /** What it is about: an id, a day. At most 120 characters; holds no name. The key with the account. */
  readonly occasion: string;
  readonly lane: Lane;
  readonly notBefore: Temporal.Instant;
  /** Not sent after this instant. */
  readonly notAfter: Temporal.Instant;
}

/** What became of a notice. */
export interface NoticeState {
  readonly state: State;
  readonly reason: string;
  /** Since when. */
  readonly at: Temporal.Instant;
}

export type Enqueued = {readonly kind: 'enqueued'} | ({readonly kind: 'exists'} & NoticeState);

/** The outbox as one feature has it: its occasions are its own. */
export interface FeatureOutbox {
  /** Inserts if absent. The same account and occasion is the same entry, in whatever state it is. */
  enqueue(notice: Notice, options?: CallOptions): Promise<Enqueued>;
  /** What became of a notice; undefined where there is none, or it was swept. */
  find(account: Account, occasion: string, options?: CallOptions): Promise<NoticeState | undefined>;
  /** Lets it lapse if it still waits. Says the state that it is in then. */
  cancel(account: Account, occasion: string, options?: CallOptions): Promise<State | undefined>;
  /** Gives it another time if it still waits, earlier or later. Says the state that it is in. */
  postpone(
    account: Account,
    occasion: string,
    times: Pick<Notice, 'notBefore' | 'notAfter'>,
    options?: CallOptions,
  ): Promise<State | undefined>;
  /**
   * Has the card that was sent drawn anew in place, by `render`, soon. One that still waits needs none of
   * it; for one whose message is not known (unknown, failed, lapsed) nothing can be done.
   *
   * @returns whether the card shows, or will show, the present state
   */
  update(account: Account, occasion: string, options?: CallOptions): Promise<boolean>;
}

export interface Outbox {
  of(feature: string): FeatureOutbox;
  /** What operators keep back. */
  readonly holds: Holds;
  /** What operators do to entries; to be followed by {@link ring}. */
  readonly operate: Operate;
  /** Has the sender look now. */
  readonly ring: () => Promise<void>;
  entries(account?: Account, options?: CallOptions): AsyncIterable<Entry>;
  /** Deletes all of a person's entries; says how many. */
  erase(account: Account, options?: CallOptions): Promise<number>;
  /** Deletes entries that are over and older than this, whatever became of them. Says how many. */
  sweep(before: Temporal.Instant, options?: CallOptions): Promise<number>;
}

export interface OutboxDeps {
  readonly storage: Storage;
  readonly rows: OutboxRows;
  readonly clock: Clock;
  readonly newId: () => string;
}

// More clashes in a row than this are no race any more.
const TRIES = 20;

/** What the bot will say unasked. Anybody may write to it, also commands; only the lease's holder sends. */
export function createOutbox({storage, rows, clock, newId}: OutboxDeps): Outbox {
  // Not awaited for its answer's sake: the sender looks by itself now and then.
  const ring = together(async () => {
    const number = Number.parseInt(shortHash(newId()).slice(0, 12), 16);
    await announceOnly(storage, OUTBOX_VERSION, number).catch(() => undefined);
  });

  /** Reads, decides, writes; from the start where somebody else was faster. */
  async function change(
    read: () => Promise<StoredEntry | undefined>,
    decide: (entry: Entry) => Entry | undefined,
    options: CallOptions | undefined,
  ): Promise<{entry: Entry; changed: boolean} | undefined> {
    for (let tried = 0; tried < TRIES; tried++) {
      const stored = await read();
      if (stored === undefined) return undefined;
      const next = decide(stored.entry);
      if (next === undefined) return {entry: stored.entry, changed: false};
      if (await rows.write(stored, next, options)) return {entry: next, changed: true};
    }
    throw new Error(`an outbox entry changed ${TRIES} times under our hands`);
  }

  function of(feature: string): FeatureOutbox {
    const reading = (account: Account, occasion: string, options?: CallOptions) => {
      const key = keyOf(account, feature, occasion);
      return () => rows.get(account, key, options);
    };
    return {
      async enqueue({account, occasion, lane, notBefore, notAfter}, options) {
        const entry: Entry = {
          key: keyOf(account, feature, occasion),
          account,
          feature,
          occasion,
          lane,
          notBefore,
          notAfter,
          state: 'waiting',
          reason: '',
          at: clock.now(),
          tries: 0,
          token: 0,
          claim: '',
          conversation: '',
          activity: '',
          changing: false,
          request: currentRequest() ?? '',
        };
        if (await rows.write(undefined, entry, options)) {
          await ring();
          return {kind: 'enqueued'};
        }
        const found = await reading(account, occasion, options)();
        // Swept or erased in between, or of a newer shape: there was one, and it is not ours to write.
        return {kind: 'exists', ...stateOf(found?.entry ?? {...entry, state: 'lapsed', reason: 'gone'})};
      },

      async find(account, occasion, options) {
        const found = await reading(account, occasion, options)();
        return found && stateOf(found.entry);
      },

      async cancel(account, occasion, options) {
        const result = await change(
          reading(account, occasion, options),
          (entry) =>
            entry.state === 'waiting'
              ? {...entry, state: 'lapsed', reason: 'cancelled', at: clock.now()}
              : undefined,
          options,
        );
        return result?.entry.state;
      },

      async postpone(account, occasion, times, options) {
        const result = await change(
          reading(account, occasion, options),
          (entry) => (entry.state === 'waiting' ? {...entry, ...times} : undefined),
          options,
        );
        if (result?.changed === true) await ring();
        return result?.entry.state;
      },

      async update(account, occasion, options) {
        const result = await change(
          reading(account, occasion, options),
          (entry) => {
            // While it is being sent nobody knows which state it shows: noted, and done afterwards.
            if (entry.state === 'sending') return {...entry, changing: true};
            if (entry.state !== 'sent' || entry.activity === '') return undefined;
            return {...entry, changing: true, tries: 0, notBefore: clock.now()};
          },
          options,
        );
        if (result?.changed === true) await ring();
        return result !== undefined && (result.changed || result.entry.state === 'waiting');
      },
    };
  }

  return {
    of,
    holds: createHolds(storage),
    operate: operateOutbox(rows, clock),
    ring,
    async *entries(account, options) {
      for await (const {entry} of rows.all(account, options)) yield entry;
    },
    async erase(account, options) {
      let erased = 0;
      for await (const {entry} of rows.all(account, options)) {
        for (let tried = 0; tried < TRIES; tried++) {
          const stored = await rows.get(account, entry.key, options);
          if (stored === undefined) break;
          if (await rows.remove(stored, options)) {
            erased++;
            break;
          }
        }
      }
      return erased;
    },
    async sweep(before, options) {
      let swept = 0;
      for await (const stored of rows.all(undefined, options)) {
        const {state, at} = stored.entry;
        if (state === 'waiting' || state === 'sending') continue;
        if (at.epochMilliseconds >= before.epochMilliseconds) continue;
        if (await rows.remove(stored, options)) swept++;
      }
      return swept;
    },
  };
}

function stateOf({state, reason, at}: Entry): NoticeState {
  return {state, reason, at};
}

/** One call for all who ask while another is under way: each is answered by a call that began after it asked. */
function together(call: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = () => (running = call().finally(() => (running = undefined)));
  return () => {
    if (running === undefined) return begin();
    return (next ??= running.then(() => {
      next = undefined;
      return begin();
    }));
  };
}
