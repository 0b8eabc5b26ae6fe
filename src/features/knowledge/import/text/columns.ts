import {isDateLine} from '../lines/dates.ts';
import {isRow} from '../lines/lines.ts';
import {readPair} from '../lines/titles.ts';
import {beginsAnew} from './continues.ts';

/** Characters that a column is wide. */
const NARROWEST = 20;
const WIDEST = 70;

/** Joins paragraphs that were broken at the column's width: all lines but the last are equally long. */
export function joinColumns(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < lines.length;) {
    let end = i;
    while (end < lines.length && isProse(lines[end] ?? '', end === i)) end++;
    const block = lines.slice(i, end);
    if (block.length === 0) out.push(lines[i] ?? '');
    else if (isColumn(block))
      out.push(block.map((line, at) => (at === 0 ? line.trimEnd() : line.trim())).join(''));
    else out.push(...block);
    i = Math.max(end, i + 1);
  }
  return out;
}

function isColumn(block: readonly string[]): boolean {
  const full = block.slice(0, -1).map((line) => line.trim());
  const width = full.reduce((most, line) => Math.max(most, line.length), 0);
  return (
    block.length >= 3 &&
    width >= NARROWEST &&
    width <= WIDEST &&
    // A full stop that may not begin a line is carried over, so lines differ by a letter or two.
    full.every((line) => line.length >= width - 2) &&
    (block.at(-1) ?? '').trim().length <= width + 1 &&
    // Where most lines end a sentence, each was meant as a line.
    full.filter((line) => line.endsWith('。')).length <= block.length / 3
  );
}

function isProse(line: string, first: boolean): boolean {
  const text = line.trim();
  if (text === '' || isRow(line) || readPair(text) !== undefined || isDateLine(text)) return false;
  // Latin words need a space between them, which joining would lose.
  return !/[0-9a-zA-Z]$/.test(text) && (first || !beginsAnew(text));
}
