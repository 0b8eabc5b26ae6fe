import type {Nearness} from './nearness/nearness.ts';
import type {Alternative} from './query.ts';
import type {Parts} from './search-index.ts';

/** What one term of the question counted in one passage. */
export interface TermShare {
  readonly term: string;
  readonly idf: number;
  /** What it says of the question's topic: 1, 0.5 or 0. */
  readonly topic: number;
  /** What it adds to the passage's score, by the part of the passage in which it stands. */
  readonly title: number;
  readonly text: number;
  readonly coverage: number;
  /** The other words for it that stand in the passage. */
  readonly through: readonly Pick<Alternative, 'word' | 'weight' | 'from'>[];
}

/** Why a passage has its score: the terms' shares and the bigrams' add up to it. */
export interface Explanation {
  readonly score: number;
  readonly coverage: number;
  /** Each part from 0 to 1, and how much of the score it makes. */
  readonly parts: Parts;
  readonly shares: Parts;
  /** What nearness to the question's topic and to the best passages adds. */
  readonly near: Nearness;
  readonly terms: readonly TermShare[];
}
