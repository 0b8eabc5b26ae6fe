import {join} from 'node:path';
import type {z} from 'zod/v4';
import {word, type Log} from '../log.ts';
import type {ContentStore} from './content-store.ts';
import {readYamlFile} from './yaml-file.ts';

/** One kind of content in memory, as it is in the tables. */
export interface LiveContent<T> {
  /** Reads it if it has changed. A stored value that does not fit is refused; the former one stays. */
  refresh(signal?: AbortSignal): Promise<void>;
  current(): T;
}

export interface LiveOptions<T> {
  readonly store: ContentStore;
  readonly kind: string;
  readonly schema: z.ZodType<T>;
  /** What holds while there is neither a stored value nor a file. */
  readonly initial: T;
  /** The content folder; its `KIND.yaml` holds until the first push, so that a command needs no bot before it. */
  readonly contentDir: string;
  readonly log: Log;
}

/** Holds a kind of content. */
export function liveContent<T>(options: LiveOptions<T>): LiveContent<T> {
  const {store, kind, schema, initial, contentDir, log} = options;
  let value = initial;
  let generation: string | undefined;
  return {
    current: () => value,
    async refresh(signal) {
      const stored = await store.get(kind, signal);
      if (stored === undefined) {
        const file = await readYamlFile(join(contentDir, `${kind}.yaml`), schema);
        if (file.kind === 'read') value = file.value;
        return;
      }
      if (stored.generation === generation) return;
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
