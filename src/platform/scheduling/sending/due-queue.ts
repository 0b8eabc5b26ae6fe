import type {Temporal} from '../../../kernel/time.ts';
import {LANES, type Lane} from '../outbox/entry.ts';
import type {Due, DueRow, OutboxRows} from '../outbox/rows.ts';

/** Rows that are read ahead. A look at all partitions costs as much as five messages, and more with every row. */
const AHEAD = 512;

/** Goes through what is due, and reads ahead; but for the first lane, which is looked at each time. */
export interface DueQueue {
  /**
   * The next ones, the first lane first.
   *
   * @param lanes those that may go out, in their order
   * @param skip row keys that are in hand already, or could not be moved
   * @returns `next` only where nothing is left of what was read ahead
   */
  take(
    now: Temporal.Instant,
    most: number,
    lanes: readonly Lane[],
    skip: (rk: string) => boolean,
    signal: AbortSignal,
  ): Promise<Due>;
}

/**
 * What was read ahead may have changed since: whoever takes a row reads its entry, and drops the row where the
 * entry does not know it any more.
 */
export function createDueQueue(rows: Pick<OutboxRows, 'due'>): DueQueue {
  let ahead: readonly DueRow[] = [];
  return {
    async take(now, most, lanes, skip, signal) {
      // What is held meanwhile is read anew when it is released.
      ahead = ahead.filter(({lane, rk}) => lanes.includes(lane) && !skip(rk));
      if (ahead.length === 0) {
        const {due, next} = await rows.due(now, AHEAD, lanes, skip, {signal});
        ahead = due.slice(most);
        return {due: due.slice(0, most), next};
      }
      const known = new Set(ahead.map(({rk}) => rk));
      const first = lanes.filter((lane) => lane === LANES[0]);
      const isKnown = (rk: string) => known.has(rk) || skip(rk);
      const {due} = await rows.due(now, most, first, isKnown, {signal});
      const rest = most - due.length;
      const taken = [...due, ...ahead.slice(0, rest)];
      ahead = ahead.slice(rest);
      return {due: taken, next: undefined};
    },
  };
}
