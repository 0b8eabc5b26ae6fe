import {CodedError} from '../../kernel/errors.ts';
import {checkKeys, checkRow, checkTableName, checkTransaction, LIMITS} from './limits.ts';
import type {CallOptions, Cell, Operation, Page, Query, Row, Storage, Stored, Table} from './table.ts';

interface MemoryRow {
  readonly row: Row;
  readonly etag: string;
}

/** One table's rows: partitions, and in each the rows by key. */
interface Contents {
  readonly name: string;
  /** Writes so far, from which tags are made. */
  writes: number;
  readonly partitions: Map<string, Partition>;
}

interface Partition {
  readonly rows: Map<string, MemoryRow>;
  /** The keys in order; undefined after one came or went. */
  order: string[] | undefined;
}

/**
 * Tables that live as long as the process, for tests of what stands on the port. They keep Azure's
 * rules: limits, tags, transactions that are all or nothing, order by code unit. Rows go in and come
 * out as copies.
 */
export function memoryStorage(): Storage {
  // Azure's table names differ in more than case.
  const tables = new Map<string, Contents>();
  const find = (name: string, operation: string): Contents => {
    const contents = tables.get(name.toLowerCase());
    if (contents !== undefined) return contents;
    throw new CodedError('storage/unreachable', {operation, table: name, reason: '404 TableNotFound'});
  };
  return {
    kind: 'memory',
    table: (name) => {
      checkTableName(name);
      return memoryTable(name, (operation) => find(name, operation));
    },
    ensure: async (names, options) => {
      await turn(options);
      names.forEach(checkTableName);
      for (const name of names) {
        const key = name.toLowerCase();
        if (!tables.has(key)) tables.set(key, {name, writes: 0, partitions: new Map()});
      }
    },
    drop: async (name, options) => {
      await turn(options);
      checkTableName(name);
      tables.delete(name.toLowerCase());
    },
    names: async (options) => {
      await turn(options);
      return [...tables.values()].map(({name}) => name).sort();
    },
    ping: (options) => turn(options),
    close: () => Promise.resolve(),
  };
}

function memoryTable(name: string, contents: (operation: string) => Contents): Table {
  const page = async (query: Query, size: number, next?: string, options?: CallOptions): Promise<Page> => {
    await turn(options);
    const most = Math.min(Math.max(1, size), LIMITS.page);
    const rows: Stored[] = [];
    for (const found of walk(contents('page'), query, next)) {
      if (rows.length === most) return {rows, next: JSON.stringify([found.row.pk, found.row.rk])};
      rows.push(copyOut(found, query.columns));
    }
    return {rows};
  };

  return {
    name,
    page,
    get: async (pk, rk, options) => {
      await turn(options);
      checkKeys(pk, rk);
      const found = contents('get').partitions.get(pk)?.rows.get(rk);
      return found === undefined ? undefined : copyOut(found);
    },
    insert: async (row, options) => {
      await turn(options);
      checkRow(row);
      const result = apply(contents('insert'), {kind: 'insert', row});
      return result.kind === 'written' ? {kind: 'inserted', etag: result.etag} : {kind: 'exists'};
    },
    update: async (row, etag, options) => {
      await turn(options);
      checkRow(row);
      const result = apply(contents('update'), {kind: 'update', row, etag});
      if (result.kind === 'written') return {kind: 'updated', etag: result.etag};
      return {kind: result.kind === 'absent' ? 'absent' : 'changed'};
    },
    put: async (row, options) => {
      await turn(options);
      checkRow(row);
      apply(contents('put'), {kind: 'put', row});
    },
    delete: async (pk, rk, etag, options) => {
      await turn(options);
      checkKeys(pk, rk);
      const table = contents('delete');
      const found = table.partitions.get(pk)?.rows.get(rk);
      if (found === undefined) return {kind: 'absent'};
      if (etag !== '*' && etag !== found.etag) return {kind: 'changed'};
      apply(table, {kind: 'delete', pk, rk});
      return {kind: 'deleted'};
    },
    transact: async (operations, options) => {
      await turn(options);
      checkTransaction(operations);
      const table = contents('transact');
      // Each row stands in a transaction once, so looking at all of them first is looking at each in turn.
      const index = operations.findIndex((operation) => clashOf(table, operation) !== undefined);
      if (index >= 0) return {kind: 'clash', index};
      for (const operation of operations) checkMerged(table, operation);
      const applied = operations.map((operation) => apply(table, operation));
      const etags = applied.map((one, i) =>
        one.kind === 'written' && operations[i]?.kind !== 'delete' ? one.etag : undefined,
      );
      return {kind: 'done', etags};
    },
    list: async function* (query: Query, options?: CallOptions): AsyncGenerator<Stored> {
      let next: string | undefined;
      do {
        const found: Page = await page(query, LIMITS.page, next, options);
        yield* found.rows;
        next = found.next;
      } while (next !== undefined);
    },
  };
}

