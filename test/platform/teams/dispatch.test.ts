import assert from 'node:assert/strict';
import {CloudAdapter, TurnContext, type Activity} from 'botbuilder';
import {systemClock} from '../../../src/platform/clock.ts';
import {createLog} from '../../../src/platform/log.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {conversations, CONVERSATIONS_TABLE} from '../../../src/platform/teams/conversations.ts';
import {createDispatch} from '../../../src/platform/teams/dispatch.ts';

describe('dispatch with a tenant set', () => {
  const TENANT = 'our-tenant';

  async function deliver(tenant: string): Promise<{asked: number; sent: number; rows: number}> {
    const storage = memoryStorage();
    await storage.ensure([CONVERSATIONS_TABLE]);
    let asked = 0;
    let sent = 0;
    const dispatch = createDispatch({
      talk: {
        hear: () => {
          asked++;
          const here = [{kind: 'text' as const, text: 'はい'}];
          return Promise.resolve({here, privately: [], later: [], inPlace: false, language: 'ja' as const});
        },
        receive: () => Promise.reject(new Error('nothing was sent')),
        press: () => Promise.reject(new Error('nothing was pressed')),
        read: () => {
          throw new Error('nothing is read here');
        },
      },
      // For what goes to another chat; nothing does here.
      adapter: new CloudAdapter(),
      botId: 'bot',
      tenants: [TENANT],
      conversations: conversations(storage, systemClock),
      files: {
        incoming: () => [],
        offered: (replies) =>
          Promise.resolve(replies.flatMap((reply) => (reply.kind === 'file' ? [] : [reply]))),
        consented: () => Promise.resolve(undefined),
      },
      background: {run: () => undefined, stop: () => Promise.resolve()},
      members: {meet: () => Promise.resolve('let-in')},
      seen: {firstTime: () => Promise.resolve(true)},
      welcome: () => Promise.resolve(),
      defaultLanguage: 'ja',
      clock: systemClock,
      log: createLog('silent', {write: () => undefined}),
    });
    const activity = {
      type: 'message',
      id: '1',
      text: 'ヘルプ',
      channelId: 'msteams',
      serviceUrl: 'https://smba.example/jp/',
      conversation: {id: 'c', conversationType: 'personal', tenantId: tenant},
      from: {id: '29:x', aadObjectId: 'x'},
      recipient: {id: '28:bot'},
    };
    // The context sends through its adapter; this one counts.
    const counting = {
      sendActivities: (_: unknown, activities: unknown[]) => {
        sent += activities.length;
        return Promise.resolve(activities.map(() => ({id: '1'})));
      },
    };
    await dispatch(new TurnContext(counting as never, activity as Partial<Activity>));
    let rows = 0;
    for await (const row of storage.table(CONVERSATIONS_TABLE).list({})) rows += row.row.v;
    return {asked, sent, rows};
  }

  it('answers its own people', async () => {
    assert.deepEqual(await deliver(TENANT), {asked: 1, sent: 1, rows: 1});
  });

  it('lets nobody else in, and keeps nothing of them', async () => {
    assert.deepEqual(await deliver('another-tenant'), {asked: 0, sent: 0, rows: 0});
  });
});
