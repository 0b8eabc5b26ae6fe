import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {Temporal} from '../../../src/kernel/time.ts';
import {createLog} from '../../../src/platform/log.ts';
import {createBeats, sweepBeats, upWithoutGap} from '../../../src/platform/scheduling/beats.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {SYSTEM_TABLE} from '../../../src/platform/storage/versions.ts';
import {testClock} from '../../support/clock.ts';

const log = createLog('silent', {write: () => undefined});
const at = (text: string) => Temporal.Instant.from(text);

async function setUp() {
  const storage = memoryStorage();
  await storage.ensure([SYSTEM_TABLE]);
  const beat = async (instance: string, ...instants: string[]) => {
    for (const instant of instants) {
      const clock = testClock(instant);
      const beats = createBeats(storage, instance, clock, log);
      beats.start(() => true);
      await beats.stop();
    }
  };
  const up = (from: string, to: string) => upWithoutGap(storage, at(from), at(to));
  return {storage, beat, up};
}

const minutes = (from: string, count: number) =>
  Array.from({length: count}, (_, i) => at(from).add({minutes: i}).toString());

describe('beats', () => {
  it('say that some instance was there all the time, over midnight too', async () => {
    const {beat, up} = await setUp();
    await beat('a', ...minutes('2026-11-24T23:50:30Z', 21));
    assert.equal(await up('2026-11-24T23:51:00Z', '2026-11-25T00:10:00Z'), true);
    assert.equal(await up('2026-11-24T23:50:30Z', '2026-11-25T00:12:00Z'), true);
  });

  it('know a gap at the beginning, in the middle and at the end', async () => {
    const {beat, up} = await setUp();
    await beat('a', ...minutes('2026-11-24T01:00:00Z', 5), ...minutes('2026-11-24T01:05:31Z', 5));
    assert.equal(await up('2026-11-24T00:59:59Z', '2026-11-24T01:04:00Z'), false);
    assert.equal(await up('2026-11-24T01:00:00Z', '2026-11-24T01:04:00Z'), true);
    assert.equal(await up('2026-11-24T01:03:00Z', '2026-11-24T01:06:00Z'), false);
    assert.equal(await up('2026-11-24T01:06:00Z', '2026-11-24T01:11:01Z'), true);
    assert.equal(await up('2026-11-24T01:06:00Z', '2026-11-24T01:11:02Z'), false);
    assert.equal(await up('2026-11-25T01:00:00Z', '2026-11-25T01:05:00Z'), false);
  });

  it('of several instances fill each other’s gaps', async () => {
    const {beat, up} = await setUp();
    await beat('a', '2026-11-24T01:00:00Z', '2026-11-24T01:02:00Z');
    await beat('b', '2026-11-24T01:01:00Z', '2026-11-24T01:03:00Z');
    assert.equal(await up('2026-11-24T01:00:00Z', '2026-11-24T01:04:00Z'), true);
  });

  it('are not written by an instance that is not ready', async () => {
    const {storage, up} = await setUp();
    const beats = createBeats(storage, 'a', testClock('2026-11-24T01:00:00Z'), log);
    beats.start(() => false);
    await setTimeout(10);
    await beats.stop();
    assert.equal(await up('2026-11-24T01:00:00Z', '2026-11-24T01:00:10Z'), false);
  });

  it('of two days ago go', async () => {
    const {storage, beat, up} = await setUp();
    await beat('a', '2026-11-22T23:59:00Z', '2026-11-23T00:00:00Z', '2026-11-24T01:00:00Z');
    await sweepBeats(storage, at('2026-11-24T12:00:00Z'), new AbortController().signal);
    assert.equal(await up('2026-11-22T23:59:00Z', '2026-11-22T23:59:30Z'), false);
    assert.equal(await up('2026-11-23T00:00:00Z', '2026-11-23T00:00:30Z'), true);
    assert.equal(await up('2026-11-24T01:00:00Z', '2026-11-24T01:01:00Z'), true);
  });
});
