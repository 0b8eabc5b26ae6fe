/** Articles, and what is counted below them: paragraphs (2, 3), items (一), sub-items (イ). */
import type {Line} from '../lines/lines.ts';
import {nextLine} from '../lines/lines.ts';
import type {Mark} from '../lines/marks.ts';
import {kanaNumbers} from '../lines/numerals.ts';
import {newSection} from '../section.ts';
import type {Heading, Place} from './place.ts';

const CAPTION = /^[（(]([^（()）]{1,40})[）)]$/;
// Marks that paragraphs and items have.
const ITEM = /^(?:digit|\(|①$|ア$|一$|a$)/;

/** Whether a text is a caption: 「（目的）」 alone on its line. */
export function isCaption(text: string): boolean {
  return CAPTION.test(text);
}

/** Whether a line is the caption of the article or the paragraph on the next line. */
export function captionsNext(line: Line, {lines, stack}: Place): boolean {
  if (!isCaption(line.text)) return false;
  const style = nextLine(lines, line)?.mark?.style;
  return style === 'article' || (stack.isLegal && style?.startsWith('digit') === true);
}

/** 「第3条」, named by the caption above it or by 「第3条（目的）」 itself. */
export function articleHeading(line: Line, mark: Mark, place: Place): Heading {
  const within = /^[（(]([^（()）]{1,40})[）)]/.exec(mark.title)?.[1];
  return cited(
    line,
    place,
    'article',
    [mark.mark, within ?? captionOf(place)],
    place.stack.levelOfRank('article'),
  );
}

/** The next paragraph or item of the article that is open. */
export function legalItem(line: Line, place: Place): Heading | undefined {
  const {mark} = line;
  const {stack} = place;
  if (mark === undefined || !ITEM.test(mark.style) || !stack.isLegal) return undefined;
  const open = stack.last(mark.style);
  const numbers = mark.style === 'ア' ? kanaNumbers(mark.mark) : [mark.number ?? 0];
  // Paragraphs begin with 2, the first has no number.
  const isFirst = numbers.some((n) => n === 1 || (n === 2 && mark.style.startsWith('digit')));
  // Kana may come again where items of two articles are counted with them; other counts go up.
  const isNext = mark.style === 'ア' || numbers.some((n) => n > (open?.number ?? 0));
  if (open === undefined ? !isFirst : !isNext) return undefined;
  // 「一 倉庫 物を置く部屋をいう。」 is cited as 「一 倉庫」.
  const [, name] = /^([^\s。、]{1,30})\s+\S/.exec(mark.title) ?? [];
  const labels = [mark.mark, name, captionOf(place)];
  return cited(line, place, mark.style, labels, stack.levelOfStyle(mark.style));
}

function captionOf({caption}: Place): string | undefined {
  return CAPTION.exec(caption?.text ?? '')?.[1];
}

/** A section that is cited by its number; its first line is text as well. */
function cited(
  line: Line,
  {caption}: Place,
  style: string,
  labels: readonly (string | undefined)[],
  level: number,
): Heading {
  const label = labels.filter((part) => part !== undefined).join(' ');
  const head = caption === undefined ? [] : [caption.shown];
  const section = newSection(style, label, head, {legal: true, number: line.mark?.number});
  return {kind: 'section', section, level, text: {...line, shown: line.text}};
}
