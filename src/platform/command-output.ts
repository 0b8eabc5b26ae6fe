import {randomUUID} from 'node:crypto';
import {rename, rm, writeFile} from 'node:fs/promises';
import {CodedError} from '../kernel/errors.ts';
import type {CommandIo, CommandOption} from './feature.ts';
import {csvLines, ENCODINGS, writeCsv, type Cell, type CsvEncoding} from './tabular/write-csv.ts';

/** The options of a command whose table can be taken away as a file. */
export const FILE_OPTIONS: readonly CommandOption[] = [
  {flags: '--out <file>', describe: {ja: '書き出すファイル', en: 'the file to write'}},
  {
    flags: '--encoding <encoding>',
    describe: {
      ja: 'CSVの文字コード: utf-8（BOM付き）、utf-8-plain、shift_jis',
      en: 'of a CSV file: utf-8 (with its mark), utf-8-plain or shift_jis',
    },
  },
];

/** Where a table goes, and how it is written. */
export interface FileWish {
  /** Undefined: to the terminal. */
  readonly out: string | undefined;
  readonly encoding: CsvEncoding;
}

/**
 * Reads what {@link FILE_OPTIONS} took. On the terminal text is text, so an encoding without a file is a slip.
 *
 * @throws CodedError `command/usage`
 */
export function readFileWish(options: Readonly<Record<string, unknown>>): FileWish {
  const {out, encoding} = options;
  if (encoding === undefined) return {out: typeof out === 'string' ? out : undefined, encoding: 'utf-8'};
  const known = ENCODINGS.find((each) => each === encoding);
  if (known === undefined || typeof out !== 'string') {
    throw new CodedError('command/usage', {what: `--out FILE --encoding ${ENCODINGS.join('|')}`});
  }
  return {out, encoding: known};
}

/**
 * Writes rows as CSV, to a file or line by line to the terminal.
 *
 * @throws CodedError `command/unmappable` where the encoding lacks a character, `command/unwritable`; nothing is
 *   written then, and a former file stays
 */
export async function putCsv(
  rows: readonly (readonly Cell[])[],
  {out, encoding}: FileWish,
  io: Pick<CommandIo, 'out'>,
): Promise<void> {
  if (out === undefined) {
    for (const line of csvLines(rows)) io.out(line);
    return;
  }
  const written = writeCsv(rows, encoding);
  if (written.kind === 'unmappable') {
    const {line, column, character} = written;
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new CodedError('command/unmappable', {line, column, character, code, encoding});
  }
  await putFile(out, written.bytes);
}

/** Writes a text, a chart for example, to the file or to the terminal. */
export async function putText(text: string, {out}: FileWish, io: Pick<CommandIo, 'out'>): Promise<void> {
  if (out === undefined) io.out(text.trimEnd());
  else await putFile(out, text);
}

/**
 * Writes a file, all of it or nothing.
 *
 * @throws CodedError `command/unwritable`
 */
export async function putFile(path: string, content: string | Uint8Array): Promise<void> {
  // Beside the file, so that taking its place is one step.
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(part, content, {flag: 'wx'});
    await rename(part, path);
  } catch (error) {
    await rm(part, {force: true});
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new CodedError('command/unwritable', {file: path, reason}, {cause: error});
  }
}
