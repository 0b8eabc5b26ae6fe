import {setMaxListeners} from 'node:events';
import type {Clock} from '../clock.ts';
import {word, type Log} from '../log.ts';
import type {DueJob, JobBook, JobOutcome} from './jobs.ts';
import type {Holding} from './lease.ts';
import type {Metrics} from '../telemetry/metrics.ts';
import {inRequest, ownRequestId} from '../telemetry/request.ts';
import type {Wait} from './wait.ts';

// Node warns of more listeners on one signal than ten.
const MOST_AT_ONCE = 100;

const LOOK_MS = 5_000;
/** A job that says nothing of its own is cut after this time. */
const LIMIT_MS = 60_000;

export interface RunJobsDeps {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly log: Log;
  readonly wait: Wait;
  readonly newId: () => string;
  readonly metrics: Pick<Metrics, 'job'>;
}

/**
 * Runs what is due for as long as the holding lasts. Each job goes its own way: one that fails or hangs
 * keeps no other waiting, and is tried again after a pause that grows.
 *
 * @returns when the holding has ended and no job runs any more, or none listens
 */
export async function runJobs(deps: RunJobsDeps, holding: Holding): Promise<void> {
  const {book, clock, log, wait} = deps;
  const running = new Map<string, Promise<void>>();

  async function run(due: DueJob): Promise<void> {
    const {job} = due;
    const began = clock.now();
    const since = clock.monotonic();
    const outcome = await attempt(due);
    // Cut by the end of the lease: it stays due, for whoever comes next.
    if (outcome === undefined) return;
    deps.metrics.job((clock.monotonic() - since) / 1_000, {name: word(job.name), outcome});
    await book.note(due, began, outcome, clock.now()).catch((error: unknown) => {
      log.error('job.note', error, {job: word(job.name)});
    });
  }

  async function attempt({job}: DueJob): Promise<JobOutcome | undefined> {
    const ended = new AbortController();
    // A job may ask the storage for many things side by side.
    setMaxListeners(MOST_AT_ONCE, ended.signal);
    let outcome: JobOutcome | undefined = 'cut';
    const leave = (): void => {
      outcome = undefined;
      ended.abort();
    };
    const timer = setTimeout(() => ended.abort(), job.limit ?? LIMIT_MS);
    holding.signal.addEventListener('abort', leave, {once: true});
    // A job that does not listen to its signal is left behind.
    const over = new Promise<JobOutcome | undefined>((resolve) => {
      ended.signal.addEventListener('abort', () => resolve(outcome), {once: true});
    });
    const working = job.run(clock.now(), ended.signal).then(
      (): JobOutcome => 'done',
      (error: unknown): JobOutcome | undefined => {
        if (ended.signal.aborted) return outcome;
        log.error('job.failed', error, {job: word(job.name)});
        return 'failed';
      },
    );
    try {
      const result = await Promise.race([working, over]);
      // That none comes is how an operator hears of jobs that nobody runs.
      if (result === 'done') log.info('job.done', {job: word(job.name)});
      if (result === 'cut') log.error('job.cut', undefined, {job: word(job.name)});
      return result;
    } finally {
      clearTimeout(timer);
      holding.signal.removeEventListener('abort', leave);
    }
  }

  while (!isEnded(holding)) {
    try {
      for (const due of holding.mayStart() ? await book.due(clock.now(), {signal: holding.signal}) : []) {
        const {name} = due.job;
        if (running.has(name) || !holding.mayStart()) continue;
        running.set(
          name,
          inRequest(ownRequestId(deps.newId), () => run(due)).finally(() => running.delete(name)),
        );
      }
    } catch (error) {
      if (!isEnded(holding)) log.error('jobs.due', error);
    }
    await wait(LOOK_MS, holding.signal);
  }
  await Promise.all(running.values());
}

function isEnded({signal}: Holding): boolean {
  return signal.aborted;
}
