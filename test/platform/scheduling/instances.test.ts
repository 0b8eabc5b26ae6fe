import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import type {Temporal} from '../../../src/kernel/time.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {upWithoutGap} from '../../../src/platform/scheduling/beats.ts';
import {startInstances, tokenOf, type Instances} from '../../support/instances.ts';
import {endPrograms, eventually} from '../../support/processes.ts';

describe('three bots on one storage, as processes', () => {
  let all: Instances;
  let began: Temporal.Instant;
  before(async function () {
    this.timeout(60_000);
    all = await startInstances();
    await all.start();
    await Promise.all([all.start(), all.start()]);
    began = systemClock.now();
  });
  after(async () => {
    await endPrograms();
    await all.stop();
  });

  const holder = () => all.instances.reduce((a, b) => (tokenOf(a) >= tokenOf(b) ? a : b));
  const isSent = async (account: {tenant: string; objectId: string}) =>
    (await all.find(account))?.state === 'sent';

  it('have one that does the work, and say each thing once', async () => {
    await eventually(() => tokenOf(holder()) > 0);
    const people = await Promise.all(Array.from({length: 30}, (_, i) => all.enqueue(`person-${i}`)));
    for (const account of people) await eventually(() => isSent(account), 10_000);
    assert.deepEqual(
      people.map((account) => all.posts(account)),
      people.map(() => 1),
    );
    assert.equal(all.instances.filter((instance) => tokenOf(instance) > 0).length, 1);
    for (let i = 1; i < all.connector.sent.length; i++) {
      const later = all.connector.sent.slice(i);
      const {at} = all.connector.sent[i - 1]!;
      assert.ok(later.filter((sent) => sent.at < at + 1_000).length <= 45);
    }
  });

  it('run each job once in its time', async () => {
    const jobs: string[] = [];
    for await (const {row} of all.storage.table('system').list({pk: 'jobs'})) {
      jobs.push(`${row.rk} ${String(row['outcome'])}`);
    }
    assert.deepEqual(jobs, [
      'audit.sweep done',
      'beats.sweep done',
      'booths.retire done',
      'booths.watch done',
      'files.purge done',
      'knowledge.forget done',
      'knowledge.sweep done',
      'outbox.sweep done',
      'staff.erase done',
      'staff.links done',
      'staff.sweep done',
      'training.duties done',
      'training.reminders done',
      'training.retire done',
      'training.sessions done',
      'training.weekly done',
      'whereabouts.morning done',
      'whereabouts.purge done',
      'whereabouts.sample done',
    ]);
  });

  it('say with their beats that somebody was there', async () => {
    assert.equal(await upWithoutGap(all.storage, began, systemClock.now()), true);
    assert.equal(await upWithoutGap(all.storage, began.subtract({minutes: 10}), systemClock.now()), false);
  });

  it('take over from one that is stopped, who does no harm when it wakes up in the middle of a send', async function () {
    this.timeout(30_000);
    const former = holder();
    const token = tokenOf(former);
    // Stopped while its request to storage, the claim, is on the way: it is carried out, and not heard of.
    former.proxy.onRequest = (when, method, url) => {
      if (when === 'after' && method === 'POST' && url.includes('$batch')) {
        former.proxy.onRequest = undefined;
        process.kill(former.bot.pid, 'SIGSTOP');
      }
    };
    const first = await all.enqueue('while-stopped');
    const second = await all.enqueue('while-stopped-too');
    await eventually(() => tokenOf(holder()) > token, 15_000);
    for (const account of [first, second]) {
      await eventually(
        async () => !['waiting', 'sending'].includes((await all.find(account))!.state),
        15_000,
      );
    }
    process.kill(former.bot.pid, 'SIGCONT');
    await setTimeout(3_000);
    const states = await Promise.all([first, second].map((account) => all.find(account)));
    assert.ok(states.some((found) => found?.state === 'unknown'));
    for (const account of [first, second]) {
      const state = (await all.find(account))!.state;
      assert.equal(all.posts(account), state === 'sent' ? 1 : 0, state);
    }
    const third = await all.enqueue('afterwards');
    await eventually(() => isSent(third), 10_000);
    assert.equal(all.posts(third), 1);
  });

  it('hand over at once when one is ended in order', async function () {
    this.timeout(20_000);
    const former = holder();
    const token = tokenOf(former);
    former.bot.child.kill('SIGTERM');
    assert.equal((await former.bot.ended).code, 0);
    const ended = performance.now();
    await eventually(() => tokenOf(holder()) > token);
    // A third of the lease until somebody looks, not the whole of it and more.
    assert.ok(performance.now() - ended < 1_500);
  });
});
