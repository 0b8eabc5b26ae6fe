import {readingsOf} from '../analyse.ts';

// A shorter word has too many neighbours: 会議 and 会見 are no slip.
const SHORTEST_SLIP = 4;
const SHORTEST_READING = 3;
const LONGEST_READING = 12;
const KANJI_WORD = /^\p{Script=Han}{2,6}$/u;

// Words that are read between two pauses.
const SLICE = 200;

/** What the corpus's words look like and sound like, for questions that spell them otherwise. */
export class Lexicon {
  /** The words that a slip may be meant for, by their length. */
  private readonly byLength: ReadonlyMap<number, readonly string[]>;
  private readonly byReading: ReadonlyMap<string, readonly string[]>;

  constructor(
    byLength: ReadonlyMap<number, readonly string[]>,
    byReading: ReadonlyMap<string, readonly string[]>,
  ) {
    this.byLength = byLength;
    this.byReading = byReading;
  }

  /** The corpus's words that differ from this one by one letter too many, too few, other or exchanged. */
  neighbours(word: string): string[] {
    if (word.length < SHORTEST_SLIP || /\d/u.test(word)) return [];
    const found: string[] = [];
    for (let length = word.length - 1; length <= word.length + 1; length++) {
      for (const other of this.byLength.get(length) ?? []) if (isOneSlip(word, other)) found.push(other);
    }
    return found;
  }

  /** The corpus's words in kanji that are read so. */
  readAs(hiragana: string): readonly string[] {
    return this.byReading.get(hiragana) ?? [];
  }

  /** The longest piece of a text from a place on that is the reading of a word; '' where there is none. */
  longestReading(text: string, from: number, to: number): string {
    for (let end = Math.min(to, from + LONGEST_READING); end >= from + SHORTEST_READING; end--) {
      const piece = text.slice(from, end);
      if (this.byReading.has(piece)) return piece;
    }
    return '';
  }
}

/** Makes a lexicon of a vocabulary, pausing every few milliseconds. */
export function* makeLexicon(words: Iterable<string>): Generator<undefined, Lexicon> {
  const byLength = new Map<number, string[]>();
  const byReading = new Map<string, string[]>();
  const inKanji: string[] = [];
  for (const word of words) {
    if (word.length >= SHORTEST_SLIP - 1 && !/\d/u.test(word)) append(byLength, word.length, word);
    if (KANJI_WORD.test(word)) inKanji.push(word);
  }
  for (let from = 0; from < inKanji.length; from += SLICE) {
    const slice = inKanji.slice(from, from + SLICE);
    for (const [i, reading] of readingsOf(slice).entries()) {
      if (reading.length >= SHORTEST_READING) append(byReading, reading, slice[i] ?? '');
    }
    yield;
  }
  return new Lexicon(byLength, byReading);
}

function append<K>(map: Map<K, string[]>, key: K, word: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [word]);
  else known.push(word);
}

/** Whether one slip of the fingers lies between two words. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const [inA, inB] = [endA - from, endB - from];
  if (inA <= 1 && inB <= 1) return true;
  return inA === 2 && inB === 2 && a[from] === b[from + 1] && a[from + 1] === b[from];
}
