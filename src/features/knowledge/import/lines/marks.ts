/** The marks of order or rank that a line can begin with: 「第3条」「(1)」「ア」「■」「【 】」 … */
import {kanaNumbers, NUMERAL, readNumber} from './numerals.ts';

export interface Mark {
  /** Marks of one style stand on one level within their surroundings; RULES names them all. */
  readonly style: string;
  /** As it was written, without inner spaces: `第12条`, `(1)`, `一`. Empty for brackets, which are the title. */
  readonly mark: string;
  /** What follows the mark; for brackets the brackets too. */
  readonly title: string;
  /** Its place in a series, 1 the first; undefined for symbols. */
  readonly number?: number;
}

interface Rule {
  readonly style: string | ((match: RegExpExecArray) => string);
  readonly pattern: RegExp;
  readonly number?: (mark: string) => number | undefined;
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

const bare = (mark: string): string => mark.normalize('NFKC').replace(/[()第条.、,\s]/g, '');
const digits = (mark: string): number | undefined => readNumber(bare(mark));
/** The number between 第 and its counter: 第3条の2 is the third. */
const ordinal = (mark: string): number | undefined =>
  readNumber(/第(.+?)[条編部章節款]/.exec(mark.replace(/\s/g, ''))?.[1] ?? '');

// The first that fits counts. Group 1 is the mark, group 2 the title. A mark without a sign of its own
// (a digit, a kana) needs a space or a full stop behind it: 「1 目的」 is one, 「1回2時間まで」 is not.
const RULES: readonly Rule[] = [
  {style: (m) => `#${(m[1] ?? '').length}`, pattern: /^(#{1,6})\s+(.+)$/},
  // 「第3条の2 …」「第三条（目的）」; not 「第3条の規定により」.
  {
    style: 'article',
    pattern: new RegExp(`^(第\\s*${NUMERAL}\\s*条(?:\\s*の\\s*${NUMERAL})*)(?:\\s+|(?=[（(])|$)(.*)$`),
    number: ordinal,
  },
  // 「第2章 倉庫」: the style is the counter, 章.
  {
    style: (m) => (m[1] ?? '').trim().slice(-1),
    pattern: new RegExp(`^(第\\s*${NUMERAL}\\s*[編部章節款](?:の${NUMERAL})?)(?:\\s+|$)(.*)$`),
    number: ordinal,
  },
  // 「附 則」「付則（令和3年訓令第1号）」
  {style: 'supplement', pattern: /^([附付]\s*則)(\s*(?:[（(].*)?)$/},
  // 「別表第1（第4条関係）」; not 「別紙のとおり」.
  {
    style: 'attachment',
    pattern: new RegExp(
      `^((?:別表|別記|別紙|別添|様式|参考資料)(?:\\s*第?\\s*${NUMERAL}\\s*号?)?)(?=$|[\\s（(])\\s*(.{0,40})$`,
    ),
  },
  {style: 'reference', pattern: /^()([【（(]参考[】）)].{0,40})$/},
  // 「議題2 鍵」「取組み3. 点検」: counted with a word.
  {
    style: 'named',
    pattern: new RegExp(
      `^((?:取組み?|取り組み|議題|議案|案件|テーマ|事例|施策|項目|ステップ|STEP|Step|柱|重点|対策|目標|ケース)\\s*${NUMERAL})(?:\\s*[.．:：、]\\s*|\\s+)(.+)$`,
    ),
    number: (mark) => readNumber(new RegExp(`${NUMERAL}$`).exec(mark)?.[0] ?? ''),
  },
  {
    style: 'question',
    pattern: new RegExp(`^((?:[QＱ]|問|質問|問い)\\s*(?:${NUMERAL})?)\\s*(?:[.．:：、]\\s*|\\s+)(.+)$`),
  },
  {
    style: 'answer',
    pattern: new RegExp(`^((?:[AＡ]|答|回答|答え)\\s*(?:${NUMERAL})?)\\s*(?:[.．:：、]\\s*|\\s+)(.+)$`),
  },
  // 「【①入口】」 lies below 「【倉庫の中】」, so it is a style of its own.
  {style: 'bracket-number', pattern: /^()(【\s*[①-⑳0-9０-９][^】]*】.{0,30})$/},
  {style: 'bracket', pattern: /^()(【[^】]+】.{0,30})$/},
  {style: 'angle', pattern: /^()([《〈＜][^》〉＞]+[》〉＞].{0,20})$/},
  // 〇 and ◯ are typed for ○. 「○：あり」 and 「○○課」 begin with no mark.
  {
    style: (m) => (m[1] ?? '').replace(/[〇◯]/, '○'),
    pattern: /^([■□◆◇●◎○〇◯▼▽★☆])(?![:：■□◆◇●◎○〇◯▼▽★☆])\s*(.+)$/,
  },
  {
    style: 'roman',
    pattern: /^([Ⅰ-Ⅻ]|[IVX]{1,4})(?:[.．、]\s*|\s+)(.+)$/,
    number: (mark) => ROMAN.indexOf(mark.normalize('NFKC')) + 1 || undefined,
  },
  // 「1-2 点検」 is digit-2, 「1.2.3 鍵」 is digit-3.
  {
    style: (m) => `digit-${(m[1] ?? '').split(/[^0-9０-９]+/).length}`,
    pattern: /^([0-9０-９]{1,2}(?:[-－‐.．][0-9０-９]{1,2})+)(?:[.．、]\s*|\s+)(\D.*)$/,
    number: (mark) => digits(mark.split(/[-－‐.．]/).pop() ?? ''),
  },
  {style: 'digit', pattern: /^([0-9０-９]{1,2})\s+(.+)$/, number: digits},
  // Not 「1.5倍」.
  {style: 'digit.', pattern: /^([0-9０-９]{1,2})[.．、]\s*(\D.*)$/, number: digits},
  {style: 'digit)', pattern: /^([0-9０-９]{1,2}[)）])\s*(.+)$/, number: digits},
  {style: '(1)', pattern: /^([（(]\s*[0-9０-９]{1,2}\s*[）)]|[⑴-⒇])\s*(.+)$/, number: digits},
  {style: '(一)', pattern: /^([（(]\s*[一二三四五六七八九十]{1,3}\s*[）)])\s*(.+)$/, number: digits},
  {
    style: '(ア)',
    pattern: /^([（(]\s*[ア-ン]\s*[）)])\s*(.+)$/,
    number: (mark) => kanaNumbers(bare(mark))[0],
  },
  {style: '(a)', pattern: /^([（(]\s*(?:[a-zA-Zａ-ｚＡ-Ｚ]|[ivxIVX]{1,4}|[Ⅰ-Ⅻ])\s*[）)])\s*(.+)$/},
  {
    style: '①',
    pattern: /^([①-⑳])\s*(.+)$/,
    number: (mark) => (mark.codePointAt(0) ?? 0x245f) - 0x245f,
  },
  {style: 'ア', pattern: /^([ア-ン])(?:[.．、]\s*|\s+)(.+)$/, number: (mark) => kanaNumbers(mark)[0]},
  {style: '一', pattern: /^([一二三四五六七八九十]{1,3})(?:[、.．]\s*|\s+)(.+)$/, number: digits},
  {style: 'a', pattern: /^([a-zA-Zａ-ｚＡ-Ｚ][.．)）])\s*(.+)$/},
];

/** The mark at the beginning of a text that has no bullet. */
export function readMark(text: string): Mark | undefined {
  for (const rule of RULES) {
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const mark = (match[1] ?? '').replace(/\s/g, '');
    const number = rule.number?.(mark);
    // 「IIII」 and 「XVX」 are no numbers.
    if (rule.style === 'roman' && number === undefined) continue;
    return {
      style: typeof rule.style === 'string' ? rule.style : rule.style(match),
      mark,
      title: (match[2] ?? '').trim(),
      ...(number === undefined ? {} : {number}),
    };
  }
  return undefined;
}

/** 編, 部, 章, 節, 款: the divisions of a regulation above its articles. */
export function isChapter(style: string): boolean {
  return /^[編部章節款]$/.test(style);
}

/** Signs and brackets that set a heading off and count nothing: ■, 【 】, 《 》. */
export function isSymbol(style: string): boolean {
  return /^[■□◆◇●◎○▼▽★☆]$|^bracket|^angle$/.test(style);
}
