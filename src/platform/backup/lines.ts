import {z} from 'zod/v4';
import {CodedError} from '../../kernel/errors.ts';
import type {Cell, Row} from '../storage/table.ts';

// The file: JSON lines, packed with gzip. First what it is, then a line a row, last how many there were and
// the SHA-256 of all lines before. Text that any language reads, so that the rows outlive this program.

/** Of the file's shape. A reader refuses a higher one, since it may hold what it would lose. */
export const SHAPE = 1;

const FORMAT = 'shigotoba-backup';

/** The longest line that is believed: a row of 1 MiB in UTF-16 whose every character is escaped. */
export const LONGEST_LINE = 8 * 1024 * 1024;

export interface BackedUpRow {
  readonly table: string;
  readonly row: Row;
}

const head = z.object({format: z.literal(FORMAT), shape: z.number().int(), at: z.string()});
const end = z.object({rows: z.number().int(), sha256: z.string()});
const cell = z.union([z.string(), z.number(), z.boolean(), z.object({base64: z.string()})]);
const line = z.tuple([z.string(), z.object({pk: z.string(), rk: z.string(), v: z.number()}).catchall(cell)]);

/** @param at when it was begun, an instant as text */
export function headLine(at: string): string {
  return JSON.stringify({format: FORMAT, shape: SHAPE, at});
}

/** @throws CodedError `backup/damaged` where it is none, `backup/newer` where a newer program wrote it */
export function readHead(text: string, file: string): {readonly at: string} {
  const {shape, at} = parsed(head, text, file, 1);
  if (shape > SHAPE) throw new CodedError('backup/newer', {file, shape});
  return {at};
}

export function rowLine({table, row}: BackedUpRow): string {
  const cells = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? {base64: Buffer.from(value).toString('base64')} : value,
  ]);
  return JSON.stringify([table, Object.fromEntries(cells)]);
}

/** @throws CodedError `backup/damaged`, naming the line */
export function readRow(text: string, file: string, number: number): BackedUpRow {
  const [table, {pk, rk, v, ...rest}] = parsed(line, text, file, number);
  const cells = Object.entries(rest).map(([name, value]): [string, Cell] => [
    name,
    typeof value === 'object' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value,
  ]);
  return {table, row: {...Object.fromEntries(cells), pk, rk, v}};
}

export function endLine(rows: number, sha256: string): string {
  return JSON.stringify({rows, sha256});
}

/** Undefined where a line is not the last one. */
export function readEnd(text: string): {readonly rows: number; readonly sha256: string} | undefined {
  if (!text.startsWith('{"rows"')) return undefined;
  try {
    return end.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string, file: string, number: number): T {
  try {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return result.data;
  } catch {
    // Said below, without the text: it may hold what a person wrote.
  }
  throw new CodedError('backup/damaged', {file, line: number});
}
