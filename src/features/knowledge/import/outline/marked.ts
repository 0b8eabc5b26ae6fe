/** Headings with a mark of their own that says nothing of their depth: 「1 目的」「■ 流れ」「【鍵】」「Q1 …」. */
import type {Line} from '../lines/lines.ts';
import {nextLine} from '../lines/lines.ts';
import type {Mark} from '../lines/marks.ts';
import {isSymbol} from '../lines/marks.ts';
import {kanaNumbers} from '../lines/numerals.ts';
import {isTitle} from '../lines/titles.ts';
import {newSection} from '../section.ts';
import type {Heading, Place} from './place.ts';
import {responseHeading} from './responses.ts';
import type {Stack} from './stack.ts';

/** Characters of the longest heading with a sign, and of the longest that is bold. */
const SIGNED = 45;
const BOLD = 80;
/** Points that may be missing in a count: texts taken from pages lose some. */
const GAP = 3;

export function markedHeading(line: Line, place: Place): Heading | undefined {
  const {mark} = line;
  const {stack} = place;
  if (mark === undefined || mark.style === 'answer') return undefined;
  const {style} = mark;
  const section = newSection(style, line.text, [line.text], {number: mark.number});
  if (style === 'question') return {kind: 'section', section, level: stack.levelOfStyle(style)};

  const symbol = isSymbol(style);
  const named = symbol ? isTitle(mark.title, SIGNED) : isTitle(mark.title);
  if (!named && !(line.bold && mark.title.length <= BOLD)) return undefined;
  if (symbol && !line.bold) {
    // The same sign on the next line: a list.
    const next = nextLine(place.lines, line);
    if (next === undefined || next.mark?.style === style) return undefined;
  }
  const response = responseHeading(line, place);
  if (response !== undefined) return response;
  if (mark.number !== undefined && !line.bold && !continues(mark, stack)) return undefined;
  return {kind: 'section', section, level: levelOf(mark, stack)};
}

function levelOf(mark: Mark, stack: Stack): number {
  const open = stack.last(mark.style);
  // A sign after text under a plain heading ends that heading; right below it, it is part of it.
  if (open === undefined && isSymbol(mark.style) && !stack.isFresh) return stack.levelOutsidePlain();
  // 「(1)」 under 「(3) … ①」 counts something within. A digit begins anew beside the old count.
  const restarts = mark.number === 1 && open?.number !== undefined && open !== stack.top;
  return restarts && !mark.style.startsWith('digit') ? stack.depth : stack.levelOfStyle(mark.style);
}

/** Whether a number goes on with the count that is open, or begins one. */
function continues(mark: Mark, stack: Stack): boolean {
  const open = stack.last(mark.style);
  const numbers = mark.style === 'ア' ? kanaNumbers(mark.mark) : [mark.number ?? 0];
  // 「30 人」 begins no count; 「ウ 鍵」 may, where 「ア」 stood in what was lost.
  if (open === undefined) return numbers.includes(1) || !mark.style.startsWith('digit');
  const from = open.number ?? 0;
  return numbers.includes(1) || numbers.some((n) => n > from && n <= from + GAP);
}
