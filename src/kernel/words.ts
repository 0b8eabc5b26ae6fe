import {shortHash} from './ids.ts';

/**
 * What may stand in a log: numbers, flags, and words that the project itself wrote. Anything that came
 * from a person (a sentence, a name, an id) has no type here but {@link Hashed}.
 */
export type LogValue = number | boolean | Word | Hashed | undefined;

/** An id made unreadable; the same id gives the same text, so that lines can be joined. */
export type Hashed = string & {readonly __hashed: true};

/** A literal of the program: an intent's name, a code, a kind. Made by {@link word}. */
export type Word = string & {readonly __word: true};

/** Makes an id fit for a log. */
export function hashed(id: string): Hashed {
  // The brand is a promise of this one function.
  return shortHash(id).slice(0, 12) as Hashed;
}

/** Marks a text as one of the program's own. Anything longer or stranger than a name is cut to `?`. */
export function word(text: string): Word {
  return (/^[A-Za-z0-9][A-Za-z0-9 _./:-]{0,79}$/.test(text) ? text : '?') as Word;
}
