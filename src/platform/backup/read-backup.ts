import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {createGunzip} from 'node:zlib';
import {CodedError} from '../../kernel/errors.ts';
import {checkRow, checkTableName} from '../storage/limits.ts';
import {LONGEST_LINE, readEnd, readHead, readRow, type BackedUpRow} from './lines.ts';
import {isKept, type Scope} from './scope.ts';

/** What a file says of itself. */
export interface About {
  /** When it was begun. */
  readonly at: string;
  readonly rows: number;
}

/**
 * Goes through a whole file without keeping it: the checksum, the number of rows, and each row against the
 * storage's limits, so that nothing is written before all of it is known to fit.
 *
 * @throws CodedError `backup/damaged`, `backup/newer`, `backup/unreadable`
 */
export async function checkBackup(file: string, scope: Scope, signal: AbortSignal): Promise<About> {
  let about: About | undefined;
  for await (const part of parts(file, scope, signal)) {
    if ('sha256' in part) about = part;
  }
  if (about === undefined) throw new CodedError('backup/damaged', {file, line: 0});
  return about;
}

/** The rows of a file that {@link checkBackup} found whole, in their order. */
export async function* rowsOf(file: string, scope: Scope, signal: AbortSignal): AsyncIterable<BackedUpRow> {
  for await (const part of parts(file, scope, signal)) if ('row' in part) yield part;
}

type Part = BackedUpRow | (About & {readonly sha256: string});

async function* parts(file: string, scope: Scope, signal: AbortSignal): AsyncIterable<Part> {
  const hash = createHash('sha256');
  const tables = new Set(scope.tables);
  let at: string | undefined;
  let number = 0;
  let rows = 0;
  let ended = false;
  for await (const line of linesOf(file, signal)) {
    number += 1;
    const damaged = () => new CodedError('backup/damaged', {file, line: number});
    if (ended) throw damaged();
    const end = readEnd(line);
    if (end !== undefined && at !== undefined) {
      if (end.rows !== rows || end.sha256 !== hash.digest('hex')) throw damaged();
      ended = true;
      yield {at, rows, sha256: end.sha256};
      continue;
    }
    hash.update(`${line}\n`);
    if (at === undefined) {
      ({at} = readHead(line, file));
      continue;
    }
    const part = readRow(line, file, number);
    rows += 1;
    try {
      checkTableName(part.table);
      checkRow(part.row);
    } catch {
      throw damaged();
    }
    // A table that is passing today, or that another program wrote, is not brought back.
    if (tables.has(part.table) && isKept(part.table, part.row)) yield part;
  }
  // Cut off exactly between two lines: the end says so by not being there.
  if (!ended) throw new CodedError('backup/damaged', {file, line: number});
}

async function* linesOf(file: string, signal: AbortSignal): AsyncIterable<string> {
  const source = createReadStream(file, {signal});
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  unpacked.setEncoding('utf8');
  let rest = '';
  try {
    for await (const piece of unpacked) {
      const lines = (rest + String(piece)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new CodedError('backup/damaged', {file, line: 0});
      yield* lines;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CodedError) throw error;
    const {code = ''} = error as NodeJS.ErrnoException;
    if (code.startsWith('Z_')) throw new CodedError('backup/damaged', {file, line: 0}, {cause: error});
    throw code.startsWith('E')
      ? new CodedError('backup/unreadable', {file, reason: code}, {cause: error})
      : error;
  } finally {
    source.destroy();
  }
  if (rest !== '') throw new CodedError('backup/damaged', {file, line: 0});
}
