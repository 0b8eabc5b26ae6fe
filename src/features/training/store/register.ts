import {encodeKey, shortHash} from '../../../kernel/ids.ts';
import {Temporal} from '../../../kernel/time.ts';
import type {Clock} from '../../../platform/clock.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import {LIMITS} from '../../../platform/storage/limits.ts';
import {keyPrefix, type Operation, type Storage, type Stored} from '../../../platform/storage/table.ts';
import type {Author, Entry, EntryBody} from '../register/entry.ts';
import {trimmed, withEntry, type PersonRecord, type RoundRecord} from '../register/record.ts';
import {
  entriesRange,
  entryRow,
  keyOf,
  partitionOf,
  PARTITIONS,
  readEntry,
  SHAPE,
  TRAINING_TABLE,
} from './rows.ts';
import {partsOf, readSummary, summaryRow, unknownPerson, type Nudges, type PersonState} from './summary.ts';

/** A press on a card: the same token with the same request is done once. */
export interface Press {
  readonly token: string;
  readonly request: readonly unknown[];
}

/** What is to be written for a person. Nothing at all is said by `undefined`. */
export interface Change {
  readonly entries: readonly EntryBody[];
  readonly nudges?: Nudges | undefined;
  /** Rounds that need no look any more go out of the summary; their entries stay. */
  readonly isOver?: ((round: RoundRecord) => boolean) | undefined;
}

export type Written =
  | {
      readonly kind: 'written';
      readonly entries: readonly Entry[];
      readonly record: PersonRecord;
      readonly nudges: Nudges;
    }
  /** There was nothing to write. */
  | {readonly kind: 'nothing'; readonly record: PersonRecord}
  /** The same press was answered before. */
  | {readonly kind: 'again'; readonly record: PersonRecord}
  /** The token has done something else. */
  | {readonly kind: 'spent'};

export interface Register {
  read(person: PersonKey, signal?: AbortSignal): Promise<PersonState>;
  /**
   * Adds entries to a person: reads, decides, writes entries and summary in one transaction, and from the start
   * where somebody else was faster. `decide` may be asked several times.
   */
  change(
    person: PersonKey,
    by: Author,
    decide: (state: PersonState) => Change | undefined,
    options?: {readonly press?: Press | undefined; readonly signal?: AbortSignal | undefined},
  ): Promise<Written>;
  /** All of a person's entries, in the order in which they were written. */
  entriesOf(person: PersonKey, signal?: AbortSignal): Promise<Entry[]>;
  /** Deletes what is no part of the register: what was put off, and traces of presses. Says how many rows changed. */
  forget(person: PersonKey, signal?: AbortSignal): Promise<number>;
  /** Everybody of whom anything is known, a bucket at a time. */
  everybody(signal?: AbortSignal): AsyncIterable<readonly PersonState[]>;
  /** Everybody's entries, a bucket at a time. */
  allEntries(signal?: AbortSignal): AsyncIterable<readonly Entry[]>;
}

// A person's own rows: more clashes in a row than this are no race any more.
const TRIES = 16;
/** Buckets that are read side by side: small rows many at once, whole histories few. */
const SUMMARIES_AT_ONCE = 8;
const HISTORIES_AT_ONCE = 2;

