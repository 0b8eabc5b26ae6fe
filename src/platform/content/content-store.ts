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
      if (change === 'same') {
        // An earlier push may have been cut off between storing and telling.
        await announce(signal);
        return change;
      }
      const parts: Part[] = cut(json).map((part) => ({json: part}));
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

// Never between the halves of one character: half a character does not survive the way to the storage.
function cut(text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const last = text.charCodeAt(start + PART_CHARACTERS - 1);
    const end = start + PART_CHARACTERS - (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
