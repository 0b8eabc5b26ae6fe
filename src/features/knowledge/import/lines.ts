/**
 * Reads one line of a document: which mark of order or rank it begins with, whether it is a bullet or
 * a row of a table. What a line means among others is the outline's affair.
 */

/** A mark at the beginning of a line: 「第3条」「(1)」「ア」「■」「【 】」 … */
export interface Mark {
  /** Marks of one style stand on one level within their surroundings. */
  readonly style: string;
  /** As it was written, without inner spaces: `第12条`, `(1)`, `一`. Empty for brackets, which are the title. */
  readonly mark: string;
  /** What follows the mark; for brackets the brackets too. */
  readonly title: string;
  /** Its place in a series, 1 the first; undefined for symbols. */
  readonly number?: number;
}

export interface Line {
  /** Counted from 0. */
  readonly index: number;
  /** Without bold marks, bullet and surrounding space. */
  readonly text: string;
  /** As it goes into a passage: bold marks removed, the bullet kept unless a mark follows it. */
  readonly shown: string;
  readonly indent: number;
  readonly blank: boolean;
  readonly bold: boolean;
  readonly bullet?: string;
  readonly row: boolean;
  readonly mark?: Mark;
}

const KANJI = '〇一二三四五六七八九';
const AIUEO = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const IROHA =
  'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン';
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const N = '[0-9０-９〇一二三四五六七八九十百]+';

/** 「十二」「二九」「１２」「12」「元」 as a number; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  if (plain === '元') return 1;
  if (!/^[〇一二三四五六七八九十百]+$/.test(plain)) return undefined;
  let sum = 0;
  let digits = 0;
  for (const char of plain) {
    if (char === '百' || char === '十') {
      sum += (digits === 0 ? 1 : digits) * (char === '百' ? 100 : 10);
      digits = 0;
    } else {
      digits = digits * 10 + KANJI.indexOf(char);
    }
  }
  return sum + digits;
}

/** Where a kana stands in its series; イ is first of イロハ and second of アイウ, so it counts as both. */
export function kanaNumbers(kana: string): number[] {
  return [AIUEO.indexOf(kana) + 1, IROHA.indexOf(kana) + 1];
}

interface Rule {
  readonly style: string | ((match: RegExpExecArray) => string);
  readonly pattern: RegExp;
  readonly number?: (mark: string) => number | undefined;
}

const inner = (mark: string): string => mark.normalize('NFKC').replace(/[()第条.、,\s]/g, '');
const digits = (mark: string): number | undefined => readNumber(inner(mark));

