/**
 * Mends text that came out of PDFs and converters. Each known breakage is one entry of a list, with an
 * example that the tests run; whoever meets a new one adds an entry. Good text must come out the same.
 */
import {dropFurniture, joinRows, joinSentences} from './joins.ts';
import {isRow} from './lines.ts';

export interface Breakage {
  readonly name: string;
  readonly mend: (text: string) => string;
  /** A broken text and what it should be. */
  readonly example: readonly [broken: string, mended: string];
}

const CJK = '\\u3040-\\u30ff\\u3400-\\u9fff々ー';
/** Characters above which a line is taken as it stands: nobody typed it, and patterns would take long. */
const LONGEST = 20_000;
const byLine = (change: (line: string) => string) => (text: string) =>
  text
    .split('\n')
    .map((line) => (line.length > LONGEST ? line : change(line)))
    .join('\n');

// Radicals that look like letters and that NFKC does not know.
const RADICALS = new Map(
  Array.from('⻑長⻄西⻘青⻝食⻤鬼⻩黄⻲亀⻭歯⺠民⻁虎⻨麦⻯竜'.matchAll(/(.)(.)/gu), (m) => [m[1], m[2]]),
);

const INVISIBLE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is removed
  /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFE0E\uFE0F\u0000-\u0008\u000E-\u001F\u007F]/g;

