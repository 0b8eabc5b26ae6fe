import {bucketOf, encodeKey, shortHash} from '../../../kernel/ids.ts';
import {CodedError} from '../../../kernel/errors.ts';
import {Temporal} from '../../../kernel/time.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import {keyPrefix, type Row} from '../../../platform/storage/table.ts';
import type {Author, Entry, EntryBody, Placed} from '../register/entry.ts';
import type {Duty} from '../rules/duty.ts';
import type {Channel, Decided, Proof} from '../rules/obligation.ts';

// 64 buckets by person:
//   e|person|course|number   an entry of the register; inserted, never changed
//   s|person                 what the entries come to (its tag guards them), and what is no part of the register
//   o|person|token           what a press has done
// Whoever adds entries changes the person's `s|` row by its tag in the same transaction.

export const TRAINING_TABLE = 'training';
export const SHAPE = 1;

const BUCKETS = 64;
const LONGEST_TOKEN = 64;
const NUMBER_DIGITS = 6;

export const PARTITIONS: readonly string[] = Array.from({length: BUCKETS}, (_, i) =>
  String(i).padStart(2, '0'),
);

export function partitionOf(person: PersonKey): string {
  return bucketOf(person, BUCKETS);
}

export const keyOf = {
  entry: (person: PersonKey, course: string, number: number) =>
    `e|${encodeKey(person)}|${encodeKey(course)}|${String(number).padStart(NUMBER_DIGITS, '0')}`,
  summary: (person: PersonKey) => `s|${encodeKey(person)}`,
  press: (person: PersonKey, token: string) =>
    `o|${encodeKey(person)}|${encodeKey(token.length > LONGEST_TOKEN ? shortHash(token) : token)}`,
} as const;

/** All entries of a person. */
export function entriesRange(person: PersonKey): {from: string; to: string} {
  return keyPrefix(`e|${encodeKey(person)}`);
}

/**
 * A row of a shape that is known here.
 *
 * @throws CodedError `storage/newer-version`
 */
export function known(row: Row): Row {
  if (row.v > SHAPE) throw new CodedError('storage/newer-version', {what: `training ${row.rk.slice(0, 1)}`});
  return row;
}

export function entryRow(entry: Entry): Row {
  const {person, course, number, at, by, kind} = entry;
  const author = 'person' in by ? {byPerson: by.person} : {};
  return {
    ...{pk: partitionOf(person), rk: keyOf.entry(person, course, number), v: SHAPE},
    ...{person, course, number, kind, at: at.toString({smallestUnit: 'millisecond'}), by: by.role, ...author},
    ...columnsOf(entry),
  };
}

function columnsOf(entry: EntryBody): Record<string, string | number | boolean | undefined> {
  switch (entry.kind) {
    case 'duty': {
      const {round, status, duty, proof, all, placed} = entry;
      return {round, status, proof, all, ...dutyColumns(duty), ...placed};
    }
    case 'completion':
      return {day: entry.day, channel: entry.channel, written: entry.written, source: entry.source};
    case 'void':
      return {of: entry.entry, reason: entry.reason};
    case 'unconfirmed':
      return {of: entry.entry, source: entry.source};
    case 'objection':
      return {round: entry.round, until: entry.until};
    case 'ruling':
      return {round: entry.round, exempt: entry.exempt, reason: entry.reason, ...entry.placed};
  }
}

function dutyColumns(duty: Duty | undefined): Record<string, string | undefined> {
  if (duty === undefined) return {};
  const {need, opens, due, counts, why} = duty;
  return {need, opens, due, countsFrom: counts.from, countsTo: counts.to, why};
}

const text = (row: Row, column: string): string => String(row[column] ?? '');
const optional = (row: Row, column: string): string | undefined => {
  const cell = row[column];
  return typeof cell === 'string' ? cell : undefined;
};

/** The entry that a row holds. Its words were written by {@link entryRow} alone. */
export function readEntry(row: Row): Entry {
  known(row);
  const role = text(row, 'by') as Author['role'];
  const by = (
    role === 'program' || role === 'operator' ? {role} : {role, person: text(row, 'byPerson')}
  ) as Author;
  const common = {person: text(row, 'person'), number: Number(row['number']), by};
  return {...common, at: Temporal.Instant.from(text(row, 'at')), ...readBody(row)};
}

function readBody(row: Row): EntryBody {
  const course = text(row, 'course');
  const round = text(row, 'round');
  const kind = text(row, 'kind') as EntryBody['kind'];
  switch (kind) {
    case 'duty': {
      const status = text(row, 'status') as Decided['status'];
      const given = {proof: text(row, 'proof') as Proof, all: Number(row['all']), placed: readPlaced(row)};
      return {kind, course, round, status, duty: readDuty(row), ...given};
    }
    case 'completion': {
      const channel = text(row, 'channel') as Channel;
      const days = {day: text(row, 'day'), written: text(row, 'written')};
      return {kind, course, ...days, channel, source: text(row, 'source')};
    }
    case 'void':
      return {kind, course, entry: Number(row['of']), reason: text(row, 'reason')};
    case 'unconfirmed':
      return {kind, course, entry: Number(row['of']), source: text(row, 'source')};
    case 'objection':
      return {kind, course, round, until: text(row, 'until')};
    case 'ruling': {
      const exempt = row['exempt'] === true;
      return {kind, course, round, exempt, reason: text(row, 'reason'), placed: readPlaced(row)};
    }
  }
}

function readDuty(row: Row): Duty | undefined {
  if (row['due'] === undefined) return undefined;
  return {
    need: text(row, 'need') as Duty['need'],
    opens: text(row, 'opens'),
    due: text(row, 'due'),
    counts: {from: text(row, 'countsFrom'), to: optional(row, 'countsTo')},
    why: text(row, 'why') as Duty['why'],
  };
}

function readPlaced(row: Row): Placed {
  return {
    section: text(row, 'section'),
    sectionName: text(row, 'sectionName'),
    unit: optional(row, 'unit'),
    employment: optional(row, 'employment'),
    ageBand: optional(row, 'ageBand'),
    list: optional(row, 'list'),
  };
}
