import {KANJI_NUMERALS, parseKanjiNumber} from '../../../kernel/japanese-text.ts';

// Readers take what they understand out of the text, one after the other: what was read as a date cannot be
// read again as a floor. In its place stand marks of the same length, so that neighbours stay neighbours.
const TAKEN = '\u25ae';

/** Something that was read, and where it stood. */
export interface Hit<T> {
  readonly index: number;
  readonly end: number;
  readonly text: string;
  readonly value: T;
}

/** What one reader found, and the text that is left for the next. */
export interface Taken<T> {
  readonly hits: readonly Hit<T>[];
  readonly left: string;
}

/**
 * Takes every match that `read` gives a value for; where it gives undefined the text stays as it is.
 *
 * @param pattern with the flag `g`
 */
export function take<T>(
  text: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray) => T | undefined,
): Taken<T> {
  const hits: Hit<T>[] = [];
  let left = text;
  for (const match of text.matchAll(pattern)) {
    const value = match[0] === '' ? undefined : read(match);
    if (value === undefined) continue;
    const end = match.index + match[0].length;
    hits.push({index: match.index, end, text: match[0], value});
    left = left.slice(0, match.index) + TAKEN.repeat(match[0].length) + left.slice(end);
  }
  return {hits, left};
}

/** What stands right after a hit, without the marks of what others took and without spaces. */
export function after(text: string, end: number): string {
  return text.slice(end).replace(new RegExp(`^[${TAKEN}\\s]+`, 'u'), '');
}

/** What stands right before a hit, in the same way. */
export function before(text: string, index: number): string {
  return text.slice(0, index).replace(new RegExp(`[${TAKEN}\\s]+$`, 'u'), '');
}

const N = `[${KANJI_NUMERALS}]`;
// Only where a unit follows that makes it a number: 三田さん and 一般 keep theirs. 三分の一 is a share,
// 二階堂 a surname, 四日市 a place.
const BEFORE_UNIT = new RegExp(
  `${N}+(?=年|[ヶケヵカか箇]月|月|日(?![市町])|週間|時(?!期|代|点|刻)|分(?!の)|階(?!堂|段|級|層|建))`,
  'gu',
);

/** The text with digits for the kanji numerals of dates, times, lengths and floors. */
export function withDigits(text: string): string {
  return text.replace(BEFORE_UNIT, (numeral, index: number) => {
    const rest = text.slice(index + numeral.length);
    const said = text.slice(0, index);
    // 十分 is "enough", unless it stands as ten minutes.
    if (numeral === '十' && /^分(?![間後前]|だけ(?!ど))/u.test(rest) && !said.endsWith('時')) return numeral;
    // 一時 is "for a while", unless it stands as a time or as part of 一時間.
    if (numeral === '一' && /^時(?!間|半|から|まで|に|頃|ごろ)/u.test(rest) && !/午[前後]$/u.test(said))
      return numeral;
    return String(parseKanjiNumber(numeral) ?? numeral);
  });
}

// Numbers that look like dates, times or floors and are none. What a rule is called counts as a name.
const LOOKALIKES = [
  /https?:\/\/\S+|\S+@\S+/giu,
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/gu,
  /(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)/gu,
  /(?:内線|電話|tel|ext)[.:]?\s?\d[\d-]*/giu,
  /(?:\bv|\bver\.?|\bversion|バージョン)\s?\d+(?:\.\d+)*/giu,
  /第\s?\d+\s?(?:[月火水木金土日]曜日?|\S)/gu,
  /(?:令和|平成|昭和|[rhs])?\s?(?:\d+|元)年度(?:末|当初)?/giu,
  /24\s?時間(?!後)|(?<!\d)24\/7(?![\d/])|24h(?![a-z])/giu,
  /(?:毎週|隔週)の?[月火水木金土日](?:曜日?)?|毎月の?(?:\d+日|末日?)/gu,
  /\bevery\s+\w+|\b\w+days\b/giu,
  /\d+分の\d+/gu,
  /(?<![\d/])\d\/\d{1,2}(?=程度|以上|以下|以内|未満|ずつ|くらい|ぐらい|ほど|に減|に削|になっ|の(?:広さ|面積|職員|席|人|割合|時間|量|費用))/gu,
  /\d+\s?(?:条|項|号|%|円|人|名|件|枚|台|席|回|倍|個|冊|部|点|割|歳|番|ページ|文字|桁|[mgkt]b\b|[ckm]?m\b|kg\b)/giu,
];

/** The text without the {@link LOOKALIKES}. */
export function withoutLookalikes(text: string): string {
  return LOOKALIKES.reduce((left, pattern) => take(left, pattern, () => true).left, text);
}
