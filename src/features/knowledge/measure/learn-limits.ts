import {judge, type Limits} from '../search/judge.ts';

/** A labelled question as the search met it. */
export interface Sample {
  /** What is held against the limits, 0 to 1. */
  readonly confidence: number;
  /** `first`, `three`: where the right passage stands. `missed`: not there. `unanswerable`: there is none. */
  readonly label: 'first' | 'three' | 'missed' | 'unanswerable';
}

/** How limits do on samples; shares of the answerable or of the unanswerable ones. */
export interface LimitScores {
  /** Of what can be answered: refused though the right passage was found. */
  readonly refusedWrongly: number;
  /** Of what cannot: refused. */
  readonly refusedUnanswerable: number;
  /** Of all outright answers: the first passage was the right one. 1 where there was none. */
  readonly answersRight: number;
  /** Of what can be answered: answered outright, and rightly. */
  readonly answeredRight: number;
}

/** What was learned, and how sure that is. */
export interface Learned {
  readonly limits: Limits;
  /** On all samples, from which the limits were learned: kinder than what is to be expected. */
  readonly onAll: LimitScores;
  /** Each fold judged by limits that were learned from the others. */
  readonly folds: readonly {readonly limits: Limits; readonly scores: LimitScores}[];
}

/** The least that folds can be made of. */
export const LEAST = {answerable: 10, unanswerable: 5};

/** A wrong refusal and a wrong "perhaps" weigh the same; a wrong outright answer twice a needless "perhaps". */
const WRONG_ANSWER = 2;

/** Whether there are enough samples of both kinds. */
export function isEnough(samples: readonly Pick<Sample, 'label'>[]): boolean {
  const unanswerable = samples.filter(({label}) => label === 'unanswerable').length;
  return unanswerable >= LEAST.unanswerable && samples.length - unanswerable >= LEAST.answerable;
}

/** Learns both limits, and how they would do on questions that were not learned from. */
export function learnLimits(samples: readonly Sample[], folds = 5): Learned {
  // Both kinds are dealt out evenly, in the file's order, so that the same file gives the same figures.
  const fold = new Map<Sample, number>();
  for (const unanswerable of [false, true]) {
    const kind = samples.filter(({label}) => (label === 'unanswerable') === unanswerable);
    for (const [i, sample] of kind.entries()) fold.set(sample, i % folds);
  }
  const limits = fit(samples);
  return {
    limits,
    onAll: scoreLimits(samples, limits),
    folds: Array.from({length: folds}, (_, k) => {
      const learned = fit(samples.filter((sample) => fold.get(sample) !== k));
      return {
        limits: learned,
        scores: scoreLimits(
          samples.filter((sample) => fold.get(sample) === k),
          learned,
        ),
      };
    }),
  };
}

/** How limits do on samples. */
export function scoreLimits(samples: readonly Sample[], limits: Limits): LimitScores {
  const count = (fits: (sample: Sample, verdict: ReturnType<typeof judge>) => boolean) =>
    samples.filter((sample) => fits(sample, judge(sample.confidence, limits))).length;
  const share = (of: number, all: number, none: number) => (all === 0 ? none : Number((of / all).toFixed(4)));
  const unanswerable = count(({label}) => label === 'unanswerable');
  const answerable = samples.length - unanswerable;
  const right = count(({label}, verdict) => label === 'first' && verdict === 'answer');
  return {
    refusedWrongly: share(
      count(({label}, verdict) => isFound(label) && verdict === 'none'),
      answerable,
      0,
    ),
    refusedUnanswerable: share(
      count(({label}, verdict) => label === 'unanswerable' && verdict === 'none'),
      unanswerable,
      0,
    ),
    answersRight: share(
      right,
      count((_, verdict) => verdict === 'answer'),
      1,
    ),
    answeredRight: share(right, answerable, 0),
  };
}

function isFound(label: Sample['label']): boolean {
  return label === 'first' || label === 'three';
}

function fit(samples: readonly Sample[]): Limits {
  const found = samples.filter(({label}) => isFound(label)).length || 1;
  const unanswerable = samples.filter(({label}) => label === 'unanswerable').length || 1;
  // By share: there are always fewer questions without an answer in a file than in life.
  const unsure = cheapest(samples, ({confidence, label}, limit) => {
    if (isFound(label)) return confidence < limit ? 1 / found : 0;
    return label === 'unanswerable' && confidence >= limit ? 1 / unanswerable : 0;
  });
  const above = samples.filter(({confidence}) => confidence >= unsure);
  const answer = cheapest(above, ({confidence, label}, limit) => {
    if (label === 'first') return confidence < limit ? 1 : 0;
    return confidence >= limit ? WRONG_ANSWER : 0;
  });
  return {answer: Math.max(answer, unsure), unsure};
}

/** The limit with the least cost: the middle of the widest stretch of those that cost the same. */
function cheapest(samples: readonly Sample[], cost: (sample: Sample, limit: number) => number): number {
  const values = [...new Set(samples.map(({confidence}) => confidence))].sort((a, b) => a - b);
  const ends = [0, ...values, 1];
  let best = {cost: Number.POSITIVE_INFINITY, width: 0, limit: 0};
  for (let i = 0; i + 1 < ends.length; i++) {
    const [low, high] = [ends[i] ?? 0, ends[i + 1] ?? 1];
    const limit = (low + high) / 2;
    const sum = samples.reduce((all, sample) => all + cost(sample, limit), 0);
    const isCheaper = sum < best.cost - 1e-9;
    if (isCheaper || (sum < best.cost + 1e-9 && high - low > best.width))
      best = {cost: sum, width: high - low, limit};
  }
  return Number(best.limit.toFixed(4));
}
