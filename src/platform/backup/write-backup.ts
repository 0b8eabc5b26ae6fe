import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {Readable, type Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGzip} from 'node:zlib';
import type {Temporal} from '../../kernel/time.ts';
import type {Storage} from '../storage/table.ts';
import {endLine, headLine, rowLine} from './lines.ts';
import {isKept, type Scope} from './scope.ts';

// Lines are handed on in pieces of about this many characters, since each piece costs a turn of the event loop.
const PIECE = 64 * 1024;

/**
 * Writes all kept rows to a stream, page by page; never more than a page and the stream's own buffers are in
 * memory. Bots may go on working meanwhile: each row is whole, but two rows may be of different instants.
 *
 * @param step is told of rows as they are written
 * @returns how many rows there were
 * @throws CodedError `storage/unreachable`
 */
export async function writeBackup(
  storage: Storage,
  {tables}: Scope,
  to: Writable,
  now: Temporal.Instant,
  {signal, step}: {readonly signal: AbortSignal; readonly step?: (rows: number) => void},
): Promise<number> {
  const hash = createHash('sha256');
  let rows = 0;

  async function* lines(): AsyncIterable<string> {
    const present = new Set(await storage.names({signal}));
    let piece = `${headLine(now.toString())}\n`;
    for (const name of tables) {
      if (!present.has(name)) continue;
      for await (const {row} of storage.table(name).list({}, {signal})) {
        if (!isKept(name, row)) continue;
        piece += `${rowLine({table: name, row})}\n`;
        rows += 1;
        step?.(1);
        if (piece.length < PIECE) continue;
        hash.update(piece);
        yield piece;
        piece = '';
      }
    }
    hash.update(piece);
    yield piece;
    yield `${endLine(rows, hash.digest('hex'))}\n`;
  }

  await pipeline(Readable.from(lines()), createGzip(), to, {signal});
  if (!to.closed) await once(to, 'close');
  return rows;
}
