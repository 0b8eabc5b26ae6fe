import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {systemClock} from '../../src/platform/clock.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import {startEmbedded} from '../../src/platform/storage/embedded.ts';
import {writeContentFolder} from '../support/content-folder.ts';
import {
  endPrograms,
  eventually,
  freePort,
  processesNaming,
  startBotProgram,
  startProgram,
  statusOf,
  takePort,
  temporaryFolder,
} from '../support/processes.ts';
import {commandLine} from './run.ts';

const DEAD =
  'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:9/a;';

describe('the programs as processes', () => {
  let folder: {path: string; remove: () => Promise<void>};
  let environment: Record<string, string>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await writeContentFolder(join(folder.path, 'content'));
    environment = {DATA_DIR: join(folder.path, 'data'), CONTENT_DIR: join(folder.path, 'content')};
  });
  afterEach(async () => {
    await endPrograms();
    await eventually(() => processesNaming(folder.path).length === 0);
    await folder.remove();
  });

  const command = (...words: string[]) => startProgram('shigotoba', environment, ...words).ended;
  // Within this process, which is quicker; it uses the storage that a bot has started, or starts its own.
  const onStorage = async <T>(work: (run: ReturnType<typeof commandLine>) => Promise<T>): Promise<T> => {
    const {DATA_DIR = '', CONTENT_DIR = ''} = environment;
    const embedded = await startEmbedded(DATA_DIR, {clock: systemClock});
    const storage = connectTables(embedded.connectionString, {clock: systemClock});
    try {
      return await work(commandLine(storage, CONTENT_DIR));
    } finally {
      await storage.close();
      await embedded.stop();
    }
  };
  const stored = () =>
    onStorage(async (run) => {
      const {json} = await run('knowledge', 'list', '--json');
      return json()[0] as {document: string; imported: string}[];
    });

  it('outlive a reader that has seen enough', async () => {
    const {child, ended} = startProgram('shigotoba', environment, 'content', 'push', '--json');
    // As `| head -0` does.
    child.stdout?.destroy();
    const {code, err} = await ended;
    assert.deepEqual([code, err], [0, '']);
    assert.equal((await stored()).length, 2);
  });

  it('show help at once, without any storage', async () => {
    environment['STORAGE_CONNECTION_STRING'] = DEAD;
    const {code, out, ms} = await command('knowledge', 'import', '--help');
    assert.equal(code, 0);
    assert.match(out, /Usage: shigotoba knowledge import/);
    assert.ok(ms < 3_000, `${ms} ms`);
  });

  it('end with 3 and say so in both languages where storage is out of reach', async () => {
    environment['STORAGE_CONNECTION_STRING'] = DEAD;
    const {code, out, err, ms} = await command('knowledge', 'list');
    assert.deepEqual([code, out], [3, '']);
    assert.match(err, /storage\/unreachable: 保存先につながりません.*\n.*does not answer/);
    assert.ok(ms < 10_000, `${ms} ms`);
  });

  it('name a wrong setting on the first line, and the bot ends with 1', async () => {
    const {code, err} = await startProgram('bot', {...environment, PORT: '99999'}).ended;
    assert.equal(code, 1);
    assert.match(err, /^config\/invalid: 設定 PORT の値 "99999" /);
    assert.equal(err.trimEnd().split('\n').length, 1);
  });

  it('name a taken port and leave nothing running', async () => {
    const taken = await takePort();
    const {code, err} = await startProgram('bot', {...environment, PORT: String(taken.port)}).ended;
    await taken.free();
    assert.equal(code, 1);
    assert.match(err, new RegExp(`^config/port-taken: ポート ${taken.port} .*PORT に`));
    assert.deepEqual(processesNaming(folder.path), []);
  });

  it('load the content once, follow commands, keep all over stops, of which one may come twice', async () => {
    const bot = await startBotProgram(environment);
    const before = await stored();
    assert.deepEqual(before.map(({document}) => document).sort(), ['bicycle-parking', 'umbrella-stand']);
    const path = join(folder.path, 'extra.txt');
    await writeFile(path, '第1条　掲示板に貼る紙は一週間で外す。\n');
    assert.equal((await command('knowledge', 'import', path)).code, 0);

    bot.child.kill('SIGTERM');
    bot.child.kill('SIGINT');
    const {code, err} = await bot.ended;
    assert.deepEqual([code, err], [0, '']);
    assert.deepEqual(processesNaming(folder.path), []);

    const again = await startBotProgram(environment);
    const after = await stored();
    assert.deepEqual(
      after.filter(({document}) => document !== 'extra'),
      before,
    );
    assert.equal(after.length, 3);
    again.child.kill('SIGINT');
    assert.equal((await again.ended).code, 0);
  });

  it('leave nothing after a kill, and the next start has all documents', async () => {
    const bot = await startBotProgram(environment);
    const before = await stored();
    bot.child.kill('SIGKILL');
    await bot.ended;
    await eventually(() => processesNaming(folder.path).length === 0);
    await startBotProgram(environment);
    assert.deepEqual(await stored(), before);
  });

  it('run side by side, each with its own data', async () => {
    const other = {...environment, DATA_DIR: join(folder.path, 'other')};
    const [first, second] = await Promise.all([startBotProgram(environment), startBotProgram(other)]);
    const {code} = await onStorage((run) => run('knowledge', 'remove', 'umbrella-stand'));
    assert.equal(code, 0);
    first.child.kill('SIGTERM');
    assert.equal((await first.ended).code, 0);
    assert.equal(await statusOf(`${second.url}/readyz`), 200);
    environment = other;
    assert.equal((await stored()).length, 2);
  });

  it('end in order when they are stopped while they start', async () => {
    const port = String(await freePort());
    const bot = startProgram('bot', {...environment, PORT: port});
    // It lives before it has loaded anything.
    await eventually(async () => (await statusOf(`http://127.0.0.1:${port}/healthz`)) === 200, 15_000);
    bot.child.kill('SIGTERM');
    const {code, err} = await bot.ended;
    assert.deepEqual([code, err], [0, '']);
    assert.deepEqual(processesNaming(folder.path), []);
  });
});

