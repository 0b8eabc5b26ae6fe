import {analyse, bigrams} from './analyse.ts';
import {topicWeight} from './asking-words.ts';
import {inverseFrequency, UNKNOWN, type Field} from './field.ts';

/** What is searched. The terms are those of `analyse`, made once at import and kept with the passage. */
export interface SearchPassage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly titleTerms: readonly string[];
  readonly textTerms: readonly string[];
}

/** The five views of one passage, each from 0 to 1: its share of the most that the query could get. */
export interface Parts {
  readonly titleTerms: number;
  readonly textTerms: number;
  /** The idf of the query's terms that the passage has, over that of all of them. */
  readonly coverage: number;
  readonly titleBigrams: number;
  readonly textBigrams: number;
}

export interface Hit {
  readonly id: string;
  /** The weighted mean of the parts, 0 to 1. */
  readonly score: number;
  /** How much of what the question is about stands in the passage, 0 to 1; words of asking left out. */
  readonly coverage: number;
  readonly parts: Parts;
  /** The query's terms that stand in the passage, in the query's order. */
  readonly matched: readonly string[];
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
}

/** A query, read once: its terms and bigrams, each once. */
export interface Query {
  readonly terms: readonly QueryTerm[];
  readonly bigrams: readonly number[];
}

/** What an index is made of. Terms and bigrams have a vocabulary each, shared by title and text. */
export interface IndexData {
  readonly ids: readonly string[];
  readonly terms: ReadonlyMap<string, number>;
  readonly bigrams: ReadonlyMap<number, number>;
  readonly titleTerms: Field;
  readonly textTerms: Field;
  readonly titleBigrams: Field;
  readonly textBigrams: Field;
  /** In how many passages a term stands, be it in the title or the text. */
  readonly frequencies: Uint32Array;
}

/** How much each part counts. From the tuning that `search.rationale.md` tells of. */
export const WEIGHTS: Parts = {
  titleTerms: 1,
  textTerms: 1,
  coverage: 0.35,
  titleBigrams: 0.75,
  textBigrams: 0.75,
};
const PART_NAMES = ['titleTerms', 'textTerms', 'coverage', 'titleBigrams', 'textBigrams'] as const;
type PartName = (typeof PART_NAMES)[number];
const TOTAL_WEIGHT = PART_NAMES.reduce((sum, name) => sum + WEIGHTS[name], 0);

// What a word of asking counts in the ranking. People and texts ask with the same few words, so a match
// in one of them says little, though its idf may be high.
const ASKING_WEIGHT = 0.3;

// What is read of a question. A pasted letter would cost seconds and say no more.
const QUESTION_LENGTH = 1000;

/** Searches passages that do not change; a changed corpus gets a new index. */
export class SearchIndex {
  /** The number of passages. */
  readonly size: number;
  private readonly data: IndexData;
  // Kept from search to search (a search never waits, so no two overlap) and cleared where touched.
  private readonly sums: Record<PartName, Float64Array>;
  private readonly touched: Uint32Array;
  private touchedCount = 0;
  /** For each passage the turn in which it was last met; every query term of every search is a turn. */
  private readonly met: Float64Array;
  private turn = 0;

  constructor(data: IndexData) {
    this.data = data;
    this.size = data.ids.length;
    const zeros = () => new Float64Array(this.size);
    this.sums = {
      titleTerms: zeros(),
      textTerms: zeros(),
      coverage: zeros(),
      titleBigrams: zeros(),
      textBigrams: zeros(),
    };
    this.touched = new Uint32Array(this.size);
    this.met = zeros();
  }

  /** Reads a query: a question as it was typed, or terms of `analyse`. */
  read(question: string | readonly string[]): Query {
    const texts = typeof question === 'string' ? [question.slice(0, QUESTION_LENGTH)] : question;
    const words = typeof question === 'string' ? texts.flatMap(analyse) : question;
    const terms = [...new Set(words)].map((term) => {
      const number = this.data.terms.get(term) ?? UNKNOWN;
      const frequency = number === UNKNOWN ? 0 : (this.data.frequencies[number] ?? 0);
      return {term, number, idf: inverseFrequency(frequency, this.size), topic: topicWeight(term)};
    });
    const codes = new Set(texts.flatMap(bigrams));
    return {terms, bigrams: [...codes].map((code) => this.data.bigrams.get(code) ?? UNKNOWN)};
  }

