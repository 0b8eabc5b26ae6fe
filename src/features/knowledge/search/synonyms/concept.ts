import type {Field} from '../field.ts';
import {isOtherSpelling, type QueryTerm} from '../query.ts';

/** A term's words and bigrams in one view of the passages, the title or the text. */
export interface View {
  readonly terms: Field;
  readonly bigrams: Field;
}

/** The documents with a term or one of its alternatives. */
export class Concept {
  /** The first `size` are the documents met, in no order. */
  readonly documents: Uint32Array;
  size = 0;
  /** By document: how often the words stand there, each times its weight; 0 for all others. */
  readonly counts: Float32Array;
  /** By document: the weight of the best of the words that stand there, 1 for the term itself. */
  readonly shares: Float32Array;

  constructor(documents: number) {
    this.documents = new Uint32Array(documents);
    this.counts = new Float32Array(documents);
    this.shares = new Float32Array(documents);
  }

  /** Collects a term's documents; those of the term before are forgotten. */
  gather({number, alternatives}: QueryTerm, {terms, bigrams}: View): void {
    for (let i = 0; i < this.size; i++) {
      this.counts[this.documents[i] ?? 0] = 0;
      this.shares[this.documents[i] ?? 0] = 0;
    }
    this.size = 0;
    terms.each(number, (document, count) => {
      this.add(document, count, 1);
    });
    for (const alternative of alternatives) {
      const visit = (document: number, count: number) => {
        this.add(document, count, alternative.weight);
      };
      if (alternative.bigrams.length === 0) terms.each(alternative.number, visit);
      else eachWithAll(bigrams, alternative.bigrams, visit);
    }
  }

  /**
   * The mean of the term's own idf and that of all its words together: a rare word does not become common
   * by a common synonym, nor the other way about.
   */
  idf(term: QueryTerm, {terms}: View): number {
    const all = terms.idf(this.size);
    return isOtherSpelling(term) ? all : (terms.idf(terms.frequency(term.number)) + all) / 2;
  }

  private add(document: number, count: number, weight: number): void {
    const before = this.counts[document] ?? 0;
    if (before === 0) this.documents[this.size++] = document;
    this.counts[document] = before + count * weight;
    if (weight > (this.shares[document] ?? 0)) this.shares[document] = weight;
  }
}

/** The documents with all of some terms; the count is the rarest one's. */
function eachWithAll(
  field: Field,
  numbers: readonly number[],
  visit: (document: number, count: number) => void,
) {
  const sorted = [...numbers].sort((a, b) => field.frequency(a) - field.frequency(b));
  const [rarest, ...others] = sorted;
  if (rarest === undefined) return;
  field.each(rarest, (document, count) => {
    if (others.every((number) => field.has(number, document))) visit(document, count);
  });
}
