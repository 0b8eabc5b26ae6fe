import {CodedError} from '../../kernel/errors.ts';
import {Temporal} from '../../kernel/time.ts';
import {keyPrefix, type Operation, type Row, type Table} from '../storage/table.ts';

/**
 * Things that are replaced as a whole: a document's passages, a content file. The rows of a new generation
 * are written first, then one pointer row makes them the current ones; readers therefore see the old
 * thing or the new one, never a part. The rows of a former generation stay for ten minutes, for those who
 * are still reading it; the pointer remembers it until then.
 *
 * Pointers of all things lie in one partition (`current`), so that whoever follows changes reads that
 * partition alone and sees from the generations what is new.
 */
export interface Pointer {
  readonly name: string;
  /** Empty once the thing was taken away. */
  readonly generation: string;
  readonly etag: string;
  /** Other columns of the pointer row. */
  readonly row: Row;
}

const POINTERS = 'current';
const SHAPE = 1;
const GRACE = Temporal.Duration.from({minutes: 10});
// Under Azure's 4 MiB a transaction, with room for what surrounds the values.
const BATCH_BYTES = 2_500_000;
const BATCH_ROWS = 100;

/** Columns of one row of a generation; the keys are given here. */
export type Part = Readonly<Record<string, string | number | boolean | Uint8Array | undefined>>;

/** A former generation, and since when it is one. */
interface Former {
  readonly generation: string;
  readonly since: string;
}

/** A thing's place: its own partition, and its name among the pointers. */
export interface Place {
  readonly partition: string;
  readonly name: string;
}

/**
 * Replaces a thing by new parts.
 *
 * @param thing its parts in order, and further columns of its pointer row
 * @param thing.expected replaces this generation only, empty for none: whoever changed the thing meanwhile is right
 * @param thing.onWritten hears of each part that was written
 * @param id becomes part of the generation's name; no other writer may use it
 * @returns false where another generation than the expected one is there: nothing was replaced
 */
export async function replaceThing(
  table: Table,
  thing: Place & {
    parts: readonly Part[];
    columns: Part;
    expected?: string | undefined;
    onWritten?: ((parts: number) => void) | undefined;
  },
  now: Temporal.Instant,
  id: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const generation = `${now.toString({smallestUnit: 'millisecond'})}-${id}`;
  let batch: Operation[] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length > 0) await transactOrThrow(table, batch, signal);
    if (batch.length > 0) thing.onWritten?.(batch.length);
    batch = [];
    bytes = 0;
  };
  for (const [index, part] of thing.parts.entries()) {
    const size = sizeOf(part);
    if (batch.length === BATCH_ROWS || bytes + size > BATCH_BYTES) await flush();
    const rk = `${generation}|${String(index + 1).padStart(5, '0')}`;
    batch.push({kind: 'insert', row: {...part, pk: thing.partition, rk, v: SHAPE}});
    bytes += size;
  }
  await flush();
  const columns = {...thing.columns, generation, partition: thing.partition};
  const replaced = await point(table, thing, columns, now, signal, thing.expected);
  await deleteOrphans(table, thing, now, signal);
  return replaced;
}

/**
 * Takes a thing away: nobody starts to read it any more; its rows go ten minutes later.
 *
 * @returns false where there was none
 */
export async function removeThing(
  table: Table,
  place: Place,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<boolean> {
  const pointer = await readPointer(table, place.name, signal);
  if (pointer === undefined) return false;
  await point(table, place, {generation: '', partition: place.partition}, now, signal);
  return true;
}

// Two writers at once: the later one wins, and the earlier one's generation is former at once.
async function point(
  table: Table,
  place: Place,
  columns: Part,
  now: Temporal.Instant,
  signal: AbortSignal | undefined,
  expected?: string,
): Promise<boolean> {
  for (;;) {
    const stored = await table.get(POINTERS, place.name, {signal});
    // The rows that were written for nothing go as those of a writer that died.
    if (expected !== undefined && (stored?.row['generation'] ?? '') !== expected) return false;
    const row = {...columns, pk: POINTERS, rk: place.name, v: SHAPE};
    if (stored === undefined) {
      const result = await table.insert({...row, former: '[]'}, {signal});
      if (result.kind === 'inserted') return true;
    } else {
      const before = pointerOf(stored.row, stored.etag);
      const since = now.toString();
      const former = formerOf(before.row);
      if (before.generation !== '') former.push({generation: before.generation, since});
      const result = await table.update({...row, former: JSON.stringify(former)}, stored.etag, {signal});
      if (result.kind === 'updated') return true;
    }
  }
}

/** All things that are there, in the order of their names. */
export async function readPointers(table: Table, signal?: AbortSignal): Promise<Pointer[]> {
  const pointers: Pointer[] = [];
  for await (const {row, etag} of table.list({pk: POINTERS}, {signal})) {
    const pointer = pointerOf(row, etag);
    if (pointer.generation !== '') pointers.push(pointer);
  }
  return pointers;
}

/** One thing's pointer; undefined where there is no such thing. */
export async function readPointer(
  table: Table,
  name: string,
  signal?: AbortSignal,
): Promise<Pointer | undefined> {
  const stored = await table.get(POINTERS, name, {signal});
  if (stored === undefined) return undefined;
  const pointer = pointerOf(stored.row, stored.etag);
  return pointer.generation === '' ? undefined : pointer;
}

/** The rows of one generation, in the order in which they were given. */
export async function readParts(
  table: Table,
  partition: string,
  generation: string,
  signal?: AbortSignal,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const {row} of table.list({pk: partition, ...keyPrefix(generation)}, {signal})) rows.push(row);
  return rows;
}

