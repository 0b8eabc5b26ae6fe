import {bigrams} from './analyse.ts';
import {FieldWriter, type FieldOptions} from './field.ts';
import {makeLatent} from './nearness/latent.ts';
import {Neighbourhood} from './nearness/nearness.ts';
import {makeVectors} from './nearness/vectors.ts';
import {SearchIndex, type SearchPassage} from './search-index.ts';
import type {Thesaurus} from './synonyms/thesaurus.ts';
import {makeLexicon} from './words/lexicon.ts';

// From the tuning that `search.rationale.md` tells of. Titles are short: a word said twice in one says
// little more than said once.
const TITLE: FieldOptions = {k1: 0.8, b: 0.75};
const TEXT: FieldOptions = {k1: 1.2, b: 0.75};

// Passages that are read between two pauses; 32 long ones take some ten milliseconds.
const PASSAGES = 32;

/** Builds the index at once. For a running bot there is {@link buildIndexInSlices}. */
export function buildIndex(passages: readonly SearchPassage[], thesaurus?: () => Thesaurus): SearchIndex {
  const steps = build(passages, thesaurus);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Builds the index in slices well under 50 ms, letting others work in between.
 *
 * @param options.signal ends the building; it then rejects with the signal's reason
 * @param options.thesaurus asked anew for each question
 */
export async function buildIndexInSlices(
  passages: readonly SearchPassage[],
  {signal, thesaurus}: {readonly signal?: AbortSignal | undefined; readonly thesaurus?: () => Thesaurus} = {},
): Promise<SearchIndex> {
  const steps = build(passages, thesaurus);
  for (;;) {
    signal?.throwIfAborted();
    const step = steps.next();
    if (step.done === true) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function* build(
  passages: readonly SearchPassage[],
  thesaurus: (() => Thesaurus) | undefined,
): Generator<undefined, SearchIndex> {
  const terms = new Map<string, number>();
  const pairs = new Map<number, number>();
  const frequencies: number[] = [];
  const writers = {
    titleTerms: new FieldWriter(),
    textTerms: new FieldWriter(),
    titleBigrams: new FieldWriter(),
    textBigrams: new FieldWriter(),
  };
  for (const [i, passage] of passages.entries()) {
    const title = passage.titleTerms.map((term) => numberOf(terms, term));
    const text = passage.textTerms.map((term) => numberOf(terms, term));
    for (const term of new Set([...title, ...text])) frequencies[term] = (frequencies[term] ?? 0) + 1;
    writers.titleTerms.add(title);
    writers.textTerms.add(text);
    writers.titleBigrams.add(bigrams(passage.title).map((pair) => numberOf(pairs, pair)));
    writers.textBigrams.add(bigrams(passage.text).map((pair) => numberOf(pairs, pair)));
    if (i % PASSAGES === PASSAGES - 1) yield;
  }
  const titleTerms = yield* writers.titleTerms.finish(terms.size, TITLE);
  const textTerms = yield* writers.textTerms.finish(terms.size, TEXT);
  const vectors = yield* makeVectors({titleTerms, textTerms}, Uint32Array.from(frequencies), passages.length);
  const latent = yield* makeLatent(vectors, passages.length);
  return new SearchIndex({
    ids: passages.map(({id}) => id),
    terms,
    bigrams: pairs,
    titleTerms,
    textTerms,
    titleBigrams: yield* writers.titleBigrams.finish(pairs.size, TITLE),
    textBigrams: yield* writers.textBigrams.finish(pairs.size, TEXT),
    frequencies: Uint32Array.from(frequencies),
    neighbourhood: new Neighbourhood(vectors, latent),
    lexicon: yield* makeLexicon(terms.keys()),
    ...(thesaurus === undefined ? {} : {thesaurus}),
  });
}

function numberOf<T>(vocabulary: Map<T, number>, term: T): number {
  const known = vocabulary.get(term);
  if (known !== undefined) return known;
  vocabulary.set(term, vocabulary.size);
  return vocabulary.size - 1;
}