/** The register over the given storage. */
export function createRegister({
  storage,
  clock,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
}): Register {
  const table = storage.table(TRAINING_TABLE);

  async function stored(person: PersonKey, signal: AbortSignal | undefined): Promise<Stored | undefined> {
    return table.get(partitionOf(person), keyOf.summary(person), {signal});
  }

  async function pressed(person: PersonKey, press: Press | undefined, signal: AbortSignal | undefined) {
    if (press === undefined) return undefined;
    const found = await table.get(partitionOf(person), keyOf.press(person, press.token), {signal});
    return found === undefined ? undefined : found.row['hash'] === hashOf(press) ? 'again' : 'spent';
  }

  async function* buckets<T>(
    range: {from: string; to: string},
    sideBySide: number,
    read: (row: Stored) => T,
    signal: AbortSignal | undefined,
  ): AsyncIterable<readonly T[]> {
    for (let i = 0; i < PARTITIONS.length; i += sideBySide) {
      const reading = PARTITIONS.slice(i, i + sideBySide).map(async (pk) => {
        const rows: T[] = [];
        for await (const row of table.list({pk, ...range}, {signal})) rows.push(read(row));
        return rows;
      });
      for (const rows of await Promise.all(reading)) if (rows.length > 0) yield rows;
    }
  }

  const change: Register['change'] = async (person, by, decide, {press, signal} = {}) => {
    for (let tried = 0; tried < TRIES; tried++) {
      const before = await stored(person, signal);
      const state = before === undefined ? unknownPerson(person) : readSummary(before);
      const done = await pressed(person, press, signal);
      if (done === 'spent') return {kind: 'spent'};
      if (done === 'again') return {kind: 'again', record: state.record};
      const wish = decide(state);
      if (wish === undefined) return {kind: 'nothing', record: state.record};
      const at = laterOf(clock.now(), state.lastAt);
      const entries = wish.entries.map((body, i): Entry => {
        return {...body, person, number: state.record.last + 1 + i, at, by};
      });
      const grown = entries.reduce(withEntry, state.record);
      const record = wish.isOver === undefined ? grown : trimmed(grown, wish.isOver);
      const nudges = wish.nudges ?? state.nudges;
      const row = summaryRow(person, record, nudges, at, before ? partsOf(before.row) : 0);
      const operations: Operation[] = [
        before === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: before.etag},
        ...entries.map((entry): Operation => ({kind: 'insert', row: entryRow(entry)})),
        ...pressRows(person, press, at),
      ];
      if (operations.length > LIMITS.operations)
        throw new Error(`${entries.length} entries at once for a person`);
      if ((await table.transact(operations, {signal})).kind === 'done')
        return {kind: 'written', entries, record, nudges};
    }
    throw new Error(`a person's rows changed ${TRIES} times under our hands`);
  };

  return {
    async read(person, signal) {
      const found = await stored(person, signal);
      return found === undefined ? unknownPerson(person) : readSummary(found);
    },

    change,

    async entriesOf(person, signal) {
      const entries: Entry[] = [];
      const query = {pk: partitionOf(person), ...entriesRange(person)};
      for await (const {row} of table.list(query, {signal})) entries.push(readEntry(row));
      return entries.sort((a, b) => a.number - b.number);
    },

    async forget(person, signal) {
      let changed = 0;
      const presses = keyPrefix(`o|${encodeKey(person)}`);
      for await (const {row} of table.list({pk: partitionOf(person), ...presses, columns: []}, {signal})) {
        if ((await table.delete(row.pk, row.rk, '*', {signal})).kind === 'deleted') changed++;
      }
      const {kind} = await change(
        person,
        {role: 'program'},
        ({nudges}) => (Object.keys(nudges).length === 0 ? undefined : {entries: [], nudges: {}}),
        {signal},
      );
      return kind === 'written' ? changed + 1 : changed;
    },

    everybody: (signal) => buckets(keyPrefix('s'), SUMMARIES_AT_ONCE, readSummary, signal),
    allEntries: (signal) => buckets(keyPrefix('e'), HISTORIES_AT_ONCE, ({row}) => readEntry(row), signal),
  };
}

function pressRows(person: PersonKey, press: Press | undefined, at: Temporal.Instant): Operation[] {
  if (press === undefined) return [];
  const key = {pk: partitionOf(person), rk: keyOf.press(person, press.token)};
  return [{kind: 'insert', row: {...key, v: SHAPE, hash: hashOf(press), at: at.toString()}}];
}

function hashOf({request}: Press): string {
  return shortHash(JSON.stringify(request));
}

// Two machines' clocks differ; within a person, time does not go back.
function laterOf(now: Temporal.Instant, last: number): Temporal.Instant {
  return now.epochMilliseconds >= last ? now : Temporal.Instant.fromEpochMilliseconds(last);
}
