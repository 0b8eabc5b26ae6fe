import {Temporal} from '../../kernel/time.ts';
import type {Clock} from '../clock.ts';
import type {Log} from '../log.ts';
import type {CallOptions, Storage} from '../storage/table.ts';
import {SYSTEM_TABLE} from '../storage/versions.ts';

const SHAPE = 1;
const PREFIX = 'beats-';
const EVERY_MS = 60_000;
const LOOK_MS = 5_000;
const LONGEST_GAP_MS = 90_000;
const KEPT_DAYS = 2;

export interface Beats {
  /** Writes a beat now and then one a minute, as long as `ready` says so. */
  start(ready: () => boolean): void;
  stop(): Promise<void>;
}

/**
 * Says once a minute that this instance is there for people. Nobody may lose something for not having
 * answered while there was no one to answer to; {@link upWithoutGap} asks these rows.
 *
 * @param instance names this process
 */
export function createBeats(storage: Storage, instance: string, clock: Clock, log: Log): Beats {
  const table = storage.table(SYSTEM_TABLE);
  let timer: NodeJS.Timeout | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> | undefined;

  async function beat(): Promise<void> {
    const at = clock.now();
    const start = clock.monotonic();
    const row = {pk: partitionOf(at), rk: `${fixed(at)}|${instance}`, v: SHAPE};
    try {
      await table.put(row, {signal: AbortSignal.timeout(LOOK_MS)});
      last = start;
    } catch (error) {
      // Tried again at the next look, well within the gap that is allowed.
      log.error('beats.write', error);
    }
  }

  return {
    start(ready) {
      const look = (): void => {
        if (!ready() || writing !== undefined || clock.monotonic() - last < EVERY_MS) return;
        writing = beat().finally(() => (writing = undefined));
      };
      timer = setInterval(look, LOOK_MS).unref();
      look();
    },
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}

/**
 * Whether in all the time from `from` to `to` some instance was ready: no gap between beats over 90 s,
 * also none before the first and after the last. Storage out of reach leaves a gap as well, which is right:
 * nobody could press anything then.
 */
export async function upWithoutGap(
  storage: Storage,
  from: Temporal.Instant,
  to: Temporal.Instant,
  options?: CallOptions,
): Promise<boolean> {
  const table = storage.table(SYSTEM_TABLE);
  let reached = from.epochMilliseconds - LONGEST_GAP_MS;
  const end = to.epochMilliseconds;
  const first = Temporal.Instant.fromEpochMilliseconds(reached);
  let known = false;
  for (let day = dayOf(first); Temporal.PlainDate.compare(day, dayOf(to)) <= 0; day = day.add({days: 1})) {
    const range = {from: fixed(first), to: `${fixed(to)}~`};
    for await (const {row} of table.list({pk: `${PREFIX}${day.toString()}`, ...range}, options)) {
      const at = Temporal.Instant.from(row.rk.split('|')[0] ?? '').epochMilliseconds;
      if (at - reached > LONGEST_GAP_MS && known) return false;
      // Before `from` any beat will do; the last one of them counts.
      if (!known && at > from.epochMilliseconds) return false;
      known = true;
      reached = at;
    }
  }
  return known && end - reached <= LONGEST_GAP_MS;
}

/** Deletes beats of days before yesterday. Run by a job. */
export async function sweepBeats(
  storage: Storage,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  const table = storage.table(SYSTEM_TABLE);
  const oldest = `${PREFIX}${dayOf(now)
    .subtract({days: KEPT_DAYS - 1})
    .toString()}`;
  const stale: {pk: string; rk: string}[] = [];
  for await (const {row} of table.list({columns: []}, {signal})) {
    if (row.pk.startsWith(PREFIX) && row.pk < oldest) stale.push({pk: row.pk, rk: row.rk});
  }
  for (const {pk, rk} of stale) await table.delete(pk, rk, '*', {signal});
}

function dayOf(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO('UTC').toPlainDate();
}

function partitionOf(at: Temporal.Instant): string {
  return `${PREFIX}${dayOf(at).toString()}`;
}

// Of one length, so that keys sort by time.
function fixed(at: Temporal.Instant): string {
  return at.toString({smallestUnit: 'millisecond'});
}
