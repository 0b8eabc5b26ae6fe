import type {Clock} from '../../clock.ts';
import type {Wait} from '../../scheduling/wait.ts';

/** Teams takes 50 a second from an app; the rest is left for the answers of turns. */
const PER_SECOND = 45;
const SECOND_MS = 1_000;
/** Evenly: 45 at once, and 45 a second later, are 90 within a second for whoever gets the first ones late. */
const STEP_MS = SECOND_MS / PER_SECOND;
/** So much of lost time may be made up for. */
const BEHIND_MS = 2 * STEP_MS;
/** Keeps all four of Teams's windows for one conversation. */
const APART_MS = 2_000;

export interface Budget {
  /**
   * Waits for the turn of one request, and takes it. Ends early when the signal does; then nothing is taken.
   *
   * @param conversation undefined for a request that is for none yet
   */
  take(conversation: string | undefined, signal: AbortSignal): Promise<void>;
  /**
   * The last door, just before the socket: what was taken may have been kept up on its way here, and others with it.
   *
   * @returns false where nothing may go out now, since Teams has asked to wait meanwhile
   */
  leave(conversation: string | undefined, signal: AbortSignal): Promise<boolean>;
  /** Nothing goes out for so long: Teams asked for it. */
  pause(ms: number): void;
}

/** Keeps Teams's limits, for the app and for each conversation. One sender at a time has one. */
export function createBudget(clock: Clock, wait: Wait): Budget {
  let free = Number.NEGATIVE_INFINITY;
  // When the requests of the last second went out.
  const left: number[] = [];
  const conversations = new Map<string, number>();
  let notBefore = Number.NEGATIVE_INFINITY;

  const freeOf = (conversation: string | undefined, now: number) =>
    conversation === undefined ? now : (conversations.get(conversation) ?? now);

  function keep(conversation: string | undefined, now: number): void {
    if (conversation !== undefined) conversations.set(conversation, now + APART_MS);
    if (conversations.size <= 1_000) return;
    for (const [known, until] of conversations) if (until <= now) conversations.delete(known);
  }

  return {
    async take(conversation, signal) {
      while (!signal.aborted) {
        const now = clock.monotonic();
        const own = Math.max(freeOf(conversation, now), notBefore);
        if (own > now) {
          await wait(own - now, signal);
          continue;
        }
        // Each books a moment of its own, so that nobody wakes up for nothing.
        const moment = Math.max(free, now - BEHIND_MS);
        free = moment + STEP_MS;
        keep(conversation, Math.max(moment, now));
        if (moment > now) await wait(moment - now, signal);
        if (notBefore <= clock.monotonic()) return;
      }
    },
    async leave(conversation, signal) {
      for (;;) {
        const now = clock.monotonic();
        if (signal.aborted || notBefore > now) return false;
        while ((left[0] ?? now) <= now - SECOND_MS) left.shift();
        const first = left.length < PER_SECOND ? undefined : left.at(-PER_SECOND);
        if (first === undefined) {
          left.push(now);
          keep(conversation, now);
          return true;
        }
        await wait(first + SECOND_MS - now, signal);
      }
    },
    pause(ms) {
      notBefore = Math.max(notBefore, clock.monotonic() + ms);
    },
  };
}
