import type {Query} from './query.ts';
import type {Hit} from './search-index.ts';

/** `answer`: the first hit answers. `unsure`: one of the first may. `none`: nothing supports an answer. */
export type Verdict = 'answer' | 'unsure' | 'none';

/** From which confidence on the bot answers, and from which it says "perhaps". */
export interface Limits {
  readonly answer: number;
  readonly unsure: number;
}

/** From labelled questions; `search.rationale.md` has the figures on both sides of each. */
export const DEFAULT_LIMITS: Limits = {answer: 0.33, unsure: 0.235};

// How far down a passage may stand that covers the question better than the first.
const LOOKED_AT = 3;

/** Whether hits with that {@link confidence} support an answer. */
export function judge(sure: number, limits: Limits = DEFAULT_LIMITS): Verdict {
  if (sure >= limits.answer) return 'answer';
  return sure >= limits.unsure ? 'unsure' : 'none';
}

/**
 * How well the best hits support an answer, 0 to 1: one third is the share of what the question is about
 * that stands in one of them, two thirds are the first one's score by words. That score alone would trust a passage
 * that shares a common word with a short question; the share alone one that has all words far apart.
 */
export function confidence(hits: readonly Hit[], query: Query): number {
  const [first] = hits;
  if (first === undefined || query.terms.every(({topic}) => topic === 0)) return 0;
  const coverage = Math.max(...hits.slice(0, LOOKED_AT).map((hit) => hit.coverage));
  return (coverage + 2 * first.words) / 3;
}
