import {localTime, Temporal} from '../../../kernel/time.ts';
import type {Directory, PersonKey} from '../../../platform/directory/staff.ts';
import {LIMITS} from '../../../platform/storage/limits.ts';
import {keyPrefix, type Operation, type Storage} from '../../../platform/storage/table.ts';
import type {Entry} from '../register/entry.ts';
import {recordOf} from '../register/record.ts';
import {keptFrom, onlyOld, retirable, type Retiring} from '../register/retiring.ts';
import {reportOn, type Report} from '../reporting/report.ts';
import type {Settings} from '../rules/course.ts';
import {addDays} from '../rules/validity.ts';
import type {Register} from './register.ts';
import {keyOf, partitionOf, PARTITIONS, SHAPE, TRAINING_TABLE} from './rows.ts';

/** Where counts stand, of all features: a month a partition. */
export const COUNTS_TABLE = 'counts';
/** A card may be pressed again for as long; afterwards its trace goes. */
const PRESS_DAYS = 40;

export interface RetireDeps {
  readonly storage: Storage;
  readonly register: Register;
  readonly directory: Pick<Directory, 'known' | 'person'>;
  readonly settings: () => Settings;
  readonly zone: string;
}

/**
 * Turns what is past its years into counts without persons, by round and section. The counts are written first, once
 * and for all, then the entries go: where that breaks off, the next run finds the counts and only deletes.
 *
 * @returns how many entries went
 */
export async function retire(deps: RetireDeps, now: Temporal.Instant, signal?: AbortSignal): Promise<number> {
  const {register, storage, settings, zone} = deps;
  const {keepYears, fiscalYearStart} = settings();
  const today = localTime(now, zone).day.toString();
  const at: Retiring = {kept: keptFrom(today, keepYears, fiscalYearStart), today, fiscalYearStart};
  const report = reportOn(addDays(at.kept, -1));
  const old: Entry[][] = [];
  for await (const bucket of register.allEntries(signal)) {
    for (const entries of byPerson(bucket)) {
      const going = retirable(entries, at);
      if (going.length === 0) continue;
      report.add(onlyOld(recordOf(entries), at));
      old.push(going);
    }
  }
  await writeCounts(storage, report.result(), signal);
  for (const entries of old) await deleteEntries(storage, entries, signal);
  await forgetLeft(deps, new Set(old.flatMap(([first]) => first?.person ?? [])), signal);
  await dropPresses(storage, now, signal);
  return old.reduce((sum, entries) => sum + entries.length, 0);
}

function byPerson(bucket: readonly Entry[]): Entry[][] {
  const of = new Map<PersonKey, Entry[]>();
  for (const entry of bucket) {
    const found = of.get(entry.person) ?? [];
    found.push(entry);
    of.set(entry.person, found);
  }
  return [...of.values()];
}

async function writeCounts(
  storage: Storage,
  {lines}: Report,
  signal: AbortSignal | undefined,
): Promise<void> {
  const counts = storage.table(COUNTS_TABLE);
  const rounds = new Map<string, Report['lines'][number][]>();
  for (const line of lines) {
    const key = `${line.round}|${line.course}`;
    rounds.set(key, [...(rounds.get(key) ?? []), line]);
  }
  for (const [key, of] of rounds) {
    const text = JSON.stringify(
      of.map(({section, sectionName, figures}) => ({section, sectionName, figures})),
    );
    await counts.insert(
      {pk: key.slice(0, 7), rk: `training|${key}`, v: SHAPE, done: true, counts: text},
      {signal},
    );
  }
}

async function deleteEntries(storage: Storage, entries: readonly Entry[], signal: AbortSignal | undefined) {
  const table = storage.table(TRAINING_TABLE);
  for (let i = 0; i < entries.length; i += LIMITS.operations) {
    const part = entries.slice(i, i + LIMITS.operations).map(({person, course, number}) => ({
      pk: partitionOf(person),
      rk: keyOf.entry(person, course, number),
    }));
    const operations = part.map((key): Operation => ({kind: 'delete', ...key}));
    if ((await table.transact(operations, {signal})).kind === 'done') continue;
    // Another run was here; each by itself then.
    for (const {pk, rk} of part) await table.delete(pk, rk, '*', {signal});
  }
}

// Of whom nothing is left, and whom the list does not have, not even the summary stays.
async function forgetLeft(
  {storage, register, directory}: RetireDeps,
  people: ReadonlySet<PersonKey>,
  signal?: AbortSignal,
) {
  if (!directory.known()) return;
  const table = storage.table(TRAINING_TABLE);
  for (const person of people) {
    if (directory.person(person) !== undefined) continue;
    const {etag} = await register.read(person, signal);
    if (etag === undefined || (await register.entriesOf(person, signal)).length > 0) continue;
    await table.delete(partitionOf(person), keyOf.summary(person), etag, {signal});
  }
}

async function dropPresses(
  storage: Storage,
  now: Temporal.Instant,
  signal: AbortSignal | undefined,
): Promise<void> {
  const table = storage.table(TRAINING_TABLE);
  const before = now.subtract({hours: PRESS_DAYS * 24}).epochMilliseconds;
  for (const pk of PARTITIONS) {
    for await (const {row, etag} of table.list({pk, ...keyPrefix('o'), columns: ['at']}, {signal})) {
      const at = Temporal.Instant.from(String(row['at'])).epochMilliseconds;
      if (at < before) await table.delete(pk, row.rk, etag, {signal});
    }
  }
}
