import {word, type Log} from '../log.ts';
import type {Holding, Lease} from './lease.ts';
import type {Wait} from './wait.ts';

export interface SchedulerDeps {
  readonly lease: Lease;
  /** What is done as long as the lease is held; each ends when the holding's signal does. */
  readonly work: readonly ((holding: Holding) => Promise<void>)[];
  readonly log: Log;
  readonly wait: Wait;
}

export interface Scheduler {
  start(): void;
  /** Gives the lease up once what is under way has ended. */
  stop(): Promise<void>;
}

/** Takes the lease when it is free, keeps it, and has the work done meanwhile. */
export function createScheduler({lease, work, log, wait}: SchedulerDeps): Scheduler {
  const ended = new AbortController();
  let loop: Promise<void> | undefined;
  let current: Holding | undefined;
  // Ends with the holding, or earlier when the process is to stop: the lease is kept until the work is over.
  let busy: Promise<void> = Promise.resolve();

  async function step(): Promise<void> {
    try {
      const holding = await lease.step();
      if (holding === undefined || holding === current) return;
      current = holding;
      log.info('lease.held', {token: holding.token});
      const signal = AbortSignal.any([holding.signal, ended.signal]);
      // What the former holding has started ends first: it must not overlap with the new one's work.
      const before = busy;
      busy = before.then(() =>
        all({...holding, mayStart: () => !signal.aborted && holding.mayStart(), signal}),
      );
    } catch (error) {
      log.error('lease.step', error);
    }
  }

  async function all(holding: Holding): Promise<void> {
    const each = work.map((run) =>
      run(holding).catch((error: unknown) => log.error('scheduler.work', error, {at: word('run')})),
    );
    await Promise.all(each);
  }

  async function run(): Promise<void> {
    const isEnded = (): boolean => ended.signal.aborted;
    while (!isEnded()) {
      await step();
      await wait(lease.every, ended.signal);
    }
    // Kept until all is over, so nobody else begins while a request is under way.
    const stepping = setInterval(() => void lease.step().catch(() => undefined), lease.every);
    await busy;
    clearInterval(stepping);
    await lease.release();
  }

  return {
    start: () => void (loop ??= run()),
    async stop() {
      ended.abort();
      await loop;
    },
  };
}
