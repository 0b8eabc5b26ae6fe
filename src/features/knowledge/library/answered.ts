import {encodeKey} from '../../../kernel/ids.ts';
import {word, type Log} from '../../../platform/log.ts';
import type {Table} from '../../../platform/storage/table.ts';

/** How often documents have answered; counts alone, of nobody's questions. */
export interface Answered {
  /** Adds one. Not waited for: an answer is not held up by its count, and a lost one does no harm. */
  readonly note: (document: string) => void;
  /** By the documents' ids. */
  readonly counts: (signal?: AbortSignal) => Promise<Map<string, number>>;
}

const PARTITION = 'answered';
const SHAPE = 1;
// Instances that count the same document at once.
const TRIES = 8;
const WITHIN_MS = 10_000;

/** Counts in the documents' own table. */
export function answeredIn(table: Table, log: Log): Answered {
  async function add(document: string): Promise<void> {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const rk = encodeKey(document);
    for (let i = 0; i < TRIES; i++) {
      const stored = await table.get(PARTITION, rk, {signal});
      const row = {pk: PARTITION, rk, v: SHAPE, document, count: Number(stored?.row['count'] ?? 0) + 1};
      const result =
        stored === undefined
          ? await table.insert(row, {signal})
          : await table.update(row, stored.etag, {signal});
      if (result.kind === 'inserted' || result.kind === 'updated') return;
    }
    log.warn('knowledge.count-lost', {});
  }

  return {
    note(document) {
      add(document).catch((error: unknown) => {
        log.warn('knowledge.count-lost', {reason: word(error instanceof Error ? error.name : 'unknown')});
      });
    },
    async counts(signal) {
      const counts = new Map<string, number>();
      for await (const {row} of table.list({pk: PARTITION}, {signal})) {
        counts.set(String(row['document']), Number(row['count']));
      }
      return counts;
    },
  };
}
