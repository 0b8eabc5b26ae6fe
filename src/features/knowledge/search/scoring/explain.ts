import type {Nearness} from '../nearness/nearness.ts';
import {topicOf, type Alternative, type Query} from '../query.ts';
import {
  ALL_WEIGHTS,
  ASKING_WEIGHT,
  mapParts,
  NEARNESS_WEIGHTS,
  PART_NAMES,
  TOTAL_WEIGHT,
  WEIGHTS,
  type PartName,
  type Parts,
} from './parts.ts';
import {hasAlternative, type Bounds, type Scorer} from './scorer.ts';

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

/** What was found of a passage in a search. */
interface Met {
  readonly parts: Parts;
  readonly bounds: Bounds;
  readonly nearness: Nearness;
}

/** Takes a passage's score apart. */
export function explainPassage(
  query: Query,
  document: number,
  {parts, bounds, nearness}: Met,
  scorer: Scorer,
): Explanation {
  const {views, concept} = scorer;
  const worth = (name: PartName) => WEIGHTS[name] / TOTAL_WEIGHT / ALL_WEIGHTS;
  const shares = mapParts((name) => parts[name] * worth(name));
  const near = {
    topic: (NEARNESS_WEIGHTS.topic * nearness.topic) / ALL_WEIGHTS,
    best: (NEARNESS_WEIGHTS.best * nearness.best) / ALL_WEIGHTS,
  };
  const has = query.terms.map((term) => scorer.shareOf(term, document));
  const terms = query.terms.map((term, i) => {
    const weight = term.topic === 0 ? ASKING_WEIGHT : 1;
    const inField = (name: 'titleTerms' | 'textTerms') => {
      concept.gather(term, views[name]);
      const idf = weight * concept.idf(term, views[name]);
      const counted = views[name].terms.weigh(idf, concept.counts[document] ?? 0, document);
      return (counted / (bounds[name] || 1)) * worth(name);
    };
    const through = term.alternatives.filter((one) =>
      Object.values(views).some((view) => hasAlternative(view, one, document)),
    );
    return {
      term: term.term,
      idf: term.idf,
      topic: term.topic,
      title: inField('titleTerms'),
      text: inField('textTerms'),
      coverage: (((has[i] ?? 0) * weight * term.idf) / (bounds.coverage || 1)) * worth('coverage'),
      through: through.map(({word, weight: counts, from}) => ({word, weight: counts, from})),
    };
  });
  const score = PART_NAMES.reduce((sum, name) => sum + shares[name], near.topic + near.best);
  const coverage = topicOf(query.terms, has) / (topicOf(query.terms) || 1);
  return {score, coverage, parts, shares, near, terms};
}
