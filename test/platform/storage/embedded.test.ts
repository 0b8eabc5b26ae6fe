import assert from 'node:assert/strict';
import {fork, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {isCoded} from '../../../src/kernel/errors.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {connectTables} from '../../../src/platform/storage/azure-table.ts';
import {startEmbedded, type Embedded} from '../../../src/platform/storage/embedded.ts';

const options = {clock: systemClock};

describe('embedded storage', () => {
  let folder: string;
  const started: Embedded[] = [];
  const parents: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  });
  afterEach(async () => {
    for (const parent of parents.splice(0)) parent.kill('SIGKILL');
    for (const embedded of started.splice(0).reverse()) await embedded.stop();
    await eventually(async () => (await processesOn(folder)).length === 0);
    await rm(folder, {recursive: true, force: true});
  });

  const start = async (): Promise<Embedded> => {
    const embedded = await startEmbedded(folder, options);
    started.push(embedded);
    return embedded;
  };
  const startParent = async (what = ''): Promise<{process: ChildProcess; pid: number; owned: boolean}> => {
    const script = fileURLToPath(new URL('./embedded-parent.ts', import.meta.url));
    const parent = fork(script, [folder, what], {stdio: ['ignore', 'ignore', 'inherit', 'ipc']});
    parents.push(parent);
    // What embedded-parent.ts sends.
    const [message] = (await once(parent, 'message')) as [{pid: number; owned: boolean}];
    return {process: parent, ...message};
  };
  const textOf = async ({connectionString}: Embedded): Promise<unknown> =>
    (await connectTables(connectionString, options).table('kept').get('p', 'r'))?.row['text'];
  const store = async ({connectionString}: Embedded): Promise<void> => {
    const storage = connectTables(connectionString, options);
    await storage.ensure(['kept']);
    await storage.table('kept').insert({pk: 'p', rk: 'r', v: 1, text: '残る'});
  };

  it('starts, keeps what was stored, and leaves neither process nor claim', async () => {
    await writeFile(join(folder, 'storage.json'), '{"broken');
    const first = await start();
    assert.equal(first.owned, true);
    // Two of the properties of the file.
    const file = JSON.parse(await readFile(join(folder, 'storage.json'), 'utf8')) as {
      pid: number;
      port: number;
    };
    assert.deepEqual([file.pid, file.port], [first.pid, first.port]);
    await store(first);
    await first.stop();
    assert.equal(isAlive(first.pid), false);
    assert.deepEqual(await readdir(folder), ['__azurite_db_table__.json']);
    const second = await start();
    assert.equal(await textOf(second), '残る');
    await second.stop();
    await second.stop();
  });

  it('uses the one that runs already, which ends with its last user', async () => {
    const first = await start();
    const second = await start();
    assert.deepEqual([second.owned, second.pid, second.port], [false, first.pid, first.port]);
    await (await start()).stop();
    await first.stop();
    await store(second);
    await second.stop();
    await eventually(() => !isAlive(first.pid));
    assert.equal(await textOf(await start()), '残る');
  });

  it('makes one of several starts at the same moment', async () => {
    const all = await Promise.all([start(), start(), start()]);
    assert.equal(all.filter(({owned}) => owned).length, 1);
    assert.equal(new Set(all.map(({pid}) => pid)).size, 1);
    assert.equal((await processesOn(folder)).length, 1);
  });

  it('makes one of starts in several processes', async () => {
    const all = await Promise.all([startParent(), startParent(), startParent()]);
    assert.equal(all.filter(({owned}) => owned).length, 1);
    assert.equal(new Set(all.map(({pid}) => pid)).size, 1);
  });

  it('ends, its rows saved, after its starter was killed', async () => {
    const parent = await startParent('row');
    parent.process.kill('SIGKILL');
    await eventually(() => !isAlive(parent.pid));
    assert.deepEqual(await readdir(folder), ['__azurite_db_table__.json']);
    assert.equal(await textOf(await start()), '残る');
  });

  it('is started or adopted in the moment after its starter was killed', async () => {
    const parent = await startParent('row');
    parent.process.kill('SIGKILL');
    const next = await start();
    assert.equal(await textOf(next), '残る');
    assert.deepEqual(await processesOn(folder), [next.pid]);
  });

  it('outlives its killed starter for those who use it', async () => {
    const parent = await startParent('row');
    const user = await start();
    assert.equal(user.owned, false);
    parent.process.kill('SIGKILL');
    await once(parent.process, 'exit');
    assert.equal(await textOf(user), '残る');
    await user.stop();
    await eventually(() => !isAlive(parent.pid));
  });

  it('saves when it is ended from outside', async () => {
    const first = await start();
    await store(first);
    process.kill(first.pid, 'SIGTERM');
    await eventually(() => !isAlive(first.pid));
    assert.equal(await textOf(await start()), '残る');
  });

  it('takes over from one that was killed, whoever has its pid and its port now', async () => {
    const stranger = createServer((socket) => socket.end('220 something else\r\n'));
    await once(stranger.listen(0, '127.0.0.1'), 'listening');
    const {port} = stranger.address() as AddressInfo; // it listens on TCP
    const claims = [
      {id: 'dead', pid: process.pid, control: port, port},
      {id: 'gone', pid: 999_999, control: 1, port: 1},
    ];
    for (const claim of claims)
      await writeFile(join(folder, `storage-${claim.id}.claim`), JSON.stringify(claim));
    await writeFile(join(folder, 'storage.json'), JSON.stringify(claims[0]));
    const embedded = await start();
    stranger.close();
    assert.equal(embedded.owned, true);
    await store(embedded);
    assert.equal((await readdir(folder)).filter((name) => name.endsWith('.claim')).length, 1);
  });

  it('does not take the storage of another folder for its own', async () => {
    const first = await start();
    const claim = JSON.parse(await readFile(join(folder, 'storage.json'), 'utf8')) as object;
    const other = await mkdtemp(join(tmpdir(), 'embedded-'));
    await writeFile(join(other, 'storage.json'), JSON.stringify({...claim, id: 'other'}));
    const second = await startEmbedded(other, options);
    assert.notEqual(second.port, first.port);
    await second.stop();
    await rm(other, {recursive: true});
  });

  it('says that the folder is in use where its holder gets nowhere', async () => {
    const holder = createServer((socket) => socket.write('busy held\n'));
    await once(holder.listen(0, '127.0.0.1'), 'listening');
    const {port} = holder.address() as AddressInfo; // it listens on TCP
    const claim = {id: 'busy', pid: process.pid, control: port};
    await writeFile(join(folder, 'storage-busy.claim'), JSON.stringify(claim));
    await assert.rejects(
      startEmbedded(folder, {...options, timeout: 200}),
      (error: unknown) => isCoded(error, 'storage/in-use') && error.details['folder'] === folder,
    );
    holder.close();
  });

  it('says why it cannot start', async () => {
    await writeFile(join(folder, '__azurite_db_table__.json'), '{"broken');
    await assert.rejects(start(), (error: unknown) => isCoded(error, 'storage/unreachable'));
    assert.equal(await readFile(join(folder, '__azurite_db_table__.json'), 'utf8'), '{"broken');
    await writeFile(join(folder, 'file'), '');
    await assert.rejects(startEmbedded(join(folder, 'file', 'below'), options), (error: unknown) =>
      isCoded(error, 'storage/unreachable'),
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // An orphan that has ended keeps its number on Linux until init has taken note of it.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}

/** Pids of the claims on a folder whose processes live. */
async function processesOn(folder: string): Promise<number[]> {
  const pids: number[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.claim')) continue;
    const text = await readFile(join(folder, name), 'utf8').catch(() => '{}');
    const {pid} = JSON.parse(text) as {pid?: number};
    if (pid !== undefined && pid !== process.pid && isAlive(pid)) pids.push(pid);
  }
  return pids;
}

/** Another process's end is no event here, so it is looked for, for five seconds. */
async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 250; n += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  assert.fail('it did not come true within five seconds');
}
