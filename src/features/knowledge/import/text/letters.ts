/** Letters that converters took for others, or set wide. */

// Radicals that look like letters and that NFKC does not know.
const RADICALS = new Map(
  Array.from('⻑長⻄西⻘青⻝食⻤鬼⻩黄⻲亀⻭歯⺠民⻁虎⻨麦⻯竜'.matchAll(/(.)(.)/gu), (m) => [m[1], m[2]]),
);

/** Radicals (⼈, ⻑) to the letters that they look like (人, 長). */
export function mendRadicals(text: string): string {
  return text.replace(/[⺀-⿕]/gu, (char) => RADICALS.get(char) ?? char.normalize('NFKC'));
}

const INVISIBLE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is removed
  /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFE0E\uFE0F\u0000-\u0008\u000E-\u001F\u007F]/g;

/** Takes out soft hyphens, zero-width spaces and marks, variation selectors of kanji, C0 controls. */
export function dropInvisible(text: string): string {
  return text.replace(INVISIBLE, '').replace(/[\u{E0100}-\u{E01EF}]/gu, '');
}

const CJK = '\\u3040-\\u30ff\\u3400-\\u9fff々ー';
const SPACED = new RegExp(`(?<![${CJK}])[${CJK}](?:[ \u3000][${CJK}](?![${CJK}])){3,}`, 'g');

/** 「会 議 室 の 利 用」 to 「会議室の利用」, from four letters on; fewer may be words. */
export function joinSpacedLetters(line: string): string {
  return line.replace(SPACED, (run) => (isSeries(run) ? run : run.replaceAll(/[ \u3000]/g, '')));
}

// 「ア イ ウ エ」「月 火 水 木」 are lists, not a word.
const SERIES = [
  'アイウエオカキクケコ',
  'イロハニホヘト',
  '一二三四五六七八九十',
  '月火水木金土日',
  '春夏秋冬',
  '東西南北',
  '甲乙丙丁戊',
  '上下左右',
];

function isSeries(run: string): boolean {
  const letters = run.replaceAll(/[ \u3000]/g, '');
  return SERIES.some((series) => series.includes(letters));
}

// Two letters alone on their line or before a colon. Numerals are marks, not letters.
const SPACED_LABEL =
  /^([◎○●■□◆・\s]*)([^\s一二三四五六七八九十第\u3040-\u30ff])[ \u3000]{1,3}([一-鿿])(?=$|[：:（(])/;

/** 「附 則」「日 時：」 to 「附則」「日時：」. */
export function joinSpacedLabel(line: string): string {
  return line.replace(SPACED_LABEL, (all, sign: string, a: string, b: string) =>
    /[一-鿿]/.test(a) ? `${sign}${a}${b}` : all,
  );
}
