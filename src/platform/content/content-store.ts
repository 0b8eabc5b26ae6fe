import {createHash} from 'node:crypto';
import type {Storage} from '../storage/table.ts';
import {readParts, readPointer, replaceThing, type Part} from './generations.ts';
import type {Clock} from '../clock.ts';

/** The organisation's own data in tables, one JSON value a kind (`incidents`, `contacts`, …). */
export interface ContentStore {
  /** Takes a value over; says whether it was new. Every instance follows. */
  put(kind: string, value: unknown, signal?: AbortSignal): Promise<'new' | 'changed' | 'same'>;
  /** What `put` would say. */
  compare(kind: string, value: unknown, signal?: AbortSignal): Promise<'new' | 'changed' | 'same'>;
  /** The value and its generation; undefined where nothing was ever put. */
  get(kind: string, signal?: AbortSignal): Promise<{value: unknown; generation: string} | undefined>;
}

export const CONTENT_TABLE = 'content';
const PART_CHARACTERS = 30_000; // Azure: 32K characters a string

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Tells every instance that content has changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
}

/** The store of content over the given storage. */
export function contentStore({storage, clock, newId, announce}: Deps): ContentStore {
  const table = storage.table(CONTENT_TABLE);

  const compare: ContentStore['compare'] = async (kind, value, signal) => {
    const pointer = await readPointer(table, kind, signal);
    if (pointer === undefined) return 'new';
    return pointer.row['hash'] === hashOf(JSON.stringify(value)) ? 'same' : 'changed';
  };

  return {
    compare,
    async put(kind, value, signal) {
      const json = JSON.stringify(value);
      const change = await compare(kind, value, signal);
      if (change === 'same') return change;
      const parts: Part[] = [];
      for (let i = 0; i < json.length; i += PART_CHARACTERS) {
        parts.push({json: json.slice(i, i + PART_CHARACTERS)});
      }
      const thing = {partition: `k|${kind}`, name: kind, parts, columns: {hash: hashOf(json)}};
      await replaceThing(table, thing, clock.now(), newId(), signal);
      await announce(signal);
      return change;
    },
    async get(kind, signal) {
      const pointer = await readPointer(table, kind, signal);
      if (pointer === undefined) return undefined;
      const rows = await readParts(table, `k|${kind}`, pointer.generation, signal);
      const json = rows.map((row) => String(row['json'])).join('');
      const value: unknown = JSON.parse(json);
      return {value, generation: pointer.generation};
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