/** Every call takes at least a turn of the event loop's queue, as a request would; then the signal counts. */
async function turn(options: CallOptions | undefined): Promise<void> {
  options?.signal?.throwIfAborted();
  await Promise.resolve();
  options?.signal?.throwIfAborted();
}

function clashOf(table: Contents, operation: Operation): 'exists' | 'changed' | 'absent' | undefined {
  const {pk, rk} = operation.kind === 'delete' ? operation : operation.row;
  const found = table.partitions.get(pk)?.rows.get(rk);
  switch (operation.kind) {
    case 'insert':
      return found === undefined ? undefined : 'exists';
    case 'put':
      return undefined;
    case 'delete':
      return found === undefined ? 'absent' : undefined;
    case 'update':
      if (found === undefined) return 'absent';
      return operation.etag === '*' || operation.etag === found.etag ? undefined : 'changed';
  }
}

/** A row that grows by merges meets the limits too. */
function checkMerged(table: Contents, operation: Operation): void {
  if (operation.kind === 'delete') return;
  const {pk, rk} = operation.row;
  const before = table.partitions.get(pk)?.rows.get(rk);
  if (before !== undefined) checkRow({...before.row, ...copyIn(operation.row)});
}

function apply(
  table: Contents,
  operation: Operation,
): {kind: 'written'; etag: string} | {kind: 'exists' | 'changed' | 'absent'} {
  const clash = clashOf(table, operation);
  if (clash !== undefined) return {kind: clash};
  checkMerged(table, operation);
  const {pk, rk} = operation.kind === 'delete' ? operation : operation.row;
  const partition = table.partitions.get(pk) ?? {rows: new Map<string, MemoryRow>(), order: undefined};
  table.partitions.set(pk, partition);
  const before = partition.rows.get(rk);
  table.writes += 1;
  const etag = `W/"${table.writes}"`;
  if (operation.kind === 'delete') {
    partition.rows.delete(rk);
    if (partition.rows.size === 0) table.partitions.delete(pk);
  } else {
    partition.rows.set(rk, {row: {...before?.row, ...copyIn(operation.row)}, etag});
  }
  if (operation.kind === 'delete' || before === undefined) partition.order = undefined;
  return {kind: 'written', etag};
}

/** The rows of a query in the order of their keys (code units, as the service sorts). */
function* walk(table: Contents, query: Query, next: string | undefined): Generator<MemoryRow> {
  // `next` is what `page` wrote.
  const start = next === undefined ? (['', ''] as const) : (JSON.parse(next) as [string, string]);
  const pks = query.pk === undefined ? [...table.partitions.keys()].sort() : [query.pk];
  for (const pk of pks) {
    const partition = table.partitions.get(pk);
    if (partition === undefined || pk < start[0]) continue;
    partition.order ??= [...partition.rows.keys()].sort();
    for (const rk of partition.order) {
      if (pk === start[0] && rk < start[1]) continue;
      if ((query.from !== undefined && rk < query.from) || (query.to !== undefined && rk >= query.to))
        continue;
      const found = partition.rows.get(rk);
      if (found !== undefined) yield found;
    }
  }
}

/** Cells that were named, as the service would keep them: -0 is 0, and bytes are one's own. */
function copyIn(row: Row): Row {
  const cells: Record<string, Cell> = {};
  for (const [name, cell] of Object.entries(row)) {
    if (cell !== undefined) cells[name] = typeof cell === 'number' ? cell + 0 : ownBytes(cell);
  }
  return {...cells, pk: row.pk, rk: row.rk, v: row.v};
}

function copyOut({row, etag}: MemoryRow, columns?: readonly string[]): Stored {
  const cells: Record<string, Cell> = {};
  for (const [name, cell] of Object.entries(row)) {
    if (cell !== undefined && (columns === undefined || columns.includes(name))) cells[name] = ownBytes(cell);
  }
  return {row: {...cells, pk: row.pk, rk: row.rk, v: row.v}, etag};
}

function ownBytes(cell: Cell): Cell {
  return cell instanceof Uint8Array ? Uint8Array.from(cell) : cell;
}
