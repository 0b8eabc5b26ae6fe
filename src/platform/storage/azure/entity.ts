import type {TableEntity} from '@azure/data-tables';
import {HIDDEN_COLUMNS} from '../limits.ts';
import type {Cell, Row, Stored} from '../table.ts';

/**
 * The marks of a write: `in_` is written by an insert alone and lives on through merges, `op_` by the
 * last update. They are how a driver knows its own write after a lost answer.
 */
export interface Marks {
  readonly in_?: string | undefined;
  readonly op_?: string | undefined;
}

/** A row as the service sends it: cells, what the SDK adds, and nulls for selected columns that are absent. */
export type Entity = Readonly<Record<string, unknown>>;

const INT32 = 2 ** 31;

/**
 * A row as the SDK takes it, with the marks of the write. The SDK calls every whole number an Int32,
 * also 2^40; so what is no Int32 says that it is a Double.
 */
export function toEntity(row: Row, marks: Marks): TableEntity {
  const entity: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(row)) {
    if (cell === undefined || name === 'pk' || name === 'rk') continue;
    entity[name] = typeof cell === 'number' ? numberOf(cell) : cell;
  }
  for (const name of HIDDEN_COLUMNS) if (marks[name] !== undefined) entity[name] = marks[name];
  return {...entity, partitionKey: row.pk, rowKey: row.rk};
}

function numberOf(cell: number): number | {type: 'Double'; value: number} {
  if (Number.isInteger(cell) && cell >= -INT32 && cell < INT32) return cell + 0; // -0 becomes 0
  return {type: 'Double', value: cell};
}

/**
 * A row as readers get it: keys, `v` (0 where a row has none) and cells; no column of the service, none
 * of ours, and none of a type that the port does not know (it lives on untouched, updates being merges).
 */
export function fromEntity(entity: Entity): Stored {
  const cells: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(entity)) {
    if (FOREIGN.has(name) || name.startsWith('odata.')) continue;
    const cell = cellOf(value);
    if (cell !== undefined) cells[name] = cell;
  }
  const v = typeof cells['v'] === 'number' ? cells['v'] : 0;
  const row: Row = {...cells, pk: textOf(entity['partitionKey']), rk: textOf(entity['rowKey']), v};
  return {row, etag: textOf(entity['etag'])};
}

/** The marks of a row as it was read. */
export function marksOf(entity: Entity): Marks {
  const in_ = entity['in_'];
  const op_ = entity['op_'];
  return {
    ...(typeof in_ === 'string' ? {in_} : {}),
    ...(typeof op_ === 'string' ? {op_} : {}),
  };
}

const FOREIGN: ReadonlySet<string> = new Set([
  'partitionKey',
  'rowKey',
  'etag',
  'timestamp',
  ...HIDDEN_COLUMNS,
]);

function cellOf(value: unknown): Cell | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  // The SDK decodes into a Buffer; readers get plain bytes of their own.
  return value instanceof Uint8Array ? Uint8Array.from(value) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
