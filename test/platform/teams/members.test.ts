import assert from 'node:assert/strict';
import type {BotIdentity} from '../../../src/platform/config/config.ts';
import type {StaffRecord} from '../../../src/platform/directory/record.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {sato, startBot, tanaka, TENANT, type TestBot} from '../../support/bot.ts';
import {startConnector, type Connector} from '../../support/connector.ts';
import {FixedCredentials} from '../../support/fixed-credentials.ts';
import {startKeyServer, type KeyServer} from '../../support/key-server.ts';
import {SAMPLE_STAFF} from '../../support/staff.ts';

const {signal} = new AbortController();
const RECORDS: StaffRecord[] = SAMPLE_STAFF.map((member) => ({member, held: []}));
const [first, second] = SAMPLE_STAFF.slice(1);

async function takeIn({house}: TestBot, records: readonly StaffRecord[] = RECORDS): Promise<void> {
  const now = house.clock.now();
  const today = now.toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();
  await house.staff.put(today, records, {now, id: house.newId(), today, signal});
  await house.directory.refresh();
}

describe('the first contact', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await startBot();
    await takeIn(bot);
  });
  afterEach(() => bot.stop());

  const account = {tenant: TENANT, objectId: tanaka.objectId};

  it('binds an account to the person whose UPN the channel names, once and looked up once', async () => {
    bot.connector.members.set(tanaka.id, {userPrincipalName: first?.upn?.toUpperCase(), userRole: 'user'});
    await bot.says('ヘルプ');
    assert.equal(bot.house.directory.memberOf(account)?.key, first?.key);
    await bot.says('ヘルプ');
    assert.equal(bot.connector.lookUps(), 1);
    assert.deepEqual(await bot.house.staff.links(), [{account, person: first?.key}]);
  });

  it('goes by the mail where the UPN is on no list', async () => {
    bot.connector.members.set(tanaka.id, {userPrincipalName: 'x@elsewhere.example', email: first?.mail});
    await bot.says('ヘルプ');
    assert.equal(bot.house.directory.memberOf(account)?.key, first?.key);
  });

  it('is there for the next instance after a restart', async () => {
    bot.connector.members.set(tanaka.id, {userPrincipalName: first?.upn});
    await bot.says('ヘルプ');
    await bot.house.directory.refresh();
    assert.deepEqual(bot.house.directory.accountsOf(first?.key ?? ''), [account]);
  });

  it('refuses a second account of one person and keeps it for the personnel section', async () => {
    bot.connector.members.set(tanaka.id, {userPrincipalName: first?.upn});
    bot.connector.members.set(sato.id, {userPrincipalName: first?.upn});
    await bot.says('ヘルプ');
    const {activities} = await bot.says('ヘルプ', {by: sato});
    assert.equal(activities.length, 1);
    const other = {tenant: TENANT, objectId: sato.objectId};
    assert.equal(bot.house.directory.memberOf(other), undefined);
    const refused = await bot.house.staff.refused();
    assert.deepEqual(
      refused.map((one) => [one.account, one.person]),
      [[other, first?.key]],
    );
  });

  it('names nobody by an address that two people share', async () => {
    const shared = RECORDS.map((record) =>
      [first?.key, second?.key].includes(record.member.key)
        ? {...record, member: {...record.member, mail: 'madoguchi@city.example'}}
        : record,
    );
    await takeIn(bot, shared);
    bot.connector.members.set(tanaka.id, {email: 'madoguchi@city.example'});
    await bot.says('ヘルプ');
    assert.deepEqual(await bot.house.staff.links(), []);
  });

  for (const [what, member] of [
    ['is not on the list', {userPrincipalName: 'nobody@city.example'}],
    ['the channel does not know', 'missing'],
  ] as const) {
    it(`lets somebody whom ${what} ask all the same`, async () => {
      bot.connector.members.set(tanaka.id, member);
      const {activities} = await bot.says('ヘルプ');
      assert.equal(activities.length, 1);
      assert.deepEqual(await bot.house.staff.links(), []);
    });
  }

  it('holds the answer up for no longer than its budget, and not again at once', async () => {
    bot.connector.members.set(tanaka.id, 'hang');
    const took = async () => {
      const before = performance.now();
      const {activities} = await bot.says('ヘルプ');
      assert.equal(activities.filter(({type}) => type === 'message').length, 1);
      return performance.now() - before;
    };
    const waited = await took();
    assert.ok(waited > 1_400 && waited < 4_000, `waited for ${waited} ms`);
  });
});

const BOT_ID = '11111111-2222-4333-8444-555555555555';

describe('guests', () => {
  let connector: Connector;
  let keys: KeyServer;
  let bot: TestBot;
  const identity = (guests: boolean): BotIdentity => ({
    id: BOT_ID,
    tenant: TENANT,
    credential: {kind: 'secret', secret: 'of no use here'},
    tenants: [TENANT],
    guests,
    serviceHosts: ['smba.trafficmanager.net'],
    fileHosts: [],
  });

  async function open(guests: boolean): Promise<void> {
    connector = await startConnector();
    keys = await startKeyServer(BOT_ID, connector.url);
    bot = await startBot(
      {
        storage: memoryStorage(),
        outside: {
          authority: keys.authority,
          // The SDK writes its own as an implementation of the class, not as a child of it.
          // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
          credentials: new FixedCredentials(BOT_ID, 'x', TENANT),
          maySend: (address) => address.startsWith(connector.url),
        },
      },
      {bot: identity(guests)},
    );
  }
  afterEach(async () => {
    await bot.stop();
    await keys.stop();
    await connector.stop();
  });

  let count = 0;
  async function writes(): Promise<string[]> {
    const before = connector.sent.length;
    const activity = {
      type: 'message',
      id: `g${(count += 1)}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: {id: sato.id, name: sato.name, aadObjectId: sato.objectId},
      recipient: {id: '28:shigotoba', name: 'しごとば'},
      conversation: {id: 'personal-sato', conversationType: 'personal', tenantId: TENANT},
      channelData: {tenant: {id: TENANT}},
      text: 'ヘルプ',
    };
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: `Bearer ${await keys.sign()}`},
      body: JSON.stringify(activity),
    });
    assert.equal(response.status, 200);
    return connector.sent.slice(before).map(({activity: {text, summary}}) => text ?? summary ?? '');
  }
  const known = () => bot.house.conversations.known({tenant: TENANT, objectId: sato.objectId});

  for (const [what, member] of [
    ['by their role', {userRole: 'guest'}],
    ['by the name of their account', {userPrincipalName: 'ken_partner.example#EXT#@city.example'}],
  ] as const) {
    it(`hear nothing and leave no trace, known ${what}`, async () => {
      await open(false);
      connector.members.set(sato.id, member);
      assert.deepEqual(await writes(), []);
      assert.equal(await known(), undefined);
    });
  }

  it('are let in where the setting says so, and bound to nobody', async () => {
    await open(true);
    await takeIn(bot);
    connector.members.set(sato.id, {userRole: 'guest', email: first?.mail});
    assert.equal((await writes()).length, 1);
    assert.deepEqual(await bot.house.staff.links(), []);
  });

  it('are told from staff before anything is answered: without a word of the channel all are asked to wait', async () => {
    await open(false);
    connector.members.set(sato.id, 'missing');
    assert.match((await writes()).join(), /もう一度送ってください/);
    assert.equal(await known(), undefined);
    connector.members.set(sato.id, {userRole: 'user'});
    assert.equal((await writes()).length, 1);
    assert.notEqual(await known(), undefined);
  });
});
