import {bucketOf, shortHash} from '../../kernel/ids.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {Clock} from '../clock.ts';
import type {Log} from '../log.ts';
import type {Storage} from '../storage/table.ts';

const PREFIX = 'seen';
const BUCKETS = 16;

/** Which activities were answered already. Teams delivers again what it takes for lost. */
export interface Seen {
  /**
   * True for the first delivery. With storage out of reach it is true as well: an answer given twice is
   * better than none, and what changes something is guarded by its own token.
   */
  firstTime(conversationId: string, activityId: string | undefined, signal?: AbortSignal): Promise<boolean>;
}

/**
 * Remembers activities in a table a day. A table is dropped when it is more than two days old, by whoever
 * first sees a new day.
 */
export function seenActivities(storage: Storage, clock: Clock, log: Log): Seen {
  const ready = new Map<string, Promise<void>>();

  async function open(day: Temporal.PlainDate, signal: AbortSignal | undefined): Promise<string> {
    const name = tableName(day);
    let opening = ready.get(name);
    if (opening === undefined) {
      opening = storage.ensure([name], {signal});
      ready.set(name, opening);
      opening.then(
        () => dropBefore(day.subtract({days: 2})).catch((error: unknown) => log.error('seen.drop', error)),
        () => ready.delete(name),
      );
    }
    await opening;
    return name;
  }

  async function dropBefore(day: Temporal.PlainDate): Promise<void> {
    const first = tableName(day);
    for (const name of await storage.names()) {
      // Names are of one length, so they sort by their day.
      if (/^seen\d{8}$/.test(name) && name < first) {
        ready.delete(name);
        await storage.drop(name);
      }
    }
  }

  return {
    async firstTime(conversationId, activityId, signal) {
      if (activityId === undefined) return true;
      const key = shortHash(`${conversationId}\n${activityId}`);
      try {
        const now = clock.now().toZonedDateTimeISO('UTC');
        const day = now.toPlainDate();
        const table = storage.table(await open(day, signal));
        const row = {pk: bucketOf(key, BUCKETS), rk: key, v: 1};
        const result = await table.insert(row, {signal});
        if (result.kind === 'exists') return false;
        // Teams delivers again within minutes, so the day before matters only just after midnight.
        if (now.hour > 0) return true;
        const before = storage.table(await open(day.subtract({days: 1}), signal));
        return (await before.get(row.pk, row.rk, {signal})) === undefined;
      } catch (error) {
        log.error('seen.skipped', error);
        return true;
      }
    },
  };
}

function tableName(day: Temporal.PlainDate): string {
  return `${PREFIX}${day.toString().replaceAll('-', '')}`;
}
