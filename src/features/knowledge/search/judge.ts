import type {Query} from './query.ts';
import type {Hit} from './search-index.ts';

/** `answer`: the first hit answers. `unsure`: one of the first may. `none`: nothing supports an answer. */
export type Verdict = 'answer' | 'unsure' | 'none';

// From labelled questions; `search.rationale.md` has the figures on both sides of each.
const ANSWER_FROM = 0.35;
const UNSURE_FROM = 0.225;

// How far down a passage may stand that covers the question better than the first.
const LOOKED_AT = 3;

/** Whether the hits of a query support an answer. */
export function judge(hits: readonly Hit[], query: Query): Verdict {
  const sure = confidence(hits, query);
  if (sure >= ANSWER_FROM) return 'answer';
  return sure >= UNSURE_FROM ? 'unsure' : 'none';
}

/**
 * How well the best hits support an answer, 0 to 1: one third is the share of what the question is about
 * that stands in one of them, two thirds are the first one's score. The score alone would trust a passage
 * that shares a common word with a short question; the share alone one that has all words far apart.
 */
export function confidence(hits: readonly Hit[], query: Query): number {
  const [first] = hits;
  if (first === undefined || query.terms.every(({topic}) => topic === 0)) return 0;
  const coverage = Math.max(...hits.slice(0, LOOKED_AT).map((hit) => hit.coverage));
  return (coverage + 2 * first.score) / 3;
}
