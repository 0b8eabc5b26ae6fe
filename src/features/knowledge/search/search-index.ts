import type {FoundByWords, Nearness, Neighbourhood} from './nearness/nearness.ts';
import {topicOf, type Query} from './query.ts';
import {readQuestion, readTerms} from './read-query.ts';
import {explainPassage, type Explanation} from './scoring/explain.ts';
import {scoreOf, type Parts} from './scoring/parts.ts';
import {Scorer, type Fields} from './scoring/scorer.ts';
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
export interface IndexData extends Fields {
  readonly terms: ReadonlyMap<string, number>;
  readonly bigrams: ReadonlyMap<number, number>;
  /** In how many passages a term stands, be it in the title or the text. */
  readonly frequencies: Uint32Array;
  readonly lexicon: Lexicon;
  readonly neighbourhood: Neighbourhood;
  /** Asked for each question, so that another list of synonyms needs no other index. */
  readonly thesaurus?: () => Thesaurus;
}

// How many of the passages that the words found are looked at again.
const LOOKED_AT = 100;

// What is read of a question. A pasted letter would cost seconds and say no more.
const QUESTION_LENGTH = 1000;

/** Searches passages that do not change; a changed corpus gets a new index. */
export class SearchIndex {
  /** The number of passages. */
  readonly size: number;
  private readonly data: IndexData;
  private readonly scorer: Scorer;

  constructor(data: IndexData) {
    this.data = data;
    this.size = data.ids.length;
    this.scorer = new Scorer(data);
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
    const bounds = this.scorer.accumulate(query);
    const found = this.scorer.best(limit === 0 ? 0 : Math.max(limit, LOOKED_AT), bounds);
    const ranked = this.rank(query, found).slice(0, limit);
    const hits = ranked.map(({document, words, score, nearness}) => {
      const shares = query.terms.map((term) => this.scorer.shareOf(term, document));
      const matched = query.terms.filter((_, i) => (shares[i] ?? 0) > 0);
      return {
        id: this.data.ids[document] ?? '',
        score,
        words,
        nearness,
        coverage: topicOf(query.terms, shares) / (topicOf(query.terms) || 1),
        parts: this.scorer.partsOf(document, bounds),
        matched: matched.map(({term}) => term),
      };
    });
    this.scorer.clear();
    return hits;
  }

  /** Why a passage has the score that {@link search} gives it; undefined where there is no such passage. */
  explain(query: Query, id: string): Explanation | undefined {
    const document = this.data.ids.indexOf(id);
    if (document < 0) return undefined;
    const bounds = this.scorer.accumulate(query);
    const parts = this.scorer.partsOf(document, bounds);
    // As in the search: nearness to the best wants to know the best.
    const found = this.scorer.best(LOOKED_AT, bounds);
    this.scorer.clear();
    const at = found.findIndex((one) => one.document === document);
    const nearness = this.data.neighbourhood.of(query, found)[at] ?? {topic: 0, best: 0};
    return explainPassage(query, document, {parts, bounds, nearness}, this.scorer);
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
}

interface Ranked extends FoundByWords {
  readonly nearness: Nearness;
  readonly score: number;
}

function isQuery(question: string | readonly string[] | Query): question is Query {
  return typeof question === 'object' && 'terms' in question;
}
