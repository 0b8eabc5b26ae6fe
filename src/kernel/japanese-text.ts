// What people type, made comparable: width, case, spaces, dashes, numerals, kana.

// Zero-width and direction marks, soft hyphens, variation selectors: seen by nobody, and they break words.
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Variation_Selector}/gu;
const WAVES = /[\u301c\u223c\u02dc\u223e]/gu;
const HYPHENS = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\u2500\u2501]/gu;

/**
 * The text in one form with its case kept: NFKC (so half width becomes full or the other way about), no
 * unseen marks, single spaces, none at the ends, `~` for wave dashes, `-` for hyphens and dashes.
 * The long vowel mark ー becomes `-` only between digits: サーバー keeps its own.
 */
export function fold(text: string): string {
  return text
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .replace(WAVES, '~')
    .replace(HYPHENS, '-')
    .replace(/(?<=\d)ー(?=\d)/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** {@link fold} in lower case: what patterns and words are held against. */
export function normalise(text: string): string {
  // Lower case can undo a composition (İ), hence the second NFKC.
  return fold(text).toLowerCase().normalize('NFKC');
}

const DIGITS = '〇一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = {十: 10, 百: 100, 千: 1000};

/** The characters that {@link parseKanjiNumber} reads, as the inside of a character class. */
export const KANJI_NUMERALS = '〇零一二三四五六七八九十百千万';

/**
 * The number that kanji numerals write: 十一, 二十, 百二十, 三〇, 二〇二六, 一万二千.
 *
 * @returns undefined where the text is empty, holds anything else, or is no number as people write one
 */
export function parseKanjiNumber(text: string): number | undefined {
  const plain = text.replaceAll('零', '〇');
  if (/^[〇一二三四五六七八九]+$/u.test(plain)) {
    return Number(plain.replace(/./gu, (digit) => String(DIGITS.indexOf(digit))));
  }
  const [high, low, more] = plain.split('万');
  if (high === undefined || more !== undefined) return undefined;
  if (low === undefined) return below10000(high);
  const [tens, ones] = [below10000(high), low === '' ? 0 : below10000(low)];
  return tens === undefined || ones === undefined ? undefined : tens * 10000 + ones;
}

function below10000(text: string): number | undefined {
  // Each unit at most once, from the greatest down, as in 千二百三十四.
  const digit1 = '[一二三四五六七八九]?';
  if (!new RegExp(`^(?=.)(${digit1}千)?(${digit1}百)?(${digit1}十)?${digit1}$`, 'u').test(text))
    return undefined;
  let sum = 0;
  let digit = 0;
  for (const char of text) {
    const unit = UNITS[char];
    if (unit === undefined) {
      digit = DIGITS.indexOf(char);
    } else {
      sum += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return sum + digit;
}

/**
 * A whole number from 0 to 99,999,999 in kanji numerals with units: 11 is 十一, 120 is 百二十.
 *
 * @throws RangeError for any other number
 */
export function formatKanjiNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 99_999_999) {
    throw new RangeError(`not a whole number from 0 to 99999999: ${value}`);
  }
  if (value === 0) return '〇';
  const high = Math.floor(value / 10000);
  return (high > 0 ? `${kanjiBelow10000(high)}万` : '') + kanjiBelow10000(value % 10000);
}

function kanjiBelow10000(value: number): string {
  const part = (unit: number, name: string): string => {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) return '';
    return (digit === 1 && unit > 1 ? '' : (DIGITS[digit] ?? '')) + name;
  };
  return part(1000, '千') + part(100, '百') + part(10, '十') + part(1, '');
}

// Between the two syllabaries lies a fixed distance, from ぁ to ゖ and for the marks ゝ ゞ.
const KANA_DISTANCE = 0x60;

/** カタカナ as ひらがな; everything else, the long vowel mark too, stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶヽヾ]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - KANA_DISTANCE));
}

/** ひらがな as カタカナ; everything else stays. */
export function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖゝゞ]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + KANA_DISTANCE));
}

/** Whether the text holds kana (of either width) or kanji. */
export function isJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}

/** Whether there is a letter or a digit in it: false for emoji, spaces and punctuation alone. */
export function hasWords(text: string): boolean {
  // Keycaps (1️⃣) are emoji that begin with a digit.
  return /[\p{L}\p{N}]/u.test(text.replace(/[0-9#*]\ufe0f?\u20e3/gu, ''));
}
