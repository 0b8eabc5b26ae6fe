import {analyse, bigrams, normalise, wordsOf, type Word} from './analyse.ts';
import {inverseFrequency, UNKNOWN, type Field} from './field.ts';
import {isOtherSpelling, type Alternative, type Query, type QueryTerm} from './query.ts';
import {synonymKey} from './synonyms/own-list.ts';
import type {Synonym, Thesaurus} from './synonyms/thesaurus.ts';
import {topicWeight} from './words/asking-words.ts';
import type {Lexicon} from './words/lexicon.ts';

/** What of an index is needed to read a question. */
export interface Vocabulary {
  readonly size: number;
  readonly terms: ReadonlyMap<string, number>;
  readonly bigrams: ReadonlyMap<number, number>;
  readonly frequencies: Uint32Array;
  readonly titleBigrams: Field;
  readonly textBigrams: Field;
  readonly lexicon: Lexicon;
}

// A word that is looked up may lie in so many tokens: 来庁者 in three.
const LONGEST_SPAN = 5;
// More would cost time and say less and less.
const MOST_ALTERNATIVES = 8;
const SLIP_WEIGHT = 0.8;
const READING_WEIGHT = 0.9;
// What may stand before and after a word in kana: the ends of the run, or a particle.
const PARTICLES = 'のはがをにでともへかやなだ';

/** Reads a question: its terms with their synonyms and other spellings, and its bigrams. */
export function readQuestion(question: string, vocabulary: Vocabulary, thesaurus: Thesaurus): Query {
  const normal = normalise(question);
  const words = wordsOf(normal);
  const heard = hear(normal, words, vocabulary.lexicon);
  const synonyms = lookUp(words, thesaurus, vocabulary);
  const terms = new Map<string, QueryTerm>();
  const add = (term: string, alternatives: readonly Alternative[]) => {
    const known = terms.get(term);
    const all = [...(known?.alternatives ?? []), ...alternatives];
    const distinct = all.filter(({word}, i) => all.findIndex((other) => other.word === word) === i);
    terms.set(term, readTerm(term, distinct, vocabulary));
  };
  for (const [i, {term, start, end, isKnown}] of words.entries()) {
    if (term === undefined || heard.some((one) => one.start < end && start < one.end)) continue;
    const found = synonyms[i] ?? [];
    // A word that is in the dictionary is no slip, though the corpus may not have it.
    const maySlip = !isKnown && !vocabulary.terms.has(term) && found.length === 0;
    const slips = maySlip ? vocabulary.lexicon.neighbours(term) : [];
    add(term, [...found, ...slips.map((word) => single(word, SLIP_WEIGHT, 'slip', vocabulary))]);
  }
  for (const {reading, meant} of heard) {
    add(
      reading,
      meant.map((word) => single(word, READING_WEIGHT, 'reading', vocabulary)),
    );
  }
  return {terms: [...terms.values()], bigrams: numbersOf(bigrams(normal), vocabulary)};
}

/** Reads terms of `analyse` as they are. */
export function readTerms(terms: readonly string[], vocabulary: Vocabulary): Query {
  return {
    terms: [...new Set(terms)].map((term) => readTerm(term, [], vocabulary)),
    bigrams: numbersOf(terms.flatMap(bigrams), vocabulary),
  };
}

function readTerm(term: string, alternatives: readonly Alternative[], vocabulary: Vocabulary): QueryTerm {
  const number = vocabulary.terms.get(term) ?? UNKNOWN;
  const own = frequencyOf(number, vocabulary);
  let union = own;
  for (const one of alternatives) union = Math.max(union, own + frequencyOf(one.number, vocabulary));
  const {size} = vocabulary;
  const all = inverseFrequency(Math.min(union, size), size);
  const read = {term, number, idf: 0, topic: topicWeight(term), alternatives};
  // A spelling that the corpus does not have says nothing of how rare its word is.
  return {...read, idf: isOtherSpelling(read) ? all : (inverseFrequency(own, size) + all) / 2};
}

function frequencyOf(number: number, {frequencies}: Vocabulary): number {
  return number === UNKNOWN ? 0 : (frequencies[number] ?? 0);
}

function numbersOf(codes: readonly number[], vocabulary: Vocabulary): number[] {
  return [...new Set(codes)].map((code) => vocabulary.bigrams.get(code) ?? UNKNOWN);
}

function single(word: string, weight: number, from: Alternative['from'], {terms}: Vocabulary): Alternative {
  return {word, weight, from, number: terms.get(word) ?? UNKNOWN, bigrams: []};
}

