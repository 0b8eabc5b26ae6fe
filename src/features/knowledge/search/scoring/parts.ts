import type {Nearness} from '../nearness/nearness.ts';

/** The five views of one passage, each from 0 to 1: its share of the most that the query could get. */
export interface Parts {
  readonly titleTerms: number;
  readonly textTerms: number;
  /** The idf of the query's terms that the passage has, over that of all of them. */
  readonly coverage: number;
  readonly titleBigrams: number;
  readonly textBigrams: number;
}

/** How much each part counts. From the tuning that `search.rationale.md` tells of. */
export const WEIGHTS: Parts = {
  titleTerms: 1,
  textTerms: 1,
  coverage: 0.35,
  titleBigrams: 0.75,
  textBigrams: 0.75,
};
/** Their names, in one order. */
export const PART_NAMES = ['titleTerms', 'textTerms', 'coverage', 'titleBigrams', 'textBigrams'] as const;
export type PartName = (typeof PART_NAMES)[number];
export const TOTAL_WEIGHT = PART_NAMES.reduce((sum, name) => sum + WEIGHTS[name], 0);

/**
 * What a word of asking counts in the ranking. People and texts ask with the same few words, so a match
 * in one of them says little, though its idf may be high.
 */
export const ASKING_WEIGHT = 0.3;

/** How much nearness counts beside the words' score, which counts 1. */
export const NEARNESS_WEIGHTS: Nearness = {topic: 0.1, best: 0.15};
export const ALL_WEIGHTS = 1 + NEARNESS_WEIGHTS.topic + NEARNESS_WEIGHTS.best;

/** By what passages are ordered, 0 to 1. */
export function scoreOf(words: number, {topic, best}: Nearness): number {
  return (words + NEARNESS_WEIGHTS.topic * topic + NEARNESS_WEIGHTS.best * best) / ALL_WEIGHTS;
}

/** One number for each part. */
export function mapParts(of: (name: PartName) => number): Parts {
  return {
    titleTerms: of('titleTerms'),
    textTerms: of('textTerms'),
    coverage: of('coverage'),
    titleBigrams: of('titleBigrams'),
    textBigrams: of('textBigrams'),
  };
}
