/**
 * The port to tables. Two drivers stand behind it: Azure Table Storage (also Azurite), and memory;
 * one contract suite holds both. What it promises:
 *
 * - only a 404 means absent; everything else that goes wrong is a `CodedError` `storage/unreachable`;
 * - an expected clash is a value, never an exception;
 * - an answer that was lost is read back: a driver knows its own write when it meets it again,
 *   so a retry never reports one's own row as somebody else's;
 * - Azure's limits hold in every driver (`storage/limit`).
 */

/** What a cell may hold. Instants are ISO strings in UTC, days `2026-11-24`, times of day minutes. */
export type Cell = string | number | boolean | Uint8Array;

/** One row. `v` is the version of its shape; a reader that meets a higher one must not rewrite it. */
export interface Row {
  /** Partition key, 512 characters at most. */
  readonly pk: string;
  /** Row key, 512 characters at most, unique in its partition. */
  readonly rk: string;
  readonly v: number;
  readonly [column: string]: Cell | undefined;
}

/** A row as it was read, with the tag that a conditional change names. */
export interface Stored {
  readonly row: Row;
  readonly etag: string;
}

export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export type InsertResult = {readonly kind: 'inserted'; readonly etag: string} | {readonly kind: 'exists'};
export type UpdateResult =
  | {readonly kind: 'updated'; readonly etag: string}
  | {readonly kind: 'changed'} // somebody else's change came first
  | {readonly kind: 'absent'};
export type DeleteResult =
  {readonly kind: 'deleted'} | {readonly kind: 'changed'} | {readonly kind: 'absent'};

/** One step of a transaction. `update` merges: columns that are not named live on. */
export type Operation =
  | {readonly kind: 'insert'; readonly row: Row}
  | {readonly kind: 'update'; readonly row: Row; readonly etag: string}
  | {readonly kind: 'put'; readonly row: Row} // insert or merge, whatever is there
  | {readonly kind: 'delete'; readonly pk: string; readonly rk: string};

export type TransactionResult =
  /** `etags`: of the rows as they are now, in the order of the operations; none where the answer got lost. */
  | {readonly kind: 'done'; readonly etags?: readonly (string | undefined)[]}
  /** Nothing of it was written; `index` is the first operation that clashed, where the service says. */
  | {readonly kind: 'clash'; readonly index?: number};

/** Which rows: one partition or all, and a range of row keys (`from` included, `to` excluded). */
export interface Query {
  readonly pk?: string;
  readonly from?: string;
  readonly to?: string;
  /** Only these columns (keys and `v` always come). */
  readonly columns?: readonly string[];
}

export interface Page {
  readonly rows: readonly Stored[];
  /** Names the next page; absent on the last one. */
  readonly next?: string;
}

export interface Table {
  readonly name: string;
  get(pk: string, rk: string, options?: CallOptions): Promise<Stored | undefined>;
  insert(row: Row, options?: CallOptions): Promise<InsertResult>;
  /** Merges into the row if its tag is still `etag` (`*` for whatever is there). */
  update(row: Row, etag: string, options?: CallOptions): Promise<UpdateResult>;
  /** Inserts or merges, whatever is there. */
  put(row: Row, options?: CallOptions): Promise<void>;
  delete(pk: string, rk: string, etag: string, options?: CallOptions): Promise<DeleteResult>;
  /** All or nothing, within one partition, at most 100 operations, each row once. */
  transact(operations: readonly Operation[], options?: CallOptions): Promise<TransactionResult>;
  /** Rows in the order of their keys, page after page. */
  list(query: Query, options?: CallOptions): AsyncIterable<Stored>;
  page(query: Query, size: number, next?: string, options?: CallOptions): Promise<Page>;
}

export interface Storage {
  /** What stands behind it, as `/readyz` says it. */
  readonly kind: 'memory' | 'azurite' | 'azure';
  table(name: string): Table;
  /** Creates the tables that are missing. */
  ensure(names: readonly string[], options?: CallOptions): Promise<void>;
  /** Removes a table with all its rows; one that is absent is no error. */
  drop(name: string, options?: CallOptions): Promise<void>;
  /** The names of the tables that are there, sorted. */
  names(options?: CallOptions): Promise<string[]>;
  /** Resolves if the storage answers. */
  ping(options?: CallOptions): Promise<void>;
  close(): Promise<void>;
}

/** The range of row keys that start with `prefix|`. */
export function keyPrefix(prefix: string): {from: string; to: string} {
  // '}' is the character after '|'.
  return {from: `${prefix}|`, to: `${prefix}}`};
}