/** In the order in which they are mended: letters, then lines, then what joins lines. */
export const BREAKAGES: readonly Breakage[] = [
  {
    name: 'line-ends',
    mend: (text) => text.replace(/^\uFEFF/, '').replace(/\r\n?|[\u2028\u2029\u0085\v]/g, '\n'),
    example: ['窓口は\r\n一階です。', '窓口は\n一階です。'],
  },
  {
    name: 'invisible-characters',
    // Soft hyphens, zero-width spaces and marks, variation selectors of kanji, C0 controls.
    mend: (text) => text.replace(INVISIBLE, '').replace(/[\u{E0100}-\u{E01EF}]/gu, ''),
    example: ['入\u00AD退室の\u200B記録', '入退室の記録'],
  },
  {
    name: 'odd-spaces',
    mend: byLine((line) => {
      const plain = line.replace(/[\u00A0\u2000-\u200A\u202F\u205F]/g, ' ');
      const end = plain.trimEnd().length;
      // Tabs at the end are empty cells.
      return plain.slice(0, end) + plain.slice(end).replace(/[^\t\f]/g, '');
    }),
    example: ['庁舎\u00A0二階  ', '庁舎 二階'],
  },
  {
    name: 'radicals',
    mend: (text) => text.replace(/[⺀-⿕]/gu, (char) => RADICALS.get(char) ?? char.normalize('NFKC')),
    example: ['⼈事課の⽇程と⻑期休暇', '人事課の日程と長期休暇'],
  },
  {
    name: 'hangul-for-katakana',
    mend: (text) =>
      text.replace(/(?<=[ァ-ヺー])[가-힣]+(?=[ァ-ヺー])/g, (run) => Array.from(run, kanaOfHangul).join('')),
    example: ['共有ファイルサ버ーとネットワー크カメラ', '共有ファイルサバーとネットワークカメラ'],
  },
  {
    name: 'spaced-letters',
    mend: byLine((line) =>
      line.replace(SPACED, (run) => (isSeries(run) ? run : run.replaceAll(/[ \u3000]/g, ''))),
    ),
    example: ['会 議 室 の 利 用', '会議室の利用'],
  },
  {
    name: 'spaced-label',
    // 「附 則」「日 時：」: two letters set wide. Numerals are marks, not letters.
    mend: byLine((line) =>
      isRow(line)
        ? line
        : line.replace(
            /^([◎○●■□◆・\s]*)([^\s一二三四五六七八九十第\u3040-\u30ff])[ \u3000]{1,3}([一-鿿])(?=$|[：:（(])/,
            (all, sign: string, a: string, b: string) => (/[一-鿿]/.test(a) ? `${sign}${a}${b}` : all),
          ),
    ),
    example: ['日　時：四月三日\n附 則\n◎議 題', '日時：四月三日\n附則\n◎議題'],
  },
  {
    name: 'html',
    mend: byLine(mendTags),
    example: [
      '<ul style="x"><li>鍵を返す</li><li>灯を消す<br>窓を閉める</li></ul>',
      '- 鍵を返す\n- 灯を消す\n窓を閉める',
    ],
  },
  {
    name: 'bold-in-text',
    // A line that is bold as a whole is a heading: its marks say so and stay.
    mend: byLine((line) =>
      /^\s*(?:[-*・]\s*)?\*\*[^*]+\*\*[:：]?\s*$/.test(line)
        ? line
        : line.replace(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*/g, '$1'),
    ),
    example: ['退庁時は**必ず施錠**する。', '退庁時は必ず施錠する。'],
  },
  {
    name: 'doubled-list-mark',
    mend: byLine((line) => line.replace(/^(\s*)[-*+]\s+(?=[・･•✓✔➤▶►▷➢]\s*\S)/, '$1')),
    example: ['- ・ 窓を閉める\n - ・灯を消す', '・ 窓を閉める\n ・灯を消す'],
  },
  {
    name: 'contents-leaders',
    mend: byLine((line) =>
      line.length > 300
        ? line
        : line.replace(
            /(\S)\s*(?:[・･‥…]{3,}|(?:[.．] ?){5,})[・･‥….．\s]*[-－]?\s*[0-9０-９]{1,3}\s*[-－]?\s*$/,
            '$1',
          ),
    ),
    example: ['1 目的・・・・・・・・ 3\n2 範囲 ........ 12', '1 目的\n2 範囲'],
  },
  {
    name: 'page-furniture',
    mend: dropFurniture,
    example: [
      '窓口の手引\n机を拭く。\n- 1 -\n窓口の手引\n床を掃く。\n- 2 -\n窓口の手引\n窓を拭く。\n- 3 -',
      '窓口の手引\n机を拭く。\n床を掃く。\n窓を拭く。',
    ],
  },
  {
    name: 'cut-table-row',
    mend: joinRows,
    example: [
      '項目\t担当課\t備考\n1 消灯\t庶務課\tなし\n2 会議室の施\t総務課、\tなし\n\n錠と返却\t庶務課\t\n3 点検\t総務課\t随時',
      '項目\t担当課\t備考\n1 消灯\t庶務課\tなし\n2 会議室の施錠と返却\t総務課、庶務課\tなし\n3 点検\t総務課\t随時',
    ],
  },
  {
    name: 'cut-sentence',
    mend: joinSentences,
    example: [
      '鍵を借りるときは、台帳に所属と氏名を記入し、使い終わったら速やかに返\n\nすものとし、又貸しをしてはならない。',
      '鍵を借りるときは、台帳に所属と氏名を記入し、使い終わったら速やかに返すものとし、又貸しをしてはならない。',
    ],
  },
];

/**
 * Mends all known breakages. Mending twice changes nothing more.
 *
 * @returns the text with `\n` as line end, and the names of what was found
 */
export function mend(text: string): {text: string; found: string[]} {
  const found = new Set<string>();
  let now = text;
  // One mended thing may bring another to light; it settles in two or three rounds.
  for (let round = 0; round < 8; round++) {
    const before = now;
    for (const breakage of BREAKAGES) {
      const after = breakage.mend(now);
      if (after !== now) found.add(breakage.name);
      now = after;
    }
    if (now === before) break;
  }
  return {text: now, found: [...found]};
}

// Letters

const SPACED = new RegExp(`(?<![${CJK}])[${CJK}](?:[ \u3000][${CJK}](?![${CJK}])){3,}`, 'g');

/** 「ア イ ウ エ」「月 火 水 木」 are lists, not a word. */
function isSeries(run: string): boolean {
  const letters = run.replaceAll(/[ \u3000]/g, '');
  return [
    'アイウエオカキクケコ',
    'イロハニホヘト',
    '一二三四五六七八九十',
    '月火水木金土日',
    '春夏秋冬',
    '東西南北',
    '甲乙丙丁戊',
    '上下左右',
  ].some((s) => s.includes(letters));
}

const ROWS: Readonly<Record<string, string>> = {
  ㄱ: 'ガギグゲゴ',
  ㄲ: 'カキクケコ',
  ㅋ: 'カキクケコ',
  ㄴ: 'ナニヌネノ',
  ㄷ: 'ダヂドデド',
  ㄸ: 'タチトテト',
  ㅌ: 'タチトテト',
  ㄹ: 'ラリルレロ',
  ㅁ: 'マミムメモ',
  ㅂ: 'バビブベボ',
  ㅃ: 'パピプペポ',
  ㅍ: 'パピプペポ',
  ㅅ: 'サシスセソ',
  ㅆ: 'サシスセソ',
  ㅇ: 'アイウエオ',
  ㅈ: 'ザジズゼゾ',
  ㅉ: 'ザジズゼゾ',
  ㅊ: 'チチチチョ',
  ㅎ: 'ハヒフヘホ',
};
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
// ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ as the columns ア to オ.
const VOWELS = '030303334033424312211';
const FINALS: Readonly<Record<number, string>> = {
  1: 'ク',
  4: 'ン',
  7: 'ド',
  8: 'ル',
  16: 'ン',
  17: 'プ',
  19: 'ス',
  21: 'ン',
};

/** The kana for which a Hangul syllable stands by its sound: 트 ト, 라 ラ. */
function kanaOfHangul(syllable: string): string {
  const code = (syllable.codePointAt(0) ?? 0xac00) - 0xac00;
  const row = ROWS[INITIALS[Math.floor(code / 588)] ?? ''] ?? '';
  return (row[Number(VOWELS[Math.floor((code % 588) / 28)] ?? 0)] ?? syllable) + (FINALS[code % 28] ?? '');
}

const TAG =
  /<\/?(?:ul|ol|li|p|div|span|b|strong|i|em|u|br|table|tbody|thead|tr|td|th|a|font|sup|sub)(?:\s[^<>]*)?\/?>/gi;

/** Tags become line breaks and items; in a table's row they become spaces, since a row is one line. */
function mendTags(line: string): string {
  if (!TAG.test(line)) return line;
  TAG.lastIndex = 0;
  if (isRow(line))
    return line
      .replace(TAG, ' ')
      .replace(/ {2,}/g, ' ')
      .replace(/ *\t */g, '\t')
      .replace(/ $/, '');
  return line
    .replace(/<li(?:\s[^<>]*)?>\s*/gi, '\n- ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?(?:ul|ol|li|p|div|table|tr)(?:\s[^<>]*)?>/gi, '\n')
    .replace(TAG, '')
    .replace(/\n[ \t]*(?=\n)/g, '')
    .replace(/^\n+|\n+$/g, '');
}
