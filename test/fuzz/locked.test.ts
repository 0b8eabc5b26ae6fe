import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {BotIdentity} from '../../src/platform/config/config.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {staff} from '../features/whereabouts/chat.ts';
import {startBot, TENANT, type TestBot} from '../support/bot.ts';
import {startConnector, type Connector} from '../support/connector.ts';
import {FixedCredentials} from '../support/fixed-credentials.ts';
import {startKeyServer, type KeyServer} from '../support/key-server.ts';
import {activities, type Odd} from './arbitraries.ts';
import {knocker} from './knock.ts';
import {sized} from './size.ts';

const BOT_ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '99999999-0000-4000-9000-000000000000';
const IDENTITY: BotIdentity = {
  id: BOT_ID,
  tenant: TENANT,
  credential: {kind: 'secret', secret: 'of no use here'},
  tenants: [TENANT],
  guests: false,
  serviceHosts: ['smba.trafficmanager.net'],
  fileHosts: [],
};
/** What is no activity is refused before anybody asks whose it is; the rest is heard and not answered. */
const LET_GO = [200, 202, 400, 401, 403, 413];
const EACH = sized(1_800);
const AT_ONCE = 20;

describe('anything at all that comes from those who are not let in', () => {
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
      {bot: IDENTITY, messagesAMinute: 1_000_000_000},
    );
    const guest = staff('000103');
    connector.members.set(guest.id, {userRole: 'guest', tenantId: OTHER});
  });
  after(async () => {
    await bot.stop();
    await keys.stop();
    await connector.stop();
  });

  async function rows(): Promise<string[]> {
    const all: string[] = [];
    for (const name of await storage.names()) {
      for await (const {row} of storage.table(name).list({}))
        if (name !== 'system') all.push(`${name} ${JSON.stringify(row)}`);
    }
    return all;
  }

  async function leavesNoTrace(
    change: (activity: Odd | null) => unknown,
    token: string,
    expected: readonly number[],
  ) {
    const door = knocker(bot.url, token === '' ? {} : {authorization: `Bearer ${token}`});
    const drawn = [
      {verb: 'booths.mine', v: 1},
      {verb: 'whereabouts.set', v: 1, where: {kind: 'home'}},
    ];
    const actions = bot.house.features.all.flatMap((feature) => feature.actions);
    const {press, rest} = activities({bot: {...bot, connector}, others: [staff('000104')], actions, drawn});
    const before = await rows();
    const bodies = fc.oneof(press, rest).map((activity) => JSON.stringify(change(activity)));
    const seed = process.env['FUZZ_SEED'] === undefined ? {} : {seed: Number(process.env['FUZZ_SEED'])};
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(bodies, {minLength: AT_ONCE, maxLength: AT_ONCE}), async (all) => {
          connector.sent.length = 0;
          const answers = await Promise.all(all.map((each) => door.knock(each)));
          answers.forEach(({status}, i) => {
            assert.ok(expected.includes(status), `${status} for ${all[i]?.slice(0, 2_000)}`);
          });
          assert.equal(connector.sent.length, 0);
          assert.deepEqual(await rows(), before);
        }),
        {numRuns: EACH / AT_ONCE, endOnFailure: true, ...seed},
      );
    } finally {
      door.close();
    }
  }

  it('without a token, or with a stranger’s, leaves no trace', async () => {
    await leavesNoTrace((activity) => activity, '', [401]);
    const strangers = await keys.sign({audience: '99999999-2222-4333-8444-555555555555'});
    await leavesNoTrace((activity) => activity, strangers, [401]);
  }).timeout(60_000);

  it('of another tenant leaves no trace', async () => {
    const foreign = (activity: Odd | null) => {
      const conversation = activity?.['conversation'];
      const inner = typeof conversation === 'object' && conversation !== null ? conversation : {};
      return typeof activity === 'object' && activity !== null
        ? {...activity, conversation: {...inner, tenantId: OTHER}, channelData: {tenant: {id: OTHER}}}
        : activity;
    };
    await leavesNoTrace(foreign, await keys.sign(), LET_GO);
  }).timeout(60_000);

  it('of a guest leaves no trace', async () => {
    const guest = staff('000103');
    const from = {id: guest.id, name: guest.name, aadObjectId: guest.objectId};
    const asGuest = (activity: Odd | null) =>
      typeof activity === 'object' && activity !== null ? {...activity, from} : activity;
    await leavesNoTrace(asGuest, await keys.sign(), LET_GO);
  }).timeout(60_000);
});
