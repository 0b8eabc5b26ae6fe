import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {systemClock} from '../../src/platform/clock.ts';
import {createOutbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {SYSTEM_TABLE} from '../../src/platform/storage/versions.ts';
import {commandLine, type Ran} from './run.ts';

const JOBS = ['knowledge.sweep', 'outbox.sweep', 'beats.sweep'];

describe('the commands for what is done unasked', () => {
  let storage: Storage;
  let run: (...words: string[]) => Promise<Ran>;
  beforeEach(async () => {
    storage = memoryStorage();
    await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE]);
    run = commandLine(storage, 'content');
  });

  const outbox = () => {
    return createOutbox({storage, rows: outboxRows(storage), clock: systemClock, newId: randomUUID});
  };
  const enqueue = (objectId: string) => {
    const notBefore = systemClock.now();
    const notAfter = notBefore.add({hours: 1});
    const account = {tenant: 't', objectId};
    return outbox().of('house').enqueue({account, occasion: 'welcome', lane: 'digests', notBefore, notAfter});
  };

  it('jobs list names every job, when it ran and when it runs', async () => {
    await storage.table(SYSTEM_TABLE).put({
      pk: 'jobs',
      rk: 'outbox.sweep',
      v: 1,
      last: '2026-11-24T01:00:00Z',
      outcome: 'failed',
      failures: 3,
      next: '2026-11-24T01:02:00Z',
    });
    const [states] = (await run('jobs', 'list', '--json')).json() as [{name: string; outcome?: string}[]];
    const names = states.map(({name}) => name);
    for (const job of JOBS) assert.ok(names.includes(job), job);
    assert.equal(states.find(({name}) => name === 'outbox.sweep')?.outcome, 'failed');
    const {out} = await run('jobs', 'list');
    assert.match(out, /outbox\.sweep .*2026-11-24T01:00:00Z 失敗 failed ×3 .*次回 next 2026-11-24T01:02:00Z/);
    assert.match(out, /beats\.sweep .*まだ never .*すぐに now/);
  });

  it('jobs run does a job as of an instant', async () => {
    await enqueue('a');
    await outbox().of('house').cancel({tenant: 't', objectId: 'a'}, 'welcome');
    assert.equal((await run('jobs', 'run', 'outbox.sweep')).code, 0);
    assert.equal(((await run('outbox', 'list', '--json')).json()[0] as unknown[]).length, 1);
    const later = systemClock
      .now()
      .add({hours: 24 * 31})
      .toString();
    const {code, out} = await run('jobs', 'run', 'outbox.sweep', '--as-of', later);
    assert.deepEqual([code, out], [0, 'outbox.sweep: 完了しました。 Done.\n']);
    assert.deepEqual((await run('outbox', 'list', '--json')).json(), [[]]);
  });

  it('jobs run names the jobs that there are where one is unknown, and a time that is none', async () => {
    const {code, err} = await run('jobs', 'run', 'nothing');
    assert.equal(code, 1);
    assert.match(err, /job\/unknown: .*nothing.*outbox\.sweep/);
    assert.equal((await run('jobs', 'run', 'outbox.sweep', '--as-of', 'soon')).code, 2);
  });

  it('outbox list and stats show states and reasons, and nobody', async () => {
    await enqueue('tanaka-sakura');
    await enqueue('sato-ken');
    await outbox().of('house').cancel({tenant: 't', objectId: 'sato-ken'}, 'welcome');
    const stats = await run('outbox', 'stats');
    assert.match(
      stats.out,
      / 1 {2}house {2}digests {2}lapsed {2}cancelled\n +1 {2}house {2}digests {2}waiting\n/,
    );
    assert.deepEqual((await run('outbox', 'stats', '--json')).json(), [
      [
        {feature: 'house', lane: 'digests', state: 'lapsed', reason: 'cancelled', count: 1},
        {feature: 'house', lane: 'digests', state: 'waiting', reason: '', count: 1},
      ],
    ]);
    const list = await run('outbox', 'list');
    assert.equal(list.out.trim().split('\n').length, 2);
    const [waiting] = (await run('outbox', 'list', '--state', 'waiting', '--json')).json() as [unknown[]];
    assert.equal(waiting.length, 1);
    assert.doesNotMatch(list.out + JSON.stringify(waiting), /tanaka|sato/);
    assert.equal((await run('outbox', 'list', '--state', 'lost')).code, 2);
  });

  it('outbox list and stats say that there is nothing', async () => {
    assert.match((await run('outbox', 'list')).out, /There are none/);
    assert.match((await run('outbox', 'stats')).out, /There are none/);
  });
});
