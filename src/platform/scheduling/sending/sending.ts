import type {Clock} from '../../clock.ts';
import type {Log} from '../../log.ts';
import type {Holding} from '../lease.ts';
import {LANES, sideKeyOf} from '../outbox/entry.ts';
import {isLaneHeld, type Held} from '../outbox/holds.ts';
import type {DueRow, OutboxRows} from '../outbox/rows.ts';
import type {Wait} from '../wait.ts';
import {createDueQueue} from './due-queue.ts';
import type {SendEntry} from './send-entry.ts';

/** Entries of one look. So few that a lane which comes first never waits long for the others. */
const AT_ONCE = 50;
/** As many requests may hang for ten seconds before the sending slows down. */
const WORKERS = 64;
/** A look without being called, in case a call was lost. */
const IDLE_MS = 30_000;
/** Another holder may have sent up to now; then nobody stands nearer than this to its last request. */
const NEW_HOLDER_MS = 2_000;
const FAILED_MS = 2_000;
/** What could not be moved is left out of the looks for so long. */
const STUCK_MS = 30_000;

export interface SendingDeps {
  readonly rows: OutboxRows;
  readonly sendEntry: SendEntry;
  readonly clock: Clock;
  readonly log: Log;
  readonly wait: Wait;
  /** What operators keep back just now. */
  readonly held: () => Held;
}

export interface Sending {
  /** Has it look now. */
  readonly wake: () => void;
  /** Sends what is due for as long as the holding lasts; ends when nothing is under way any more. */
  readonly run: (holding: Holding) => Promise<void>;
}

/**
 * Goes through the outbox, over and over. A look does not wait for what the one before has begun: one request
 * that hangs would keep all others.
 */
export function createSending({rows, sendEntry, clock, log, wait, held}: SendingDeps): Sending {
  let awake = new AbortController();
  // By the row of the queue, the entry's key.
  const inHand = new Map<string, string>();
  const stuck = new Map<string, number>();
  const ends = new Set<() => void>();
  const queue = createDueQueue(rows);

  /** Rows of a holder that is no more, and of our own marks that failed for good. */
  async function settle(holding: Holding): Promise<void> {
    for await (const stored of rows.sending({signal: holding.signal})) {
      const {entry} = stored;
      if (entry.token > holding.token || [...inHand.values()].includes(entry.key)) continue;
      const reason = entry.token < holding.token ? 'holder-gone' : 'not-marked';
      const to = {...entry, state: 'unknown' as const, reason, changing: false, at: clock.now()};
      if (await rows.write(stored, to)) log.warn('outbox.unknown');
    }
  }

  async function move({partition, lane, rk, key}: DueRow, holding: Holding): Promise<void> {
    const mayStart = () => holding.mayStart() && !isLaneHeld(held(), lane, clock.now());
    let moved = false;
    try {
      const stored = await rows.find(partition, key, {signal: holding.signal});
      if (stored !== undefined && sideKeyOf(stored.entry) === rk) {
        await sendEntry(stored, {...holding, mayStart});
        moved = true;
      } else moved = await rows.drop(partition, rk, key);
    } catch (error) {
      if (!isEnded(holding)) log.error('outbox.entry', error);
    }
    inHand.delete(rk);
    if (!moved) stuck.set(rk, clock.monotonic() + STUCK_MS);
    for (const end of ends) end();
  }

  /** Resolves when one of those in hand has ended. */
  const oneEnds = () =>
    new Promise<void>((resolve) => {
      const end = (): void => {
        ends.delete(end);
        resolve();
      };
      ends.add(end);
    });

  /** @returns when to look again, in milliseconds from now */
  async function look(holding: Holding): Promise<number> {
    const now = clock.now();
    for (const [rk, until] of stuck) if (until <= clock.monotonic()) stuck.delete(rk);
    const {quietUntil} = held();
    const lanes = LANES.filter((lane) => !isLaneHeld(held(), lane, now));
    const skip = (rk: string) => inHand.has(rk) || stuck.has(rk);
    // Before the read: one that ends during it may wait again in a row that the read has passed already.
    const wereInHand = inHand.size > 0;
    const {due, next} = await queue.take(now, AT_ONCE, lanes, skip, holding.signal);
    for (const row of due) {
      while (inHand.size >= WORKERS) await oneEnds();
      if (!holding.mayStart()) return FAILED_MS / 4;
      // It may have been put into hand anew by nobody but this loop, so it is not there.
      inHand.set(row.rk, row.key);
      void move(row, holding);
    }
    if (due.length > 0) return 0;
    // Which of those in hand waits again, and until when, is known when it has ended.
    if (wereInHand || inHand.size > 0) return FAILED_MS / 4;
    const times = [next, quietUntil].flatMap((at) =>
      at === undefined ? [] : [at.epochMilliseconds - clock.now().epochMilliseconds],
    );
    const until = Math.min(IDLE_MS, ...times.filter((ms) => ms > 0));
    return next !== undefined && next.epochMilliseconds <= clock.now().epochMilliseconds ? 0 : until;
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
      while (inHand.size > 0) await oneEnds();
    },
  };
}

function isEnded({signal}: Holding): boolean {
  return signal.aborted;
}
