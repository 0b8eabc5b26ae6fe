import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {LANES, type Lane} from '../../../../src/platform/scheduling/outbox/entry.ts';
import {createOutbox} from '../../../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows, type DueRow} from '../../../../src/platform/scheduling/outbox/rows.ts';
import {createDueQueue} from '../../../../src/platform/scheduling/sending/due-queue.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {SYSTEM_TABLE} from '../../../../src/platform/storage/versions.ts';
import {testClock} from '../../../support/clock.ts';

const {signal} = new AbortController();
const nobody = () => false;

describe('the queue of what is due', () => {
  async function house() {
    const storage = memoryStorage();
    await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE]);
    const clock = testClock();
    const rows = outboxRows(storage);
    const notices = createOutbox({storage, rows, clock, newId: randomUUID}).of('house');
    const looked: (readonly Lane[])[] = [];
    const queue = createDueQueue({
      due: (now, most, lanes = LANES, ...rest) => {
        looked.push(lanes);
        return rows.due(now, most, lanes, ...rest);
      },
    });
    const enqueue = (name: string, lane: Lane, notBefore = clock.now()) =>
      notices.enqueue({
        account: {tenant: 't', objectId: name},
        ...{occasion: 'welcome', lane, notBefore, notAfter: notBefore.add({hours: 1})},
      });
    const gone = new Set<string>();
    const take = async (most: number, lanes: readonly Lane[] = LANES) => {
      const {due, next} = await queue.take(clock.now(), most, lanes, (rk) => gone.has(rk), signal);
      for (const {rk} of due) gone.add(rk);
      return {due, next};
    };
    return {clock, enqueue, take, looked, queue};
  }
  const lanesOf = (due: readonly DueRow[]) => due.map(({lane}) => lane);

  it('gives each row once, and reads all partitions once for many of them', async () => {
    const {enqueue, take, looked} = await house();
    for (let i = 0; i < 60; i++) await enqueue(`p${i}`, 'digests');
    const taken: DueRow[] = [];
    for (let i = 0; i < 6; i++) taken.push(...(await take(10)).due);
    assert.equal(new Set(taken.map(({key}) => key)).size, 60);
    assert.deepEqual(looked.slice(1), Array(5).fill(['booths']));
  });

  it('has a booth’s notice come before the digests that were read already', async () => {
    const {enqueue, take} = await house();
    for (let i = 0; i < 30; i++) await enqueue(`p${i}`, 'digests');
    assert.deepEqual(lanesOf((await take(2)).due), ['digests', 'digests']);
    await enqueue('q', 'booths');
    assert.deepEqual(lanesOf((await take(3)).due), ['booths', 'digests', 'digests']);
  });

  it('gives nothing of a lane that is held meanwhile, and all of it afterwards', async () => {
    const {enqueue, take} = await house();
    for (let i = 0; i < 9; i++) await enqueue(`p${i}`, 'digests');
    assert.equal((await take(4)).due.length, 4);
    assert.deepEqual(lanesOf((await take(9, ['booths'])).due), []);
    assert.equal((await take(9)).due.length, 5);
  });

  it('says when the next one is due once nothing is left', async () => {
    const {clock, enqueue, take} = await house();
    const later = clock.now().add({minutes: 5});
    await enqueue('now', 'digests');
    await enqueue('later', 'digests', later);
    assert.equal((await take(9)).due.length, 1);
    const {due, next} = await take(9);
    assert.deepEqual(due, []);
    assert.equal(next?.toString(), later.toString());
  });

  it('leaves out what is in hand', async () => {
    const {clock, enqueue, queue} = await house();
    await enqueue('p', 'digests');
    const {due} = await queue.take(clock.now(), 9, LANES, nobody, signal);
    const again = await queue.take(clock.now(), 9, LANES, (rk) => rk === due[0]?.rk, signal);
    assert.deepEqual(again.due, []);
  });
});
