import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {createHouse} from '../../../src/house.ts';
import {readConfig} from '../../../src/platform/config/config.ts';
import {createLog} from '../../../src/platform/log.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {startBot, TENANT, type TestBot} from '../../support/bot.ts';
import {testClock} from '../../support/clock.ts';
import {eventually} from '../../support/processes.ts';

const NEW = {tenant: TENANT, objectId: 'new-person'};
const REGISTERED = {
  BOT_ID: '00000000-0000-4000-8000-000000000001',
  BOT_PASSWORD: 'x',
  BOT_TENANT_ID: '00000000-0000-4000-9000-000000000000',
};

function installs(bot: TestBot, action: string, id: string) {
  return bot.receives({
    type: 'installationUpdate',
    action,
    id,
    channelId: 'msteams',
    serviceUrl: bot.connector.url,
    from: {id: '29:new', aadObjectId: NEW.objectId},
    recipient: {id: '28:shigotoba'},
    conversation: {id: 'personal-new', conversationType: 'personal', tenantId: TENANT},
  });
}

describe('the welcome', () => {
  it('comes in office hours where the bot is registered', async () => {
    const log = createLog('silent', {write: () => undefined});
    for (const [now, expected] of [
      ['2026-11-24T01:00:00Z', '2026-11-24T01:00:00Z'],
      ['2026-11-27T14:00:00Z', '2026-11-29T23:30:00Z'],
    ] as const) {
      const overrides = {storage: memoryStorage(), log, clock: testClock(now)};
      const house = await createHouse(readConfig(REGISTERED, process.cwd()), overrides);
      await house.features.house.welcome(NEW);
      for await (const entry of house.outbox.entries(NEW)) assert.equal(entry.notBefore.toString(), expected);
      await house.stop();
    }
  });

  it('comes at any hour where somebody tries it on their own machine, and only once', async () => {
    // A Sunday, three in the morning.
    const bot = await startBot({
      clock: {...testClock('2026-11-28T18:00:00Z'), monotonic: () => performance.now()},
    });
    const {sent} = await installs(bot, 'add', 'i1');
    assert.equal(sent.length, 0);
    await eventually(() => bot.connector.sent.length === 1);
    assert.match(bot.connector.sent[0]?.activity.summary ?? '', /ようこそ/);
    // The outbox forgets in time, the person's row does not.
    await bot.house.outbox.erase(NEW);
    await installs(bot, 'add', 'i2');
    await setTimeout(700);
    assert.equal(bot.connector.sent.length, 1);
    await bot.stop();
  });

  it('does not come where the organisation installs the app for everyone, and the chat is known all the same', async () => {
    const bot = await startBot({}, {welcome: false});
    await installs(bot, 'add', 'i1');
    const entries = [];
    for await (const entry of bot.house.outbox.entries()) entries.push(entry);
    assert.deepEqual(entries, []);
    assert.equal((await bot.house.conversations.known(NEW))?.chat?.conversation, 'personal-new');
    await bot.stop();
  });

  it('is not sent to somebody who has taken the app away again', async () => {
    const bot = await startBot();
    // Before the sender's first look.
    await installs(bot, 'add', 'i1');
    await installs(bot, 'remove', 'i2');
    const state = async () => (await bot.house.outbox.of('house').find(NEW, 'welcome'))?.reason;
    await eventually(async () => (await state()) === 'blocked');
    assert.equal(bot.connector.sent.length, 0);
    await installs(bot, 'add', 'i3');
    assert.equal((await bot.house.conversations.known(NEW))?.blocked, undefined);
    await bot.stop();
  });

  it('waits where no instance does what is done unasked', async () => {
    const bot = await startBot({}, {jobs: false});
    await installs(bot, 'add', 'i1');
    await setTimeout(2_700);
    assert.equal(bot.connector.sent.length, 0);
    assert.equal((await bot.house.outbox.of('house').find(NEW, 'welcome'))?.state, 'waiting');
    await bot.stop();
  });
});
