import assert from 'node:assert/strict';
import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {connect, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {createServer} from 'node:tls';
import {unzipSync} from 'fflate';
import {generate} from 'selfsigned';
import {startAzurite} from '../support/azurite.ts';
import {startConnector} from '../support/connector.ts';
import {startKeyServer} from '../support/key-server.ts';
import {endPrograms, eventually, freePort, startProgram, statusOf} from '../support/processes.ts';

// docs/deploy.md, walked as far as it goes without Azure and Teams.

const ROOT = resolve(import.meta.dirname, '../..');
const BOT_ID = '11111111-2222-4333-8444-555555555555';
const TENANT = '00000000-0000-4000-9000-000000000000';
const TEAMS_APP_ID = '66666666-2222-4333-8444-555555555555';
const PAGE = readFileSync(join(ROOT, 'docs/deploy.md'), 'utf8');

/** What infra/ gives App Service, with a secret as the way that needs no Azure to start. */
const PRODUCTION = {NODE_ENV: 'production', BOT_ID, BOT_TENANT_ID: TENANT, BOT_PASSWORD: 'of no use here'};

describe('the way of a new administrator', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'shigotoba-'));
  });
  after(async () => {
    await endPrograms();
    rmSync(folder, {recursive: true, force: true});
  });

  it('is at most twenty numbered steps, each with what it shows', () => {
    const steps = PAGE.split(/^(?=\d+\. )/m).slice(1);
    assert.deepEqual(
      steps.map((step) => Number.parseInt(step)),
      steps.map((_, i) => i + 1),
    );
    assert.ok(steps.length > 10 && steps.length <= 20, String(steps.length));
    for (const step of steps) assert.match(step, /→/, step.slice(0, 60));
  });

  it('names files and settings that are there', () => {
    for (const [, path = ''] of PAGE.matchAll(/`((?:infra|env|appPackage)\/[\w./-]+)`/g)) {
      if (!path.endsWith('.user')) readFileSync(join(ROOT, path));
    }
    const env = readFileSync(join(ROOT, 'env/.env.dev'), 'utf8');
    const parameters = readFileSync(join(ROOT, 'infra/azure.parameters.json'), 'utf8');
    for (const [, name = ''] of PAGE.matchAll(/`([A-Z]+_[A-Z_]+)`/g))
      assert.match(env, new RegExp(`^${name}=`, 'm'), name);
    for (const name of ['botCredential', 'privateNetwork', 'alertEmail', 'roleOperator']) {
      assert.ok(PAGE.includes(`\`${name}\``) && parameters.includes(`"${name}"`), name);
    }
  });

  const run = (words: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, ['--import', 'tsx', ...words], {
      cwd: ROOT,
      env: {PATH: process.env['PATH'], ...env},
      encoding: 'utf8',
    });

  it('makes the package and validates it', () => {
    const {status, stdout} = run(['appPackage/package.ts', '--env', 'dev', '--out', folder], {
      BOT_ID,
      TEAMS_APP_ID,
    });
    assert.equal(status, 0);
    assert.match(stdout, /shigotoba-dev\.zip \d+ bytes/);
    const files = unzipSync(readFileSync(join(folder, 'shigotoba-dev.zip')));
    assert.ok(Buffer.from(files['manifest.json']!).toString().includes(BOT_ID));
  }).timeout(60_000);

  it('checks the infrastructure', () => {
    const {status, stdout} = run(['infra/check/main.ts']);
    assert.deepEqual([status, stdout], [0, 'infra: 問題なし OK\n']);
  }).timeout(60_000);

  it('starts with production’s settings, answers what is signed, refuses what is not, and ends in order', async () => {
    const [azurite, connector] = await Promise.all([startAzurite(), startConnector()]);
    const keys = await startKeyServer(BOT_ID, connector.url);
    const tls = await tlsBefore(azurite.port, folder);
    const port = await freePort();
    const connection = azurite.connectionString
      .replace('DefaultEndpointsProtocol=http;', 'DefaultEndpointsProtocol=https;')
      .replace(`http://127.0.0.1:${azurite.port}`, `https://127.0.0.1:${tls.port}`);
    const {issuer, metadata} = keys.authority;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/deploy/production-bot.ts', issuer, metadata, connector.url],
      {
        cwd: ROOT,
        env: {
          PATH: process.env['PATH'],
          ...PRODUCTION,
          PORT: String(port),
          STORAGE_CONNECTION_STRING: connection,
          NODE_EXTRA_CA_CERTS: tls.certificate,
          LOG_LEVEL: 'warn',
        },
        stdio: ['ignore', 'inherit', 'pipe'],
      },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
    try {
      const url = `http://127.0.0.1:${port}`;
      await eventually(async () => {
        assert.equal(child.exitCode, null, said);
        return (await statusOf(`${url}/readyz`)) === 200;
      }, 30_000);
      const knock = (authorization?: string) =>
        fetch(`${url}/api/messages`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(authorization === undefined ? {} : {authorization}),
          },
          body: JSON.stringify({
            type: 'message',
            id: `a-${String(authorization !== undefined)}`,
            channelId: 'msteams',
            serviceUrl: connector.url,
            from: {id: '29:sato', name: '佐藤', aadObjectId: '00000000-0000-4000-8000-000000000002'},
            recipient: {id: '28:shigotoba', name: 'しごとば'},
            conversation: {id: 'personal-sato', conversationType: 'personal', tenantId: TENANT},
            channelData: {tenant: {id: TENANT}},
            text: '集中ブースは何時間まで使えますか',
          }),
        });
      assert.equal((await knock()).status, 401);
      assert.equal(connector.sent.length, 0);
      assert.equal((await knock(`Bearer ${await keys.sign()}`)).status, 200);
      assert.match(JSON.stringify(connector.sent), /2時間/);
    } finally {
      await end(child);
      await Promise.all([tls.stop(), keys.stop(), connector.stop()]);
      await azurite.stop();
    }
    assert.equal(child.exitCode, 0, said);
  }).timeout(90_000);

  const TRUST = {
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    ToBotFromChannelTokenIssuer: 'https://issuer.example',
    ToBotFromChannelOpenIdMetadataUrl: 'https://keys.example',
    ToChannelFromBotLoginUrl: 'https://login.example',
    BotOpenIdMetadata: 'https://keys.example',
    ValidateAuthority: 'false',
    ChannelService: 'https://channel.example',
    OAuthUrl: 'https://login.example',
  };
  const UNSAFE: readonly (readonly [names: readonly string[], env: Readonly<Record<string, string>>])[] = [
    [['BOT_ID', 'BOT_TENANT_ID', 'STORAGE_ACCOUNT_URL'], {BOT_ID: '', STORAGE_ACCOUNT_URL: ''}],
    [
      ['STORAGE_ACCOUNT_URL', ...Object.keys(TRUST)],
      {STORAGE_ACCOUNT_URL: 'http://st.table.core.windows.net', ...TRUST},
    ],
    [
      ['STORAGE_CONNECTION_STRING'],
      {STORAGE_ACCOUNT_URL: '', STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true'},
    ],
  ];

  it('is stopped by the real process at each unsafe setting, by its name', async () => {
    const safe = {...PRODUCTION, STORAGE_ACCOUNT_URL: 'https://st.table.core.windows.net'};
    for (const [names, over] of UNSAFE) {
      const {code, out, err} = await startProgram('bot', {...safe, ...over, PORT: String(await freePort())})
        .ended;
      assert.deepEqual([code, out], [1, '']);
      const [, said = ''] = /^config\/production-unsafe: (.*)/.exec(err) ?? [];
      for (const name of names) assert.match(said, new RegExp(`\\b${name}\\b`), err);
    }
  }).timeout(60_000);
});

/** TLS on loopback before a port, with a certificate of its own. */
async function tlsBefore(
  target: number,
  folder: string,
): Promise<{port: number; certificate: string; stop: () => Promise<void>}> {
  const {cert, private: key} = await generate([{name: 'commonName', value: '127.0.0.1'}], {
    extensions: [
      {name: 'basicConstraints', cA: true},
      {name: 'subjectAltName', altNames: [{type: 7, ip: '127.0.0.1'}]},
    ],
  });
  const certificate = join(folder, 'loopback.pem');
  writeFileSync(certificate, cert);
  const server = createServer({cert, key}, (socket) => {
    const inner = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    socket.pipe(inner).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on TCP has such an address.
  const {port} = server.address() as AddressInfo;
  return {
    port,
    certificate,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
