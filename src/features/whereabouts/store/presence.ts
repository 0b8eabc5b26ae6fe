import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {DayText, MinuteOfDay} from '../../../kernel/time.ts';
import {keyPrefix, type Operation, type Storage, type Stored} from '../../../platform/storage/table.ts';
import {saidAt, type DaySaid, type Said} from '../rules/state.ts';
import {
  accountOf,
  floorRows,
  keyOf,
  personRow,
  placeOfRow,
  readSaid,
  SHAPE,
  WHEREABOUTS_TABLE,
} from './rows.ts';

/** Somebody on a floor. */
export interface Present {
  readonly account: Account;
  readonly area: string | undefined;
  readonly said: Said;
}

/** What people said of their days. Everything of a day lies in one partition and goes with it. */
export interface Presence {
  readonly said: (account: Account, day: DayText, signal?: AbortSignal) => Promise<DaySaid>;
  /** Changes a day; of two devices at once the later one holds, and nothing is mixed. */
  readonly change: (
    account: Account,
    day: DayText,
    to: (said: DaySaid) => DaySaid,
    signal?: AbortSignal,
  ) => Promise<DaySaid>;
  /** Who is on a floor at a minute of the day. */
  readonly onFloor: (
    day: DayText,
    floor: {readonly site: string; readonly floor: number},
    minute: MinuteOfDay,
    signal?: AbortSignal,
  ) => Promise<Present[]>;
  /** What everybody said of a day; for jobs. */
  readonly everybody: (
    day: DayText,
    signal?: AbortSignal,
  ) => AsyncIterable<{readonly account: Account; readonly said: DaySaid}>;
  /** Deletes all of a person's day, who asked for them and whom they asked for included. Says how many rows went. */
  readonly erase: (account: Account, day: DayText, signal?: AbortSignal) => Promise<number>;
  /** Notes that somebody asked for a person. */
  readonly asked: (
    account: Account,
    day: DayText,
    asker: Account,
    at: string,
    signal?: AbortSignal,
  ) => Promise<void>;
  /** Who asked for a person that day, the last first. */
  readonly askers: (
    account: Account,
    day: DayText,
    signal?: AbortSignal,
  ) => Promise<readonly {readonly asker: Account; readonly at: string}[]>;
}

/** Changes of one person's day that meet are few: two devices, a colleague, a booth. */
const TRIES = 10;

export function presence(storage: Storage): Presence {
  const table = storage.table(WHEREABOUTS_TABLE);

  async function change(
    account: Account,
    day: DayText,
    to: (said: DaySaid) => DaySaid,
    signal?: AbortSignal,
  ): Promise<DaySaid> {
    const key = accountKey(account);
    for (let i = 0; i < TRIES; i++) {
      const stored = await table.get(day, keyOf.person(key), {signal});
      const before = readSaid(stored?.row);
      const after = to(before);
      const operations = operationsFor(day, key, stored, before, after);
      if (operations.length === 0) return after;
      const {kind} = await table.transact(operations, {signal});
      if (kind === 'done') return after;
    }
    throw new Error('a day is changed without end');
  }

  return {
    async said(account, day, signal) {
      const stored = await table.get(day, keyOf.person(accountKey(account)), {signal});
      return readSaid(stored?.row);
    },
    change,
    async onFloor(day, {site, floor}, minute, signal) {
      const found: Present[] = [];
      const query = {pk: day, ...keyPrefix(keyOf.floor(site, floor))};
      for await (const {row} of table.list(query, {signal})) {
        const said = saidAt(readSaid(row), minute);
        const {area, account} = placeOfRow(row.rk);
        if (said !== undefined) found.push({account: accountOf(account), area, said});
      }
      return found;
    },
    async *everybody(day, signal) {
      for await (const {row} of table.list({pk: day, from: 'p|', to: 'p}'}, {signal})) {
        yield {account: accountOf(row.rk.slice(2)), said: readSaid(row)};
      }
    },
    async erase(account, day, signal) {
      const key = accountKey(account);
      // First what others see.
      await change(account, day, () => [], signal);
      let gone = 0;
      const rows = [keyOf.person(key)];
      for await (const {row} of table.list({pk: day, from: 'a|', to: 'a}'}, {signal})) {
        const [, of, asker] = row.rk.split('|');
        if (of === key || asker === key) rows.push(row.rk);
      }
      for (const rk of rows) {
        const {kind} = await table.delete(day, rk, '*', {signal});
        if (kind === 'deleted') gone++;
      }
      return gone;
    },
    async asked(account, day, asker, at, signal) {
      const rk = `${keyOf.asked(accountKey(account))}|${accountKey(asker)}`;
      await table.put({pk: day, rk, v: SHAPE, at}, {signal});
    },
    async askers(account, day, signal) {
      const found: {asker: Account; at: string}[] = [];
      const query = {pk: day, ...keyPrefix(keyOf.asked(accountKey(account)))};
      for await (const {row} of table.list(query, {signal})) {
        const [, , asker = ''] = row.rk.split('|');
        found.push({asker: accountOf(asker), at: String(row['at'])});
      }
      return found.sort((a, b) => (a.at < b.at ? 1 : -1));
    },
  };
}

// The person's row and where it makes them appear: all of it or nothing.
function operationsFor(
  day: DayText,
  key: string,
  stored: Stored | undefined,
  before: DaySaid,
  after: DaySaid,
): Operation[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const row = personRow(day, key, after);
  const [old, fresh] = [floorRows(day, key, before), floorRows(day, key, after)];
  // A day with nothing said keeps its row: its tag is what two devices meet on.
  const own: Operation =
    stored === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: stored.etag};
  return [
    own,
    ...[...old.keys()].filter((rk) => !fresh.has(rk)).map((rk): Operation => ({kind: 'delete', pk: day, rk})),
    ...[...fresh.values()].map((each): Operation => ({kind: 'put', row: each})),
  ];
}
