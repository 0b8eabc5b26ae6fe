// A backup and its restore of many rows, through the storage's port, beside packing as many bytes alone.
//   node --import tsx bench/backup.ts [ROWS]   (500000)
// The rows come from a generator and go to a counter, so that what is measured is the backup's own work. Prints the
// median of three of each, as a ratio to gzip alone in the same run, and the most memory that was resident beyond the
// start.
import {createHash} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGzip} from 'node:zlib';
import {Temporal} from '../src/kernel/time.ts';
import {rowLine} from '../src/platform/backup/lines.ts';
import {restore} from '../src/platform/backup/restore.ts';
import {writeBackup} from '../src/platform/backup/write-backup.ts';
import {systemClock} from '../src/platform/clock.ts';
import {memoryStorage} from '../src/platform/storage/memory-table.ts';
import type {Row, Storage, Table} from '../src/platform/storage/table.ts';

const RUNS = 3;
const TABLE = 'training';
const ms = () => systemClock.monotonic();

function* rows(count: number): Generator<Row> {
  for (let i = 0; i < count; i++) {
    const person = createHash('sha256').update(String(i)).digest('hex').slice(0, 32);
    const [pk, rk] = [String(i % 16).padStart(2, '0'), `e|${person}|${String(i).padStart(8, '0')}`];
    const course = ['information-security', 'personal-information', 'harassment'][i % 3] ?? '';
    yield {
      pk,
      rk,
      v: 1,
      kind: 'completion',
      person,
      course,
      day: '2026-06-12',
      source: '取込 6月分.csv',
      n: i,
    };
  }
}

/** A storage that holds as many rows as are asked for, and keeps none of those that are written. */
function generated(count: number): {storage: Storage; written: () => number} {
  const memory = memoryStorage();
  let written = 0;
  const table = (name: string): Table => {
    const real = memory.table(name);
    if (name !== TABLE) return real;
    return {
      ...real,
      async *list() {
        let n = 0;
        for (const row of rows(count)) {
          // A page of the service holds a thousand.
          if (n++ % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
          yield {row, etag: ''};
        }
      },
      page: () => Promise.resolve({rows: []}),
      async transact(operations) {
        await new Promise((resolve) => setImmediate(resolve));
        written += operations.length;
        return {kind: 'done'};
      },
    };
  };
  return {storage: {...memory, table, names: () => Promise.resolve([TABLE])}, written: () => written};
}

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const began = ms();
    await work();
    times.push((ms() - began) / 1_000);
  }
  return times.sort((a, b) => a - b)[1] ?? NaN;
}

async function main([size = '500000']: readonly string[]): Promise<void> {
  const count = Number(size);
  const folder = await mkdtemp(join(tmpdir(), 'backup-'));
  const {signal} = new AbortController();
  const now = Temporal.Instant.from('2026-11-27T00:00:00Z');
  const file = join(folder, 'rows.gz');
  try {
    const base = process.memoryUsage().rss;
    peak = base;
    const packing = await median(async () => {
      function* lines() {
        let piece = '';
        for (const row of rows(count)) {
          piece += `${rowLine({table: TABLE, row})}\n`;
          if (piece.length < 65_536) continue;
          yield piece;
          piece = '';
        }
        yield piece;
      }
      await pipeline(Readable.from(lines()), createGzip(), createWriteStream(join(folder, 'bare.gz')));
    });
    const scope = {tables: [TABLE]};
    const writing = await median(() =>
      writeBackup(generated(count).storage, scope, createWriteStream(file), now, {signal}),
    );
    const reading = await median(async () => {
      const {storage, written} = generated(0);
      const deps = {storage, scope, reload: () => Promise.resolve(), purges: () => [], versions: []};
      await restore(deps, file, {replace: false, now, signal});
      if (written() < count) throw new Error(`${written()} of ${count} rows`);
    });
    const bytes = (await stat(file)).size;
    const mib = (n: number) => Math.round(n / 1_048_576);
    const per = (seconds: number) =>
      `${seconds.toFixed(1)} s, ${(seconds / packing).toFixed(2)} times gzip alone`;
    console.log(`${count} rows, ${mib(bytes)} MiB packed; gzip alone ${packing.toFixed(1)} s`);
    console.log(`backup  ${per(writing)}`);
    console.log(`restore ${per(reading)} (it goes through the file twice)`);
    console.log(`memory  ${mib(peak - base)} MiB above the start`);
  } finally {
    clearInterval(watch);
    await rm(folder, {recursive: true, force: true});
  }
}

await main(process.argv.slice(2));