// The first that fits counts. Group 1 is the mark, group 2 the title.
const RULES: readonly Rule[] = [
  {style: (m) => `#${(m[1] ?? '').length}`, pattern: /^(#{1,6})\s+(.+)$/},
  {
    style: 'article',
    pattern: new RegExp(`^(第\\s*${N}\\s*条(?:\\s*の\\s*${N})*)(?:\\s+|(?=[（(])|$)(.*)$`),
    number: (mark) => readNumber(/第(.+?)条/.exec(mark.replace(/\s/g, ''))?.[1] ?? ''),
  },
  {
    style: (m) => (m[1] ?? '').trim().slice(-1),
    pattern: new RegExp(`^(第\\s*${N}\\s*[編部章節款](?:の${N})?)(?:\\s+|$)(.*)$`),
    number: (mark) => readNumber(/第(.+?)[編部章節款]/.exec(mark.replace(/\s/g, ''))?.[1] ?? ''),
  },
  {style: 'supplement', pattern: /^([附付]\s*則)(\s*(?:[（(].*)?)$/},
  {
    style: 'attachment',
    pattern: new RegExp(
      `^((?:別表|別記|別紙|別添|様式|参考資料)(?:\\s*第?\\s*${N}\\s*号?)?)(?=$|[\\s（(])\\s*(.{0,40})$`,
    ),
  },
  {style: 'reference', pattern: /^()([【（(]参考[】）)].{0,40})$/},
  {
    style: 'named',
    pattern: new RegExp(
      `^((?:取組み?|取り組み|議題|議案|案件|テーマ|事例|施策|項目|ステップ|STEP|Step|柱|重点|対策|目標|ケース)\\s*${N})(?:\\s*[.．:：、]\\s*|\\s+)(.+)$`,
    ),
    number: (mark) => readNumber(new RegExp(`${N}$`).exec(mark)?.[0] ?? ''),
  },
  {
    style: 'question',
    pattern: new RegExp(`^((?:[QＱ]|問|質問|問い)\\s*(?:${N})?)\\s*(?:[.．:：、]\\s*|\\s+)(.+)$`),
  },
  {
    style: 'answer',
    pattern: new RegExp(`^((?:[AＡ]|答|回答|答え)\\s*(?:${N})?)\\s*(?:[.．:：、]\\s*|\\s+)(.+)$`),
  },
  {style: 'bracket-number', pattern: /^()(【\s*[①-⑳0-9０-９][^】]*】.{0,30})$/},
  {style: 'bracket', pattern: /^()(【[^】]+】.{0,30})$/},
  {style: 'angle', pattern: /^()([《〈＜][^》〉＞]+[》〉＞].{0,20})$/},
  {
    style: (m) => (m[1] ?? '').replace(/[〇◯]/, '○'),
    pattern: /^([■□◆◇●◎○〇◯▼▽★☆])(?![:：■□◆◇●◎○〇◯▼▽★☆])\s*(.+)$/,
  },
  {
    style: 'roman',
    pattern: /^([Ⅰ-Ⅻ]|[IVX]{1,4})(?:[.．、]\s*|\s+)(.+)$/,
    number: (mark) => ROMAN.indexOf(mark.normalize('NFKC')) + 1 || undefined,
  },
  {
    style: (m) => `digit-${(m[1] ?? '').split(/[^0-9０-９]+/).length}`,
    pattern: /^([0-9０-９]{1,2}(?:[-－‐.．][0-9０-９]{1,2})+)(?:[.．、]\s*|\s+)(\D.*)$/,
    number: (mark) => digits(mark.split(/[-－‐.．]/).pop() ?? ''),
  },
  {style: 'digit', pattern: /^([0-9０-９]{1,2})\s+(.+)$/, number: digits},
  {style: 'digit.', pattern: /^([0-9０-９]{1,2})[.．、]\s*(\D.*)$/, number: digits},
  {style: 'digit)', pattern: /^([0-9０-９]{1,2}[)）])\s*(.+)$/, number: digits},
  {style: '(1)', pattern: /^([（(]\s*[0-9０-９]{1,2}\s*[）)]|[⑴-⒇])\s*(.+)$/, number: digits},
  {style: '(一)', pattern: /^([（(]\s*[一二三四五六七八九十]{1,3}\s*[）)])\s*(.+)$/, number: digits},
  {
    style: '(ア)',
    pattern: /^([（(]\s*[ア-ン]\s*[）)])\s*(.+)$/,
    number: (mark) => kanaNumbers(inner(mark))[0],
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
    // 「V 字」 and 「X 線」 are words, 「IIII」 is nothing.
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

const BULLET = /^([-*+–](?=\s)|[・･•‣✓✔☑➢➤▶►▷])\s*(?=\S)/;

/** All lines of a mended text. */
export function readLines(text: string): Line[] {
  return text.split('\n').map((raw, index) => {
    const indent = /^\s*/.exec(raw)?.[0].length ?? 0;
    const trimmed = raw.trim();
    const row = isRow(raw);
    const boldMatch = row ? null : /^\*\*([^*]+)\*\*[:：]?$/.exec(trimmed);
    const plain = boldMatch?.[1]?.trim() ?? trimmed;
    const bullet = row ? undefined : BULLET.exec(plain)?.[1];
    const inside = bullet === undefined ? plain : plain.replace(BULLET, '');
    const mark = row ? undefined : readMark(inside);
    return {
      index,
      text: inside,
      shown: row ? raw : mark === undefined ? ' '.repeat(bullet === undefined ? 0 : indent) + plain : inside,
      indent,
      blank: trimmed === '',
      bold: boldMatch !== null,
      row,
      ...(bullet === undefined ? {} : {bullet}),
      ...(mark === undefined ? {} : {mark}),
    };
  });
}

/** Whether a line is a row of a table: cells with tabs between, or a Markdown row. A tab before a text is none. */
export function isRow(raw: string): boolean {
  const text = raw.trimStart();
  return text.includes('\t') || (text.startsWith('|') && text.trimEnd().endsWith('|') && text.length > 2);
}

/** Whether a text can be a title: short, no sentence, not a date, not 「名前：値」. */
export function isTitle(text: string, most = 60): boolean {
  return (
    text.length > 0 &&
    text.length <= most &&
    !/[。、，,：:]$/.test(text) &&
    !/。(?![）)」』])/.test(text) &&
    !isDateLine(text) &&
    !isPair(text)
  );
}

const DATE = `(?:(?:令和|平成|昭和|大正|明治)\\s*(?:元|${N})|[RHS]\\.?\\d{1,2}|\\d{4}|[０-９]{4})\\s*[年./-]\\s*${N}\\s*[月./-]\\s*${N}\\s*日?`;
const DATE_LINE = new RegExp(
  `^(?:開催日|作成日|制定|公布|施行)?[:：\\s]*${DATE}\\s*(?:[（(][月火水木金土日].{0,2}[）)])?\\s*(?:作成|現在|制定|公布|開催)?$`,
);

const DOCUMENT_NUMBER = new RegExp(
  `^(?:訓令|規則|条例|告示|要綱|規程|通達|通知|[^\\s、。]{0,8}発)?[^\\s、。]{0,3}第\\s*${N}\\s*号$`,
);

/** A line that is only a date, or a document's number: 「令和8年4月1日」「訓令第5号」. */
export function isDateLine(text: string): boolean {
  return DATE_LINE.test(text.trim()) || DOCUMENT_NUMBER.test(text.trim());
}

/** 「場所：会議室」; the colon of a time or an address is none. */
export function readPair(text: string): {key: string; value: string} | undefined {
  const match = /^([^：:。、「」]{1,20})[：:]\s*(\S.*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  if (/\d$/.test(match[1]) && /^\d/.test(match[2])) return undefined;
  if (/^https?$/.test(match[1])) return undefined;
  return {key: match[1].trim(), value: match[2]};
}

function isPair(text: string): boolean {
  return readPair(text) !== undefined;
}

/** A title without what differs between a list of contents and the place itself. */
export function titleKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/【[^】]*】\s*$/, '')
    .replace(/\([^()]*\)\s*$/, '')
    .replace(/\s+/g, '')
    .replace(/(?:について|に関して)$/, '');
}

const LISTED = /^(?:digit|\(1\)|roman|一$|named|article|[編部章節款]$|①)/;

/** Lines from the beginning among which an agenda is looked for. */
const AGENDA = 200;

/**
 * The list of contents or agenda at the beginning: lines before the first sentence of which one comes
 * again later as a heading. What comes again is dropped here, what does not stays as a line.
 */
export function findAgenda(lines: readonly Line[]): {
  agenda: Set<string>;
  dropped: Set<number>;
  listed: Set<number>;
} {
  const agenda = new Set<string>();
  const dropped = new Set<number>();
  const listed = new Set<number>();
  const sentence = lines.findIndex((line) => line.row || line.text.includes('。') || line.text.length > 80);
  const end = Math.min(sentence < 0 ? lines.length : sentence, AGENDA);
  const places = new Map<string, number[]>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === '') continue;
    const known = places.get(key);
    if (known === undefined) places.set(key, [line.index]);
    else known.push(line.index);
  }
  const isItem = (line: Line): boolean =>
    !line.bold &&
    !line.row &&
    (line.bullet !== undefined || (line.mark !== undefined && LISTED.test(line.mark.style)));
  // Where a line of it comes again behind its own list, the list is over.
  let stop = end;
  for (const line of lines.slice(0, end)) {
    if (!isItem(line) || line.index >= stop) continue;
    const over = lines.findIndex((one) => one.index > line.index && !one.blank && !isItem(one));
    const again = places.get(keyOf(line))?.find((index) => index >= over);
    if (over >= 0 && again !== undefined) stop = Math.min(stop, again);
  }
  for (const line of lines.slice(0, stop)) {
    if (!isItem(line)) continue;
    const again = places.get(keyOf(line))?.find((index) => index >= stop);
    if (again === undefined || !sameChapter(line, lines[again])) continue;
    dropped.add(line.index);
    agenda.add(keyOf(line));
  }
  // One line that comes again is a heading that was said twice.
  if (dropped.size < 2) return {agenda: new Set(), dropped: new Set(), listed};
  // The rest of the same list is text, or it would swallow what follows.
  const around = (from: number, step: number): void => {
    for (let i = from; i >= 0 && i < stop; i += step) {
      const line = lines[i];
      if (line === undefined || (!line.blank && !isItem(line))) return;
      if (!line.blank && !dropped.has(i)) listed.add(i);
    }
  };
  for (const index of dropped) {
    around(index, 1);
    around(index, -1);
  }
  return {agenda, dropped, listed};
}

/** Chapters, articles and the like keep their numbers; the points of an agenda do not. */
function sameChapter(item: Line, place: Line | undefined): boolean {
  const {mark} = item;
  return (
    mark === undefined ||
    !/^(?:article|named|[編部章節款])$/.test(mark.style) ||
    place?.mark?.mark === mark.mark
  );
}

function keyOf(line: Line): string {
  return line.blank || line.row ? '' : titleKey(line.mark?.title ?? line.text);
}
