import assert from 'node:assert/strict';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {createHouse} from '../../../src/house.ts';
import {readConfig} from '../../../src/platform/config/config.ts';
import {createLog} from '../../../src/platform/log.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {readRow, rowLine} from '../../../src/platform/backup/lines.ts';
import {connectTables} from '../../../src/platform/storage/azure-table.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Row, Storage} from '../../../src/platform/storage/table.ts';
import {commandLine} from '../../cli/run.ts';
import {startAzurite} from '../../support/azurite.ts';
import {startBot} from '../../support/bot.ts';
import {temporaryFolder} from '../../support/processes.ts';

async function rowsIn(storage: Storage, names: readonly string[]): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const name of names) {
    const rows: Row[] = [];
    for await (const {row} of storage.table(name).list({})) rows.push(row);
    found.set(name, rows);
  }
  return found;
}

const KEPT = ['training', 'booths', 'counts', 'staff'];

describe('a backup', () => {
  let folder: {path: string; remove: () => Promise<void>};
  let storage: Storage;
  let file: string;
  let number = 0;
  before(async () => {
    folder = await temporaryFolder();
  });
  beforeEach(async () => {
    storage = memoryStorage();
    await storage.ensure([...KEPT, 'system', 'talks', 'audit', 'outbox']);
    file = join(folder.path, `backup-${number++}.jsonl.gz`);
  });
  after(() => folder.remove());

  const into = (target: Storage) => commandLine(target, 'content');
  const linesOf = async (path = file) =>
    gunzipSync(await readFile(path))
      .toString()
      .split('\n');
  const fill = async () => {
    await storage
      .table('training')
      .put({pk: 'p1', rk: 'e|1|a', v: 1, word: '研修「1」\n', n: 1.5, yes: true});
    await storage.table('counts').put({pk: 'b', rk: 'c|1', v: 2, bytes: new Uint8Array([0, 255, 10])});
  };

  it('comes back whole into an empty storage, texts, numbers, flags and bytes', async () => {
    await fill();
    assert.equal((await into(storage)('backup', file)).code, 0);
    const other = memoryStorage();
    const {code, out, err} = await into(other)('restore', file);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /2 rows of .* restored|\d+ rows of/);
    assert.deepEqual(await rowsIn(other, KEPT), await rowsIn(storage, KEPT));
  });

  it('keeps any row as it is', () => {
    const cell = fc.oneof(
      fc.string({unit: 'grapheme'}),
      fc.double({noNaN: true, noDefaultInfinity: true}).map((n) => (n === 0 ? 0 : n)),
      fc.boolean(),
      fc.uint8Array(),
    );
    const row = fc.record(
      {pk: fc.string(), rk: fc.string(), v: fc.nat(), a: cell, b: cell},
      {noNullPrototype: true},
    );
    fc.assert(
      fc.property(row, (given) => {
        const line = rowLine({table: 'training', row: given});
        assert.ok(!line.includes('\n'));
        assert.deepEqual(readRow(line, '', 1), {table: 'training', row: given});
      }),
    );
  });

  it('leaves out the context of talks, and who leads, was there and ran when', async () => {
    await storage.table('talks').put({pk: 'b', rk: 'secret-talk', v: 1});
    for (const pk of ['leases', 'beats-2026-11-26', 'jobs', 'versions', 'restore']) {
      await storage.table('system').put({pk, rk: 'passing', v: 1});
    }
    await storage.table('system').put({pk: 'content', rk: 'loaded', v: 1});
    await into(storage)('backup', file);
    const text = (await linesOf()).join('\n');
    assert.doesNotMatch(text, /secret-talk|passing/);
    assert.match(text, /"loaded"/);
  });

  it('is readable by its owner alone, and never written over a file', async () => {
    await into(storage)('backup', file);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const before = await readFile(file);
    const {code, err} = await into(storage)('backup', file);
    assert.equal(code, 1);
    assert.match(err, /^backup\/exists: /);
    assert.deepEqual(await readFile(file), before);
  });

  it('leaves no file where it cannot be written', async () => {
    const {code, err} = await into(storage)('backup', join(folder.path, 'none', 'file'));
    assert.equal(code, 1);
    assert.match(err, /^backup\/unreadable: .*ENOENT/);
  });

  it('is refused by a storage that holds rows, unless these may go', async () => {
    await fill();
    await into(storage)('backup', file);
    const other = memoryStorage();
    await other.ensure(['training', 'booths']);
    await other.table('training').put({pk: 'x', rk: 'old', v: 1});
    const {code, err} = await into(other)('restore', file);
    assert.equal(code, 1);
    assert.match(err, /^backup\/not-empty: .*training/);
    assert.equal((await rowsIn(other, ['training'])).get('training')?.length, 1);
    assert.equal((await into(other)('restore', file, '--replace')).code, 0);
    assert.deepEqual(await rowsIn(other, KEPT), await rowsIn(storage, KEPT));
  });

  it('keeps the audit over a restore that replaces', async () => {
    await into(storage)('backup', file);
    await into(storage)('restore', file, '--replace');
    const {out} = await into(storage)('audit', 'list');
    assert.match(out, /operator {2}backup .*\n.*operator {2}restore /);
  });

  for (const [what, spoil] of [
    ['one changed letter', (lines: string[]) => lines.map((line) => line.replace('研修', '研究'))],
    ['a line less', (lines: string[]) => [...lines.slice(0, 1), ...lines.slice(2)]],
    ['no end', (lines: string[]) => [...lines.slice(0, -2), '']],
    ['something after the end', (lines: string[]) => [...lines.slice(0, -1), '["training",{}]', '']],
    ['a line that is none', (lines: string[]) => [...lines.slice(0, 1), '{', ...lines.slice(1)]],
    ['nothing in it', () => ['']],
  ] as const) {
    it(`with ${what} is refused, and nothing is written`, async () => {
      await fill();
      await into(storage)('backup', file);
      await writeFile(file, gzipSync(spoil(await linesOf()).join('\n')));
      const other = memoryStorage();
      const {code, err} = await into(other)('restore', file);
      assert.equal(code, 1);
      assert.match(err, /^backup\/damaged: /);
      for (const [name, rows] of await rowsIn(other, KEPT)) assert.deepEqual(rows, [], name);
    });
  }

  it('that is cut off, is no backup, is not there or is of a newer program is refused with its reason', async () => {
    await fill();
    await into(storage)('backup', file);
    const whole = await readFile(file);
    const newer = (await linesOf()).map((line) => line.replace('"shape":1', '"shape":2')).join('\n');
    for (const [content, code] of [
      [whole.subarray(0, whole.length / 2), 'damaged'],
      [Buffer.from('not a backup'), 'damaged'],
      [gzipSync(newer), 'newer'],
      [undefined, 'unreadable'],
    ] as const) {
      const path = join(folder.path, `spoilt-${number++}`);
      if (content !== undefined) await writeFile(path, content);
      const {code: exit, err} = await into(memoryStorage())('restore', path);
      assert.equal(exit, 1, code);
      assert.match(err, new RegExp(`^backup/${code}: `));
    }
  });

  it('that was restored halfway is not served, until it is restored again', async () => {
    await fill();
    await into(storage)('backup', file);
    const other = memoryStorage();
    let writes = 0;
    const failing: Storage = {
      ...other,
      table: (name) => ({
        ...other.table(name),
        transact: (...given) => {
          if (++writes === 2) return Promise.reject(new Error('the line is cut'));
          return other.table(name).transact(...given);
        },
      }),
    };
    assert.notEqual((await into(failing)('restore', file)).code, 0);
    const log = createLog('silent', {write: () => undefined});
    const house = await createHouse(readConfig({}, process.cwd()), {storage: other, log});
    await assert.rejects(house.start(), /backup\/unfinished/);
    await house.stop();
    assert.equal((await into(other)('restore', file, '--replace')).code, 0);
    const bot = await startBot({storage: other});
    await bot.stop();
  });

  it('has what is past its time purged before a bot serves it', async () => {
    const month = '2010-01';
    await storage
      .table('audit')
      .put({pk: month, rk: `${month}-01T00:00:00.000Z|a`, v: 1, at: `${month}-01T00:00:00Z`});
    await into(storage)('backup', file);
    assert.ok((await linesOf()).join('\n').includes(month));
    const other = memoryStorage();
    assert.equal((await into(other)('restore', file)).code, 0);
    assert.doesNotMatch(JSON.stringify([...(await rowsIn(other, ['audit']))]), /2010-01/);
  });

  it('of 20,000 rows goes from memory into Azurite and back', async function () {
    this.timeout(60_000);
    const table = storage.table('training');
    for (let bucket = 0; bucket < 200; bucket++) {
      const row = (i: number) => ({
        pk: `b${bucket}`,
        rk: `e|${String(i).padStart(3, '0')}`,
        v: 1,
        course: '情報セキュリティ',
      });
      const operations = Array.from({length: 100}, (_, i) => ({kind: 'put' as const, row: row(i)}));
      await table.transact(operations);
    }
    await into(storage)('backup', file);
    const azurite = await startAzurite();
    try {
      const real = connectTables(azurite.connectionString, {clock: systemClock});
      assert.equal((await into(real)('restore', file)).code, 0);
      const again = `${file}-again`;
      assert.equal((await into(real)('backup', again)).code, 0);
      const trainings = async (path: string) =>
        (await linesOf(path))
          .filter((line) => line.startsWith('["training"'))
          .map((line) => readRow(line, '', 1));
      const [given, back] = [await trainings(file), await trainings(again)];
      assert.equal(given.length, 20_000);
      assert.deepEqual(back, given);
    } finally {
      await azurite.stop();
    }
  });
});
