import {CodedError} from '../../kernel/errors.ts';
import {Temporal} from '../../kernel/time.ts';
import type {Job} from '../feature.ts';
import type {CallOptions, Storage, Stored} from '../storage/table.ts';
import {SYSTEM_TABLE} from '../storage/versions.ts';

const PARTITION = 'jobs';
const SHAPE = 1;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

export type JobOutcome = 'done' | 'failed' | 'cut';

/** What is known of a job. */
export interface JobState {
  readonly name: string;
  /** Milliseconds. */
  readonly every: number;
  /** When the last run began; undefined before the first. */
  readonly last: string | undefined;
  readonly outcome: JobOutcome | undefined;
  /** Runs that failed or were cut since the last one that was done. */
  readonly failures: number;
  /** Undefined: at once. */
  readonly next: string | undefined;
}

/** A job whose time has come. */
export interface DueJob {
  readonly job: Job;
  readonly state: JobState;
  readonly etag: string | undefined;
}

export interface JobBook {
  list(options?: CallOptions): Promise<JobState[]>;
  due(now: Temporal.Instant, options?: CallOptions): Promise<DueJob[]>;
  /**
   * Notes how a run went and when the next one is due. Before this a job stays due: whoever dies in the
   * middle leaves it to the next holder. A row that somebody else has changed meanwhile stays as it is.
   */
  note(due: DueJob, began: Temporal.Instant, outcome: JobOutcome, ended: Temporal.Instant): Promise<void>;
  /**
   * Runs a job by hand, without the lease and without moving its due time.
   *
   * @throws CodedError `job/unknown`
   */
  run(name: string, asOf: Temporal.Instant, signal: AbortSignal): Promise<void>;
}

/**
 * Which jobs there are, and when each ran. A row a job in the table `system`.
 *
 * @param jobs asked at each call: what a job does may depend on what is wired later
 */
export function jobBook(storage: Storage, jobs: () => readonly Job[]): JobBook {
  const table = storage.table(SYSTEM_TABLE);

  async function rows(options: CallOptions | undefined): Promise<Map<string, Stored>> {
    const found = new Map<string, Stored>();
    for await (const stored of table.list({pk: PARTITION}, options)) found.set(stored.row.rk, stored);
    return found;
  }

  async function states(options: CallOptions | undefined): Promise<DueJob[]> {
    const found = await rows(options);
    return jobs().map((job) => {
      const stored = found.get(job.name);
      return {job, state: stateOf(job, stored), etag: stored?.etag};
    });
  }

  return {
    list: async (options) => (await states(options)).map(({state}) => state),
    due: async (now, options) => (await states(options)).filter(({state}) => isDue(state, now)),

    async note({job, state, etag}, began, outcome, ended) {
      const failures = outcome === 'done' ? 0 : state.failures + 1;
      const next =
        outcome === 'done'
          ? began.add({milliseconds: job.every})
          : ended.add({milliseconds: pauseAfter(failures, job.every)});
      const row = {
        pk: PARTITION,
        rk: job.name,
        v: SHAPE,
        last: began.toString(),
        outcome,
        failures,
        next: next.toString(),
      };
      await (etag === undefined ? table.insert(row) : table.update(row, etag));
    },

    async run(name, asOf, signal) {
      const all = jobs();
      const job = all.find((j) => j.name === name);
      if (job === undefined) {
        throw new CodedError('job/unknown', {name, names: all.map((j) => j.name).join(', ')});
      }
      await job.run(asOf, signal);
    },
  };
}

/** The pause after so many failures in a row: doubled each time, never longer than an hour or the job's own. */
export function pauseAfter(failures: number, every: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10), LONGEST_PAUSE_MS, every);
}

function isDue({every, next}: JobState, now: Temporal.Instant): boolean {
  if (next === undefined) return true;
  const wait = Temporal.Instant.from(next).epochMilliseconds - now.epochMilliseconds;
  // Further off than it could have been set: the clock that set it went wrong.
  return wait <= 0 || wait > every + LONGEST_PAUSE_MS;
}

function stateOf({name, every}: Job, stored: Stored | undefined): JobState {
  const text = (column: string) => {
    const cell = stored?.row[column];
    return typeof cell === 'string' ? cell : undefined;
  };
  const outcome = text('outcome');
  const failures = stored?.row['failures'];
  return {
    name,
    every,
    last: text('last'),
    outcome: outcome === 'done' || outcome === 'failed' || outcome === 'cut' ? outcome : undefined,
    failures: typeof failures === 'number' ? failures : 0,
    next: text('next'),
  };
}