/** For each token the synonyms of the longest word that it is a part of. */
function lookUp(words: readonly Word[], thesaurus: Thesaurus, vocabulary: Vocabulary): Alternative[][] {
  const found: Alternative[][] = words.map(() => []);
  for (let from = 0; from < words.length; from++) {
    if (words[from]?.term === undefined) continue;
    for (let length = Math.min(LONGEST_SPAN, words.length - from); length > 0; length--) {
      const span = words.slice(from, from + length);
      const synonyms = synonymsOfSpan(span, thesaurus);
      if (synonyms.length === 0) continue;
      const known = synonyms
        .map((synonym) => alternative(synonym, vocabulary))
        .filter((one) => one !== undefined)
        .sort((a, b) => b.weight - a.weight)
        .slice(0, MOST_ALTERNATIVES);
      // A part of the word itself is no other word for it: 残業 for 残業代.
      const own = new Set(span.map(({term}) => term));
      const others = known.filter(({word}) => !own.has(word));
      for (let i = from; i < from + length; i++) found[i]?.push(...others);
      from += length - 1;
      break;
    }
  }
  return found;
}

function synonymsOfSpan(span: readonly Word[], thesaurus: Thesaurus): readonly Synonym[] {
  const last = span.at(-1);
  if (last?.term === undefined || span.some(({start}, i) => i > 0 && start !== span[i - 1]?.end)) return [];
  // A single word with which one asks means nothing in particular.
  if (span.length === 1 && topicWeight(last.term) === 0) return [];
  const before = span
    .slice(0, -1)
    .map(({surface}) => surface)
    .join('');
  const asWritten = thesaurus.synonymsOf(synonymKey(before + last.surface));
  return asWritten.length > 0 || last.base === last.surface
    ? asWritten
    : thesaurus.synonymsOf(synonymKey(before + last.base));
}

/** A synonym as the corpus knows it; undefined where it does not. */
function alternative({word, weight, from}: Synonym, vocabulary: Vocabulary): Alternative | undefined {
  const codes = bigrams(word);
  const numbers = numbersOf(codes, vocabulary);
  // Cheaper than the tokenizer, and rules most of them out.
  if (numbers.includes(UNKNOWN)) return undefined;
  const terms = analyse(word);
  const [term] = terms;
  if (term === undefined) return undefined;
  if (terms.length === 1) {
    const number = vocabulary.terms.get(term) ?? UNKNOWN;
    return number === UNKNOWN ? undefined : {word: term, weight, from, number, bigrams: []};
  }
  const {titleBigrams, textBigrams} = vocabulary;
  const inField = (field: Field) => numbers.every((number) => field.frequency(number) > 0);
  return numbers.length > 0 && (inField(titleBigrams) || inField(textBigrams))
    ? {word, weight, from, number: UNKNOWN, bigrams: numbers}
    : undefined;
}

interface Heard {
  readonly reading: string;
  readonly start: number;
  readonly end: number;
  readonly meant: readonly string[];
}

/** Words of the corpus that the question writes in kana: かいぎしつ. The tokenizer cuts such text anywhere. */
function hear(normal: string, words: readonly Word[], lexicon: Lexicon): Heard[] {
  const heard: Heard[] = [];
  for (const run of normal.matchAll(/\p{Script=Hiragana}{3,}/gu)) {
    const [start, end] = [run.index, run.index + run[0].length];
    for (let at = start; at < end;) {
      const before = at === start ? '' : normal.charAt(at - 1);
      const isNext = heard.at(-1)?.end === at;
      const isTokenStart = words.some((word) => word.start === at);
      const mayBegin = isNext || (isTokenStart && (at === start || PARTICLES.includes(before)));
      const reading = mayBegin ? lexicon.longestReading(normal, at, end) : '';
      const stop = at + reading.length;
      if (reading !== '' && !isPlain(words, at, stop)) {
        heard.push({reading, start: at, end: stop, meant: lexicon.readAs(reading)});
        at = stop;
      } else at++;
    }
  }
  return heard;
}

const LONG_PARTICLE = 3;

// 「したい」 and 「どうし(たら)」 are read as 死体 and 同士 are; where the tokenizer sees words of asking, particles, or one
// verb or the like with its endings, it is right.
function isPlain(words: readonly Word[], start: number, end: number): boolean {
  const within = words.filter((word) => word.start < end && start < word.end);
  if (within.every(({term}) => term === undefined || topicWeight(term) === 0)) {
    // A particle of one letter may be a piece of anything; one that reaches further is a word: こういう.
    const last = within.at(-1);
    return last?.end === end || (last?.surface.length ?? 0) >= LONG_PARTICLE;
  }
  const [first, ...endings] = within;
  return (
    first?.start === start &&
    within.at(-1)?.end === end &&
    !first.isNoun &&
    first.term !== undefined &&
    endings.every(({term}) => term === undefined)
  );
}