/** The generation that a row belongs to, for one who scans the whole table. */
export function generationOf(row: Row): string {
  return row.rk.slice(0, Math.max(0, row.rk.indexOf('|')));
}

/**
 * Deletes the rows of generations that stopped being current more than ten minutes ago, and forgets things
 * that were taken away. Safe to run on several instances at once, and to be cut short.
 */
export async function sweepThings(table: Table, now: Temporal.Instant, signal?: AbortSignal): Promise<void> {
  const limit = now.subtract(GRACE);
  for await (const {row, etag} of table.list({pk: POINTERS}, {signal})) {
    const {generation} = pointerOf(row, etag);
    const former = formerOf(row);
    const due = former.filter((f) => Temporal.Instant.compare(Temporal.Instant.from(f.since), limit) < 0);
    if (due.length === 0) continue;
    const partition = String(row['partition']);
    for (const old of due) await deleteGeneration(table, partition, old.generation, signal);
    const left = former.filter((f) => !due.includes(f));
    // A pointer that has changed meanwhile keeps its list; the next sweep finds the rows gone already.
    if (generation === '' && left.length === 0) await table.delete(POINTERS, row.rk, etag, {signal});
    else {
      const change = {pk: POINTERS, rk: row.rk, v: SHAPE, former: JSON.stringify(left)};
      await table.update(change, etag, {signal});
    }
  }
}

// What a writer left that died before it set the pointer. An hour is longer than any writing takes.
async function deleteOrphans(
  table: Table,
  place: Place,
  now: Temporal.Instant,
  signal: AbortSignal | undefined,
): Promise<void> {
  const pointer = await readPointer(table, place.name, signal);
  if (pointer === undefined) return;
  const known = new Set([pointer.generation, ...formerOf(pointer.row).map((f) => f.generation)]);
  const limit = now.subtract({hours: 1}).toString({smallestUnit: 'millisecond'});
  const orphans = new Set<string>();
  // Names of generations begin with their instant, so they compare as text.
  for await (const {row} of table.list({pk: place.partition, to: limit, columns: []}, {signal})) {
    const generation = generationOf(row);
    if (!known.has(generation)) orphans.add(generation);
  }
  for (const orphan of orphans) await deleteGeneration(table, place.partition, orphan, signal);
}

async function deleteGeneration(
  table: Table,
  partition: string,
  generation: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const rows = await readParts(table, partition, generation, signal);
  for (let i = 0; i < rows.length; i += BATCH_ROWS) {
    const batch = rows.slice(i, i + BATCH_ROWS);
    // A clash means that another sweep was faster; the rows are gone either way.
    await table.transact(
      batch.map(({pk, rk}) => ({kind: 'delete', pk, rk})),
      {signal},
    );
  }
}

// The generation's name is the writer's alone, so a clash can only mean that two were given one id.
async function transactOrThrow(table: Table, batch: Operation[], signal: AbortSignal | undefined): Promise<void> {
  const result = await table.transact(batch, {signal});
  if (result.kind === 'clash') throw new CodedError('storage/unreachable', {reason: 'generation written twice'});
}

function pointerOf(row: Row, etag: string): Pointer {
  if (row.v > SHAPE) throw new CodedError('storage/newer-version', {what: row.pk});
  return {name: row.rk, generation: String(row['generation'] ?? ''), etag, row};
}

function formerOf(row: Row): Former[] {
  // Written by `point` alone.
  return JSON.parse(String(row['former'] ?? '[]')) as Former[];
}

function sizeOf(part: Part): number {
  let size = 200;
  for (const value of Object.values(part)) {
    size += typeof value === 'string' ? value.length * 3 : value instanceof Uint8Array ? value.length * 2 : 20;
  }
  return size;
}
