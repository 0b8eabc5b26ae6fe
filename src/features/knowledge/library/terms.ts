import type {Passage} from '../document.ts';
import {analyse} from '../search/analyse.ts';

/**
 * Raised whenever the same passage would get other terms than before: what is stored is then analysed anew
 * when it is read, since old terms would not meet a new question's.
 */
export const TERMS_VERSION = 2;

/** The words of a passage as search wants them. */
export interface Terms {
  readonly titleTerms: readonly string[];
  readonly textTerms: readonly string[];
}

/**
 * What stands above a passage, as search reads it: the title of its document, and the path, which says what
 * the passage is about.
 */
export function searchTitle(documentTitle: string, path: readonly string[]): string {
  return [documentTitle, ...path].join(' ');
}

/** The costly part of an import, done once. */
export function termsOf(documentTitle: string, {path, text}: Passage): Terms {
  return {titleTerms: analyse(searchTitle(documentTitle, path)), textTerms: analyse(text)};
}
