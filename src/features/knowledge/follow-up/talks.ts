import {accountKey, bucketOf} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import {Temporal} from '../../../kernel/time.ts';
import {keyHash} from '../../../platform/storage/key-hash.ts';
import type {Row, Storage, Stored} from '../../../platform/storage/table.ts';

export const TALKS_TABLE = 'talks';

/** For how long an answer can be gone on from. */
export const TALK_MINUTES = 5;

const SHAPE = 1;
const BUCKETS = 16;

/** A passage that was among the answers. */
export interface TalkRef {
  readonly d: string;
  readonly g: string;
  readonly p: string;
}

/** What is kept of a talk: passages and words that it is about, never a sentence. */
export interface TalkState {
  readonly refs: readonly TalkRef[];
  /** Which of them was shown last; -1 where all were listed. */
  readonly open: number;
  readonly sure: boolean;
  readonly terms: readonly string[];
  readonly added: readonly string[];
}

/** Whose talk it is, and where; alone with the bot there is no conversation to name. */
export interface TalkPlace {
  readonly account: Account;
  readonly conversation?: string | undefined;
}

/** What was found of a talk: its state while it lasts, and the row, for writing the next one. */
export interface FoundTalk {
  readonly state: TalkState | undefined;
  readonly stored: Stored | undefined;
}

export interface Talks {
  /** Deletes what it finds too old. */
  read(place: TalkPlace, now: Temporal.Instant, signal?: AbortSignal): Promise<FoundTalk>;
  /** Writes what is said now; somebody else's newer row stays, and one of a higher version as well. */
  write(
    place: TalkPlace,
    found: FoundTalk,
    state: TalkState,
    now: Temporal.Instant,
    signal?: AbortSignal,
  ): Promise<void>;
  /** All that is kept of an account's talks and still lasts. */
  ofAccount(account: Account, now: Temporal.Instant, signal?: AbortSignal): Promise<TalkState[]>;
  erase(account: Account, signal?: AbortSignal): Promise<number>;
  sweep(now: Temporal.Instant, signal?: AbortSignal): Promise<void>;
}

/** Contexts in the table `talks`, a row for each account and place, on whichever instance. */
export function talkStore(storage: Storage): Talks {
  const table = storage.table(TALKS_TABLE);
  const accountOf = (account: Account) => {
    const hash = keyHash(accountKey(account));
    return {pk: `t|${bucketOf(hash, BUCKETS)}`, hash};
  };
  const keysOf = ({account, conversation}: TalkPlace) => {
    const {pk, hash} = accountOf(account);
    return {pk, rk: `${hash}|${conversation === undefined ? 'own' : keyHash(conversation)}`};
  };
  const isOver = (row: Row, now: Temporal.Instant) => {
    const until = String(row['until'] ?? '');
    try {
      return Temporal.Instant.compare(until, now) <= 0;
    } catch {
      return true;
    }
  };
  const rangeOf = (hash: string) => ({from: `${hash}|`, to: `${hash}}`});

  return {
    async read(place, now, signal) {
      const {pk, rk} = keysOf(place);
      const stored = await table.get(pk, rk, {signal});
      if (stored === undefined || stored.row.v > SHAPE) return {state: undefined, stored};
      if (!isOver(stored.row, now)) return {state: stateOf(stored.row), stored};
      await table.delete(pk, rk, stored.etag, {signal});
      return {state: undefined, stored: undefined};
    },

    async write(place, {stored}, {refs, open, sure, terms, added}, now, signal) {
      if (stored !== undefined && stored.row.v > SHAPE) return;
      const row: Row = {
        ...keysOf(place),
        v: SHAPE,
        until: now.add({minutes: TALK_MINUTES}).toString(),
        refs: JSON.stringify(refs.map(({d, g, p}) => ({d, g, p}))),
        open,
        sure,
        terms: terms.join('\n'),
        added: added.join('\n'),
      };
      // Where another question of the same person came in between, that one is the talk.
      if (stored === undefined) await table.insert(row, {signal});
      else await table.update(row, stored.etag, {signal});
    },

    async ofAccount(account, now, signal) {
      const {pk, hash} = accountOf(account);
      const states: TalkState[] = [];
      for await (const {row} of table.list({pk, ...rangeOf(hash)}, {signal})) {
        if (row.v <= SHAPE && !isOver(row, now)) states.push(stateOf(row));
      }
      return states;
    },

    async erase(account, signal) {
      const {pk, hash} = accountOf(account);
      let gone = 0;
      for await (const {row} of table.list({pk, ...rangeOf(hash)}, {signal})) {
        if ((await table.delete(row.pk, row.rk, '*', {signal})).kind === 'deleted') gone++;
      }
      return gone;
    },

    async sweep(now, signal) {
      for await (const {row, etag} of table.list({}, {signal})) {
        if (row.v <= SHAPE && isOver(row, now)) await table.delete(row.pk, row.rk, etag, {signal});
      }
    },
  };
}

function stateOf(row: Row): TalkState {
  const list = (column: string) => {
    const joined = String(row[column] ?? '');
    return joined === '' ? [] : joined.split('\n');
  };
  return {
    // Written by `write` alone.
    refs: JSON.parse(String(row['refs'] ?? '[]')) as TalkRef[],
    open: Number(row['open'] ?? 0),
    sure: row['sure'] === true,
    terms: list('terms'),
    added: list('added'),
  };
}
