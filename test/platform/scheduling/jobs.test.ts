import {randomUUID} from 'node:crypto';
import assert from 'node:assert/strict';
import {isCoded} from '../../../src/kernel/errors.ts';
import {NO_METRICS} from '../../../src/platform/telemetry/metrics.ts';
import type {Job} from '../../../src/platform/feature.ts';
import {createLog} from '../../../src/platform/log.ts';
import {jobBook, pauseAfter} from '../../../src/platform/scheduling/jobs.ts';
import type {Holding} from '../../../src/platform/scheduling/lease.ts';
import {runJobs} from '../../../src/platform/scheduling/run-jobs.ts';
import {realWait} from '../../../src/platform/scheduling/wait.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {SYSTEM_TABLE} from '../../../src/platform/storage/versions.ts';
import {testClock} from '../../support/clock.ts';
import {eventually} from '../../support/processes.ts';

const HOUR = 3_600_000;

async function setUp(...jobs: Job[]) {
  const storage = memoryStorage();
  await storage.ensure([SYSTEM_TABLE]);
  const clock = testClock();
  const logged: string[] = [];
  const log = createLog('info', {write: (line) => void logged.push(line)});
  const book = jobBook(storage, () => jobs);
  const ended = new AbortController();
  const holding: Holding = {token: 1, mayStart: () => !ended.signal.aborted, signal: ended.signal};
  // Looks come quickly; what is due is settled by the clock alone.
  const wait = (ms: number, signal: AbortSignal) => realWait(ms / 1_000, signal);
  return {
    clock,
    book,
    logged,
    run: () => runJobs({book, clock, log, wait, newId: randomUUID, metrics: NO_METRICS}, holding),
    end: () => ended.abort(),
    // Twice more than a look takes, so that what would be run is run.
    settle: () => realWait(40, new AbortController().signal),
    state: async (name: string) => (await book.list()).find((state) => state.name === name),
  };
}

describe('jobs', () => {
  it('run at once, then each in its own time', async () => {
    const ran: string[] = [];
    const job = (name: string, every: number): Job => ({
      name,
      every,
      run: (now) => Promise.resolve(void ran.push(`${name} ${now.toString()}`)),
    });
    const {run, clock, settle, end} = await setUp(job('a', HOUR), job('b', 2 * HOUR));
    const running = run();
    await settle();
    clock.pass(HOUR);
    await settle();
    end();
    await running;
    assert.deepEqual(ran.sort(), [
      'a 2026-11-24T01:00:00Z',
      'a 2026-11-24T02:00:00Z',
      'b 2026-11-24T01:00:00Z',
    ]);
  });

  it('fail by themselves: others go on, and the failed one comes again after a pause that grows', async () => {
    let tried = 0;
    let others = 0;
    const fails: Job = {name: 'fails', every: HOUR, run: () => (tried++, Promise.reject(new Error('no')))};
    const other: Job = {
      name: 'other',
      every: 10_000,
      run: () => {
        others++;
        return Promise.resolve();
      },
    };
    const {run, clock, settle, end, state, logged} = await setUp(fails, other);
    const running = run();
    await settle();
    assert.equal(tried, 1);
    clock.pass(29_999);
    await settle();
    assert.equal(tried, 1);
    clock.pass(1);
    await settle();
    assert.equal(tried, 2);
    clock.pass(30_000);
    await settle();
    assert.equal(tried, 2);
    assert.ok(others >= 3);
    const {outcome, failures} = (await state('fails'))!;
    assert.deepEqual([outcome, failures], ['failed', 2]);
    assert.match(logged.join(''), /"job":"fails"/);
    end();
    await running;
  });

  it('are cut by their signal when they hang, also one that does not listen, and leave others alone', async () => {
    let others = 0;
    let heard = false;
    const listens: Job = {
      name: 'listens',
      every: HOUR,
      limit: 30,
      run: (_now, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            heard = true;
            reject(new Error('cut'));
          });
        }),
    };
    const deaf: Job = {name: 'deaf', every: HOUR, limit: 30, run: () => new Promise(() => undefined)};
    const other: Job = {
      name: 'other',
      every: HOUR,
      run: () => {
        others++;
        return Promise.resolve();
      },
    };
    const {run, end, state} = await setUp(listens, deaf, other);
    const running = run();
    await eventually(async () => (await state('deaf'))?.outcome === 'cut');
    await eventually(async () => (await state('listens'))?.outcome === 'cut');
    assert.ok(heard);
    assert.equal(others, 1);
    end();
    await running;
  });

  it('stay due when the lease ends in the middle', async () => {
    let started = 0;
    const job: Job = {name: 'long', every: HOUR, run: () => (started++, new Promise(() => undefined))};
    const {run, end, settle, book, clock} = await setUp(job);
    const running = run();
    await settle();
    end();
    await running;
    assert.equal(started, 1);
    assert.deepEqual(
      (await book.due(clock.now())).map(({state}) => [state.name, state.last]),
      [['long', undefined]],
    );
  });

  it('are not put off by a wall clock that was far ahead once', async () => {
    let ran = 0;
    const job: Job = {
      name: 'a',
      every: HOUR,
      run: () => {
        ran++;
        return Promise.resolve();
      },
    };
    const {run, clock, settle, end} = await setUp(job);
    clock.setWall('2029-01-01T00:00:00Z');
    const running = run();
    await settle();
    clock.setWall('2026-11-24T01:00:00Z');
    await settle();
    end();
    await running;
    assert.equal(ran, 2);
  });

  it('leave what a later holder has noted', async () => {
    const job: Job = {name: 'a', every: HOUR, run: () => Promise.resolve()};
    const {book, clock, state} = await setUp(job);
    const [paused] = await book.due(clock.now());
    const [later] = await book.due(clock.now());
    const began = clock.now();
    clock.pass(5_000);
    await book.note(later!, clock.now(), 'done', clock.now());
    await book.note(paused!, began, 'failed', clock.now());
    assert.equal((await state('a'))?.outcome, 'done');
  });

  it('run by hand as of an instant, without moving their due time', async () => {
    const seen: string[] = [];
    const job: Job = {name: 'a', every: HOUR, run: (now) => Promise.resolve(void seen.push(now.toString()))};
    const {book, clock, state} = await setUp(job);
    await book.run('a', clock.now().add({hours: 30}), new AbortController().signal);
    assert.deepEqual(seen, ['2026-11-25T07:00:00Z']);
    assert.equal((await state('a'))?.last, undefined);
    await assert.rejects(book.run('b', clock.now(), new AbortController().signal), (error) =>
      isCoded(error, 'job/unknown'),
    );
  });

  it('never wait longer than their own time or an hour after a failure', () => {
    assert.deepEqual(
      [1, 2, 3, 8, 100].map((failures) => pauseAfter(failures, 24 * HOUR)),
      [30_000, 60_000, 120_000, HOUR, HOUR],
    );
    assert.equal(pauseAfter(5, 20_000), 20_000);
  });
});
