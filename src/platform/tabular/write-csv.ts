import iconv from 'iconv-lite';

export const ENCODINGS = ['utf8', 'utf8-bom', 'cp932'] as const;
export type CsvEncoding = (typeof ENCODINGS)[number];

export type WrittenCsv =
  | {readonly kind: 'written'; readonly bytes: Uint8Array}
  /** The encoding has no such character; nothing is put in its place. */
  | {readonly kind: 'unmappable'; readonly line: number; readonly column: number; readonly character: string};

// A spreadsheet takes what begins so for a formula, in full width too.
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

/** Rows as CSV that is safe to open in a spreadsheet. Lines and columns of problems are counted from 1. */
export function writeCsv(
  rows: readonly (readonly string[])[],
  encoding: CsvEncoding = 'utf8-bom',
): WrittenCsv {
  if (encoding === 'cp932') {
    for (const [i, row] of rows.entries()) {
      for (const [j, cell] of row.entries()) {
        const character = unmappable(cell);
        if (character !== undefined) return {kind: 'unmappable', line: i + 1, column: j + 1, character};
      }
    }
  }
  const text = rows.map((row) => row.map(quoted).join(',') + '\r\n').join('');
  if (encoding === 'cp932') return {kind: 'written', bytes: iconv.encode(text, 'cp932')};
  return {kind: 'written', bytes: new TextEncoder().encode(encoding === 'utf8-bom' ? `\ufeff${text}` : text)};
}

function quoted(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== cell ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function unmappable(cell: string): string | undefined {
  if (iconv.decode(iconv.encode(cell, 'cp932'), 'cp932') === cell) return undefined;
  return Array.from(cell).find((char) => iconv.decode(iconv.encode(char, 'cp932'), 'cp932') !== char);
}
