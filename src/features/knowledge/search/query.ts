import {UNKNOWN} from './field.ts';

/** Another word for a query's term, as the corpus knows it. */
export interface Alternative {
  readonly word: string;
  /** What it counts beside the term itself, above 0 and at most 1. */
  readonly weight: number;
  /** Where it comes from: a list, another spelling, the sound of a word in kana, a slip of the fingers. */
  readonly from: 'organisation' | 'dictionary' | 'reading' | 'slip';
  /** Its number in the vocabulary; `UNKNOWN` for a word of several tokens. */
  readonly number: number;
  /** A word of several tokens: the numbers of its bigrams, all of which must stand in a passage. */
  readonly bigrams: readonly number[];
}

/** A query term as the corpus knows it. */
export interface QueryTerm {
  readonly term: string;
  /** Its number in the vocabulary, `UNKNOWN` where the corpus does not know it. */
  readonly number: number;
  /** Over titles and texts together; that of a term which the corpus does not know is the highest. */
  readonly idf: number;
  /** How much it says of what the question is about: see `topicWeight`. */
  readonly topic: number;
  readonly alternatives: readonly Alternative[];
}

/** A query, read once: its terms and bigrams, each once. */
export interface Query {
  readonly terms: readonly QueryTerm[];
  readonly bigrams: readonly number[];
}

/** The corpus does not know the term as it is spelt, and the alternatives are what was meant. */
export function isOtherSpelling({number, alternatives}: QueryTerm): boolean {
  return number === UNKNOWN && alternatives.some(({from}) => from === 'slip' || from === 'reading');
}

/** The idf of what is asked about; with shares, of so much of each term. */
export function topicOf(terms: readonly QueryTerm[], shares?: readonly number[]): number {
  return terms.reduce((sum, {idf, topic}, i) => sum + idf * topic * (shares?.[i] ?? 1), 0);
}
