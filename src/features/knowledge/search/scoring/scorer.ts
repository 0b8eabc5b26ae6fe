import type {FoundByWords} from '../nearness/nearness.ts';
import type {Alternative, Query, QueryTerm} from '../query.ts';
import {Concept, type View} from '../synonyms/concept.ts';
import type {Field} from '../field.ts';
import {
  ASKING_WEIGHT,
  mapParts,
  PART_NAMES,
  TOTAL_WEIGHT,
  WEIGHTS,
  type PartName,
  type Parts,
} from './parts.ts';

/** The passages as words and bigrams, and what they are called. */
export interface Fields {
  readonly ids: readonly string[];
  readonly titleTerms: Field;
  readonly textTerms: Field;
  readonly titleBigrams: Field;
  readonly textBigrams: Field;
}

/** The most that a query can get in each part. */
export type Bounds = Readonly<Record<PartName, number>>;

/** Adds up what a query's words and bigrams count in each passage. One query at a time, then `clear`. */
export class Scorer {
  readonly views: Readonly<Record<'titleTerms' | 'textTerms', View>>;
  readonly concept: Concept;
  private readonly data: Fields;
  // Kept from search to search (a search never waits, so no two overlap) and cleared where touched.
  private readonly sums: Record<PartName, Float64Array>;
  private readonly touched: Uint32Array;
  private touchedCount = 0;
  /** For each passage the turn in which it was last met; every query term of every search is a turn. */
  private readonly met: Float64Array;
  private turn = 0;
  /** For each passage what the title has of the present term: 1, or a synonym's weight. */
  private readonly covered: Float32Array;

  constructor(data: Fields) {
    this.data = data;
    const size = data.ids.length;
    this.views = {
      titleTerms: {terms: data.titleTerms, bigrams: data.titleBigrams},
      textTerms: {terms: data.textTerms, bigrams: data.textBigrams},
    };
    this.covered = new Float32Array(size);
    this.concept = new Concept(size);
    const zeros = () => new Float64Array(size);
    this.sums = {
      titleTerms: zeros(),
      textTerms: zeros(),
      coverage: zeros(),
      titleBigrams: zeros(),
      textBigrams: zeros(),
    };
    this.touched = new Uint32Array(size);
    this.met = zeros();
  }

  /** Adds up every part of every passage that the query touches; returns each part's upper bound. */
  accumulate(query: Query): Bounds {
    const bounds = {titleTerms: 0, textTerms: 0, coverage: 0, titleBigrams: 0, textBigrams: 0};
    const before = this.turn;
    const touch = (document: number) => {
      const last = this.met[document] ?? 0;
      if (last <= before) this.touched[this.touchedCount++] = document;
      this.met[document] = this.turn;
    };
    const addBigram = (name: 'titleBigrams' | 'textBigrams', number: number) => {
      const field = this.data[name];
      const sums = this.sums[name];
      const idf = field.idf(field.frequency(number));
      bounds[name] += field.bound(idf);
      field.each(number, (document, count) => {
        touch(document);
        sums[document] = (sums[document] ?? 0) + field.weigh(idf, count, document);
      });
    };
    const {coverage} = this.sums;
    for (const term of query.terms) {
      this.turn++;
      const weight = term.topic === 0 ? ASKING_WEIGHT : 1;
      bounds.coverage += weight * term.idf;
      for (const name of ['titleTerms', 'textTerms'] as const) {
        const view = this.views[name];
        const {concept} = this;
        concept.gather(term, view);
        const idf = weight * concept.idf(term, view);
        bounds[name] += view.terms.bound(idf);
        const sums = this.sums[name];
        for (let i = 0; i < concept.size; i++) {
          const document = concept.documents[i] ?? 0;
          const share = concept.shares[document] ?? 0;
          // The title came first: only what the text has beyond it is added.
          const had = this.met[document] === this.turn ? (this.covered[document] ?? 0) : 0;
          touch(document);
          if (share > had) {
            coverage[document] = (coverage[document] ?? 0) + (share - had) * weight * term.idf;
            this.covered[document] = share;
          }
          sums[document] =
            (sums[document] ?? 0) + view.terms.weigh(idf, concept.counts[document] ?? 0, document);
        }
      }
    }
    for (const bigram of query.bigrams) {
      this.turn++;
      addBigram('titleBigrams', bigram);
      addBigram('textBigrams', bigram);
    }
    return bounds;
  }

  /** The parts of a passage, each its share of the most that the query could get. */
  partsOf(document: number, bounds: Bounds): Parts {
    return mapParts((name) => (bounds[name] > 0 ? (this.sums[name][document] ?? 0) / bounds[name] : 0));
  }

  /** The touched passages with the highest scores, kept in order while they are gone through. */
  best(limit: number, bounds: Bounds): FoundByWords[] {
    const {ids} = this.data;
    const {titleTerms, textTerms, coverage, titleBigrams, textBigrams} = this.sums;
    const share = mapParts((name) => (bounds[name] > 0 ? WEIGHTS[name] / bounds[name] / TOTAL_WEIGHT : 0));
    const best: FoundByWords[] = [];
    for (let i = 0; i < this.touchedCount; i++) {
      const document = this.touched[i] ?? 0;
      // Written out: this is gone through for each of tens of thousands of passages.
      const score =
        (titleTerms[document] ?? 0) * share.titleTerms +
        (textTerms[document] ?? 0) * share.textTerms +
        (coverage[document] ?? 0) * share.coverage +
        (titleBigrams[document] ?? 0) * share.titleBigrams +
        (textBigrams[document] ?? 0) * share.textBigrams;
      let place = best.length;
      for (; place > 0; place--) {
        const other = best[place - 1];
        if (other === undefined || other.words > score) break;
        if (other.words === score && (ids[other.document] ?? '') < (ids[document] ?? '')) break;
      }
      if (place >= limit) continue;
      best.splice(place, 0, {document, words: score});
      if (best.length > limit) best.pop();
    }
    return best;
  }

  /** How much of a term a passage has: 1 for the term itself, a synonym's weight, or nothing. */
  shareOf({number, alternatives}: QueryTerm, document: number): number {
    const views = Object.values(this.views);
    if (views.some(({terms}) => terms.has(number, document))) return 1;
    let share = 0;
    for (const {weight, ...alternative} of alternatives) {
      if (weight > share && views.some((view) => hasAlternative(view, alternative, document))) share = weight;
    }
    return share;
  }

  /** Forgets the query. */
  clear(): void {
    for (const name of PART_NAMES) {
      const sums = this.sums[name];
      for (let i = 0; i < this.touchedCount; i++) sums[this.touched[i] ?? 0] = 0;
    }
    this.touchedCount = 0;
  }
}

/** Whether a passage has another word for a term. */
export function hasAlternative(
  {terms, bigrams}: View,
  {number, bigrams: all}: Pick<Alternative, 'number' | 'bigrams'>,
  document: number,
) {
  return all.length === 0
    ? terms.has(number, document)
    : all.every((bigram) => bigrams.has(bigram, document));
}
