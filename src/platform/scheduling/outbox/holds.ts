import {decodeKey, encodeKey} from '../../../kernel/ids.ts';
import {Temporal} from '../../../kernel/time.ts';
import type {CallOptions, Storage} from '../../storage/table.ts';
import {bumpVersion, SYSTEM_TABLE} from '../../storage/versions.ts';
import {LANES, type Lane} from './entry.ts';

/** The number in `system/versions` that tells all instances that something is held, or no longer. */
export const HOLDS_VERSION = 'holds';

const PARTITION = 'holds';
const SHAPE = 1;
const QUIET = 'quiet';

/** On a day of disaster this lane alone goes on. */
const ALWAYS: Lane = 'booths';

/**
 * - `held`: waits until it is released
 * - `cancelled`: what was to be said of it up to that instant is not said any more
 */
export type HoldKind = 'held' | 'cancelled';

export interface TopicHold {
  readonly kind: HoldKind;
  /** Since when. */
  readonly at: Temporal.Instant;
}

/** What operators keep back. */
export interface Held {
  /** All but booths' notices wait until then. */
  readonly quietUntil: Temporal.Instant | undefined;
  readonly lanes: ReadonlySet<Lane>;
  /** By the topic's id; what a topic is, the features know. */
  readonly topics: ReadonlyMap<string, TopicHold>;
}

/** Nothing is kept back. */
export const NOTHING_HELD: Held = {quietUntil: undefined, lanes: new Set(), topics: new Map()};

export interface Holds {
  /** As last read. Asked before each request, so it is kept in memory. */
  current(): Held;
  /** Reads anew; where that fails, what was known stays. */
  refresh(options?: CallOptions): Promise<Held>;
  quiet(until: Temporal.Instant | undefined, options?: CallOptions): Promise<void>;
  holdLane(lane: Lane, held: boolean, options?: CallOptions): Promise<void>;
  holdTopic(topic: string, hold: TopicHold | undefined, options?: CallOptions): Promise<void>;
}

/** What operators keep back, in a few rows of the table `system`; every instance follows within two seconds. */
export function createHolds(storage: Storage): Holds {
  const table = storage.table(SYSTEM_TABLE);
  let known = NOTHING_HELD;

  async function set(rk: string, columns: Record<string, string> | undefined, options?: CallOptions) {
    if (columns === undefined) await table.delete(PARTITION, rk, '*', options);
    else await table.put({pk: PARTITION, rk, v: SHAPE, ...columns}, options);
    // After the row: who hears of it reads the new state.
    await bumpVersion(storage, HOLDS_VERSION, options?.signal);
  }

  return {
    current: () => known,
    async refresh(options) {
      let quietUntil: Temporal.Instant | undefined;
      const lanes = new Set<Lane>();
      const topics = new Map<string, TopicHold>();
      for await (const {row} of table.list({pk: PARTITION}, options)) {
        const [kind, id = ''] = row.rk.split('|');
        const lane = LANES.find((l) => l === id);
        if (kind === QUIET) quietUntil = Temporal.Instant.from(String(row['until']));
        else if (kind === 'lane' && lane !== undefined) lanes.add(lane);
        else if (kind === 'topic') {
          const at = Temporal.Instant.from(String(row['at']));
          topics.set(decodeKey(id), {kind: row['kind'] === 'cancelled' ? 'cancelled' : 'held', at});
        }
      }
      return (known = {quietUntil, lanes, topics});
    },
    quiet: (until, options) => set(QUIET, until && {until: until.toString()}, options),
    holdLane: (lane, held, options) => set(`lane|${lane}`, held ? {} : undefined, options),
    holdTopic: (topic, hold, options) =>
      set(`topic|${encodeKey(topic)}`, hold && {kind: hold.kind, at: hold.at.toString()}, options),
  };
}

/** Whether nothing of a lane may go out. */
export function isLaneHeld({lanes, quietUntil}: Held, lane: Lane, now: Temporal.Instant): boolean {
  return lanes.has(lane) || (lane !== ALWAYS && quietUntil !== undefined && isBefore(now, quietUntil));
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}
