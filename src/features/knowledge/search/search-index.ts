import type {Explanation} from './explain.ts';
import type {Field} from './field.ts';
import type {Alternative, Query, QueryTerm} from './query.ts';
import type {FoundByWords, Nearness, Neighbourhood} from './nearness/nearness.ts';
import {readQuestion, readTerms} from './read-query.ts';
import {Concept, type View} from './synonyms/concept.ts';
import {NO_THESAURUS, type Thesaurus} from './synonyms/thesaurus.ts';
import type {Lexicon} from './words/lexicon.ts';

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
  /** By which hits are ordered, 0 to 1: the words' score, and with less weight the nearness. */
  readonly score: number;
  /** The weighted mean of the parts, 0 to 1. */
  readonly words: number;
  readonly nearness: Nearness;
  /** How much of what the question is about stands in the passage, 0 to 1; words of asking left out. */
  readonly coverage: number;
  readonly parts: Parts;
  /** The query's terms that stand in the passage, in the query's order. */
  readonly matched: readonly string[];
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
  readonly lexicon: Lexicon;
  readonly neighbourhood: Neighbourhood;
  /** Asked for each question, so that another list of synonyms needs no other index. */
  readonly thesaurus?: () => Thesaurus;
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

/** How much nearness counts beside the words' score, which counts 1. */
export const NEARNESS_WEIGHTS: Nearness = {topic: 0.1, best: 0.15};
const ALL_WEIGHTS = 1 + NEARNESS_WEIGHTS.topic + NEARNESS_WEIGHTS.best;