describe('npm start', () => {
  let folder: {path: string; remove: () => Promise<void>};
  let environment: Record<string, string>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await writeContentFolder(join(folder.path, 'content'));
    environment = {
      DATA_DIR: join(folder.path, 'data'),
      CONTENT_DIR: join(folder.path, 'content'),
      PORT: String(await freePort()),
      PLAYGROUND_PORT: String(await freePort()),
    };
  });
  afterEach(async () => {
    await endPrograms();
    await eventually(() => processesNaming(folder.path).length === 0);
    await folder.remove();
  });

  it('names a taken port of the browser client and leaves nothing running', async () => {
    const taken = await takePort();
    const started = startProgram('start', {...environment, PLAYGROUND_PORT: String(taken.port)});
    const {code, err} = await started.ended;
    await taken.free();
    assert.equal(code, 1);
    assert.match(err, new RegExp(`^config/port-taken: ポート ${taken.port} .*PLAYGROUND_PORT に`));
    assert.deepEqual(processesNaming(folder.path), []);
  });

  it('leaves no browser client behind that would keep the port, even when it is killed', async () => {
    const page = `http://127.0.0.1:${environment['PLAYGROUND_PORT']}/`;
    const started = startProgram('start', environment);
    await eventually(async () => (await statusOf(page)) === 200, 15_000);
    started.child.kill('SIGKILL');
    await started.ended;
    await eventually(() => processesNaming(folder.path).length === 0);

    const again = startProgram('start', environment);
    await eventually(() => again.said().out.includes('Ctrl-C'), 15_000);
    assert.ok(again.said().out.trim().split('\n').length <= 10);
    again.child.kill('SIGINT');
    assert.equal((await again.ended).code, 0);
    assert.deepEqual(processesNaming(folder.path), []);
  });
});
