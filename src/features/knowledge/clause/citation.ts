/** A place in a regulation as people cite it: 「第六条第三号イ」. */
import {formatKanjiNumber} from '../../../kernel/japanese-text.ts';
import {articleOf} from './article.ts';

/** A citation, and what stands around it. */
export interface Citation {
  /** Headings above the article: the regulation's name in a bundle, its chapter. */
  readonly above: readonly string[];
  /** 「第六条第三号イ」 */
  readonly clause: string;
  /** What the article is about, by its caption: 「情報セキュリティ対策」. */
  readonly caption?: string;
}

const KANJI = '[一二三四五六七八九十]{1,3}';
// How an element of a path, or a line, begins: its level, deepest last, and what it is cited as.
const LEVELS: readonly {
  readonly pattern: RegExp;
  readonly cite: (mark: string, number: (text: string) => string) => string;
}[] = [
  {pattern: /^([0-9０-９]{1,2})(?=$|\s)/, cite: (mark, number) => `第${number(mark)}項`},
  {pattern: new RegExp(`^(${KANJI})(?=$|[\\s、.．])`), cite: (mark, number) => `第${number(mark)}号`},
  {
    pattern: /^[（(]\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]/,
    cite: (mark, number) => `第${number(mark)}号`,
  },
  {pattern: /^([ア-ン])(?=$|[\s、.．])/, cite: (mark) => mark},
  {pattern: /^[（(]\s*([ア-ン])\s*[)）]/, cite: (mark) => `(${mark})`},
];

const ARTICLE =
  /^第\s*[0-9０-９一二三四五六七八九十百]+\s*条(?!例)(?:\s*の\s*[0-9０-９一二三四五六七八九十]+)*/;

const SUPPLEMENT = /^[附付]\s?則/;

/**
 * How a passage is cited, down to the paragraph or item that its mark stands in.
 *
 * @param path the passage's headings from the outermost in
 * @param text the passage's text; its lines may begin with marks of their own
 * @param mark offset of the marked sentence; the whole passage without one
 * @returns undefined where the passage stands in no article
 */
export function citationOf(path: readonly string[], text: string, mark?: number): Citation | undefined {
  const at = path.findIndex((heading) => ARTICLE.test(heading));
  const heading = path[at];
  if (heading === undefined || articleOf(heading) === undefined) return undefined;
  const article = (ARTICLE.exec(heading)?.[0] ?? '').replace(/\s/g, '');
  // Numerals as the regulation itself writes them.
  const inKanji = /[一二三四五六七八九十]/.test(article);
  const number = (digits: string) => {
    const plain = digits.normalize('NFKC');
    return inKanji && /^\d+$/.test(plain) ? formatKanjiNumber(Number(plain)) : plain;
  };
  const marks: (string | undefined)[] = LEVELS.map(() => undefined);
  for (const element of path.slice(at + 1)) note(element, marks, number);
  if (mark !== undefined) noteLines(text, mark, marks, number);
  const above = path.slice(0, at);
  const supplement = SUPPLEMENT.test(above.at(-1) ?? '') ? '附則' : undefined;
  const caption = heading
    .slice(ARTICLE.exec(heading)?.[0].length)
    .trim()
    .replace(/^[（(](.*)[）)]$/, '$1');
  return {
    above: supplement === undefined ? above : above.slice(0, -1),
    // The articles of a supplementary provision are counted from one again.
    clause: [supplement, article, ...marks].filter((one) => one !== undefined).join(''),
    ...(caption === '' ? {} : {caption}),
  };
}

/** Notes the mark that a text begins with; deeper marks of before are closed by it. */
function note(text: string, marks: (string | undefined)[], number: (digits: string) => string): boolean {
  const trimmed = text.trim();
  for (const [level, {pattern, cite}] of LEVELS.entries()) {
    const found = pattern.exec(trimmed)?.[1];
    if (found === undefined) continue;
    // Items in kanji and in brackets are one level in two spellings.
    marks.fill(undefined, level === 2 ? 1 : level);
    marks[level] = cite(found, number);
    return true;
  }
  return false;
}

function noteLines(
  text: string,
  mark: number,
  marks: (string | undefined)[],
  number: (digits: string) => string,
): void {
  let start = 0;
  for (const line of text.split('\n')) {
    if (start > mark) break;
    note(line, marks, number);
    start += line.length + 1;
  }
  // The first paragraph has no number, and is cited with one where there is a second.
  const later = text
    .slice(start)
    .split('\n')
    .some((line) => /^\s*[2２](?=\s)/.test(line));
  if (marks[0] === undefined && later) marks[0] = `第${number('1')}項`;
}
