import {normalise} from '../analyse.ts';
import {spell} from '../words/spelling.ts';
import type {Synonym, Thesaurus} from './thesaurus.ts';

/** A line of the organisation's list: what people say, and what its documents say. */
export interface SynonymEntry {
  readonly word: string;
  readonly official: readonly string[];
}

// Somebody who knows the documents wrote it down; still, who says the very word means it more.
const WEIGHT = 0.9;
// A lay word in a text for an official one in a question: rarer, and less sure.
const BACK_WEIGHT = 0.6;

/** The form in which a word is looked up: normalised, in one spelling, without spaces. */
export function synonymKey(word: string): string {
  return spell(normalise(word).replace(/\s+/gu, ''));
}

/** The organisation's list as a thesaurus, read in both directions. */
export function ownThesaurus(entries: readonly SynonymEntry[]): Thesaurus {
  const found = new Map<string, Synonym[]>();
  const add = (from: string, word: string, weight: number) => {
    const key = synonymKey(from);
    const known = found.get(key) ?? [];
    found.set(key, known);
    const normal = normalise(word);
    if (synonymKey(word) !== key && !known.some((one) => one.word === normal)) {
      known.push({word: normal, weight, from: 'organisation'});
    }
  };
  // First what was written down, so that the other direction does not take its place.
  for (const {word, official} of entries) for (const one of official) add(word, one, WEIGHT);
  for (const {word, official} of entries) for (const one of official) add(one, word, BACK_WEIGHT);
  return {synonymsOf: (key) => found.get(key) ?? []};
}
