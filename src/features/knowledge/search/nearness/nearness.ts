import type {Query} from '../query.ts';
import {UNKNOWN} from '../field.ts';
import {toLengthOne, type Latent} from './latent.ts';
import type {Vectors} from './vectors.ts';

/** A passage that words have found. */
export interface FoundByWords {
  readonly document: number;
  readonly words: number;
}

/** How near a found passage is, 0 to 1 each. */
export interface Nearness {
  /** To the question, by words that stand with the same words in the corpus. */
  readonly topic: number;
  /** To the best that the words found. */
  readonly best: number;
}

// The best few stand for what is meant; their scores squared tell how much each does.
const BEST = 3;
// A synonym says less of the topic than the word that was used.
const SYNONYM_SHARE = 0.5;
// A word of asking says little of the topic.
const ASKING_SHARE = 0.3;

/** Where documents lie to each other and to a question, learned from the corpus alone. */
export class Neighbourhood {
  private readonly vectors: Vectors;
  private readonly latent: Latent | undefined;
  // By term, zero between two calls.
  private readonly centre: Float32Array;

  constructor(vectors: Vectors, latent: Latent | undefined) {
    this.vectors = vectors;
    this.latent = latent;
    this.centre = new Float32Array(vectors.idf.length);
  }

  /** The nearness of each of the passages found, which come best first. */
  of(query: Query, found: readonly FoundByWords[]): Nearness[] {
    const topic = this.toQuestion(query);
    const best = this.toBest(found);
    return found.map(({document}, i) => ({topic: topic(document), best: best[i] ?? 0}));
  }

  private toQuestion({terms}: Query): (document: number) => number {
    const {latent} = this;
    if (latent === undefined) return () => 0;
    const {dimensions, documents} = latent;
    const place = new Float64Array(dimensions);
    const add = (number: number, share: number) => {
      if (number === UNKNOWN) return;
      const weight = share * (this.vectors.idf[number] ?? 0);
      for (let d = 0; d < dimensions; d++) {
        place[d] = (place[d] ?? 0) + weight * (latent.terms[number * dimensions + d] ?? 0);
      }
    };
    for (const {number, topic, alternatives} of terms) {
      const share = topic === 0 ? ASKING_SHARE : 1;
      add(number, share);
      for (const one of alternatives) add(one.number, share * one.weight * SYNONYM_SHARE);
    }
    toLengthOne(place);
    return (document) => {
      let product = 0;
      const at = document * dimensions;
      for (let d = 0; d < dimensions; d++) product += (place[d] ?? 0) * (documents[at + d] ?? 0);
      return Math.min(1, Math.max(0, product));
    };
  }

  private toBest(found: readonly FoundByWords[]): number[] {
    const {starts, terms, weights} = this.vectors;
    const {centre} = this;
    const best = found.slice(0, BEST);
    const each = (document: number, visit: (term: number, weight: number) => void) => {
      const end = starts[document + 1] ?? 0;
      for (let i = starts[document] ?? 0; i < end; i++) visit(terms[i] ?? 0, weights[i] ?? 0);
    };
    for (const {document, words} of best) {
      each(document, (term, weight) => {
        centre[term] = (centre[term] ?? 0) + words * words * weight;
      });
    }
    let length = 0;
    const seen = new Set<number>();
    for (const {document} of best) each(document, (term) => seen.add(term));
    for (const term of seen) length += (centre[term] ?? 0) ** 2;
    length = Math.sqrt(length) || 1;
    const near = found.map(({document}) => {
      let product = 0;
      each(document, (term, weight) => {
        product += weight * (centre[term] ?? 0);
      });
      return Math.min(1, product / length);
    });
    for (const term of seen) centre[term] = 0;
    return near;
  }
}
