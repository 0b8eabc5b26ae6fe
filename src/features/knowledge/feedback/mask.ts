import {fold, hasWords} from '../../../kernel/japanese-text.ts';
import {findPersonalNumbers} from '../../../kernel/personal-numbers.ts';
import {readName} from '../../../platform/understand/slots/names.ts';
import {MAX_KEPT_QUESTION} from './feedback.ts';

const NAME = '〔氏名〕';
const NUMBER = '〔番号〕';
const MASKS = /〔(?:氏名|番号|電話|メール|住所|URL|生年月日)〕/gu;

const HAN = '\\p{Script=Han}';
const PLACE = `[${HAN}ヶケノ]`;
const BLOCK = '(?:[0-9一二三四五六七八九十]+丁目(?:[0-9]+(?:番地?|号|-)?)*|[0-9]+番地(?:の?[0-9]+)?(?:号)?)';
// One syllable after the other, as Japanese names are written in letters: Yamada, Shinji, Ono.
const ROMAJI = '[A-Z](?:[a-z]*[aeiou]n?)(?![a-z])';
const SYLLABLES =
  /^(?:(?:[kstnhmrgzdbpjfcw]?[hy]?|ts|ch|sh|k?ky|s?sh|t?ts|t?ch|p?py|y)[aeiou]|n(?![aeiou]))+$/iu;

/**
 * What tells who or where somebody is, each with what stands in its place. The order counts: what looks like
 * several of them is the first.
 */
const PATTERNS: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/https?:\/\/[^\s〔〕]+/giu, '〔URL〕'],
  [/[A-Za-z0-9._%+-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/gu, '〔メール〕'],
  [
    /(?<![A-Za-z])(?:昭和|平成|令和|[SHR])?\d{1,4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?=\s?(?:生|born))/giu,
    '〔生年月日〕',
  ],
  [/(?<![\d-])(?:\+\d{1,3}[- ]?)?\(?0?\d{1,4}\)?[- ]\d{1,4}[- ]\d{3,4}(?![\d-])/gu, '〔電話〕'],
  [/(?<!\d)0\d{9,10}(?!\d)/gu, '〔電話〕'],
  [/(?<=(?:内線|電話|tel|ext|extension)(?:番号)?[.:は]?\s?)\d[\d-]*/giu, '〔電話〕'],
  [/〒?\s?(?<!\d)\d{3}-\d{4}(?![\d-])/gu, '〔住所〕'],
  // A place with its block: 見本市北町3-2-1, 東町二丁目5番. A ward or a city alone is no address.
  [
    new RegExp(
      `(?:${PLACE}{1,9}[都道府県市区郡])?${PLACE}{1,9}[町村市区][${HAN}ヶケノぁ-んァ-ヴー]{0,6}?(?:${BLOCK}|[0-9]+(?:-[0-9]+){1,3}|[0-9]+番地?)|(?:${PLACE}{1,9})?${BLOCK}`,
      'gu',
    ),
    '〔住所〕',
  ],
  [
    /(?<=(?:職員|社員|整理|受付|会員|免許|保険|口座|学籍)(?:証)?(?:番号|コード|No\.?)[.:は]?\s?)[A-Z0-9-]+/giu,
    NUMBER,
  ],
  [/(?<=\b(?:id|ID|no|No)[.:はが]\s?)[A-Za-z0-9._-]{3,}/gu, NUMBER],
  // Letters and digits together are what systems call people and things by.
  [/(?<![A-Za-z0-9])(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{6,}(?![A-Za-z0-9])/gu, NUMBER],
  [/(?<!\d)\d(?:[\d-]*\d)?(?=号(?!室?線|棟))(?<=\d{3})/gu, NUMBER],
  [/(?<![\d,.])\d[\d-]{3,}\d(?![\d,.]*(?:円|人|件|yen))/gu, NUMBER],
];

/**
 * A question without what says of whom it speaks: names, telephones, mail addresses, addresses, numbers of
 * people and cases. It cannot find every name: one without an honorific that no dictionary knows stays.
 *
 * @param personNames the names that the tokenizer sees in a text
 * @returns undefined where nothing of it may be kept: a number that is not taken in, too long, or no words left
 */
export function maskQuestion(
  question: string,
  personNames: (text: string) => readonly string[],
): string | undefined {
  if (question.length > MAX_KEPT_QUESTION || findPersonalNumbers(question).length > 0) return undefined;
  let text = fold(question);
  for (const [pattern, mask] of PATTERNS) text = outside(text, (part) => part.replace(pattern, mask));
  text = withoutNames(text, personNames);
  const words = text.replace(MASKS, ' ');
  return text.length <= MAX_KEPT_QUESTION && hasWords(words) ? text : undefined;
}

/** A masked question without its masks, for comparing what is left. */
export function unmasked(question: string): string {
  return question.replace(MASKS, ' ').trim();
}

function withoutNames(folded: string, personNames: (text: string) => readonly string[]): string {
  let text = folded;
  let unread = folded.replace(MASKS, '、');
  // Each round takes one name out everywhere, so that the next one shows; no question holds that many.
  for (let round = 0; round < 20; round++) {
    const {name, post} = readName(unread) ?? {};
    if (name === undefined || !unread.includes(name)) break;
    unread = unread.replaceAll(name, '、');
    // 「持ち出すときは課長の」: kana before a post are mostly grammar.
    if (post === undefined || !/^\p{Script=Hiragana}+$/u.test(name)) text = replaceName(text, name);
  }
  for (const name of personNames(text.replace(MASKS, '、'))) text = replaceName(text, name);
  const romaji = new RegExp(`(?<![A-Za-z])${ROMAJI} ${ROMAJI}`, 'gu');
  text = outside(text, (part) =>
    part.replace(romaji, (pair) => (pair.split(' ').every((word) => SYLLABLES.test(word)) ? NAME : pair)),
  );
  // Family and given name are one person.
  return text.replace(/〔氏名〕(?:[ ・]?〔氏名〕)+/gu, NAME);
}

function replaceName(text: string, name: string): string {
  return name === '' ? text : outside(text, (part) => part.replaceAll(name, NAME));
}

/** Changes the text between masks; what is masked stays. */
function outside(text: string, change: (part: string) => string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(MASKS)) {
    out += change(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + change(text.slice(from));
}
