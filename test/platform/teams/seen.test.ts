import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import {createLog} from '../../../src/platform/log.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {seenActivities} from '../../../src/platform/teams/seen.ts';

const silent = createLog('silent', {write: () => undefined});

function setUp(start: string) {
  let now = Temporal.Instant.from(start);
  const clock: Clock = {now: () => now, monotonic: () => 0};
  const storage = memoryStorage();
  return {
    storage,
    seen: seenActivities(storage, clock, silent),
    at: (instant: string) => {
      now = Temporal.Instant.from(instant);
    },
  };
}

describe('seen activities', () => {
  it('are new once', async () => {
    const {seen} = setUp('2026-11-24T03:00:00Z');
    assert.equal(await seen.firstTime('c', '1'), true);
    assert.equal(await seen.firstTime('c', '1'), false);
    assert.equal(await seen.firstTime('c', '2'), true);
    assert.equal(await seen.firstTime('d', '1'), true);
  });

  it('are new to one of two who ask at once', async () => {
    const {seen} = setUp('2026-11-24T03:00:00Z');
    const answers = await Promise.all([seen.firstTime('c', '1'), seen.firstTime('c', '1')]);
    assert.deepEqual(answers.sort(), [false, true]);
  });

  it('are known just after midnight too', async () => {
    const {seen, at} = setUp('2026-11-24T23:59:58Z');
    await seen.firstTime('c', '1');
    at('2026-11-25T00:00:10Z');
    assert.equal(await seen.firstTime('c', '1'), false);
    assert.equal(await seen.firstTime('c', '2'), true);
  });

  it('are forgotten after two days', async () => {
    const {seen, at, storage} = setUp('2026-11-24T03:00:00Z');
    await seen.firstTime('c', '1');
    for (const day of ['25', '26', '27']) {
      at(`2026-11-${day}T03:00:00Z`);
      await seen.firstTime('c', '1');
    }
    // The dropping runs beside the turn that begins a day.
    for (let tries = 0; (await storage.names()).includes('seen20261124'); tries++) {
      assert.ok(tries < 100, 'the table of three days ago is still there');
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await storage.names(), ['seen20261125', 'seen20261126', 'seen20261127']);
  });

  it('are taken for new where the storage does not answer', async () => {
    const {seen, storage} = setUp('2026-11-24T03:00:00Z');
    storage.ensure = () => Promise.reject(new Error('down'));
    assert.equal(await seen.firstTime('c', '1'), true);
  });
});
