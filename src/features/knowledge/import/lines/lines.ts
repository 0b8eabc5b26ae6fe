/**
 * Reads one line of a document: which mark it begins with, whether it is a bullet or a row of a table.
 * What a line means among others is the outline's affair.
 */
import type {Mark} from './marks.ts';
import {readMark} from './marks.ts';

export interface Line {
  /** Counted from 0. */
  readonly index: number;
  /** Without bold marks, bullet and surrounding space. */
  readonly text: string;
  /** As it goes into a passage: bold marks removed, the bullet kept unless a mark follows it. */
  readonly shown: string;
  readonly indent: number;
  readonly blank: boolean;
  /** Bold as a whole, as converters write headings: `**返却**`. */
  readonly bold: boolean;
  readonly bullet?: string;
  readonly row: boolean;
  readonly mark?: Mark;
}

/** Bullets that are nothing else, as the inside of a character class. */
export const BULLET_SIGNS = '・･•‣✓✔☑➢➤▶►▷';

// A hyphen without a space may be a sign of minus.
const BULLET = new RegExp(`^([-*+–](?=\\s)|[${BULLET_SIGNS}])\\s*(?=\\S)`);

/** All lines of a mended text. */
export function readLines(text: string): Line[] {
  return text.split('\n').map(readLine);
}

function readLine(raw: string, index: number): Line {
  const indent = /^\s*/.exec(raw)?.[0].length ?? 0;
  const trimmed = raw.trim();
  if (isRow(raw))
    return {index, text: trimmed, shown: raw, indent, blank: trimmed === '', bold: false, row: true};
  const bold = /^\*\*([^*]+)\*\*[:：]?$/.exec(trimmed);
  const plain = bold?.[1]?.trim() ?? trimmed;
  const bullet = BULLET.exec(plain)?.[1];
  const inside = bullet === undefined ? plain : plain.replace(BULLET, '');
  const mark = readMark(inside);
  return {
    index,
    text: inside,
    shown: mark === undefined ? ' '.repeat(bullet === undefined ? 0 : indent) + plain : inside,
    indent,
    blank: trimmed === '',
    bold: bold !== null,
    row: false,
    ...(bullet === undefined ? {} : {bullet}),
    ...(mark === undefined ? {} : {mark}),
  };
}

/** Whether a line is a row of a table: cells with tabs between, or a Markdown row. A tab before a text is none. */
export function isRow(raw: string): boolean {
  const text = raw.trimStart();
  return text.includes('\t') || (text.startsWith('|') && text.trimEnd().endsWith('|') && text.length > 2);
}

/** The next line with text, if it is near. Behind six blank lines nothing belongs together. */
export function nextLine(lines: readonly Line[], line: Line): Line | undefined {
  return lines.slice(line.index + 1, line.index + 8).find((one) => !one.blank);
}
