import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';

/** More than anybody types or presses; a script, or a key that is held down, is stopped. */
export const PERSON_A_MINUTE = 40;
/** A lively group of sixty. */
export const CONVERSATION_A_MINUTE = 120;
const MINUTE_MS = 60_000;
// Beyond so many of either the oldest are forgotten, so that strangers cannot fill the memory.
const REMEMBERED = 50_000;

/** Counts what comes from each person and each conversation, on this instance alone: a limit, not a quota. */
export interface Rate {
  /** `first`: the limit was just passed, and the person should be told; `over`: they were told already. */
  readonly take: (account: Account, conversation: string | undefined) => 'within' | 'first' | 'over';
}

interface Count {
  since: number;
  count: number;
}

export function createRate(clock: Clock): Rate {
  const counts = new Map<string, Count>();

  // By the monotonic clock: one that is set back must not lock anybody out.
  function add(key: string): number {
    const now = clock.monotonic();
    const held = counts.get(key);
    if (held !== undefined && now - held.since < MINUTE_MS) return ++held.count;
    counts.delete(key);
    counts.set(key, {since: now, count: 1});
    const [oldest] = counts.keys();
    if (counts.size > REMEMBERED && oldest !== undefined) counts.delete(oldest);
    return 1;
  }

  return {
    take(account, conversation) {
      const person = add(`p|${accountKey(account)}`) - PERSON_A_MINUTE;
      const room = conversation === undefined ? 0 : add(`c|${conversation}`) - CONVERSATION_A_MINUTE;
      const over = Math.max(person, room);
      return over <= 0 ? 'within' : over === 1 ? 'first' : 'over';
    },
  };
}
