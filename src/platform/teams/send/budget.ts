import type {Clock} from '../../clock.ts';
import type {Wait} from '../../scheduling/wait.ts';

/** Teams takes 50 a second from an app; the rest is left for the answers of turns. */
const PER_SECOND = 45;
const SECOND_MS = 1_000;
/** Evenly: 45 at once, and 45 a second later, are 90 within a second for whoever gets the first ones late. */
const STEP_MS = SECOND_MS / PER_SECOND;
/** So much of lost time may be made up for. */
const BEHIND_MS = 4 * STEP_MS;
/**
 * Turns are given so long before their moment: the message is computed and claimed in between. No longer, since what
 * is claimed ahead becomes unknown where the process dies.
 */
const LEAD_MS = 120;
/** What was kept up on its way to the door is let out faster, up to so many in a second and so far apart. */
const MOST_PER_SECOND = 48;
const GAP_MS = SECOND_MS / 50;
/** After a rest the first ones find the way cold, come in late and together; so the next ones are held back a little. */
const COLD = {afterMs: SECOND_MS, requests: 4, stepMs: 90} as const;
/** Keeps all four of Teams's windows for one conversation. */
const APART_MS = 2_000;

/** Leave for one request. */
export interface Turn {
  readonly conversation: string | undefined;
  /** On the monotonic clock; it goes out no earlier. */
  readonly moment: number;
}

export interface Budget {
  /**
   * Waits for the turn of one request: until shortly before its moment.
   *
   * @param conversation undefined for a request that is for none yet
   * @returns undefined where the signal ended first; then nothing is taken
   */
  take(conversation: string | undefined, signal: AbortSignal): Promise<Turn | undefined>;
  /**
   * The last door, just before the socket. Those who wait go through in the order of their moments.
   *
   * @returns false where nothing may go out now, since Teams has asked to wait meanwhile
   */
  leave(turn: Turn, signal: AbortSignal): Promise<boolean>;
  /** Nothing goes out for so long: Teams asked for it. */
  pause(ms: number): void;
}

interface AtDoor {
  readonly turn: Turn;
  readonly signal: AbortSignal;
  readonly answer: (may: boolean) => void;
}

/** Keeps Teams's limits, for the app and for each conversation. One sender at a time has one. */
export function createBudget(clock: Clock, wait: Wait): Budget {
  let free = Number.NEGATIVE_INFINITY;
  let cold = 0;
  // When the requests of the last second went out, and the last one of all.
  const left: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const door: AtDoor[] = [];
  let isOpen = false;
  const conversations = new Map<string, number>();
  let notBefore = Number.NEGATIVE_INFINITY;

  const freeOf = (conversation: string | undefined, now: number) =>
    conversation === undefined ? now : (conversations.get(conversation) ?? now);

  function keep(conversation: string | undefined, now: number): void {
    if (conversation !== undefined) conversations.set(conversation, now + APART_MS);
    if (conversations.size <= 1_000) return;
    for (const [known, until] of conversations) if (until <= now) conversations.delete(known);
  }

  // Each books a moment of its own, so that nobody wakes up for nothing.
  function book(conversation: string | undefined, now: number): Turn {
    if (now - free > COLD.afterMs) cold = COLD.requests;
    const moment = Math.max(free, now - BEHIND_MS);
    free = moment + (cold > 0 ? COLD.stepMs : STEP_MS);
    cold = Math.max(0, cold - 1);
    keep(conversation, Math.max(moment, now));
    return {conversation, moment};
  }

  /** When the next one may go through. Asked for anew after each wait: a busy machine wakes us late. */
  function opens(turn: Turn, now: number): number {
    while ((left[0] ?? now) <= now - SECOND_MS) left.shift();
    const full = left.length < MOST_PER_SECOND ? undefined : left.at(-MOST_PER_SECOND);
    return Math.max(turn.moment, last + GAP_MS, full === undefined ? now : full + SECOND_MS);
  }

  async function keepDoor(): Promise<void> {
    isOpen = true;
    for (let first = door[0]; first !== undefined; first = door[0]) {
      const now = clock.monotonic();
      const mayNot = first.signal.aborted || notBefore > now;
      const at = mayNot ? now : opens(first.turn, now);
      if (at > now) {
        // Somebody with an earlier moment may come meanwhile.
        await wait(Math.min(at - now, GAP_MS), first.signal);
        continue;
      }
      door.shift();
      if (!mayNot) {
        left.push(now);
        last = now;
        keep(first.turn.conversation, now);
      }
      first.answer(!mayNot);
    }
    isOpen = false;
  }

  return {
    async take(conversation, signal) {
      // Asked through a function: the compiler takes it for settled once it was looked at.
      const isOver = () => signal.aborted;
      while (!isOver()) {
        const now = clock.monotonic();
        const own = Math.max(freeOf(conversation, now), notBefore);
        if (own > now) {
          await wait(own - now, signal);
          continue;
        }
        const turn = book(conversation, now);
        const begins = turn.moment - LEAD_MS;
        if (begins > now) await wait(begins - now, signal);
        if (notBefore <= clock.monotonic() && !isOver()) return turn;
      }
      return undefined;
    },
    leave(turn, signal) {
      return new Promise((answer) => {
        const after = door.findIndex((other) => other.turn.moment > turn.moment);
        door.splice(after < 0 ? door.length : after, 0, {turn, signal, answer});
        if (!isOpen) void keepDoor();
      });
    },
    pause(ms) {
      notBefore = Math.max(notBefore, clock.monotonic() + ms);
    },
  };
}
