/** Tables that became lines of text, told so that each row (or column) is understood alone. */
import {readNumber} from '../lines/numerals.ts';

export interface Table {
  /** One text for each row, or for each column of a table that compares few things. */
  readonly entries: readonly string[];
  /** What a form says: 「相手」 → 「庶務係」. Empty for other tables. */
  readonly form: ReadonlyMap<string, string>;
}

/** Cells of a row: tabs between, or Markdown's bars. */
function readCells(row: string): string[] {
  const bars = /^\s*\|(.*)\|\s*$/.exec(row);
  const cells = bars?.[1] === undefined ? row.split('\t') : bars[1].split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

// Two columns under such words are a list; under others each row is a name and its value.
const HEADER_WORD =
  /^(?:項目|区分|名称|内容|種類|種別|分類|番号|役割|担当|対象|日程|用語|意味|場所|説明|値)$/;
const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-{2,}:?$/.test(cell));

/** Reads rows that stand together. Every cell that is not empty comes out in some entry. */
export function readTable(lines: readonly string[]): Table {
  const all = lines.map(readCells);
  const ruled = all[1] !== undefined && isRule(all[1]);
  const rows = all.filter((cells) => !isRule(cells) && cells.some((cell) => cell !== ''));
  const first = rows[0];
  if (first === undefined) return {entries: [], form: new Map()};
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);

  if (!ruled) {
    // 1, 2, 3 in the first column: a form whose points are counted.
    if (width === 3 && rows.every((cells, i) => readNumber(cells[0] ?? '') === i + 1)) {
      return form(rows.map(([number = '', key = '', ...values]) => [key, values.join(' '), number]));
    }
    const headed = first.length === 2 && first.every((cell) => HEADER_WORD.test(cell)) && rows.length > 1;
    if (width === 2 && !headed && first[0] !== '') {
      return form(rows.map(([key = '', ...values]) => [key, values.join(' ')]));
    }
  }

  const header = first;
  // A header that a page break brought again says nothing new.
  const body = rows.slice(1).filter((cells) => cells.join('\t') !== header.join('\t'));
  if (body.length === 0) return {entries: [tellRow(first)], form: new Map()};
  return {
    entries: comparesColumns(header, body) ? byColumn(header, body) : byRow(header, body),
    form: new Map(),
  };
}

const tellRow = (cells: readonly string[]): string => cells.filter((cell) => cell !== '').join('／');

/** @param rows name, value, number */
function form(rows: readonly (readonly string[])[]): Table {
  const pairs = new Map<string, string>();
  const entries = rows.map(([key = '', value = '', number]) => {
    if (key !== '' && !pairs.has(key)) pairs.set(key, value);
    const name = number === undefined || number === '' ? key : `${number} ${key}`;
    return value === '' ? name : `${name}: ${value}`;
  });
  return {entries, form: pairs};
}

/** Few things side by side, described in words: then a column is what a person asks for. */
function comparesColumns(header: readonly string[], body: readonly (readonly string[])[]): boolean {
  const columns = header.length - 1;
  if (header[0] !== '' || columns < 1 || columns > 4 || body.length > 12) return false;
  const cells = body.flatMap((row) => row.slice(1)).filter((cell) => cell !== '');
  const length = cells.reduce((sum, cell) => sum + cell.length, 0);
  return length / Math.max(1, cells.length) >= 6;
}

function byColumn(header: readonly string[], body: readonly (readonly string[])[]): string[] {
  const width = body.reduce((most, row) => Math.max(most, row.length), header.length);
  return Array.from({length: width - 1}, (_, i) => i + 1).map((column) => {
    const cells = body
      .filter((row) => column === 1 || (row[column] ?? '') !== '')
      .map((row) => ((row[column] ?? '') === '' ? (row[0] ?? '') : `${row[0] ?? ''}: ${row[column] ?? ''}`));
    return `${header[column] ?? ''}\u3000${cells.join('／')}`.trim();
  });
}

function byRow(header: readonly string[], body: readonly (readonly string[])[]): string[] {
  const empty = header.map((_, column) => body.every((row) => (row[column] ?? '') === ''));
  const title0 = header[0] ?? '';
  return body.map((row, index) => {
    const [name = '', ...rest] = row;
    const told = rest.flatMap((cell, i) => {
      const title = header[i + 1] ?? '';
      // The title of a column that is empty throughout is told once, so that it is not lost.
      if (cell === '') return index === 0 && empty[i + 1] === true && title !== '' ? [title] : [];
      return [title === '' ? cell : `${title}: ${cell}`];
    });
    const leads =
      name === ''
        ? index === 0 && empty[0] === true
          ? title0
          : ''
        : title0 === ''
          ? name
          : `${title0}: ${name}`;
    return tellRow([leads, ...told]);
  });
}
