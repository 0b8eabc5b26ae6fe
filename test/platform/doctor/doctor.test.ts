import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {readConfig} from '../../../src/platform/config/config.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {clockAgainst, houseChecks} from '../../../src/platform/doctor/checks.ts';
import type {Finding} from '../../../src/platform/doctor/finding.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine} from '../../cli/run.ts';
import type {ServiceClientCredentialsFactory} from 'botframework-connector';
import {proveBot} from '../../../src/platform/teams/gate/prove.ts';
import {FixedCredentials} from '../../support/fixed-credentials.ts';

const ID = '11111111-2222-4333-8444-555555555555';

const findings = (json: readonly unknown[]) => json[0] as Finding[];

describe('doctor', () => {
  const about = async (storage: Storage, content: string, what: string) => {
    const ran = await commandLine(storage, content)('doctor', '--json');
    return {code: ran.code, found: findings(ran.json()).filter((finding) => finding.about === what)};
  };

  it('finds nothing wrong in a new house, and says so a line each in both languages', async () => {
    const {code, out} = await commandLine(memoryStorage(), 'content')('doctor');
    assert.equal(code, 0);
    assert.match(out, /良好 good .*storage: memory が .*\n.*memory answered in \d+ ms/);
    assert.match(out, /確認 look .*job outbox\.sweep: まだ.*\n.*Has never run/);
    assert.doesNotMatch(out, /不良 wrong/);
  });

  it('names a content folder that is not there, and ends with 1', async () => {
    const {code, found} = await about(memoryStorage(), join('no', 'folder'), 'content');
    assert.equal(code, 1);
    assert.match(found[0]?.text.en ?? '', /CONTENT_DIR/);
  });

  it('tells a storage that does not answer', async () => {
    const silent = {...memoryStorage(), ping: () => Promise.reject(new Error('gone'))};
    const {code, found} = await about(silent, 'content', 'storage');
    assert.deepEqual([code, found[0]?.state], [1, 'wrong']);
  });

  it('tells a job that is late, and one that keeps failing', async () => {
    const storage = memoryStorage();
    await storage.ensure(['system']);
    const row = {pk: 'jobs', v: 1, last: '2020-01-01T00:00:00Z', outcome: 'done', failures: 0};
    await storage.table('system').put({...row, rk: 'outbox.sweep', next: '2020-01-01T06:00:00Z'});
    const soon = systemClock.now().add({minutes: 1}).toString();
    await storage
      .table('system')
      .put({...row, rk: 'beats.sweep', next: soon, outcome: 'failed', failures: 3});
    const late = await about(storage, 'content', 'job outbox.sweep');
    assert.deepEqual([late.code, late.found[0]?.state], [1, 'wrong']);
    assert.match(late.found[0]?.text.en ?? '', /was due/);
    const failing = await about(storage, 'content', 'job beats.sweep');
    assert.match(failing.found[0]?.text.en ?? '', /Failed 3 times/);
  });

  it('holds the clock against that of the storage', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(403);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A server on TCP has such an address.
    const {port} = server.address() as AddressInfo;
    const look = async (minutes: number) => {
      const now = systemClock.now().add({minutes});
      const found = await clockAgainst(`http://127.0.0.1:${port}`, now, AbortSignal.timeout(5_000));
      return found.map(({state}) => state);
    };
    assert.deepEqual([await look(0), await look(5), await look(-5)], [['good'], ['wrong'], ['wrong']]);
    server.close();
    server.closeAllConnections();
  });

  it('says whether Entra gives the bot its token, and else what to mend', async () => {
    const settings = {BOT_ID: ID, BOT_TENANT_ID: ID};
    const look = async (credential: Record<string, string>, factory?: ServiceClientCredentialsFactory) => {
      const config = readConfig({...settings, ...credential}, process.cwd());
      const checks = houseChecks({
        ...{config, storage: memoryStorage(), clock: systemClock, container: undefined, directory: '.'},
        prove: (bot) => proveBot(bot, factory),
      });
      const found = await Promise.all(
        checks.map((check) => check(systemClock.now(), AbortSignal.timeout(20_000))),
      );
      return found.flat().filter(({about}) => about === 'token');
    };
    const secret = {BOT_PASSWORD: 'secret'};
    // The SDK writes its own as an implementation of the class, not as a child of it.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
    const [good] = await look(secret, new FixedCredentials(ID, 'secret', ID));
    assert.equal(good?.state, 'good');
    class Refusing extends FixedCredentials {
      override createCredentials() {
        const getToken = () => Promise.reject(new Error('AADSTS7000222 the secret of 標子 has ended'));
        return Promise.resolve({getToken, signRequest: <T>(request: T) => Promise.resolve(request)});
      }
    }
    for (const [credential, word] of [
      [secret, /BOT_PASSWORD/],
      [{BOT_IDENTITY_CLIENT_ID: ID}, /federated credential/],
    ] as const) {
      // As above.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      const [bad] = await look(credential, new Refusing(ID, 'secret', ID));
      assert.equal(bad?.state, 'wrong');
      assert.match(bad.text.en, word);
      assert.doesNotMatch(bad.text.en, /標子/);
    }
    assert.deepEqual(
      await houseChecks({
        ...{config: readConfig({}, process.cwd()), storage: memoryStorage(), clock: systemClock},
        ...{container: undefined, directory: '.', prove: () => Promise.reject(new Error('never asked'))},
      })[4]!(systemClock.now(), AbortSignal.timeout(1_000)),
      [],
    );
  });

  it('says where files in chat may go, or that there are none', async () => {
    const bot = {BOT_ID: ID, BOT_TENANT_ID: ID, BOT_PASSWORD: 'secret'};
    const look = async (settings: Record<string, string>) => {
      const config = readConfig({...bot, ...settings}, process.cwd());
      const checks = houseChecks({
        config,
        storage: memoryStorage(),
        clock: systemClock,
        container: undefined,
        prove: () => Promise.resolve(),
        directory: '.',
      });
      const found = await checks[0]!(systemClock.now(), AbortSignal.timeout(5_000));
      return found.filter(({about: what}) => what === 'files').map(({text}) => text.en);
    };
    assert.deepEqual(await look({}), ['No files in chat: FILE_HOSTS is empty.']);
    assert.deepEqual(await look({FILE_HOSTS: 'a.sharepoint.com, a-my.sharepoint.com'}), [
      'Files go to and come from a.sharepoint.com, a-my.sharepoint.com',
    ]);
  });
});
