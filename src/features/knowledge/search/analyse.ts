import {createRequire} from 'node:module';
import type * as Lindera from 'lindera-wasm-nodejs-ipadic';
import {modernLetters, spell} from './words/spelling.ts';

/** What the tokenizer says of one token. A word that it does not know has no base form. */
interface Token {
  readonly surface: string;
  readonly baseForm?: string;
  readonly partOfSpeech: string;
  readonly partOfSpeechSubcategory1?: string;
  readonly partOfSpeechSubcategory2?: string;
  /** In katakana. */
  readonly reading?: string;
  /** The verb's class, `一段` (the package has this field and the conjugated form's exchanged). */
  readonly conjugationForm?: string;
}

// Parts of speech that carry no content, as IPADIC names them.
const FUNCTION_WORDS = new Set(['助詞', '助動詞', '記号', 'フィラー', '感動詞', '連体詞', '接続詞']);
// Dependent words and pronouns. Suffixes stay: 課, 者, 料 and 回 say what a thing is.
const DEPENDENT_WORDS = new Set(['名詞-非自立', '名詞-代名詞', '動詞-非自立', '動詞-接尾', '形容詞-非自立']);

// 「使える」 is 「使う」 for a search: the e-row of a verb becomes the u-row of the verb it was made from.
// Verbs that were always so (教える) get a form that no one says, the same in texts and in questions.
const E_ROW = 'えけげせてでねべめれ';
const U_ROW = 'うくぐすつづぬぶむる';

// Nothing that a person would look for is longer; unbroken runs of letters come from damaged texts.
const LONGEST = 40;

// The tokenizer's lattice grows with the text: longer texts are cut at a line or sentence end.
const PIECE = 2000;

let tokenizer: Lindera.Tokenizer | undefined;

/** Loads the dictionary at the first call (0.25 s, 13 MB), so that what needs no search does not pay. */
function load(): Lindera.Tokenizer {
  if (tokenizer === undefined) {
    const require = createRequire(import.meta.url);
    // A CommonJS module that is wanted late and synchronously has no typed way in.
    const lindera = require('lindera-wasm-nodejs-ipadic') as typeof Lindera;
    const builder = new lindera.TokenizerBuilder();
    builder.setDictionary('embedded://ipadic');
    builder.setMode('normal');
    tokenizer = builder.build();
  }
  return tokenizer;
}

/** The form in which texts and questions meet: NFKC, lower case, today's characters, control ones as spaces. */
export function normalise(text: string): string {
  return modernLetters(text.normalize('NFKC').toLowerCase()).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ');
}

/**
 * The content words of a text in their base forms, in the text's order, repeated as often as they stand.
 * Never throws, whatever the text.
 */
export function analyse(text: string): string[] {
  const terms: string[] = [];
  for (const piece of pieces(normalise(text))) {
    // The package types its answer as any; the interface above names the fields that are read.
    for (const token of load().tokenize(piece) as Token[]) {
      const term = contentOf(token);
      if (term !== undefined) terms.push(term);
    }
  }
  return terms;
}

/** A token of a question, with what {@link analyse} makes of it. */
export interface Word {
  /** As it stands in the normalised text. */
  readonly surface: string;
  /** Its base form, as dictionaries have it; the surface where the tokenizer does not know the word. */
  readonly base: string;
  /** Its term; undefined for a word without content. */
  readonly term: string | undefined;
  readonly start: number;
  readonly end: number;
  /** The tokenizer took it for a noun, or does not know it. */
  readonly isNoun: boolean;
  /** The tokenizer's dictionary has it. */
  readonly isKnown: boolean;
}

/** The tokens of a short normalised text with their places, those without content included. */
export function wordsOf(normal: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (const token of load().tokenize(normal) as Token[]) {
    const start = Math.max(at, normal.indexOf(token.surface, at));
    at = start + token.surface.length;
    const {surface, baseForm = '*', partOfSpeech} = token;
    const base = baseForm === '*' || baseForm === '' ? surface : baseForm;
    const isKnown = partOfSpeech !== 'UNK';
    const isNoun = partOfSpeech === '名詞' || !isKnown;
    words.push({surface, base, term: contentOf(token), start, end: at, isNoun, isKnown});
  }
  return words;
}