  /**
   * The passages that share a word or a bigram with the query, best first; equal scores by id.
   *
   * @param options.limit how many at most; meant for a page of hits, not for whole corpora
   */
  search(question: string | readonly string[] | Query, {limit = 10}: {limit?: number} = {}): Hit[] {
    const query = isQuery(question) ? question : this.read(question);
    const bounds = this.accumulate(query);
    const hits = this.best(limit, bounds).map(({document, score}) => {
      const matched = query.terms.filter(({number}) => this.has(document, number));
      return {
        id: this.data.ids[document] ?? '',
        score,
        coverage: topicOf(matched) / (topicOf(query.terms) || 1),
        parts: mapParts((name) => (bounds[name] > 0 ? (this.sums[name][document] ?? 0) / bounds[name] : 0)),
        matched: matched.map(({term}) => term),
      };
    });
    this.clear();
    return hits;
  }

  /** Adds up every part of every passage that the query touches; returns each part's upper bound. */
  private accumulate(query: Query): Record<PartName, number> {
    const bounds = {titleTerms: 0, textTerms: 0, coverage: 0, titleBigrams: 0, textBigrams: 0};
    const before = this.turn;
    const add = (name: Exclude<PartName, 'coverage'>, number: number, weight: number, coverage: number) => {
      const field = this.data[name];
      const sums = this.sums[name];
      const idf = weight * field.idf(field.frequency(number));
      bounds[name] += field.bound(idf);
      field.each(number, (document, count) => {
        const last = this.met[document] ?? 0;
        if (last <= before) this.touched[this.touchedCount++] = document;
        if (last !== this.turn) {
          this.met[document] = this.turn;
          if (coverage > 0) this.sums.coverage[document] = (this.sums.coverage[document] ?? 0) + coverage;
        }
        sums[document] = (sums[document] ?? 0) + field.weigh(idf, count, document);
      });
    };
    for (const {number, idf, topic} of query.terms) {
      this.turn++;
      const weight = topic === 0 ? ASKING_WEIGHT : 1;
      bounds.coverage += weight * idf;
      add('titleTerms', number, weight, weight * idf);
      add('textTerms', number, weight, weight * idf);
    }
    for (const bigram of query.bigrams) {
      this.turn++;
      add('titleBigrams', bigram, 1, 0);
      add('textBigrams', bigram, 1, 0);
    }
    return bounds;
  }

  /** The touched passages with the highest scores, kept in order while they are gone through. */
  private best(limit: number, bounds: Record<PartName, number>): {document: number; score: number}[] {
    const {ids} = this.data;
    const {titleTerms, textTerms, coverage, titleBigrams, textBigrams} = this.sums;
    const share = mapParts((name) => (bounds[name] > 0 ? WEIGHTS[name] / bounds[name] / TOTAL_WEIGHT : 0));
    const best: {document: number; score: number}[] = [];
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
        if (other === undefined || other.score > score) break;
        if (other.score === score && (ids[other.document] ?? '') < (ids[document] ?? '')) break;
      }
      if (place >= limit) continue;
      best.splice(place, 0, {document, score});
      if (best.length > limit) best.pop();
    }
    return best;
  }

  private has(document: number, number: number): boolean {
    return this.data.titleTerms.has(number, document) || this.data.textTerms.has(number, document);
  }

  private clear(): void {
    for (const name of PART_NAMES) {
      const sums = this.sums[name];
      for (let i = 0; i < this.touchedCount; i++) sums[this.touched[i] ?? 0] = 0;
    }
    this.touchedCount = 0;
  }
}

function isQuery(question: string | readonly string[] | Query): question is Query {
  return typeof question === 'object' && 'terms' in question;
}

function topicOf(terms: readonly QueryTerm[]): number {
  return terms.reduce((sum, {idf, topic}) => sum + idf * topic, 0);
}

function mapParts(of: (name: PartName) => number): Parts {
  return {
    titleTerms: of('titleTerms'),
    textTerms: of('textTerms'),
    coverage: of('coverage'),
    titleBigrams: of('titleBigrams'),
    textBigrams: of('textBigrams'),
  };
}
