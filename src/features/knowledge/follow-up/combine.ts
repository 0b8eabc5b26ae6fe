import type {Found} from '../library/library.ts';
import {normalise} from '../search/analyse.ts';
import {cueFit} from '../search/sentences/cues.ts';
import type {Query, QueryTerm} from '../search/query.ts';
import type {Hit, SearchIndex} from '../search/search-index.ts';

/** What a question goes on from. Words and documents; the sentence itself is not kept. */
export interface Context {
  /** What the talk is about, the weightiest first. */
  readonly terms: readonly string[];
  /** What the last question added to it. */
  readonly added: readonly string[];
  /** The document of the passage that was shown. */
  readonly document: string | undefined;
}

/** A question read together with what it goes on from. */
export interface Combined {
  readonly query: Query;
  /** What the answering sentence must have: what was added, or, where nothing was, what the talk is about. */
  readonly asked: string;
  /** Only what has to do with both, best first. */
  readonly fitting: (hits: readonly Hit[]) => Hit[];
}

/** How much a word of the talk counts beside one that was said just now. */
const CONTEXT_WEIGHT = 0.5;
/** How many words of a question are kept as what the talk is about. */
const TERMS = 8;
// How far the documents are looked for that speak of the new words.
const LOOKED_AT = 50;
// A question that names nothing new is about what was shown.
const SAME_DOCUMENT = 0.1;
// 「いつまで？」 names nothing either, but asks for a date: a passage that gives one comes first.
const GIVES_IT = 0.5;

/**
 * What a question says of its topic, in words that the documents know: a name is seldom among them. For a
 * word that they do not know stands the first of its synonyms that they do.
 */
export function topicTerms({terms}: Query): string[] {
  return [...terms]
    .sort((a, b) => b.idf * b.topic - a.idf * a.topic || (a.term < b.term ? -1 : 1))
    .flatMap(({term, topic, number, alternatives}) => {
      if (topic === 0) return [];
      return number >= 0
        ? [term]
        : alternatives
            .filter((one) => one.number >= 0)
            .map(({word}) => word)
            .slice(0, 1);
    })
    .slice(0, TERMS);
}

/**
 * A follow-up as a query: its own words count fully, those of the talk at a weight. What it adds must stand
 * in the passage or its document, and the passage must have to do with the talk; else nothing fits.
 */
export function combine(
  question: string,
  context: Context,
  index: SearchIndex,
  byKey: (key: string) => Found | undefined,
): Combined {
  const own = index.read(question);
  const said = new Set(own.terms.map(({term}) => term));
  const adds = own.terms.filter(matters);
  // What an earlier follow-up added goes when a new one adds something else: 「派遣は？」, then 「嘱託は？」.
  const talk = [...context.terms, ...(adds.length > 0 ? [] : context.added)].filter((t) => !said.has(t));
  const before = index.read([...new Set(talk)]);
  const weighed = before.terms.map((term): QueryTerm => ({...term, topic: term.topic * CONTEXT_WEIGHT}));
  const query = {
    terms: [...own.terms, ...weighed],
    bigrams: [...new Set([...own.bigrams, ...before.bigrams])],
  };
  const documentOf = (hit: Hit) => byKey(hit.id)?.document.id;
  // Words of the talk are needed only where it has some that are not said again.
  const topics = new Set(weighed.filter(({topic}) => topic > 0).map(({term}) => term));
  const isOnTopic = ({matched}: Hit) => topics.size === 0 || matched.some((term) => topics.has(term));

  return {
    query,
    asked: adds.length > 0 ? question : [...talk, question].join(' '),
    fitting(hits) {
      if (adds.length === 0) {
        const cued = normalise(question);
        const bonus = (hit: Hit) =>
          (documentOf(hit) === context.document ? SAME_DOCUMENT : 0) +
          GIVES_IT * cueFit(cued, normalise(byKey(hit.id)?.passage.text ?? ''));
        return hits.filter(isOnTopic).sort((a, b) => b.score + bonus(b) - a.score - bonus(a));
      }
      const has = ({matched}: Hit) => adds.every(({term}) => matched.includes(term));
      const speaking = new Set(index.search(own, {limit: LOOKED_AT}).filter(has).map(documentOf));
      const fits = hits.filter((hit) => isOnTopic(hit) && (has(hit) || speaking.has(documentOf(hit))));
      // The passage itself before its neighbours.
      return [...fits.filter(has), ...fits.filter((hit) => !has(hit))];
    },
  };
}

// Whose or when it is says little; 派遣 in 「派遣の人」 is what matters.
const BEARERS = new Set(['人', '方', '者', '場合', '時', '際', '日', '件', '職員', '社員']);

function matters({term, topic}: QueryTerm): boolean {
  return topic >= 1 && !BEARERS.has(term) && !/^\d+$/.test(term);
}
