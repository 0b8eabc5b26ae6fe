import {findPersonalNumbers} from '../../kernel/personal-numbers.ts';
import {hasWords} from '../../kernel/japanese-text.ts';
import type {DayText} from '../../kernel/time.ts';
import {contactFor, type Contact, type Contacts} from './contacts.ts';
import type {Found, Shelf} from './library/library.ts';
import {articleOf, isInArticle} from './article.ts';
import {confidence, judge} from './search/judge.ts';
import type {Hit} from './search/search-index.ts';
import {answeringSentence} from './search/sentence.ts';

/** A passage that was found for a question. */
export interface Candidate extends Found {
  /** 0 to 1. */
  readonly score: number;
  /** The sentence or item that answers, as offsets into the passage's text. */
  readonly mark: {readonly start: number; readonly end: number} | undefined;
}

/** What becomes of a question. */
export type Outcome =
  | {
      /** `answer`: the first passage supports one. `unsure`: one of these may. */
      readonly kind: 'answer' | 'unsure';
      readonly candidates: readonly [Candidate, ...Candidate[]];
      readonly contact: Contact;
      /** What was held against the limits, 0 to 1. */
      readonly confidence: number;
    }
  | {readonly kind: 'none'; readonly contact: Contact; readonly confidence: number}
  | {readonly kind: 'refused'; readonly reason: 'too-long' | 'no-words' | 'personal-number'};

/** Longer than any question that a person types. */
export const MAX_QUESTION = 2_000;
const CANDIDATES = 3;
// More than are shown, since the judgement looks at the runners-up as well.
const LOOKED_AT = 10;
// A number says little to a search by words, so its passages may stand far behind.
const LOOKED_AT_FOR_ARTICLE = 200;
const OPENING_BONUS = 0.05;

/**
 * Answers a question from the documents, without any model: the best passages, and whether they support an
 * answer at all.
 *
 * @param shelf the documents as they are at this moment
 * @param today the day for which the answer must hold; a document that takes effect later is left out
 */
export function answerQuestion(question: string, shelf: Shelf, contacts: Contacts, today: DayText): Outcome {
  if (question.length > MAX_QUESTION) return {kind: 'refused', reason: 'too-long'};
  if (!hasWords(question)) return {kind: 'refused', reason: 'no-words'};
  if (findPersonalNumbers(question).length > 0) return {kind: 'refused', reason: 'personal-number'};

  const contact = contactFor(question, contacts);
  const query = shelf.index.read(question);
  const article = articleOf(question);
  const inForce = shelf.index
    .search(query, {limit: article === undefined ? LOOKED_AT : LOOKED_AT_FOR_ARTICLE})
    .filter(({id}) => (shelf.byKey(id)?.document.effectiveFrom ?? today) <= today);
  const hits = article === undefined ? inForce : articleFirst(inForce, article, shelf);
  const sure = confidence(hits, query);
  const verdict = judge(sure, shelf.limits);
  if (verdict === 'none') return {kind: 'none', contact, confidence: sure};
  const candidates: Candidate[] = [];
  for (const hit of hits) {
    const found = shelf.byKey(hit.id);
    // Forms that were filled in many times hold the same words; one of them is enough.
    if (found === undefined || candidates.some((c) => c.passage.text === found.passage.text)) continue;
    if (candidates.length === CANDIDATES) break;
    const mark = answeringSentence(question, found.passage.text);
    candidates.push({...found, score: hit.score, mark});
  }
  const [first, ...others] = candidates;
  return first === undefined
    ? {kind: 'none', contact, confidence: sure}
    : {kind: verdict, candidates: [first, ...others], contact, confidence: sure};
}

// Who names an article means it: its passages come first. Where the question says little else, the article's
// own opening is what is asked for, not one of its items that happens to be short.
function articleFirst(hits: readonly Hit[], article: string, shelf: Shelf): Hit[] {
  const pathOf = ({id}: Hit) => shelf.byKey(id)?.passage.path ?? [];
  const within = hits.filter((hit) => isInArticle(pathOf(hit), article));
  const rank = (hit: Hit) => hit.score + (isInArticle(pathOf(hit).slice(-1), article) ? OPENING_BONUS : 0);
  return [...within.sort((a, b) => rank(b) - rank(a)), ...hits.filter((hit) => !within.includes(hit))];
}
