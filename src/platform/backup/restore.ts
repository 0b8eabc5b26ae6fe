import {CodedError} from '../../kernel/errors.ts';
import type {Temporal} from '../../kernel/time.ts';
import {AUDIT_TABLE} from '../access/audit.ts';
import type {Job} from '../feature.ts';
import {LIMITS, rowBytes} from '../storage/limits.ts';
import type {Operation, Storage, Table} from '../storage/table.ts';
import {bumpVersion, SYSTEM_TABLE} from '../storage/versions.ts';
import type {BackedUpRow} from './lines.ts';
import {checkBackup, rowsOf, type About} from './read-backup.ts';
import {isKept, type Scope} from './scope.ts';

/** Stands while a restore is under way; a bot that meets it does not serve. */
const UNDER_WAY = {pk: 'restore', rk: 'under-way'} as const;

// Japanese takes three bytes in the request where a row's size counts two.
const BATCH_BYTES = LIMITS.transaction / 2;
const BATCHES_AT_ONCE = 8;

export interface RestoreDeps {
  readonly storage: Storage;
  readonly scope: Scope;
  /** Reads what was restored into memory, since purges judge by the organisation's own settings. */
  readonly reload: (signal: AbortSignal) => Promise<void>;
  /** Jobs that delete what is past its time; run before the storage is released to bots. */
  readonly purges: () => readonly Job[];
  /** Names under which instances hear of changes. */
  readonly versions: readonly string[];
}

export interface RestoreOptions {
  /** Deletes what the kept tables hold, the audit excepted, before the rows are written. */
  readonly replace: boolean;
  readonly now: Temporal.Instant;
  readonly signal: AbortSignal;
  /** Told how many rows there will be, then of rows as they are written. */
  readonly total?: (rows: number) => void;
  readonly step?: (rows: number) => void;
}

/**
 * Takes a backup into a storage: checks the whole file, then writes it, then deletes what has grown too old
 * since. Whoever dies in between leaves a storage that no bot serves; running it again with `replace` mends it.
 *
 * @throws CodedError `backup/damaged`, `backup/newer`, `backup/unreadable`; `backup/not-empty` where there are
 *   rows and `replace` was not said: then nothing was written; `storage/unreachable`
 */
export async function restore(deps: RestoreDeps, file: string, options: RestoreOptions): Promise<About> {
  const {storage, scope, reload, purges, versions} = deps;
  const {replace, now, signal, total, step} = options;
  const about = await checkBackup(file, scope, signal);
  await storage.ensure([...scope.tables, SYSTEM_TABLE], {signal});
  const full = replace ? undefined : await firstFull(storage, scope, signal);
  if (full !== undefined) throw new CodedError('backup/not-empty', {table: full});
  const system = storage.table(SYSTEM_TABLE);
  await system.put({...UNDER_WAY, v: 1, at: now.toString()}, {signal});
  if (replace) await clear(storage, scope, signal);
  total?.(about.rows);
  await atOnce(batchesOf(rowsOf(file, scope, signal)), async (batch) => {
    const [first] = batch;
    if (first === undefined) return;
    const operations = batch.map(({row}): Operation => ({kind: 'put', row}));
    await storage.table(first.table).transact(operations, {signal});
    step?.(batch.length);
  });
  await reload(signal);
  for (const job of purges()) await job.run(now, signal);
  for (const name of versions) await bumpVersion(storage, name, signal);
  await system.delete(UNDER_WAY.pk, UNDER_WAY.rk, '*', {signal});
  return about;
}

/** @throws CodedError `backup/unfinished` where a restore is under way or broke off */
export async function refuseHalfRestored(storage: Storage, signal: AbortSignal): Promise<void> {
  const found = await storage.table(SYSTEM_TABLE).get(UNDER_WAY.pk, UNDER_WAY.rk, {signal});
  if (found !== undefined) throw new CodedError('backup/unfinished');
}

// The audit may have rows: the restore itself leaves one before it begins.
async function firstFull(
  storage: Storage,
  {tables}: Scope,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const name of tables) {
    if (name === AUDIT_TABLE) continue;
    for await (const {row} of storage.table(name).list({}, {signal})) if (isKept(name, row)) return name;
  }
  return undefined;
}

async function clear(storage: Storage, {tables}: Scope, signal: AbortSignal): Promise<void> {
  for (const name of tables) {
    if (name === AUDIT_TABLE) continue;
    const table = storage.table(name);
    await atOnce(batchesOf(keptRows(table, signal)), async (batch) => {
      const operations = batch.map(({row: {pk, rk}}): Operation => ({kind: 'delete', pk, rk}));
      // A clash: somebody deleted one of them meanwhile.
      if ((await table.transact(operations, {signal})).kind === 'done') return;
      for (const {row} of batch) await table.delete(row.pk, row.rk, '*', {signal});
    });
  }
}

async function* keptRows(table: Table, signal: AbortSignal): AsyncIterable<BackedUpRow> {
  for await (const {row} of table.list({columns: []}, {signal})) {
    if (isKept(table.name, row)) yield {table: table.name, row};
  }
}

/** Rows that follow each other in one partition, as many as one transaction takes. */
async function* batchesOf(rows: AsyncIterable<BackedUpRow>): AsyncIterable<readonly BackedUpRow[]> {
  let batch: BackedUpRow[] = [];
  let bytes = 0;
  for await (const next of rows) {
    const size = rowBytes(next.row);
    const [first] = batch;
    const fits =
      first?.table === next.table &&
      first.row.pk === next.row.pk &&
      batch.length < LIMITS.operations &&
      bytes + size <= BATCH_BYTES;
    if (!fits && first !== undefined) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(next);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Works on several things at a time; the first failure ends it once those under way have ended. */
async function atOnce<T>(things: AsyncIterable<T>, work: (thing: T) => Promise<void>): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: {readonly error: unknown} | undefined;
  for await (const thing of things) {
    const one: Promise<void> = work(thing)
      .catch((error: unknown) => void (failure ??= {error}))
      .finally(() => running.delete(one));
    running.add(one);
    if (running.size >= BATCHES_AT_ONCE) await Promise.race(running);
    if (failure !== undefined) break;
  }
  await Promise.all(running);
  // Set by the work that ran meanwhile, which the compiler does not see.
  const failed = failure as {readonly error: unknown} | undefined;
  if (failed !== undefined) throw failed.error;
}
