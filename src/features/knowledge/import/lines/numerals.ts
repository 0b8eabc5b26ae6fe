/** Numbers as documents count with them: 12, １２, 十二, 一二, 元, ア, イ. */
import {KANJI_NUMERALS, parseKanjiNumber} from '../../../../kernel/japanese-text.ts';

/** A number in whatever numerals, as a part of patterns. {@link readNumber} reads what it matches. */
export const NUMERAL = `[0-9０-９${KANJI_NUMERALS}]+`;

/** 「十二」「二九」「１２」「12」「元」 as a number; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  return plain === '元' ? 1 : parseKanjiNumber(plain);
}

const AIUEO = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const IROHA =
  'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン';

/** Where a kana stands in its series; イ is first of イロハ and second of アイウ, so it counts as both. */
export function kanaNumbers(kana: string): number[] {
  return [AIUEO.indexOf(kana) + 1, IROHA.indexOf(kana) + 1];
}
