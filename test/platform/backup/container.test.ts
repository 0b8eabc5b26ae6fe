import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {readdir, readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {isCoded} from '../../../src/kernel/errors.ts';
import {Temporal} from '../../../src/kernel/time.ts';
import {backupContainer, type BackupContainer} from '../../../src/platform/backup/container.ts';
import {backupAge, backupName, dailyBackup} from '../../../src/platform/backup/daily.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine} from '../../cli/run.ts';
import {startBlobs} from '../../support/blobs.ts';
import {startBot} from '../../support/bot.ts';
import {temporaryFolder} from '../../support/processes.ts';

const {signal} = new AbortController();
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Asia/Tokyo').toInstant();

describe('the container of the daily backups', () => {
  let blobs: Awaited<ReturnType<typeof startBlobs>>;
  let container: BackupContainer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    blobs = await startBlobs();
    folder = await temporaryFolder();
    container = backupContainer(blobs.url, undefined);
  });
  after(async () => {
    await blobs.stop();
    await folder.remove();
  });
  const holding = (bytes: Uint8Array) => (to: NodeJS.WritableStream) => pipeline(Readable.from([bytes]), to);

  it('gives back what was stored, and says its checksum', async () => {
    const bytes = randomBytes(9 * 1024 * 1024);
    assert.equal(await container.store('whole', holding(bytes), signal), true);
    const file = join(folder.path, 'whole.gz');
    const sha256 = await container.fetch('whole', file, signal);
    assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.ok((await readFile(file)).equals(bytes));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('is never written over', async () => {
    await container.store('first', holding(Buffer.from('one')), signal);
    assert.equal(await container.store('first', holding(Buffer.from('two')), signal), false);
    const file = join(folder.path, 'first.gz');
    await container.fetch('first', file, signal);
    assert.equal(await readFile(file, 'utf8'), 'one');
  });

  it('shows nothing of what broke off', async () => {
    const broken = container.store(
      'broken',
      async (to) => {
        to.write(randomBytes(5 * 1024 * 1024));
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new RangeError('the storage went away');
      },
      signal,
    );
    await assert.rejects(broken, RangeError);
    assert.equal(await container.has('broken', signal), false);
    assert.ok((await container.list(signal)).every(({name}) => name !== 'broken'));
  });

  it('says what is not there, and leaves no half file', async () => {
    const file = join(folder.path, 'absent.gz');
    await assert.rejects(container.fetch('absent', file, signal), (error) => isCoded(error, 'backup/absent'));
    assert.ok((await readdir(folder.path)).every((name) => !name.startsWith('absent')));
  });

  it('says that it does not answer, without the signature in its address', async () => {
    const gone = backupContainer(blobs.url.replace(/:\d+\//, ':1/'), undefined);
    await assert.rejects(gone.list(AbortSignal.timeout(60_000)), (error) => {
      assert.ok(isCoded(error, 'backup/container'));
      assert.doesNotMatch(JSON.stringify([error.details, error.message, String(error.cause)]), /sig=/);
      return true;
    });
  }).timeout(60_000);

  it('gets one backup a day, whoever comes first, and not before two in the morning', async () => {
    const written: string[] = [];
    const job = () =>
      dailyBackup(
        container,
        (to) => {
          written.push('');
          return pipeline(Readable.from([Buffer.from('rows')]), to);
        },
        'Asia/Tokyo',
      );
    const [one, two] = [job(), job()];
    await one.run(at('2026-03-01T01:59'), signal);
    assert.deepEqual(written, []);
    await Promise.all([one.run(at('2026-03-01T02:00'), signal), two.run(at('2026-03-01T02:00'), signal)]);
    await one.run(at('2026-03-01T02:10'), signal);
    await job().run(at('2026-03-01T23:50'), signal);
    // Both may have begun; only one of them is kept.
    assert.ok(written.length < 3, String(written));
    await two.run(at('2026-03-02T02:05'), signal);
    const names = (await container.list(signal))
      .map(({name}) => name)
      .filter((name) => name.startsWith('shigotoba-'));
    assert.deepEqual(names.sort(), ['shigotoba-2026-03-01.jsonl.gz', 'shigotoba-2026-03-02.jsonl.gz']);
  });

  it('is judged by doctor by the age of the newest', async () => {
    const newest = (await container.list(signal)).at(-1);
    assert.ok(newest !== undefined);
    const state = async (hours: number, of: BackupContainer | undefined = container) =>
      (await backupAge(of, newest.at.add({hours}), signal)).map((finding) => finding.state);
    assert.deepEqual(await state(3), ['good']);
    assert.deepEqual(await state(26), ['wrong']);
    const none = await backupAge(undefined, newest.at, signal);
    assert.deepEqual(
      none.map((finding) => finding.state),
      ['look'],
    );
  });

  it('holds a backup of a bot, which restores into an empty storage', async () => {
    const storage = memoryStorage();
    const bot = await startBot({storage}, {backupContainerUrl: blobs.url});
    const contents = async (of: Storage) => {
      const rows: string[] = [];
      for await (const {row} of of.table('content').list({})) rows.push(`${row.pk} ${row.rk}`);
      return rows;
    };
    try {
      await bot.house.jobs.run('backup.daily', at('2026-04-01T09:00'), signal);
    } finally {
      await bot.stop();
    }
    const file = join(folder.path, 'april.gz');
    await container.fetch(backupName(Temporal.PlainDate.from('2026-04-01')), file, signal);
    const other = memoryStorage();
    const {code, err} = await commandLine(other, 'content')('restore', file);
    assert.equal(code, 0, err);
    const before = await contents(storage);
    assert.ok(before.length > 0);
    assert.deepEqual(await contents(other), before);
  }).timeout(30_000);
});
