import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {CodedError} from '../../../kernel/errors.ts';
import {readTable} from '../../../platform/tabular/read-table.ts';
import {SHEET_COLUMNS, type RowProblem, type Sheet} from './sheet.ts';

/** A file's rows, with what is wrong with the file itself. */
export interface ReadSheet extends Sheet {
  readonly problems: readonly RowProblem[];
}

/**
 * Reads a CSV or XLSX file, whatever its encoding.
 *
 * @throws CodedError `document/unreadable` where there is no such file
 */
export async function readSheet(path: string): Promise<ReadSheet> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new CodedError('document/unreadable', {file: basename(path), reason}, {cause: error});
  });
  return sheetOf(bytes, basename(path));
}

/**
 * The same of bytes that are there already.
 *
 * @param name of the file, for messages
 */
export async function sheetOf(bytes: Uint8Array, name: string): Promise<ReadSheet> {
  const {file, headings, rows, problems} = await readTable(bytes, name, {columns: SHEET_COLUMNS});
  return {file, headings, rows, problems};
}
