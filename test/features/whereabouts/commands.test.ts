import assert from 'node:assert/strict';
import {copyFile, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import jsqr from 'jsqr';
import encodeQR from 'qr';
import {TABLES} from '../../../src/features.ts';
import {linkOf} from '../../../src/features/whereabouts/commands/qr.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine, type Ran} from '../../cli/run.ts';
import {writeContentFolder} from '../../support/content-folder.ts';

const BOT = '00000000-0000-4000-8000-00000000b07a';

/** What another library reads from the code, drawn as pixels with a quiet border. */
function readBack(text: string): string | undefined {
  const [scale, border] = [4, 4];
  const modules = encodeQR(text, 'raw', {border});
  const size = modules.length * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dy = 0; dy < scale; dy++) {
        for (let dx = 0; dx < scale; dx++) {
          const at = ((y * scale + dy) * size + x * scale + dx) * 4;
          pixels.fill(0, at, at + 3);
        }
      }
    });
  });
  const read = jsqr as unknown as (data: Uint8ClampedArray, w: number, h: number) => {data: string} | null;
  return read(pixels, size, size)?.data;
}

describe('commands about whereabouts', () => {
  let folder: string;
  let storage: Storage;
  let run: (...words: string[]) => Promise<Ran>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'content-'));
    await writeContentFolder(folder);
    await copyFile('content/office.yaml', join(folder, 'office.yaml'));
    storage = memoryStorage();
    await storage.ensure(TABLES);
    run = commandLine(storage, folder);
  });
  after(() => rm(folder, {recursive: true}));

  it('write a page with a code for each desk, also in letters', async () => {
    const file = join(folder, 'desks.html');
    const {code, out} = await run('whereabouts', 'qr', file, '--bot', BOT);
    assert.equal(code, 0);
    assert.match(out, /176/);
    const page = await readFile(file, 'utf8');
    assert.equal(page.match(/<figure>/g)?.length, 176);
    assert.equal(page.match(/<svg/g)?.length, 176);
    assert.match(page, /<b>6F-C-12<\/b><br>6階 コミュニケーションエリア/);
  });

  it('make codes that another reader reads back', () => {
    assert.equal(readBack(linkOf('6F-C-12', undefined)), '6F-C-12');
    const link = readBack(linkOf('6F-C-12', BOT)) ?? '';
    assert.equal(link, `https://teams.microsoft.com/l/chat/0/0?users=28%3A${BOT}&message=6F-C-12`);
  });

  it('say so where no desk has a code', async () => {
    const {code, err} = await run('whereabouts', 'qr', join(folder, 'none.html'), '--floor', '9');
    assert.equal(code, 1);
    assert.match(err, /code と seats/);
    assert.equal((await run('whereabouts', 'qr', join(folder, 'x.html'), '--floor', 'six')).code, 2);
  });

  it('add up counts, with the share of staff that registered', async () => {
    const counts = storage.table('counts');
    const put = (rk: string, value: unknown) =>
      counts.put({pk: '2026-11', rk, v: 1, counts: JSON.stringify(value)});
    await put('where|2026-11-24|10', {'main~6|6f-communication': 8});
    await put('where|2026-11-25|10', {'main~6|6f-communication': 12});
    await put('where|2026-11-24|day', {registered: 40, staff: 100, seats: ['6F-C-1', '6F-C-2', '6F-W-1']});
    await put('where|2026-11-25|day', {registered: 60, staff: 100, seats: ['6F-C-1']});
    const range = ['--from', '2026-11-01', '--to', '2026-11-30'];
    const table = (await run('whereabouts', 'stats', ...range)).out;
    assert.match(table, /6階 コミュニケーションエリア {2}10 {2}10\.0/);
    assert.match(table, /share registered {2}50%/);
    assert.match(table, /6F-C-1 {2}2/);
    // In a section's own area a seat is as good as a name.
    assert.doesNotMatch(table, /6F-W-1/);
    const csv = (await run('whereabouts', 'stats', ...range, '--format', 'csv')).out;
    assert.match(csv, /^"6階 コミュニケーションエリア",10,"10\.0"$/m);
    assert.match((await run('whereabouts', 'stats', ...range, '--format', 'svg')).out, /^<svg/);
    assert.equal((await run('whereabouts', 'stats', '--from', '2026-02-31')).code, 2);
    assert.equal((await run('whereabouts', 'stats', ...range, '--format', 'pdf')).code, 2);
  });

  it('refuse a wrong whereabouts.yaml with its line; the former rules stay', async () => {
    await writeFile(join(folder, 'whereabouts.yaml'), 'visibility: section\nstaleMinutes: 5\n');
    const refused = await run('content', 'push');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /whereabouts\.yaml:2/);
    await writeFile(join(folder, 'whereabouts.yaml'), 'visibility: everyone\n');
    assert.match((await run('content', 'push')).out, /^whereabouts: 新規 new$/m);
  });
});