// How many of the passages that the words found are looked at again.
const LOOKED_AT = 100;

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
  /** For each passage what the title has of the present term: 1, or a synonym's weight. */
  private readonly covered: Float32Array;
  private readonly concept: Concept;
  private readonly views: Readonly<Record<'titleTerms' | 'textTerms', View>>;

  constructor(data: IndexData) {
    this.data = data;
    this.size = data.ids.length;
    this.views = {
      titleTerms: {terms: data.titleTerms, bigrams: data.titleBigrams},
      textTerms: {terms: data.textTerms, bigrams: data.textBigrams},
    };
    this.covered = new Float32Array(this.size);
    this.concept = new Concept(this.size);
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
    const vocabulary = {...this.data, size: this.size};
    if (typeof question !== 'string') return readTerms(question, vocabulary);
    const thesaurus = this.data.thesaurus?.() ?? NO_THESAURUS;
    return readQuestion(question.slice(0, QUESTION_LENGTH), vocabulary, thesaurus);
  }

  /**
   * The passages that share a word or a bigram with the query, best first; equal scores by id.
   *
   * @param options.limit how many at most; meant for a page of hits, not for whole corpora
   */
  search(question: string | readonly string[] | Query, {limit = 10}: {limit?: number} = {}): Hit[] {
    const query = isQuery(question) ? question : this.read(question);
    const bounds = this.accumulate(query);
    const found = this.best(limit === 0 ? 0 : Math.max(limit, LOOKED_AT), bounds);
    const ranked = this.rank(query, found).slice(0, limit);
    const hits = ranked.map(({document, words, score, nearness}) => {
      const shares = query.terms.map((term) => this.shareOf(term, document));
      const matched = query.terms.filter((_, i) => (shares[i] ?? 0) > 0);
      return {
        id: this.data.ids[document] ?? '',
        score,
        words,
        nearness,
        coverage: topicOf(query.terms, shares) / (topicOf(query.terms) || 1),
        parts: mapParts((name) => (bounds[name] > 0 ? (this.sums[name][document] ?? 0) / bounds[name] : 0)),
        matched: matched.map(({term}) => term),
      };
    });
    this.clear();
    return hits;
  }

  /** Orders what the words found by its nearness as well; equal scores by id. */
  private rank(query: Query, found: readonly FoundByWords[]): Ranked[] {
    const {ids} = this.data;
    return this.data.neighbourhood
      .of(query, found)
      .map((nearness, i) => {
        const {document, words} = found[i] ?? {document: 0, words: 0};
        return {document, words, nearness, score: scoreOf(words, nearness)};
      })
      .sort((a, b) => b.score - a.score || ((ids[a.document] ?? '') < (ids[b.document] ?? '') ? -1 : 1));
  }

  /** Why a passage has the score that {@link search} gives it; undefined where there is no such passage. */
  explain(query: Query, id: string): Explanation | undefined {
    const document = this.data.ids.indexOf(id);
    if (document < 0) return undefined;
    const bounds = this.accumulate(query);
    // As in the search: nearness to the best wants to know the best.
    const found = this.best(LOOKED_AT, bounds);
    const at = found.findIndex((one) => one.document === document);
    const nearness = this.data.neighbourhood.of(query, found)[at] ?? {topic: 0, best: 0};
    const parts = mapParts((name) =>
      bounds[name] > 0 ? (this.sums[name][document] ?? 0) / bounds[name] : 0,
    );
    this.clear();
    const worth = (name: PartName) => WEIGHTS[name] / TOTAL_WEIGHT / ALL_WEIGHTS;
    const shares = mapParts((name) => parts[name] * worth(name));
    const near = {
      topic: (NEARNESS_WEIGHTS.topic * nearness.topic) / ALL_WEIGHTS,
      best: (NEARNESS_WEIGHTS.best * nearness.best) / ALL_WEIGHTS,
    };
    const terms = query.terms.map((term) => {
      const weight = term.topic === 0 ? ASKING_WEIGHT : 1;
      const [title, text] = (['titleTerms', 'textTerms'] as const).map((name) => {
        const view = this.views[name];
        this.concept.gather(term, view);
        const idf = weight * this.concept.idf(term, view);
        const count = this.concept.counts[document] ?? 0;
        return (view.terms.weigh(idf, count, document) / (bounds[name] || 1)) * worth(name);
      });
      const share = this.shareOf(term, document);
      const through = term.alternatives.filter((one) =>
        Object.values(this.views).some((view) => hasAlternative(view, one, document)),
      );
      return {
        term: term.term,
        idf: term.idf,
        topic: term.topic,
        title: title ?? 0,
        text: text ?? 0,
        coverage: ((share * weight * term.idf) / (bounds.coverage || 1)) * worth('coverage'),
        through: through.map(({word, weight: counts, from}) => ({word, weight: counts, from})),
      };
    });
    const score = PART_NAMES.reduce((sum, name) => sum + shares[name], near.topic + near.best);
    const covered = topicOf(
      query.terms,
      query.terms.map((term) => this.shareOf(term, document)),
    );
    return {score, coverage: covered / (topicOf(query.terms) || 1), parts, shares, near, terms};
  }

  /** Adds up every part of every passage that the query touches; returns each part's upper bound. */
  private accumulate(query: Query): Record<PartName, number> {
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

  /** The touched passages with the highest scores, kept in order while they are gone through. */
  private best(limit: number, bounds: Record<PartName, number>): FoundByWords[] {
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
  private shareOf({number, alternatives}: QueryTerm, document: number): number {
    const views = Object.values(this.views);
    if (views.some(({terms}) => terms.has(number, document))) return 1;
    let share = 0;
    for (const {weight, ...alternative} of alternatives) {
      if (weight > share && views.some((view) => hasAlternative(view, alternative, document))) share = weight;
    }
    return share;
  }

  private clear(): void {
    for (const name of PART_NAMES) {
      const sums = this.sums[name];
      for (let i = 0; i < this.touchedCount; i++) sums[this.touched[i] ?? 0] = 0;
    }
    this.touchedCount = 0;
  }
}

interface Ranked extends FoundByWords {
  readonly nearness: Nearness;
  readonly score: number;
}

function scoreOf(words: number, {topic, best}: Nearness): number {
  return (words + NEARNESS_WEIGHTS.topic * topic + NEARNESS_WEIGHTS.best * best) / ALL_WEIGHTS;
}

function isQuery(question: string | readonly string[] | Query): question is Query {
  return typeof question === 'object' && 'terms' in question;
}

function hasAlternative(
  {terms, bigrams}: View,
  {number, bigrams: all}: Pick<Alternative, 'number' | 'bigrams'>,
  document: number,
) {
  return all.length === 0
    ? terms.has(number, document)
    : all.every((bigram) => bigrams.has(bigram, document));
}

/** The idf of what is asked about; with shares, of so much of each term. */
function topicOf(terms: readonly QueryTerm[], shares?: readonly number[]): number {
  return terms.reduce((sum, {idf, topic}, i) => sum + idf * topic * (shares?.[i] ?? 1), 0);
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
