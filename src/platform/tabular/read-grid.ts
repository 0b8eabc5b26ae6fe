/** Files of rows, whatever their format and encoding, as rows of texts. */
import {CsvError, parse} from 'csv-parse/sync';
import {openArchive, zipProblem, type ArchiveRefused} from '../office-files/zip.ts';
import {readSheets} from '../office-files/sheets.ts';
import type {TableProblem, TableRow} from './table.ts';

/** All rows of a file with what is wrong with the file itself. */
export interface Grid {
  readonly rows: readonly TableRow[];
  readonly problems: readonly TableProblem[];
  /** Merged ranges and cells that compute; what they mean depends on where the heading stands. */
  readonly merged: readonly {readonly line: number; readonly range: string}[];
  readonly formulas: readonly {readonly line: number; readonly cell: string}[];
}

const failed = (ja: string, en: string, line = 1): Grid => ({
  rows: [],
  problems: [{line, text: {ja, en}}],
  merged: [],
  formulas: [],
});

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

/** Reads CSV (UTF-8, UTF-16 with its mark, CP932; commas or tabs) and .xlsx, told apart by their content. */
export async function readGrid(bytes: Uint8Array): Promise<Grid> {
  if (bytes.length === 0) return failed('空のファイルです。', 'The file is empty.');
  if (startsWith(bytes, 0x50, 0x4b)) return readWorkbook(bytes);
  // The container of old Office files, and of those that are locked with a password.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return failed(
      'パスワードで暗号化されているか、古い形式（.xls）のファイルです。パスワードを外し、.xlsx かCSVで保存してください。',
      'The file is locked with a password or is an old .xls; save it as .xlsx or CSV without a password.',
    );
  if (startsWith(bytes, 0x4d, 0x5a) || startsWith(bytes, 0x25, 0x50, 0x44, 0x46))
    return failed(
      '表のファイルではありません（プログラムまたはPDFです）。CSVか .xlsx を指定してください。',
      'This is no table but a program or a PDF; a CSV or .xlsx file is expected.',
    );
  const text = decodeStrictly(bytes);
  if (text === undefined)
    return failed(
      '文字コードを判別できません。UTF-8、UTF-16（BOM付き）、Shift_JIS（CP932）のどれかで保存してください。',
      'The encoding is not known; save as UTF-8, UTF-16 with its mark, or Shift_JIS (CP932).',
    );
  return readCsv(text);
}

/** No guess beyond the three: bytes that fit none of them are an error, never a question mark. */
function decodeStrictly(bytes: Uint8Array): string | undefined {
  const as = (encoding: string) => {
    try {
      return new TextDecoder(encoding, {fatal: true}).decode(bytes);
    } catch {
      return undefined;
    }
  };
  if (startsWith(bytes, 0xff, 0xfe)) return as('utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return as('utf-16be');
  if (bytes.subarray(0, 65_536).includes(0)) return undefined;
  return as('utf-8') ?? as('shift_jis');
}

function readCsv(text: string): Grid {
  if (text.trim() === '') return failed('空のファイルです。', 'The file is empty.');
  const head = text.slice(0, 4_000);
  const delimiter = head.split('\t').length > head.split(',').length ? '\t' : ',';
  try {
    // Without `columns` every record is an array of texts.
    const records: string[][] = parse(text, {delimiter, relax_column_count: true, skip_empty_lines: false});
    const rows = records.map((cells, i) => ({line: i + 1, cells: cells.map(plain)}));
    const formulas = rows.flatMap(({line, cells}) =>
      cells.flatMap((cell, i) => (/^[=＝]/u.test(cell) ? [{line, cell: String(i)}] : [])),
    );
    return {rows: filled(rows), problems: [], merged: [], formulas};
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return failed(
      '引用符（"）の対応が正しくありません。',
      'A quotation mark (") is not closed or out of place.',
      line,
    );
  }
}

// ="00123" is how people keep leading zeros through Excel.
const plain = (cell: string) => (/^="([^"]*)"$/.exec(cell)?.[1] ?? cell).trim();

async function readWorkbook(bytes: Uint8Array): Promise<Grid> {
  const archive = await openArchive(bytes);
  if ('kind' in archive) return refusedFile(archive);
  try {
    const sheets = (await readSheets(archive, {hiddenRows: true})).filter(({rows}) => rows.length > 0);
    const [sheet, ...more] = sheets;
    if (sheet === undefined) return failed('空のファイルです。', 'The file is empty.');
    if (more.length > 0)
      return failed(
        `シートが${sheets.length}枚あります。取り込むシートだけを残してください。`,
        `The file has ${sheets.length} sheets; leave only the one to read.`,
      );
    const rows = sheet.rows.map(({number, cells}) => {
      const width = Math.max(...cells.keys()) + 1;
      return {line: number, cells: Array.from({length: width}, (_, i) => cells.get(i) ?? '')};
    });
    const lineOf = (range: string) => Number(/\d+/.exec(range)?.[0] ?? 1);
    const endOf = (range: string) => Number(/(\d+)$/.exec(range)?.[1] ?? 1);
    return {
      rows: filled(rows),
      problems: [],
      merged: sheet.merged.map((range) => ({line: endOf(range), range})),
      formulas: sheet.formulas.map((cell) => ({line: lineOf(cell), cell})),
    };
  } catch (error) {
    return refusedFile(zipProblem(error));
  }
}

function refusedFile({problem}: ArchiveRefused): Grid {
  switch (problem.code) {
    case 'document/encrypted':
      return failed(
        '暗号化されたファイルです。パスワードを外してください。',
        'The file is encrypted; remove its password.',
      );
    case 'document/unpacks-too-large':
      return failed('展開すると大きすぎるファイルです。', 'The file unpacks to more than is read.');
    case 'document/damaged':
      return failed(
        'ファイルが壊れているか、Excelのファイルではありません。',
        'The file is damaged or no Excel file.',
      );
  }
}

const filled = (rows: readonly TableRow[]) => rows.filter(({cells}) => cells.some((cell) => cell !== ''));
