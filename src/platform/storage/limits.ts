import {CodedError} from '../../kernel/errors.ts';
import type {Operation, Row} from './table.ts';

// Azure's limits, held by every driver before anything is sent: Azurite lets some of them pass, and
// memory would let all pass, so what works on a desk would fail at the customer's.

/** Columns that the Azure driver adds to tell its own writes from others'. Readers never see them. */
export const HIDDEN_COLUMNS = ['in_', 'op_'] as const;

/** The figures, in the units of their comments. */
export const LIMITS = {
  /** Operations in a transaction. */
  operations: 100,
  /** Bytes of a transaction's request. */
  transaction: 4 * 1024 * 1024,
  /** Bytes of a row, its text in UTF-16. */
  row: 1024 * 1024,
  /** Columns of a row, `v` counted: Azure takes 252, of which the hidden ones use two. */
  columns: 252 - HIDDEN_COLUMNS.length,
  /** Characters (UTF-16 units) of a text. */
  text: 32 * 1024,
  /** Bytes of a binary. */
  binary: 64 * 1024,
  /** Characters of a key. */
  key: 512,
  /** Characters of a column's name. */
  columnName: 255,
  /** Rows of a page. */
  page: 1000,
} as const;

// Names that the service or its SDK uses for itself.
const RESERVED: ReadonlySet<string> = new Set([
  'PartitionKey',
  'RowKey',
  'Timestamp',
  'partitionKey',
  'rowKey',
  'timestamp',
  'etag',
  ...HIDDEN_COLUMNS,
]);

// An operation id is a UUID at most: 36 characters.
const HIDDEN_BYTES = HIDDEN_COLUMNS.length * (8 + 2 * 3 + 4 + 2 * 36);

function refuse(what: string, limit: number | string, found: number | string): never {
  throw new CodedError('storage/limit', {what, limit, found});
}

/** @throws CodedError `storage/limit` where a key is too long or holds a forbidden character */
export function checkKeys(pk: string, rk: string): void {
  for (const [what, key] of [
    ['partition key', pk],
    ['row key', rk],
  ] as const) {
    if (key.length > LIMITS.key) refuse(what, LIMITS.key, key.length);
    // The control characters are forbidden by the service; a lone surrogate has no place in a URL.
    // eslint-disable-next-line no-control-regex
    const bad = /[/\\#?\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u.exec(key);
    if (bad !== null) {
      const code = bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      refuse(`${what} character`, 'no / \\ # ? or control character', `U+${code}`);
    }
  }
}

/** @throws CodedError `storage/limit` unless the name is 3 to 63 letters and digits, a letter first */
export function checkTableName(name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9]{2,62}$/.test(name)) {
    refuse('table name', '3 to 63 letters and digits, a letter first', name);
  }
}

/**
 * The bytes that the service counts for a row: its text in UTF-16, and something for each column.
 */
export function rowBytes(row: Row): number {
  let bytes = 4 + 2 * (row.pk.length + row.rk.length) + HIDDEN_BYTES;
  for (const [name, cell] of Object.entries(row)) {
    if (cell === undefined || name === 'pk' || name === 'rk') continue;
    bytes += 8 + 2 * name.length;
    if (typeof cell === 'string') bytes += 4 + 2 * cell.length;
    else if (typeof cell === 'number') bytes += 8;
    else if (typeof cell === 'boolean') bytes += 1;
    else bytes += 4 + cell.length;
  }
  return bytes;
}

/** @throws CodedError `storage/limit`; also for NaN and the infinities, which come back as nothing */
export function checkRow(row: Row): void {
  checkKeys(row.pk, row.rk);
  let columns = 0;
  for (const [name, cell] of Object.entries(row)) {
    if (cell === undefined || name === 'pk' || name === 'rk') continue;
    columns += 1;
    if (name.length > LIMITS.columnName) refuse('column name', LIMITS.columnName, name.length);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || RESERVED.has(name)) {
      refuse('column name', 'letters, digits and _, no name of the service', name);
    }
    if (typeof cell === 'string' && cell.length > LIMITS.text) refuse(name, LIMITS.text, cell.length);
    if (cell instanceof Uint8Array && cell.length > LIMITS.binary) refuse(name, LIMITS.binary, cell.length);
    if (typeof cell === 'number' && !Number.isFinite(cell)) refuse(name, 'a finite number', String(cell));
  }
  if (columns > LIMITS.columns) refuse('columns', LIMITS.columns, columns);
  const bytes = rowBytes(row);
  if (bytes > LIMITS.row) refuse('row', LIMITS.row, bytes);
}

/**
 * @throws CodedError `storage/limit` where a transaction has no or too many operations, several
 * partitions, a row twice, a row beyond its limits, or too many bytes
 */
export function checkTransaction(operations: readonly Operation[]): void {
  if (operations.length === 0) refuse('operations', 'at least 1', 0);
  if (operations.length > LIMITS.operations) refuse('operations', LIMITS.operations, operations.length);
  const seen = new Set<string>();
  let bytes = 0;
  let partition: string | undefined;
  for (const operation of operations) {
    const {pk, rk} = operation.kind === 'delete' ? operation : operation.row;
    partition ??= pk;
    if (pk !== partition) refuse('partitions of a transaction', 1, 2);
    if (seen.has(rk)) refuse('operations on one row', 1, 2);
    seen.add(rk);
    if (operation.kind === 'delete') checkKeys(pk, rk);
    else checkRow(operation.row);
    bytes += operationBytes(operation);
  }
  if (bytes > LIMITS.transaction) refuse('transaction', LIMITS.transaction, bytes);
}

// The request's headers and boundaries around an operation, measured at about 600 bytes and rounded up.
const ENVELOPE = 1024;

/** About the bytes that an operation takes in the request: JSON in UTF-8, binaries in base64. */
function operationBytes(operation: Operation): number {
  const {pk, rk} = operation.kind === 'delete' ? operation : operation.row;
  const keys = encodeURIComponent(pk).length + encodeURIComponent(rk).length;
  if (operation.kind === 'delete') return ENVELOPE + keys;
  let binaries = 0;
  const json = JSON.stringify(operation.row, (_name, cell: unknown) => {
    if (!(cell instanceof Uint8Array)) return cell;
    binaries += 4 * Math.ceil(cell.length / 3) + 32;
    return '';
  });
  return ENVELOPE + keys + HIDDEN_BYTES + new TextEncoder().encode(json).length + binaries;
}