/** How each of some words is read, in hiragana; empty where the tokenizer does not know it as one word. */
export function readingsOf(words: readonly string[]): string[] {
  return words.map((word) => {
    let reading = '';
    for (const token of load().tokenize(word) as Token[]) {
      if (token.reading === undefined || token.reading === '*' || token.reading === '') return '';
      reading += token.reading;
    }
    return reading.replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  });
}

function contentOf(token: Token): string | undefined {
  const {partOfSpeech, partOfSpeechSubcategory1 = ''} = token;
  if (FUNCTION_WORDS.has(partOfSpeech)) return undefined;
  if (DEPENDENT_WORDS.has(`${partOfSpeech}-${partOfSpeechSubcategory1}`)) return undefined;
  const {baseForm = '*', surface} = token;
  const term = (baseForm === '*' ? surface : baseForm).trim();
  if (term.length > LONGEST) return undefined;
  // Signs and emoji come as unknown words; a lone hiragana is a piece of a word that was not known.
  if (!/[\p{L}\p{N}]/u.test(term) || /^\p{Script=Hiragana}$/u.test(term)) return undefined;
  return spell(token.conjugationForm === '一段' ? stem(term) : term);
}

function stem(verb: string): string {
  const row = E_ROW.indexOf(verb.at(-2) ?? '');
  return verb.length > 2 && verb.endsWith('る') && row >= 0 ? verb.slice(0, -2) + U_ROW.charAt(row) : verb;
}

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + PIECE, text.length);
    if (to < text.length) {
      const end = Math.max(text.lastIndexOf('\n', to), text.lastIndexOf('。', to));
      if (end > from) to = end + 1;
    }
    const piece = text.slice(from, to);
    if (piece.trim() !== '') yield piece;
    from = to;
  }
}

const BREAK = 0;
const HIRAGANA = 1;
const OTHER = 2;

/** For each UTF-16 unit whether it is part of a word. A table, since a large corpus has millions of them. */
const KINDS = makeKinds();

function makeKinds(): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  for (let unit = 0; unit < kinds.length; unit++) {
    const char = String.fromCharCode(unit);
    if (/^\p{Script=Hiragana}$/u.test(char)) kinds[unit] = HIRAGANA;
    // The halves of a rare kanji's pair count as letters of their own: the pair is then one bigram.
    else if (/^[\p{L}\p{N}]$/u.test(char) || (unit >= 0xd840 && unit <= 0xd88f)) kinds[unit] = OTHER;
    else if (unit >= 0xdc00 && unit <= 0xdfff) kinds[unit] = OTHER;
  }
  return kinds;
}

/**
 * The pairs of neighbouring characters within words, in the text's order, each as one number
 * (`first * 0x10000 + second`). Pairs of two hiragana are left out: they are mostly endings and particles.
 */
export function bigrams(text: string): number[] {
  const normal = normalise(text);
  const codes: number[] = [];
  let before = BREAK;
  let unitBefore = 0;
  for (let i = 0; i < normal.length; i++) {
    const unit = normal.charCodeAt(i);
    const kind = KINDS[unit] ?? BREAK;
    if (before !== BREAK && kind !== BREAK && !(before === HIRAGANA && kind === HIRAGANA)) {
      codes.push(unitBefore * 0x10000 + unit);
    }
    before = kind;
    unitBefore = unit;
  }
  return codes;
}

/** The two characters of one of {@link bigrams}. */
export function bigramText(code: number): string {
  return String.fromCharCode(Math.floor(code / 0x10000), code % 0x10000);
}

/** The names of people that the dictionary knows, as they stand in a text. Never throws. */
export function personNames(text: string): string[] {
  const names = new Set<string>();
  for (const piece of pieces(text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' '))) {
    for (const token of load().tokenize(piece) as Token[]) {
      const {partOfSpeechSubcategory1, partOfSpeechSubcategory2, surface} = token;
      // 「さん」 is of that kind too, as a suffix.
      if (partOfSpeechSubcategory1 === '固有名詞' && partOfSpeechSubcategory2 === '人名') names.add(surface);
    }
  }
  return [...names];
}
