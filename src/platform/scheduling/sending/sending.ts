import type {Clock} from '../../clock.ts';
import type {Log} from '../../log.ts';
import type {Holding} from '../lease.ts';
import {sideKeyOf} from '../outbox/entry.ts';
import type {OutboxRows} from '../outbox/rows.ts';
import type {Wait} from '../wait.ts';
import type {SendEntry} from './send-entry.ts';

/** Entries of one look. So few that a lane which comes first never waits long for the others. */
const AT_ONCE = 100;
const WORKERS = 16;
/** A look without being called, in case a call was lost. */
const IDLE_MS = 30_000;
/** Another holder may have sent up to now; then nobody stands nearer than this to its last request. */
const NEW_HOLDER_MS = 2_000;
const FAILED_MS = 2_000;

export interface SendingDeps {
  readonly rows: OutboxRows;
  readonly sendEntry: SendEntry;
  readonly clock: Clock;
  readonly log: Log;
  readonly wait: Wait;
}

export interface Sending {
  /** Has it look now. */
  readonly wake: () => void;
  /** Sends what is due for as long as the holding lasts. */
  readonly run: (holding: Holding) => Promise<void>;
}

/** Goes through the outbox, over and over. */
export function createSending({rows, sendEntry, clock, log, wait}: SendingDeps): Sending {
  let awake = new AbortController();

  /** Rows of a holder that is no more, and of our own marks that failed for good. Nothing is under way here. */
  async function settle(holding: Holding): Promise<void> {
    for await (const stored of rows.sending({signal: holding.signal})) {
      const {entry} = stored;
      if (entry.token > holding.token) continue;
      const reason = entry.token < holding.token ? 'holder-gone' : 'not-marked';
      const to = {...entry, state: 'unknown' as const, reason, changing: false, at: clock.now()};
      if (await rows.write(stored, to)) log.warn('outbox.unknown');
    }
  }

  /** @returns when to look again, in milliseconds from now */
  async function look(holding: Holding): Promise<number> {
    const now = clock.now();
    const {due, next} = await rows.due(now, AT_ONCE, {signal: holding.signal});
    const left = [...due];
    let moved = 0;
    const work = async (): Promise<void> => {
      for (let row = left.shift(); row !== undefined; row = left.shift()) {
        if (!holding.mayStart()) return;
        const {partition, rk, key} = row;
        try {
          const stored = await rows.find(partition, key, {signal: holding.signal});
          if (stored !== undefined && sideKeyOf(stored.entry) === rk) await sendEntry(stored, holding);
          else if (!(await rows.drop(partition, rk, key))) continue;
          moved++;
        } catch (error) {
          if (!isEnded(holding)) log.error('outbox.entry', error);
        }
      }
    };
    await Promise.all(Array.from({length: WORKERS}, work));
    // Where nothing could be moved, looking again at once would only spin.
    if (due.length > 0) return moved > 0 ? 0 : FAILED_MS;
    const until = next === undefined ? IDLE_MS : next.epochMilliseconds - clock.now().epochMilliseconds;
    return Math.min(Math.max(until, 0), IDLE_MS);
  }

  return {
    wake: () => awake.abort(),
    async run(holding) {
      await wait(NEW_HOLDER_MS, holding.signal);
      let settled = Number.NEGATIVE_INFINITY;
      while (!isEnded(holding)) {
        awake = new AbortController();
        const {signal} = awake;
        const stop = (): void => awake.abort();
        let pause: number;
        try {
          if (clock.monotonic() - settled >= IDLE_MS) {
            await settle(holding);
            settled = clock.monotonic();
          }
          // A holding that is about to end starts nothing; it may yet be renewed.
          pause = holding.mayStart() ? await look(holding) : FAILED_MS / 4;
        } catch (error) {
          if (!isEnded(holding)) log.error('outbox.look', error);
          pause = FAILED_MS;
        }
        // The signal lives as long as the holding: it must not gather listeners.
        holding.signal.addEventListener('abort', stop, {once: true});
        if (!isEnded(holding) && pause > 0) await wait(pause, signal);
        holding.signal.removeEventListener('abort', stop);
      }
    },
  };
}

function isEnded({signal}: Holding): boolean {
  return signal.aborted;
}
