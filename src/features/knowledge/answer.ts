import {findPersonalNumbers} from '../../kernel/personal-numbers.ts';
import {hasWords} from '../../kernel/japanese-text.ts';
import {articleOf, isInArticle} from './clause/article.ts';
import {bearingOf, leadWeight, weightOf, type Bearing} from './clause/bearing.ts';
import {contradiction, type Contradiction, type Statement} from './clause/contradiction.ts';
import {contactFor, type Contact, type Contacts} from './contacts.ts';
import type {Found, Shelf} from './library/library.ts';
import {combine, type Context} from './follow-up/combine.ts';
import type {StoredDocument} from './library/store.ts';
import {confidence, judge, type Limits} from './search/judge.ts';
import type {Hit} from './search/search-index.ts';
import {answeringSentence} from './search/sentence.ts';

/** A passage that was found for a question. */
export interface Candidate extends Found {
  /** 0 to 1. */
  readonly score: number;
  /** The sentence or item that answers, as offsets into the passage's text. */
  readonly mark: {readonly start: number; readonly end: number} | undefined;
  /** How far it binds the person who asks. */
  readonly bearing: Bearing;
  /** The version that will take its document's place. */
  readonly coming: StoredDocument | undefined;
}

/** Two candidates, by their places, that say opposite things. */
export interface Clash {
  readonly between: readonly [number, number];
  readonly on: Contradiction;
}

/** What becomes of a question. */
export type Outcome =
  | {
      /** `answer`: the first passage supports one. `unsure`: one of these may. */
      readonly kind: 'answer' | 'unsure';
      readonly candidates: readonly [Candidate, ...Candidate[]];
      /** Candidates that contradict the first. */
      readonly clashes: readonly Clash[];
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
// The number of an article says little to a search by words, and a follow-up few words, so their passages may
// stand far behind.
const LOOKED_AT_MANY = 200;
const OPENING_BONUS = 0.05;
const AS_WELL = 0.9;

/** What an answer is looked for in, and for whom. */
export interface Desk {
  /** The documents that the asker may see and that hold on the day. */
  readonly shelf: Shelf;
  readonly contacts: Contacts;
  /** The asker's own organisation. */
  readonly organisation: string;
  /** From which confidence on there is an answer. */
  readonly limits: Limits;
}

/**
 * Answers a question from the documents, without any model: the best passages, and whether they support an
 * answer at all. Among passages that fit about as well, rules come before reports.
 *
 * @param context what the question goes on from; without it, it stands alone
 */
export function answerQuestion(question: string, desk: Desk, context?: Context): Outcome {
  if (question.length > MAX_QUESTION) return {kind: 'refused', reason: 'too-long'};
  if (!hasWords(question)) return {kind: 'refused', reason: 'no-words'};
  if (findPersonalNumbers(question).length > 0) return {kind: 'refused', reason: 'personal-number'};

  const {shelf} = desk;
  const contact = contactFor(question, desk.contacts);
  const combined = context && combine(question, context, shelf.index, shelf.byKey);
  const query = combined?.query ?? shelf.index.read(question);
  const article = articleOf(question);
  const few = article === undefined && combined === undefined;
  const found = shelf.index.search(query, {limit: few ? LOOKED_AT : LOOKED_AT_MANY});
  // What a follow-up adds must be there; the judgement rests on the scores, whatever the order.
  const fitting = combined?.fitting(found) ?? found;
  const sure = confidence(combined === undefined ? found : byScore(fitting), query);
  const verdict = judge(sure, desk.limits);
  if (verdict === 'none') return {kind: 'none', contact, confidence: sure};
  // The order of a follow-up is its own: what it adds comes before what binds.
  const ranked = combined === undefined ? byWeight(found, desk) : fitting;
  const hits = article === undefined ? ranked : articleFirst(ranked, article, shelf);
  const candidates: Candidate[] = [];
  const statements: Statement[] = [];
  for (const hit of hits) {
    const found = shelf.byKey(hit.id);
    // Forms that were filled in many times hold the same words; one of them is enough.
    if (found === undefined || candidates.some((c) => c.passage.text === found.passage.text)) continue;
    // A title that stands alone tells nothing.
    if (found.passage.text === found.document.title) continue;
    if (candidates.length === CANDIDATES) break;
    const mark = answeringSentence(combined?.asked ?? question, found.passage.text);
    const candidate = {...candidateOf(found, mark, desk), score: hit.score};
    candidates.push(candidate);
    statements.push(statementOf(candidate, hit.coverage));
  }
  const [first, ...others] = candidates;
  if (first === undefined) return {kind: 'none', contact, confidence: sure};
  const clashes = clashesOf(question, statements);
  return {kind: verdict, candidates: [first, ...others], clashes, contact, confidence: sure};
}

/** A passage as an answer, with the sentence that is marked in it. */
export function candidateOf(
  found: Found,
  mark: Candidate['mark'],
  desk: Pick<Desk, 'shelf' | 'organisation'>,
): Candidate {
  return {
    ...found,
    score: 0,
    mark,
    bearing: bearingOf(found.document, found.passage, desk.organisation),
    coming: desk.shelf.coming(found.document),
  };
}

function statementOf({document, passage, mark, bearing}: Candidate, coverage: number): Statement {
  const sentence = mark === undefined ? '' : passage.text.slice(mark.start, mark.end);
  // A proposal and the rule that it would change may stand in one paper.
  return {sentence, coverage, source: `${document.key} ${bearing.amendment ? 'amendment' : ''}`};
}

function clashesOf(question: string, statements: readonly Statement[]): Clash[] {
  const [first, ...others] = statements;
  return others.flatMap((other, i): Clash[] => {
    const on = first === undefined ? undefined : contradiction(question, first, other);
    return on === undefined ? [] : [{between: [0, i + 1], on}];
  });
}

function byScore(hits: readonly Hit[]): Hit[] {
  return [...hits].sort((a, b) => b.score - a.score);
}

function byWeight(hits: readonly Hit[], {shelf, organisation}: Desk): Hit[] {
  const weighed = hits.flatMap((hit) => {
    const found = shelf.byKey(hit.id);
    if (found === undefined) return [];
    const {document, passage} = found;
    const bearing = bearingOf(document, passage, organisation);
    return {hit, weight: weightOf(bearing) * leadWeight(document, passage)};
  });
  // What binds less gives way only to what covers the question as well: a rule on another matter is no answer.
  const worth = ({hit, weight}: (typeof weighed)[number]) =>
    weighed.some((other) => other.weight > weight && other.hit.coverage >= AS_WELL * hit.coverage)
      ? hit.score * weight
      : hit.score;
  return weighed.sort((a, b) => worth(b) - worth(a)).map(({hit}) => hit);
}

// Who names an article means it: its passages come first. Where the question says little else, the article's
// own opening is what is asked for, not one of its items that happens to be short.
function articleFirst(hits: readonly Hit[], article: string, shelf: Shelf): Hit[] {
  const pathOf = ({id}: Hit) => shelf.byKey(id)?.passage.path ?? [];
  const within = hits.filter((hit) => isInArticle(pathOf(hit), article));
  const rank = (hit: Hit) => hit.score + (isInArticle(pathOf(hit).slice(-1), article) ? OPENING_BONUS : 0);
  return [...within.sort((a, b) => rank(b) - rank(a)), ...hits.filter((hit) => !within.includes(hit))];
}
