import type {Cell} from './write-csv.ts';

/** A table for a workbook: the first row is the headings. */
export interface OutSheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** What Excel takes in a sheet's name. */
const LONGEST_NAME = 31;
const WIDEST = 60;

/**
 * Sheets as an .xlsx file. A text is kept as text whatever it begins with, so nothing of it is ever computed; numbers
 * are numbers.
 */
export async function writeXlsx(sheets: readonly OutSheet[]): Promise<Uint8Array> {
  // Loaded where a workbook is asked for: few are.
  const {default: writeXlsxFile} = await import('write-excel-file/node');
  const written = writeXlsxFile(
    sheets.map(({name, rows}) => ({
      sheet: name.replace(/[\\/?*[\]:]/gu, ' ').slice(0, LONGEST_NAME),
      data: rows.map((row, i) =>
        row.map((cell) => {
          const look = i === 0 ? {fontWeight: 'bold' as const} : {};
          return typeof cell === 'number'
            ? {value: cell, type: Number, ...look}
            : {value: cell, type: String, ...look};
        }),
      ),
      columns: widthsOf(rows).map((width) => ({width})),
      stickyRowsCount: 1,
    })),
  );
  return new Uint8Array(await written.toBuffer());
}

// In characters; a Japanese one takes two.
function widthsOf(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) {
      const wide = Array.from(String(cell)).reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 2);
      widths[i] = Math.min(WIDEST, Math.max(widths[i] ?? 0, wide));
    }
  }
  return widths;
}
