import iconv from 'iconv-lite';

export const ENCODINGS = ['utf-8', 'utf-8-plain', 'shift_jis'] as const;
/** `utf-8` has a byte order mark, by which spreadsheets know it; `shift_jis` is CP932, with ①, 髙 and 﨑. */
export type CsvEncoding = (typeof ENCODINGS)[number];

/** A cell: numbers are written as such, texts in quotation marks. */
export type Cell = string | number;

export type WrittenCsv =
  | {readonly kind: 'written'; readonly bytes: Uint8Array}
  /** The encoding has no such character; nothing is put in its place. */
  | {readonly kind: 'unmappable'; readonly line: number; readonly column: number; readonly character: string};

// What a spreadsheet would compute, in half or full width, and the characters that it leaves out before them.
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

/**
 * Rows as lines of CSV. A cell that starts like a formula gets an apostrophe before it; a number, and a sign that
 * stands alone, is none.
 */
export function csvLines(rows: readonly (readonly Cell[])[]): string[] {
  return rows.map((row) => row.map(cellOf).join(','));
}

/** Rows as a file of CSV. Lines and columns of problems are counted from 1. */
export function writeCsv(rows: readonly (readonly Cell[])[], encoding: CsvEncoding = 'utf-8'): WrittenCsv {
  if (encoding === 'shift_jis') {
    for (const [i, row] of rows.entries()) {
      for (const [j, cell] of row.entries()) {
        const character = unmappable(String(cell));
        if (character !== undefined) return {kind: 'unmappable', line: i + 1, column: j + 1, character};
      }
    }
  }
  if (encoding === 'shift_jis') return {kind: 'written', bytes: iconv.encode(textOf(rows), 'cp932')};
  return {kind: 'written', bytes: encoded(rows, encoding === 'utf-8' ? '\ufeff' : '')};
}

/** The same in UTF-8 with its mark, which has every character. */
export function csvFile(rows: readonly (readonly Cell[])[]): Uint8Array {
  return encoded(rows, '\ufeff');
}

function encoded(rows: readonly (readonly Cell[])[], mark: string): Uint8Array {
  return new TextEncoder().encode(mark + textOf(rows));
}

function textOf(rows: readonly (readonly Cell[])[]): string {
  return csvLines(rows)
    .map((line) => `${line}\r\n`)
    .join('');
}

function cellOf(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = Array.from(cell).length > 1 && FORMULA.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}

function unmappable(cell: string): string | undefined {
  if (iconv.decode(iconv.encode(cell, 'cp932'), 'cp932') === cell) return undefined;
  return Array.from(cell).find((char) => iconv.decode(iconv.encode(char, 'cp932'), 'cp932') !== char);
}
