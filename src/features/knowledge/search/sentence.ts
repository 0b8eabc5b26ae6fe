import {analyse, bigrams, normalise} from './analyse.ts';
import {topicWeight} from './words/asking-words.ts';
import {cueFit} from './sentences/cues.ts';
import {cutSentences, type Piece, type Span} from './sentences/cut-sentences.ts';

// What a sentence has of its heading counts, but less than what it says itself.
const HEADING_SHARE = 0.6;
// A heading names what is asked about and does not answer; only where all else fails is it marked.
const HEADING_PENALTY = 0.5;
const BIGRAM_SHARE = 0.5;
// Below this nothing of the sentence has to do with the question.
const LEAST = 0.08;

/**
 * Which sentence or item of a passage answers a question best: the one with most of the question's rare
 * words (its heading's count in part), looked at for what the question asks: when, how many, who, where,
 * whether, why.
 *
 * @returns offsets into the text as it stands, without surrounding space; undefined where nothing fits
 */
export function answeringSentence(question: string, text: string): Span | undefined {
  const asked = normalise(question);
  const read = cutSentences(text).map((piece) => readPiece(piece, text));
  const topics = new Set(analyse(question).filter((term) => topicWeight(term) > 0));
  const terms = rarity(topics, read, (one) => one.terms, topicWeight);
  const pairs = rarity(
    new Set(bigrams(question)),
    read,
    (one) => one.pairs,
    () => 1,
  );

  let best: {span: Span; score: number} | undefined;
  let above: ReadPiece[] = [];
  for (const one of read) {
    above = above.filter(({piece}) => piece.depth < one.piece.depth || !one.piece.isHeading);
    above = above.filter(({piece}) => piece.depth <= one.piece.depth);
    const {isHeading, start, end} = one.piece;
    const heads = isHeading ? [] : above;
    const fit =
      share(
        terms,
        one.terms,
        heads.map((head) => head.terms),
      ) +
      BIGRAM_SHARE *
        share(
          pairs,
          one.pairs,
          heads.map((head) => head.pairs),
        );
    // A cue alone is no answer: every table has numbers.
    const cue = fit > LEAST ? cueFit(asked, one.normal) : 0;
    const score = (fit + cue) * (isHeading ? HEADING_PENALTY : 1);
    if (score > (best?.score ?? LEAST)) best = {span: {start, end}, score};
    if (isHeading) above.push(one);
  }
  return best?.span;
}

interface ReadPiece {
  readonly piece: Piece;
  readonly normal: string;
  readonly terms: ReadonlySet<string>;
  readonly pairs: ReadonlySet<number>;
}

function readPiece(piece: Piece, text: string): ReadPiece {
  const own = text.slice(piece.start, piece.end);
  return {piece, normal: normalise(own), terms: new Set(analyse(own)), pairs: new Set(bigrams(own))};
}

/** What each thing asked is worth in this passage: the fewer of its sentences have it, the more. */
function rarity<T>(
  asked: ReadonlySet<T>,
  pieces: readonly ReadPiece[],
  of: (piece: ReadPiece) => ReadonlySet<T>,
  weight: (thing: T) => number,
): Map<T, number> {
  const worth = new Map<T, number>();
  let total = 0;
  for (const thing of asked) {
    const having = pieces.filter((piece) => of(piece).has(thing)).length;
    // What no sentence has cannot tell them apart.
    if (having === 0) continue;
    const value = weight(thing) * Math.log(1 + (pieces.length + 1) / having);
    worth.set(thing, value);
    total += value;
  }
  for (const [thing, value] of worth) worth.set(thing, value / (total || 1));
  return worth;
}

/** The worth of what a piece has itself, and in part of what the headings above it have. */
function share<T>(
  worth: ReadonlyMap<T, number>,
  own: ReadonlySet<T>,
  above: readonly ReadonlySet<T>[],
): number {
  let sum = 0;
  for (const [thing, value] of worth) {
    if (own.has(thing)) sum += value;
    else if (above.some((things) => things.has(thing))) sum += value * HEADING_SHARE;
  }
  return sum;
}
