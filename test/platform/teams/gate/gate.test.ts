import assert from 'node:assert/strict';
import {generateKeyPair} from 'jose';
import type {BotIdentity} from '../../../../src/platform/config/config.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../../src/platform/storage/table.ts';
import {startBot, TENANT, type TestBot} from '../../../support/bot.ts';
import {FixedCredentials} from '../../../support/fixed-credentials.ts';
import {startConnector, type Connector} from '../../../support/connector.ts';
import {startKeyServer, type KeyServer, type TokenOptions} from '../../../support/key-server.ts';

const BOT_ID = '11111111-2222-4333-8444-555555555555';
const IDENTITY: BotIdentity = {
  id: BOT_ID,
  tenant: TENANT,
  credential: {kind: 'secret', secret: 'of no use here'},
  tenants: [TENANT],
  guests: false,
  serviceHosts: ['smba.trafficmanager.net'],
  fileHosts: [],
};

describe('the gate', () => {
  let keys: KeyServer;
  let connector: Connector;
  let storage: Storage;
  let bot: TestBot;

  before(async () => {
    connector = await startConnector();
    keys = await startKeyServer(BOT_ID, connector.url);
    storage = memoryStorage();
    bot = await startBot(
      {
        storage,
        outside: {
          authority: keys.authority,
          // The SDK writes its own as an implementation of the class, not as a child of it.
          // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
          credentials: new FixedCredentials(BOT_ID, 'x', TENANT),
          maySend: (address) => address.startsWith(connector.url),
        },
      },
      {bot: IDENTITY},
    );
  });
  after(async () => {
    await bot.stop();
    await keys.stop();
    await connector.stop();
  });

  let count = 0;
  const activity = (over: Record<string, unknown> = {}) => ({
    type: 'message',
    id: `a${++count}`,
    channelId: 'msteams',
    serviceUrl: connector.url,
    from: {id: '29:sato', name: '佐藤', aadObjectId: '00000000-0000-4000-8000-000000000002'},
    recipient: {id: '28:shigotoba', name: 'しごとば'},
    conversation: {id: 'personal-sato', conversationType: 'personal', tenantId: TENANT},
    channelData: {tenant: {id: TENANT}},
    text: 'ヘルプ',
    ...over,
  });

  async function knock(authorization: string | undefined, body: unknown = activity()) {
    const before = connector.sent.length;
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...(authorization === undefined ? {} : {authorization})},
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      text: await response.text(),
      retry: response.headers.get('retry-after'),
      sent: connector.sent.length - before,
    };
  }

  /** All rows but those that a bot writes for itself. */
  async function rowsOf(): Promise<string[]> {
    const rows: string[] = [];
    for (const name of await storage.names()) {
      for await (const {row} of storage.table(name).list({})) {
        if (name !== 'system') rows.push(`${name} ${row.pk} ${row.rk}`);
      }
    }
    return rows;
  }

  async function turnedAway(authorization: string | undefined, body?: unknown): Promise<void> {
    const before = await rowsOf();
    const {status, text, sent} = await knock(authorization, body ?? activity());
    assert.equal(status, 401);
    assert.equal(text, '{"code":"Unauthorized","message":"not authorized"}');
    assert.equal(sent, 0);
    assert.deepEqual(await rowsOf(), before);
  }

  it('opens to a token of the Bot Connector, and the answer carries the bot’s own', async () => {
    const {status, sent} = await knock(`Bearer ${await keys.sign()}`);
    assert.equal(status, 200);
    assert.equal(sent, 1);
  });

  const wrong: Readonly<Record<string, TokenOptions>> = {
    'has run out': {expires: -301},
    'is for another bot': {audience: '99999999-2222-4333-8444-555555555555'},
    'has another issuer': {issuer: 'https://elsewhere.example'},
    'is a user’s of Entra for the same audience': {
      issuer: `https://sts.windows.net/${TENANT}/`,
      claims: {ver: '1.0', appid: BOT_ID, tid: TENANT},
    },
    'is a foreign tenant’s of Entra': {
      issuer: 'https://login.microsoftonline.com/99999999-0000-4000-9000-000000000000/v2.0',
      claims: {ver: '2.0', azp: BOT_ID, tid: '99999999-0000-4000-9000-000000000000'},
    },
    'names a key that is not there': {kid: 'key-of-a-stranger'},
    'was made for another address': {serviceUrl: 'https://smba.trafficmanager.net/jp/'},
    'names no address': {claims: {serviceurl: undefined}},
  };
  for (const [what, options] of Object.entries(wrong)) {
    it(`stays shut where the token ${what}`, async () => {
      await turnedAway(`Bearer ${await keys.sign(options)}`);
    });
  }

  it('stays shut without a token, and to what is none', async () => {
    for (const header of [undefined, '', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic dXNlcjp3b3Jk']) {
      await turnedAway(header);
    }
  });

  it('stays shut where another key of the same name signed', async () => {
    const {privateKey} = await generateKeyPair('RS256');
    await turnedAway(`Bearer ${await keys.sign({key: privateKey})}`);
  });

  it('stays shut to other algorithms, none and a shared secret among them', async () => {
    const good = await keys.sign();
    const [, payload = '', signature = ''] = good.split('.');
    const none = Buffer.from('{"alg":"none","kid":"key-1"}').toString('base64url');
    await turnedAway(`Bearer ${none}.${payload}.`);
    await turnedAway(`Bearer ${none}.${payload}.${signature}`);
    const secret = new TextEncoder().encode('the public key, taken for a secret of its own');
    await turnedAway(`Bearer ${await keys.sign({algorithm: 'HS256', key: secret})}`);
    const {privateKey} = await generateKeyPair('RS512');
    await turnedAway(`Bearer ${await keys.sign({algorithm: 'RS512', key: privateKey})}`);
  });

  it('stays shut where one letter of the token was changed', async () => {
    const [head = '', payload = '', signature = ''] = (await keys.sign()).split('.');
    const other = signature.startsWith('A') ? 'B' : 'A';
    await turnedAway(`Bearer ${head}.${payload}.${other}${signature.slice(1)}`);
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const longer = Buffer.from(JSON.stringify({...claims, exp: 9_999_999_999})).toString('base64url');
    await turnedAway(`Bearer ${head}.${longer}.${signature}`);
  });

  it('stays shut to a channel that the key may not speak for', async () => {
    const token = `Bearer ${await keys.sign()}`;
    for (const channelId of ['webchat', 'emulator', 'directline', 'AseChannel']) {
      await turnedAway(token, activity({channelId}));
    }
  });

  it('is asked before the body is judged', async () => {
    await turnedAway(undefined, {not: 'an activity'});
    assert.equal((await knock(`Bearer ${await keys.sign()}`, {not: 'an activity'})).status, 400);
  });

  it('sends nothing to an address that is not listed, though the token names it', async () => {
    const serviceUrl = 'https://elsewhere.example/';
    const token = await keys.sign({serviceUrl});
    assert.equal((await knock(`Bearer ${token}`, activity({serviceUrl}))).status, 403);
  });

  it('leaves no trace of another tenant, of two that disagree, or of none', async () => {
    const token = `Bearer ${await keys.sign()}`;
    const other = '99999999-0000-4000-9000-000000000000';
    const conversation = (tenantId?: string) => ({
      id: 'personal-x',
      conversationType: 'personal',
      ...(tenantId === undefined ? {} : {tenantId}),
    });
    const before = await rowsOf();
    for (const over of [
      {conversation: conversation(other), channelData: {tenant: {id: other}}},
      {conversation: conversation(TENANT), channelData: {tenant: {id: other}}},
      {conversation: conversation(other)},
      {conversation: conversation(), channelData: {}},
    ]) {
      const {sent} = await knock(token, activity(over));
      assert.equal(sent, 0, JSON.stringify(over));
    }
    assert.deepEqual(await rowsOf(), before);
  });

  it('follows when the keys are rolled, and does not ask for every stranger’s', async () => {
    await keys.roll();
    // The former key was asked for just now by the tests above.
    const before = keys.asked();
    const token = await keys.sign();
    for (let i = 0; i < 5; i++) await knock(`Bearer ${token}`);
    assert.ok(keys.asked() - before <= 1, `${keys.asked() - before} look-ups`);
  });

  it('tells nothing of tokens in its log', async () => {
    const token = await keys.sign({expires: -400});
    await knock(`Bearer ${token}`);
    const log = bot.logged.join('\n');
    assert.match(log, /gate\.refused/);
    for (const part of token.split('.')) assert.ok(!log.includes(part));
  });
});

describe('a gate without keys', () => {
  it('asks the channel to come again', async () => {
    const connector = await startConnector();
    const keys = await startKeyServer(BOT_ID, connector.url);
    keys.broken = true;
    const credentials = new FixedCredentials(BOT_ID, 'x', TENANT);
    const bot = await startBot(
      // As above.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      {outside: {authority: keys.authority, credentials, maySend: () => true}},
      {bot: IDENTITY},
    );
    const knock = async () =>
      fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: {'content-type': 'application/json', authorization: `Bearer ${await keys.sign()}`},
        body: '{}',
      });
    const early = await knock();
    assert.equal(early.status, 503);
    assert.equal(early.headers.get('retry-after'), '2');
    keys.broken = false;
    // Let in, and then found to be no activity.
    assert.equal((await knock()).status, 400);
    await bot.stop();
    await keys.stop();
    await connector.stop();
  });
});
