/** Tables of a page: lines whose parts stand below each other. */
import type {PdfLine} from '../lines.ts';
import type {Word} from '../place.ts';

export interface PdfTable {
  readonly rows: readonly (readonly string[])[];
  /** How many lines of the page it takes. */
  readonly lines: number;
}

/** How far the left edges of a column's cells may differ, in letters. */
const ALIGNED = 1.2;

/** Tables by the index of their first line. */
export function findTables(lines: readonly PdfLine[]): Map<number, PdfTable> {
  const tables = new Map<number, PdfTable>();
  for (let i = 0; i < lines.length; i++) {
    const block = takeBlock(lines, i);
    if (block.length === 0) continue;
    tables.set(i, {rows: rowsOf(block), lines: block.length});
    i += block.length - 1;
  }
  return tables;
}

/** The lines from one on that share its columns; at least two with two cells or more. */
function takeBlock(lines: readonly PdfLine[], from: number): PdfLine[] {
  const first = lines[from];
  if (first === undefined || first.segments.length < 2) return [];
  const block = [first];
  let columns = first.segments.map((one) => one.from);
  let kept = 1;
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i];
    const last = block.at(-1);
    if (line === undefined || last === undefined || line.page !== first.page) break;
    if ((line.at - last.at) / line.size > 4) break;
    const fits = line.segments.filter((one) => columnOf(one, columns, line.size) !== undefined).length;
    const isRow = line.segments.length >= 2 && fits >= Math.min(2, line.segments.length);
    // A single text may be what a cell goes on with; below the first column only within the table.
    const isRest = line.segments.length === 1 && fits === 1 && !reaches(line, columns);
    if (!isRow && !isRest) break;
    block.push(line);
    if (isRow) {
      kept = block.length;
      columns = merge(columns, line);
    }
  }
  // Single lines at the end belong to the last row where they stand below a later column.
  let end = kept;
  while (end < block.length && columnOf(block[end]?.segments[0], columns, first.size) !== 0) end++;
  const taken = block.slice(0, end);
  return taken.filter((line) => line.segments.length >= 2).length >= 2 ? taken : [];
}

/** Whether a single text runs over into the next column: then it is a line of prose. */
function reaches(line: PdfLine, columns: readonly number[]): boolean {
  const word = line.segments[0];
  const column = columnOf(word, columns, line.size);
  const next = column === undefined ? undefined : columns[column + 1];
  return next !== undefined && word !== undefined && word.to > next;
}

function columnOf(word: Word | undefined, columns: readonly number[], size: number): number | undefined {
  if (word === undefined) return undefined;
  const at = columns.findIndex((column) => Math.abs(column - word.from) < ALIGNED * size);
  return at < 0 ? undefined : at;
}

function merge(columns: readonly number[], line: PdfLine): number[] {
  const fresh = line.segments.filter((one) => columnOf(one, columns, line.size) === undefined);
  return [...columns, ...fresh.map((one) => one.from)].sort((a, b) => a - b);
}

function rowsOf(block: readonly PdfLine[]): string[][] {
  const columns = block.reduce<number[]>((all, line) => merge(all, line), []);
  const gaps = block.slice(1).map((line, i) => line.at - (block[i]?.at ?? 0));
  const size = block[0]?.size ?? 10;
  const within = Math.min(...gaps.filter((gap) => gap > 1.05 * size));
  // Where all lines stand equally far apart, a text below the first column begins a row.
  const even = gaps.every((gap) => gap < within * 1.12);
  const rows: string[][] = [];
  block.forEach((line, i) => {
    const cells = columns.map(() => '');
    for (const word of line.segments) {
      const at = nearest(word.from, columns);
      cells[at] = (cells[at] ?? '') + word.text;
    }
    const last = rows.at(-1);
    const begins = even ? cells[0] !== '' : (gaps[i - 1] ?? 0) > within * 1.12;
    if (last === undefined || begins) rows.push(cells);
    else rows[rows.length - 1] = last.map((cell, at) => cell + (cells[at] ?? ''));
  });
  return rows;
}

function nearest(from: number, columns: readonly number[]): number {
  let best = 0;
  columns.forEach((column, i) => {
    if (Math.abs(column - from) < Math.abs((columns[best] ?? Infinity) - from)) best = i;
  });
  return best;
}
