// What tells who or where somebody is by its form. Every repetition is bounded, or can be read in one way
// only: a question must not be able to hold up the bot.

const HAN = '\\p{Script=Han}';
const PLACE = `[${HAN}ヶケノ]`;
const NUMBER_OF = '[0-9一二三四五六七八九十百]{1,5}';
const BLOCK = [
  `${NUMBER_OF}丁目(?:の?${NUMBER_OF}(?:番地?|号|-|の)){0,3}(?:${NUMBER_OF}号?)?`,
  `[0-9]{1,5}番地(?:の?[0-9]{1,5})?号?`,
].join('|');
const DATE =
  '(?:明治|大正|昭和|平成|令和|[MTSHR])?(?:\\d{1,4}|元)(?:年|[-/.])\\d{1,2}(?:月|[-/.])\\d{1,2}日?';
// Numbers by which people and their cases are called; a document's or a clause's tells nobody.
const NUMBERED =
  '職員|社員|整理|受付|会員|免許|保険|被保険者|保険者|受給者|年金|口座|学籍|住民票|患者|利用者|申請者|納税者|事件|世帯|旅券';

const NUMBER = '〔番号〕';

/** Each form with what stands in its place. The order counts: what looks like several is the first. */
export const PATTERNS: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/https?:\/\/[^\s〔〕]+/giu, '〔URL〕'],
  [/[A-Za-z0-9._%+-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/gu, '〔メール〕'],
  // Written so that no machine collects it: tanaka(at)example.jp
  [
    /[A-Za-z0-9._%+-]{1,64}\s?[([{<]\s?(?:at|@|アット(?:マーク)?)\s?[)\]}>]\s?[A-Za-z0-9](?:[A-Za-z0-9.-]|[([{<]dot[)\]}>])*/giu,
    '〔メール〕',
  ],
  [new RegExp(`(?<![A-Za-z])${DATE}(?=\\s?(?:生|born))`, 'giu'), '〔生年月日〕'],
  [new RegExp(`(?<=(?:生年月日|誕生日)[はがの:]?\\s?)${DATE}`, 'giu'), '〔生年月日〕'],
  [/(?<![\d-])(?:\+\d{1,3}[- ]?)?\(?0?\d{1,4}\)?[- ]\d{1,4}[- ]\d{3,4}(?![\d-])/gu, '〔電話〕'],
  [/(?<!\d)\(?0\d{1,4}\)?\s?\(?\d{1,4}\)\s?-?\d{3,4}(?!\d)/gu, '〔電話〕'],
  [/(?<!\d)\(0\d{1,4}\)\s?\d{1,4}-?\d{4}(?!\d)/gu, '〔電話〕'],
  [/(?<![\d.])0\d{1,4}\.\d{1,4}\.\d{3,4}(?![\d.])/gu, '〔電話〕'],
  [/(?<!\d)0\d{9,10}(?!\d)/gu, '〔電話〕'],
  [/(?<=(?:内線|電話|tel|ext|extension)(?:番号)?[.:は]?\s?)\d[\d-]*/giu, '〔電話〕'],
  [/〒?\s?(?<!\d)\d{3}-\d{4}(?![\d-])/gu, '〔住所〕'],
  // A place with its block: 見本市北町3-2-1, 東町二丁目5番. A ward or a city alone is no address.
  [
    new RegExp(
      `(?:${PLACE}{1,9}[都道府県市区郡])?${PLACE}{1,9}[町村市区][${HAN}ヶケノぁ-んァ-ヴー]{0,6}?(?:${BLOCK}|[0-9]{1,5}(?:-[0-9]{1,5}){1,3}|[0-9]{1,5}番地?)|(?:${PLACE}{1,9})?(?:${BLOCK})`,
      'gu',
    ),
    '〔住所〕',
  ],
  // 北町3の2の1; 「規則第3の2」 is no place.
  [
    new RegExp(`${PLACE}{1,9}[町村](?:大?字)?${PLACE}{0,4}(?<!第)[0-9]{1,5}(?:の[0-9]{1,5}){1,3}`, 'gu'),
    '〔住所〕',
  ],
  [
    new RegExp(
      `(?:${PLACE}{1,9})?(?:大字|(?<=[町村市])字)${PLACE}{1,6}[0-9]{1,5}(?:[-の][0-9]{1,5}){0,3}(?:番地?)?`,
      'gu',
    ),
    '〔住所〕',
  ],
  [new RegExp(`(?<=(?:${NUMBERED})(?:証)?の?(?:番号|コード|No\\.?)[.:はが]?\\s?)[A-Z0-9-]+`, 'giu'), NUMBER],
  [/(?<=\b(?:id|ID|no|No)[.:はが]\s?)[A-Za-z0-9._-]{3,}/gu, NUMBER],
  // Letters and digits together are what systems call people and things by.
  [/(?<![A-Za-z0-9])(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{6,}(?![A-Za-z0-9])/gu, NUMBER],
  [/(?<!\d)\d(?:[\d-]*\d)?(?=号(?!室?線|棟))(?<=\d{3})/gu, NUMBER],
  [/(?<![\d,.])\d[\d-]{3,}\d(?![\d,.]*(?:円|人|件|yen))/gu, NUMBER],
];
