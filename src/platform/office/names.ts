import {KANJI_NUMERALS, normalise, parseKanjiNumber} from '../../kernel/japanese-text.ts';
import type {Booth, BoothKind, Office} from './shape.ts';

/** Which booth is spoken of. */
export type NamedBooth =
  | {readonly kind: 'booth'; readonly booth: Booth}
  /** ブース1, where a focus booth and a web-meeting booth have the number. */
  | {readonly kind: 'several'; readonly booths: readonly Booth[]}
  | {readonly kind: 'none'};

const NUMERALS = new RegExp(`[${KANJI_NUMERALS}]+`, 'gu');
// What begins or goes on after a digit that is no booth's: 集中ブース1時間, 2月, 3人, 4階, 10:00.
const AFTER_DIGIT =
  '(?![0-9.:/]|\\s?(?:時|分|月|日|階|人|名|個|件|回|つ|年|週|h|f|pm|am|minute|min|hour|day))';

/**
 * A spoken name made comparable: width, case, spaces, hyphens and kanji numerals make no difference, so
 * 集中ブース１, 集中ブース 1 and 集中ブース一 are one.
 */
export function spokenForm(text: string): string {
  return withDigits(text).replace(/[\s\-_・]/gu, '');
}

function withDigits(text: string): string {
  return normalise(text).replace(NUMERALS, (numeral) => String(parseKanjiNumber(numeral) ?? numeral));
}

/**
 * The booth that a sentence names: by its name, its id, an alias, or by a word for its kind or just ブース and the
 * number or letter at the end of its name (集中1番, 集中の2, ブースA, focus 1). The longest name found decides.
 */
export function boothByName(office: Office, text: string): NamedBooth {
  const said = withDigits(text);
  let best: {length: number; booths: Booth[]} = {length: 0, booths: []};
  for (const booth of office.booths) {
    const kind = office.kinds.find(({id}) => id === booth.kind);
    const length = Math.max(0, ...formsOf(booth, kind).map((form) => foundLength(said, form)));
    if (length === 0 || length < best.length) continue;
    if (length > best.length) best = {length, booths: []};
    best.booths.push(booth);
  }
  const [first, second] = best.booths;
  if (first === undefined) return {kind: 'none'};
  return second === undefined ? {kind: 'booth', booth: first} : {kind: 'several', booths: best.booths};
}

/**
 * What a sentence calls a booth that none is called: a word for a kind or just ブース, with a number or letter that no
 * booth of it has (集中ブース9). Only for sentences that {@link boothByName} finds none in.
 *
 * @returns the name as it was said, made comparable; undefined where none is said
 */
export function unknownBooth(office: Office, text: string): string | undefined {
  const said = withDigits(text);
  const words = [
    ...office.kinds.flatMap(({name, words: more}) => [name.ja, name.en, ...more]),
    'ブース',
    'booth',
  ]
    .map(spokenForm)
    .sort((a, b) => b.length - a.length);
  for (const word of words) {
    const spaced = word.replace(/./gu, (char) => `${quoted(char)}[\\s\\-_・]?`);
    const before = /^[a-z0-9]/.test(word) ? '(?<![a-z0-9])' : '';
    // A letter after an English word is most often an article: a booth a day.
    const label = /[a-z]$/.test(word) ? '[0-9]+' : '(?:[0-9]+|[a-z])(?![a-z])';
    const found = new RegExp(`${before}${spaced}(?:の)?${label}${AFTER_DIGIT}`, 'u').exec(said)?.[0];
    if (found !== undefined) return found.trim();
  }
  return undefined;
}

function quoted(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\]/u, '\\$&');
}

/** The names that the file gives a booth: no two booths may share one. */
export function givenForms(booth: Booth): string[] {
  return [...new Set([booth.id, booth.name.ja, booth.name.en, ...booth.aliases].map(spokenForm))];
}

function formsOf(booth: Booth, kind: BoothKind | undefined): string[] {
  const label = /(?:[0-9]+|(?<![a-z])[a-z])$/u.exec(spokenForm(booth.name.ja))?.[0];
  if (label === undefined) return givenForms(booth);
  const words = [
    ...(kind === undefined ? [] : [kind.name.ja, kind.name.en, ...kind.words]),
    'ブース',
    'booth',
  ];
  return [
    ...givenForms(booth),
    ...words.map(spokenForm).flatMap((word) => [`${word}${label}`, `${word}の${label}`]),
  ];
}

/** How much of a sentence a form takes up; 0 where it does not stand there. Spaces may stand within it. */
function foundLength(said: string, form: string): number {
  const spaced = form.replace(/./gu, (char) => `${quoted(char)}[\\s\\-_・]?`);
  const after = /[0-9]$/.test(form) ? AFTER_DIGIT : /[a-z]$/.test(form) ? '(?![a-z])' : '';
  const before = /^[a-z0-9]/.test(form) ? '(?<![a-z0-9])' : '';
  return new RegExp(`${before}${spaced}${after}`, 'u').test(said) ? form.length : 0;
}
