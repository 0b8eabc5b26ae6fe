import type {Field} from '../field.ts';

/** Each document as its words' weights, of length 1; row by row. */
export interface Vectors {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  /** By term: how rare it is. */
  readonly idf: Float32Array;
}

// A word of the title counts as twice said in the text.
const TITLE_COUNT = 2;

// Postings that are gone through between two pauses.
const SLICE = 200_000;

/** Turns two fields' postings into a vector for each document, pausing every few milliseconds. */
export function* makeVectors(
  {titleTerms, textTerms}: {readonly titleTerms: Field; readonly textTerms: Field},
  frequencies: Uint32Array,
  documents: number,
): Generator<undefined, Vectors> {
  const idf = Float32Array.from(frequencies, (frequency) => Math.log(1 + documents / (frequency || 1)));
  let work = 0;
  const starts = new Uint32Array(documents + 1);
  // A word in both places takes two places, which a vector's product does not mind.
  for (const field of [titleTerms, textTerms]) {
    for (let term = 0; term < idf.length; term++) {
      field.each(term, (document) => {
        starts[document + 1] = (starts[document + 1] ?? 0) + 1;
        work++;
      });
      if (work > SLICE) {
        work = 0;
        yield;
      }
    }
  }
  for (let i = 0; i < documents; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const fill = starts.slice();
  const terms = new Uint32Array(starts[documents] ?? 0);
  const weights = new Float32Array(terms.length);
  for (let term = 0; term < idf.length; term++) {
    const rarity = idf[term] ?? 0;
    titleTerms.each(term, (document, count) => {
      const at = fill[document] ?? 0;
      fill[document] = at + 1;
      terms[at] = term;
      weights[at] = rarity * damp(TITLE_COUNT * count);
      work++;
    });
    textTerms.each(term, (document, count) => {
      // Terms come one after the other, so a title's entry is the last one.
      const last = (fill[document] ?? 0) - 1;
      const inTitle = last >= (starts[document] ?? 0) && terms[last] === term && (weights[last] ?? 0) > 0;
      const before = inTitle ? undamp((weights[last] ?? 0) / rarity) : 0;
      const at = inTitle ? last : last + 1;
      if (!inTitle) fill[document] = at + 1;
      terms[at] = term;
      weights[at] = rarity * damp(before + count);
      work++;
    });
    if (work > SLICE) {
      work = 0;
      yield;
    }
  }
  for (let document = 0; document < documents; document++) {
    const [from, to] = [starts[document] ?? 0, starts[document + 1] ?? 0];
    let sum = 0;
    for (let i = from; i < to; i++) sum += (weights[i] ?? 0) ** 2;
    const length = Math.sqrt(sum) || 1;
    for (let i = from; i < to; i++) weights[i] = (weights[i] ?? 0) / length;
    work += to - from;
    if (work > SLICE) {
      work = 0;
      yield;
    }
  }
  return {starts, terms, weights, idf};
}

// The tenth time says less than the first.
function damp(count: number): number {
  return 1 + Math.log(count);
}

function undamp(damped: number): number {
  return Math.exp(damped - 1);
}
