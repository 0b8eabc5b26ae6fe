/** How strongly repetition and length count: BM25's `k1` and `b`. */
export interface FieldOptions {
  readonly k1: number;
  readonly b: number;
}

/** The number of a term that the corpus does not know. */
export const UNKNOWN = -1;

// How many postings are sorted between two pauses: a few milliseconds of work.
const SLICE = 200_000;

/** Collects the documents of a field, one after the other, and turns them into postings. */
export class FieldWriter {
  /** For each term of each document: its number and how often it stands there. Grows by doubling. */
  private terms = new Uint32Array(1024);
  private counts = new Uint8Array(1024);
  private size = 0;
  private readonly ends: number[] = [];
  private readonly lengths: number[] = [];
  private seen = new Uint32Array(1024);

  /** Adds the next document: the numbers of its terms, repeated as they stand. */
  add(terms: readonly number[]): void {
    const distinct: number[] = [];
    for (const term of terms) {
      if (term >= this.seen.length) this.seen = grown(this.seen, term);
      const count = this.seen[term] ?? 0;
      if (count === 0) distinct.push(term);
      this.seen[term] = count + 1;
    }
    if (this.size + distinct.length > this.terms.length) {
      this.terms = grown(this.terms, this.size + distinct.length);
      const counts = new Uint8Array(this.terms.length);
      counts.set(this.counts);
      this.counts = counts;
    }
    for (const term of distinct) {
      this.terms[this.size] = term;
      this.counts[this.size++] = Math.min(this.seen[term] ?? 0, 255);
      this.seen[term] = 0;
    }
    this.ends.push(this.size);
    this.lengths.push(terms.length);
  }

  /** Sorts by term, pausing every few milliseconds. */
  *finish(vocabulary: number, options: FieldOptions): Generator<undefined, Field> {
    const {terms, counts, size, ends, lengths} = this;
    const starts = new Uint32Array(vocabulary + 1);
    for (let i = 0; i < size; i++) {
      const next = (terms[i] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
      if (i % SLICE === SLICE - 1) yield;
    }
    for (let term = 0; term < vocabulary; term++) {
      starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
    }
    const fill = starts.slice();
    const documents = new Uint32Array(size);
    const frequencies = new Uint8Array(size);
    for (let document = 0, i = 0; document < ends.length; document++) {
      for (const end = ends[document] ?? 0; i < end; i++) {
        const term = terms[i] ?? 0;
        const at = fill[term] ?? 0;
        fill[term] = at + 1;
        documents[at] = document;
        frequencies[at] = counts[i] ?? 0;
        if (i % SLICE === SLICE - 1) yield;
      }
    }
    return new Field({starts, documents, frequencies}, lengths, options);
  }
}

function grown(array: Uint32Array<ArrayBuffer>, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(array.length * 2, atLeast + 1));
  larger.set(array);
  return larger;
}

/** Where a term's documents lie in `documents` and `frequencies`: from `starts[term]` to `starts[term + 1]`. */
interface Postings {
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly frequencies: Uint8Array;
}

/** One BM25 index: a text of each document, either its title or its body, as words or as bigrams. */
export class Field {
  private readonly postings: Postings;
  private readonly k1: number;
  /** BM25's length norm of each document. */
  private readonly norms: Float32Array;

  constructor(postings: Postings, lengths: readonly number[], {k1, b}: FieldOptions) {
    this.postings = postings;
    this.k1 = k1;
    let total = 0;
    for (const length of lengths) total += length;
    const average = total / lengths.length || 1;
    this.norms = Float32Array.from(lengths, (length) => k1 * (1 - b + (b * length) / average));
  }

  /** In how many documents the term stands. */
  frequency(term: number): number {
    const {starts} = this.postings;
    return term === UNKNOWN ? 0 : (starts[term + 1] ?? 0) - (starts[term] ?? 0);
  }

  /** Calls back for each document with the term. */
  each(term: number, visit: (document: number, count: number) => void): void {
    if (term === UNKNOWN) return;
    const {starts, documents, frequencies} = this.postings;
    const end = starts[term + 1] ?? 0;
    for (let i = starts[term] ?? 0; i < end; i++) visit(documents[i] ?? 0, frequencies[i] ?? 0);
  }

  /** Whether the term stands in the document. */
  has(term: number, document: number): boolean {
    if (term === UNKNOWN) return false;
    const {starts, documents} = this.postings;
    let from = starts[term] ?? 0;
    let to = starts[term + 1] ?? 0;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((documents[middle] ?? 0) < document) from = middle + 1;
      else to = middle;
    }
    return from < (starts[term + 1] ?? 0) && documents[from] === document;
  }

  /** What a term's count in a document is worth, 0 up to `idf * (k1 + 1)`. */
  weigh(idf: number, count: number, document: number): number {
    return (idf * count * (this.k1 + 1)) / (count + (this.norms[document] ?? this.k1));
  }

  /** The most that {@link weigh} can give. */
  bound(idf: number): number {
    return idf * (this.k1 + 1);
  }

  /** The idf of a term, or of a union of terms, from the number of documents with it. Never negative. */
  idf(frequency: number): number {
    return inverseFrequency(frequency, this.norms.length);
  }
}

/** BM25's idf: the rarer, the more; 0 or above. */
export function inverseFrequency(frequency: number, documents: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}
