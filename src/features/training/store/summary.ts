import {decodeKey} from '../../../kernel/ids.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import type {Row, Stored} from '../../../platform/storage/table.ts';
import {NO_RECORD, type PersonRecord} from '../register/record.ts';
import type {Snooze} from '../rules/cadence.ts';
import {keyOf, known, partitionOf, SHAPE} from './rows.ts';

/** What belongs to reminding and not to the register: it is overwritten, and nobody is judged by it. */
export interface Nudges {
  /** The day of the last digest. */
  readonly toldOn?: Day | undefined;
  /** A day on which a digest was due and could not go out. */
  readonly carried?: Day | undefined;
  /** What the person put off, by course. */
  readonly snoozed?: Readonly<Record<string, Snooze>> | undefined;
  /** Of which rounds the questions were answered; what was said is kept elsewhere, without the person. */
  readonly answered?: readonly string[] | undefined;
}

/** A person as the store has them. */
export interface PersonState {
  readonly person: PersonKey;
  readonly record: PersonRecord;
  readonly nudges: Nudges;
  /** Milliseconds since 1970 of the last entry: the next one is not written before it. */
  readonly lastAt: number;
  /** Undefined where there is no row yet. */
  readonly etag: string | undefined;
}

// Azure: 32K characters a string.
const PART_CHARACTERS = 30_000;
const MOST_PARTS = 30;

/** The summary's row: the record as JSON, in parts. */
export function summaryRow(
  person: PersonKey,
  record: PersonRecord,
  nudges: Nudges,
  at: Temporal.Instant,
  partsBefore: number,
): Row {
  const json = JSON.stringify(record);
  const parts: Record<string, string> = {};
  const count = Math.max(1, Math.ceil(json.length / PART_CHARACTERS));
  if (count > MOST_PARTS) throw new Error(`a person's summary has ${json.length} characters`);
  // A merge leaves what is not named: parts of a longer one would stay.
  for (let i = 0; i < Math.max(count, partsBefore); i++) {
    parts[`d${i}`] = json.slice(i * PART_CHARACTERS, (i + 1) * PART_CHARACTERS);
  }
  return {
    ...{pk: partitionOf(person), rk: keyOf.summary(person), v: SHAPE, parts: count},
    ...{lastAt: at.epochMilliseconds, nudges: JSON.stringify(nudges), ...parts},
  };
}

export function readSummary({row, etag}: Stored): PersonState {
  known(row);
  let json = '';
  for (let i = 0; i < partsOf(row); i++) json += String(row[`d${i}`]);
  return {
    person: decodeKey(row.rk.slice('s|'.length)),
    // Written by `summaryRow` alone.
    record: JSON.parse(json) as PersonRecord,
    nudges: JSON.parse(String(row['nudges'])) as Nudges,
    lastAt: Number(row['lastAt']),
    etag,
  };
}

export function partsOf(row: Row): number {
  return Number(row['parts'] ?? 0);
}

/** A person of whom nothing is known. */
export function unknownPerson(person: PersonKey): PersonState {
  return {person, record: NO_RECORD, nudges: {}, lastAt: 0, etag: undefined};
}
