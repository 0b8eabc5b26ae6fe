import type {z} from 'zod/v4';
import type {Log} from '../log.ts';
import {word} from '../log.ts';
import type {ContentStore} from './content-store.ts';

/** One kind of content in memory, as it is in the tables. */
export interface LiveContent<T> {
  /** Reads it if it has changed. A stored value that does not fit is refused; the former one stays. */
  refresh(signal?: AbortSignal): Promise<void>;
  current(): T;
}

/**
 * Holds a kind of content.
 *
 * @param initial what holds until anything is stored
 */
export function liveContent<T>(
  store: ContentStore,
  kind: string,
  schema: z.ZodType<T>,
  initial: T,
  log: Log,
): LiveContent<T> {
  let value = initial;
  let generation = '';
  return {
    current: () => value,
    async refresh(signal) {
      const stored = await store.get(kind, signal);
      if (stored === undefined || stored.generation === generation) return;
      // Another version of the program may have written it.
      const parsed = schema.safeParse(stored.value);
      if (!parsed.success) {
        log.warn('content.unfit', {kind: word(kind)});
        return;
      }
      value = parsed.data;
      generation = stored.generation;
    },
  };
}
