import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';

/** A lively group is several people at once. */
const PEOPLE_IN_A_CONVERSATION = 4;
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

/** @param aMinute how often one person is heard in a minute */
export function createRate(clock: Clock, aMinute: number): Rate {
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
      const person = add(`p|${accountKey(account)}`) - aMinute;
      const room =
        conversation === undefined ? 0 : add(`c|${conversation}`) - aMinute * PEOPLE_IN_A_CONVERSATION;
      const over = Math.max(person, room);
      return over <= 0 ? 'within' : over === 1 ? 'first' : 'over';
    },
  };
}
