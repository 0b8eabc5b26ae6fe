import type {Clock} from '../../clock.ts';
import type {Wait} from '../../scheduling/wait.ts';

/** Teams takes 50 a second from an app; the rest is left for the answers of turns. */
const PER_SECOND = 45;
/** Keeps all four of Teams's windows for one conversation. */
const APART_MS = 2_000;
const SECOND_MS = 1_000;

export interface Budget {
  /**
   * Waits for the turn of one request, and takes it. Ends early when the signal does; then nothing is taken.
   *
   * @param conversation undefined for a request that is for none yet
   */
  take(conversation: string | undefined, signal: AbortSignal): Promise<void>;
  /** Nothing goes out for so long: Teams asked for it. */
  pause(ms: number): void;
}

/** Keeps Teams's limits, for the app and for each conversation. One sender at a time has one. */
export function createBudget(clock: Clock, wait: Wait): Budget {
  // The times of the requests of the last second, also of those to come.
  const taken: number[] = [];
  const conversations = new Map<string, number>();
  let notBefore = Number.NEGATIVE_INFINITY;

  /** The earliest moment for one more request to a conversation. */
  function earliest(conversation: string | undefined, now: number): number {
    const own = conversation === undefined ? now : (conversations.get(conversation) ?? now);
    const full = taken.length < PER_SECOND ? now : (taken.at(-PER_SECOND) ?? now) + SECOND_MS;
    return Math.max(now, own, full, notBefore);
  }

  function forget(now: number): void {
    while ((taken[0] ?? now) < now - SECOND_MS) taken.shift();
    if (conversations.size > 1_000) {
      for (const [conversation, free] of conversations) if (free <= now) conversations.delete(conversation);
    }
  }

  return {
    async take(conversation, signal) {
      // Whoever wakes up may find that others were faster.
      while (!signal.aborted) {
        const now = clock.monotonic();
        const at = earliest(conversation, now);
        if (at <= now) {
          forget(now);
          taken.push(now);
          if (conversation !== undefined) conversations.set(conversation, now + APART_MS);
          return;
        }
        await wait(at - now, signal);
      }
    },
    pause(ms) {
      notBefore = Math.max(notBefore, clock.monotonic() + ms);
    },
  };
}
