/** Which version of each document holds on a day. */
import type {DayText} from '../../../kernel/time.ts';
import type {StoredDocument} from './store.ts';

export interface InForce {
  /** One version of each document that has begun. */
  readonly documents: readonly StoredDocument[];
  /** For a document by its id, the next version, which has not begun yet. */
  readonly coming: ReadonlyMap<string, StoredDocument>;
}

/**
 * The version of each document that holds on a day: the one that took effect last. A version without a day
 * of effect holds until one with a day begins.
 */
export function inForce(all: readonly StoredDocument[], day: DayText): InForce {
  const documents = new Map<string, StoredDocument>();
  const coming = new Map<string, StoredDocument>();
  for (const document of all) {
    const from = document.effectiveFrom ?? '';
    if (from <= day) {
      const other = documents.get(document.id);
      if (other === undefined || (other.effectiveFrom ?? '') < from) documents.set(document.id, document);
    } else {
      const other = coming.get(document.id);
      if (other === undefined || from < (other.effectiveFrom ?? '')) coming.set(document.id, document);
    }
  }
  return {documents: [...documents.values()], coming};
}
