import type {Clock} from '../clock.ts';
import type {Log} from '../log.ts';
import type {Metrics} from '../telemetry/metrics.ts';
import type {Storage} from '../storage/table.ts';
import {createBeats} from './beats.ts';
import type {JobBook} from './jobs.ts';
import {createLease} from './lease.ts';
import type {Held} from './outbox/holds.ts';
import type {OutboxRows} from './outbox/rows.ts';
import {runJobs} from './run-jobs.ts';
import {createScheduler} from './scheduler.ts';
import {createSendEntry, type Render} from './sending/send-entry.ts';
import type {Sender} from './sending/sender.ts';
import {createSending} from './sending/sending.ts';
import type {Wait} from './wait.ts';

export interface TimedWorkDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly wait: Wait;
  readonly leaseMs: number;
  readonly book: JobBook;
  readonly rows: OutboxRows;
  readonly sender: Sender;
  readonly render: Render;
  readonly metrics: Metrics;
  /** What operators keep back just now. */
  readonly held: () => Held;
}

/** All that an instance does unasked. */
export interface TimedWork {
  /** @param ready whether the instance answers people; only then does it say so with its beats */
  start(ready: () => boolean): void;
  /** Has the sender look at the outbox now, if this instance holds the lease. */
  wake(): void;
  /** Ends what is under way, then gives the lease up. */
  stop(): Promise<void>;
}

/** Puts lease, jobs, sending and beats together. */
export function createTimedWork(deps: TimedWorkDeps): TimedWork {
  const {storage, clock, log, newId, wait, rows, held} = deps;
  const instance = newId();
  const sending = createSending({rows, sendEntry: createSendEntry(deps), clock, log, wait, held});
  const lease = createLease(storage, {clock, holder: instance, ttl: deps.leaseMs});
  const work = [sending.run, (holding: Parameters<typeof runJobs>[1]) => runJobs(deps, holding)];
  const scheduler = createScheduler({lease, work, log, wait});
  const beats = createBeats(storage, instance, clock, log);
  return {
    start(ready) {
      beats.start(ready);
      scheduler.start();
    },
    wake: sending.wake,
    async stop() {
      await Promise.all([beats.stop(), scheduler.stop()]);
    },
  };
}
