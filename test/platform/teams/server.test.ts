import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readdir} from 'node:fs/promises';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {gzipSync} from 'node:zlib';
import {createBot} from '../../../src/bot.ts';
import {createHouse} from '../../../src/house.ts';
import {readConfig} from '../../../src/platform/config/config.ts';
import {createLog} from '../../../src/platform/log.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {startBot, type TestBot} from '../../support/bot.ts';
import {freePort, takePort} from '../../support/processes.ts';

const JSON_TYPE = {'content-type': 'application/json'};

describe('the server', () => {
  let bot: TestBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());

  const post = async (body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE) => {
    const response = await fetch(`${bot.url}/api/messages`, {method: 'POST', headers, body: body ?? null});
    const text = await response.text();
    return {status: response.status, text};
  };

  it('says that it lives, and what it is ready with', async () => {
    for (const [path, body] of [
      ['/healthz', {status: 'alive'}],
      ['/readyz', {status: 'ready', storage: 'memory'}],
    ] as const) {
      const response = await fetch(`${bot.url}${path}`);
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), body);
    }
  });

  it('answers the local client that asks whether somebody is there', async () => {
    assert.equal((await fetch(`${bot.url}/api/messages`, {method: 'HEAD'})).status, 200);
  });

  for (const path of [
    '/',
    '/api',
    '/api/messages/',
    '/favicon.ico',
    '/%',
    '/..%2f..%2fetc/passwd',
    '/healthz/x',
  ]) {
    it(`has nothing at ${path}`, async () => {
      assert.equal((await fetch(`${bot.url}${path}`)).status, 404);
    });
  }

  it('takes no other method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      assert.equal((await fetch(`${bot.url}/api/messages`, {method})).status, 405, method);
    }
  });

  it('does not say what it runs on', async () => {
    for (const path of ['/healthz', '/nowhere', '/api/messages']) {
      const {headers} = await fetch(`${bot.url}${path}`);
      assert.deepEqual(
        ['server', 'x-powered-by'].filter((name) => headers.has(name)),
        [],
      );
    }
  });

  const activity = {
    type: 'message',
    id: 'a',
    channelId: 'msteams',
    conversation: {id: 'c'},
    from: {id: 'f'},
    recipient: {id: 'r'},
    text: 'ヘルプ',
  };
  const local = 'http://127.0.0.1:9/';
  const nested = `{"value":${'['.repeat(50_000)}${']'.repeat(50_000)},`;
  const refused: readonly (readonly [string, string | Uint8Array, Record<string, string>?])[] = [
    ['nothing', ''],
    ['broken JSON', '{"type":'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a string', '"message"'],
    ['an empty object', '{}'],
    ['no service URL', JSON.stringify(activity)],
    ['another machine', JSON.stringify({...activity, serviceUrl: 'http://example.com/'})],
    ['no web address', JSON.stringify({...activity, serviceUrl: 'file:///etc/passwd'})],
    ['no conversation', JSON.stringify({...activity, serviceUrl: local, conversation: undefined})],
    ['no sender', JSON.stringify({...activity, serviceUrl: local, from: null})],
    ['a type that is no text', JSON.stringify({...activity, serviceUrl: local, type: 5})],
    ['arrays without end', '['.repeat(100_000)],
    [
      'another type of content',
      JSON.stringify({...activity, serviceUrl: local}),
      {'content-type': 'text/plain'},
    ],
    ['a form', 'type=message', {'content-type': 'application/x-www-form-urlencoded'}],
    ['broken gzip', 'no gzip', {...JSON_TYPE, 'content-encoding': 'gzip'}],
    ['right gzip', gzipSync(JSON.stringify(activity)), {...JSON_TYPE, 'content-encoding': 'gzip'}],
  ];
  for (const [what, body, headers] of refused) {
    it(`refuses a body with ${what}, and goes on`, async () => {
      assert.equal((await post(body, headers)).status, 400);
      assert.equal((await bot.says('ヘルプ')).activities.length, 1);
    });
  }

  it('refuses what is too large, and goes on', async () => {
    const text = JSON.stringify({...activity, serviceUrl: local, text: 'x'.repeat(256 * 1024)});
    assert.equal((await post(text)).status, 413);
    assert.equal((await bot.says('ヘルプ')).activities.length, 1);
  });

  it('writes no upload to a file', async () => {
    const before = new Set(await readdir(tmpdir()));
    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(100_000)]), 'upload.bin');
    assert.equal((await post(form, {})).status, 400);
    const made = (await readdir(tmpdir())).filter(
      (name) => !before.has(name) && /upload|^[0-9a-z]{25,}$/.test(name),
    );
    assert.deepEqual(made, []);
  });

  it('bears an activity whose value has no end of depth', async () => {
    const body = nested + JSON.stringify({...activity, serviceUrl: bot.connector.url}).slice(1);
    assert.ok((await post(body)).status < 600);
    assert.equal((await bot.says('ヘルプ')).activities.length, 1);
  });
});

describe('the server at its ends', () => {
  const config = (port: number) => readConfig({PORT: String(port), LOG_LEVEL: 'silent'}, process.cwd());
  const log = createLog('silent', {write: () => undefined});
  const make = async (port: number) => {
    const house = await createHouse(config(port), {storage: memoryStorage(), log});
    return {house, bot: await createBot(house)};
  };

  it('names a port that is taken', async () => {
    const taken = await takePort();
    const {bot} = await make(taken.port);
    const details = {port: taken.port, name: 'PORT'};
    await assert.rejects(bot.listen(), {code: 'config/port-taken', details});
    await bot.stop();
    await taken.free();
  });

  it('lives, but is not ready and takes no message, before everything is loaded', async () => {
    const port = await freePort();
    const {house, bot} = await make(port);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    const {refresh} = house.features.all[0] ?? {};
    assert.ok(refresh !== undefined);
    Object.assign(house.features.all[0] ?? {}, {
      refresh: async (signal?: AbortSignal) => {
        await held;
        await refresh(signal);
      },
    });
    const listening = bot.listen();
    const url = `http://127.0.0.1:${port}`;
    let alive: number | undefined;
    while (alive === undefined) {
      alive = await fetch(`${url}/healthz`).then(
        ({status}) => status,
        () => undefined,
      );
    }
    assert.equal(alive, 200);
    assert.equal((await fetch(`${url}/readyz`)).status, 503);
    const early = await fetch(`${url}/api/messages`, {method: 'POST', headers: JSON_TYPE, body: '{}'});
    assert.equal(early.status, 503);
    assert.equal(early.headers.get('retry-after'), '2');
    go();
    await listening;
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    await bot.stop();
  });

  it('closes at once, whoever has a connection open or half a request sent', async () => {
    const port = await freePort();
    const {bot} = await make(port);
    await bot.listen();
    const head =
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
    const sockets = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    sockets[1]?.write(head);
    const closed = sockets.map((socket) => once(socket, 'close'));
    for (const socket of sockets) socket.on('error', () => undefined).resume();
    await fetch(`http://127.0.0.1:${port}/healthz`);
    await bot.stop();
    await Promise.all(closed);
  }).timeout(3_000);
});
