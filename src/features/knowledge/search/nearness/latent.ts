import type {Vectors} from './vectors.ts';

/** Words and documents as points of few dimensions, where words that stand with the same words lie near. */
export interface Latent {
  readonly dimensions: number;
  /** Row by row: each term's place; not of length 1, so that a sum of terms is weighted as they are. */
  readonly terms: Float32Array;
  /** Row by row: each document's place, of length 1. */
  readonly documents: Float32Array;
}

const DIMENSIONS = 64;
// Fewer documents than this say too little of which words go together.
const LEAST_DOCUMENTS_A_DIMENSION = 8;
const LEAST_DIMENSIONS = 8;
// The dimensions are learned from so many documents, evenly picked; the others are put in their places.
const LEARNED_FROM = 3_000;
const ROUNDS = 3;

// Multiplications between two pauses: some ten milliseconds.
const SLICE = 3_000_000;

/**
 * Latent semantic analysis: the dimensions along which the documents differ most, found by subspace
 * iteration from a fixed start, so that the same documents give the same places. Undefined where there are
 * too few documents.
 */
export function* makeLatent(vectors: Vectors, documents: number): Generator<undefined, Latent | undefined> {
  const dimensions = Math.min(DIMENSIONS, Math.floor(documents / LEAST_DOCUMENTS_A_DIMENSION));
  if (dimensions < LEAST_DIMENSIONS) return undefined;
  const step = Math.max(1, documents / LEARNED_FROM);
  const sample = Array.from({length: Math.floor(documents / step)}, (_, i) => Math.floor(i * step));
  const vocabulary = vectors.idf.length;

  let basis = scattered(vocabulary * dimensions);
  const row = new Float64Array(dimensions);
  let work = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(basis.length);
    for (const document of sample) {
      project(vectors, document, basis, row);
      const end = vectors.starts[document + 1] ?? 0;
      for (let i = vectors.starts[document] ?? 0; i < end; i++) {
        const weight = vectors.weights[i] ?? 0;
        const at = (vectors.terms[i] ?? 0) * dimensions;
        for (let d = 0; d < dimensions; d++) next[at + d] = (next[at + d] ?? 0) + weight * (row[d] ?? 0);
        work += dimensions;
      }
      if (work > SLICE) {
        work = 0;
        yield;
      }
    }
    yield* orthonormalise(next, vocabulary, dimensions);
    basis = next;
  }

  const places = new Float32Array(documents * dimensions);
  for (let document = 0; document < documents; document++) {
    project(vectors, document, basis, row);
    toLengthOne(row);
    places.set(row, document * dimensions);
    work += ((vectors.starts[document + 1] ?? 0) - (vectors.starts[document] ?? 0)) * dimensions;
    if (work > SLICE) {
      work = 0;
      yield;
    }
  }
  return {dimensions, terms: new Float32Array(basis), documents: places};
}

/** Makes a place a direction. Nothing stays nothing. */
export function toLengthOne(place: Float64Array): void {
  let sum = 0;
  for (const value of place) sum += value * value;
  const length = Math.sqrt(sum) || 1;
  for (let d = 0; d < place.length; d++) place[d] = (place[d] ?? 0) / length;
}

function project(
  {starts, terms, weights}: Vectors,
  document: number,
  basis: Float64Array,
  into: Float64Array,
) {
  const dimensions = into.length;
  into.fill(0);
  const end = starts[document + 1] ?? 0;
  for (let i = starts[document] ?? 0; i < end; i++) {
    const weight = weights[i] ?? 0;
    const at = (terms[i] ?? 0) * dimensions;
    for (let d = 0; d < dimensions; d++) into[d] = (into[d] ?? 0) + weight * (basis[at + d] ?? 0);
  }
}

/** Makes the columns of a matrix, given row by row, orthogonal and of length 1, by Cholesky's factor of their products. */
function* orthonormalise(matrix: Float64Array, rows: number, columns: number): Generator<undefined> {
  const products = new Float64Array(columns * columns);
  let work = 0;
  for (let r = 0; r < rows; r++) {
    const at = r * columns;
    for (let i = 0; i < columns; i++) {
      const value = matrix[at + i] ?? 0;
      if (value === 0) continue;
      for (let j = 0; j <= i; j++) {
        products[i * columns + j] = (products[i * columns + j] ?? 0) + value * (matrix[at + j] ?? 0);
      }
      work += i;
    }
    if (work > SLICE) {
      work = 0;
      yield;
    }
  }
  // Lower factor in place; a column that the others make up becomes nothing.
  const least = 1e-12 * Math.max(...Array.from({length: columns}, (_, i) => products[i * columns + i] ?? 0));
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = products[i * columns + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (products[i * columns + k] ?? 0) * (products[j * columns + k] ?? 0);
      const pivot = products[j * columns + j] ?? 0;
      if (i === j) products[i * columns + j] = sum > least ? Math.sqrt(sum) : 0;
      else products[i * columns + j] = pivot === 0 ? 0 : sum / pivot;
    }
  }
  for (let r = 0; r < rows; r++) {
    const at = r * columns;
    for (let i = 0; i < columns; i++) {
      let sum = matrix[at + i] ?? 0;
      for (let k = 0; k < i; k++) sum -= (products[i * columns + k] ?? 0) * (matrix[at + k] ?? 0);
      const pivot = products[i * columns + i] ?? 0;
      matrix[at + i] = pivot === 0 ? 0 : sum / pivot;
      work += i;
    }
    if (work > SLICE) {
      work = 0;
      yield;
    }
  }
}

/** Numbers between -0.5 and 0.5 that look like chance and are always the same. */
function scattered(length: number): Float64Array {
  const numbers = new Float64Array(length);
  let state = 0x9e3779b9;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    numbers[i] = (state >>> 0) / 2 ** 32 - 0.5;
  }
  return numbers;
}
