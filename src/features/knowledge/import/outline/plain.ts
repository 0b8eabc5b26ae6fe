/** Headings without a mark: a short line between blank lines, or a bold one. */
import type {Line} from '../lines/lines.ts';
import {nextLine} from '../lines/lines.ts';
import {isTitle} from '../lines/titles.ts';
import type {Section} from '../section.ts';
import {newSection} from '../section.ts';
import {isCaption} from './legal.ts';
import {beginsPart, namesDocument} from './parts.ts';
import type {Heading, Place} from './place.ts';
import {follow} from './place.ts';
import {responseHeading} from './responses.ts';
import {isRanked} from './stack.ts';

/** Characters of the longest one. */
const LONGEST = 45;
/** Characters of the longest that is a label in a list or a drawing. */
const LABEL = 12;

export function plainHeading(line: Line, place: Place): Heading | undefined {
  // 「記」 parts a letter from its points; it names nothing.
  if (line.text === '記' || line.mark !== undefined || line.bullet !== undefined) return undefined;
  const next = nextLine(place.lines, line);
  if (next === undefined) return undefined;
  if (!line.bold && !(readsAsTitle(line.text) && standsAsHeading(line, next, place))) return undefined;
  const response = responseHeading(line, place);
  if (response !== undefined) return response;
  const below = follow(line, place);
  return {
    kind: 'section',
    section: newSection('plain', line.text, [line.text], {follow: below}),
    level: place.stack.levelOf(replaced(below, place)),
  };
}

// Nouns that end in hiragana, and the forms in which titles ask or begin: 「鍵をなくしたとき」「借り方」.
const KANA_END =
  /(?:[取り]組み|まとめ|[打申]し?[合込]わ?せ?み?|お知らせ|問い?合わ?せ|流れ|ねらい|きまり|決まり|もの|こと|とき|とは|か|方|い[てく])$/;

function readsAsTitle(text: string): boolean {
  if (!isTitle(text, LONGEST)) return false;
  // A hiragana at the end is mostly a verb's: the line is a sentence that lost its full stop.
  if (/[ぁ-ん]$/.test(text) && !KANA_END.test(text) && !namesDocument(text)) return false;
  // Notes, arrows, quotations. 「『倉庫』の使い方」, 「（目的）」 and 「※参考（棚の数）」 are headings all the same.
  return !/^[「『（(※⇒→＊*]/.test(text) || /[」』]\S/.test(text) || isCaption(text) || /^※\s*参考/.test(text);
}

function standsAsHeading(line: Line, next: Line, place: Place): boolean {
  const {stack} = place;
  if (!place.broken || place.lines[line.index + 1]?.blank !== true) return false;
  // Two such lines: names and places on a title page, labels of a drawing.
  const unmarked = next.mark === undefined && !next.row && next.bullet === undefined;
  if (unmarked && isTitle(next.text, LONGEST) && !/[、。]/.test(next.text)) return false;
  // It would stand empty below the heading before it.
  if (stack.isFresh && wouldLeave(next, place)) return false;
  // The section's name between a report's date and its first heading.
  if (stack.top.style === 'part' && isTitlePage(stack.top) && next.mark !== undefined) return false;
  return !followsLabel(stack.top);
}

/** Whether the next line closes what is open, so that a heading before it would have nothing below. */
function wouldLeave(next: Line, place: Place): boolean {
  if (beginsPart(next, place)) return true;
  const style = next.mark?.style;
  return style !== undefined && (isRanked(style) || (place.stack.isOpen(style) && next.mark?.number !== 1));
}

/** Whether below the heading there is no more than dates and names so far. */
function isTitlePage({body, children}: Section): boolean {
  return (
    children.length === 0 &&
    body.every(
      ({kind, lines}) =>
        kind === 'text' && lines.every(({text}) => text.length <= 30 && !text.includes('。')),
    )
  );
}

/** Whether the text before is short and no sentence, as boxes of a drawing are: then this is one more. */
function followsLabel({body}: Section): boolean {
  const last = body.at(-1);
  const text = last?.kind === 'text' ? (last.lines.at(-1)?.text ?? '') : '';
  return isTitle(text, 20) && !/[、。]/.test(text) && !/^[（(]/.test(text);
}

/** The plain heading whose place a new one takes; none where it lies below all that is open. */
function replaced(below: string, {stack}: Place): Section | undefined {
  const plains = stack.plains();
  const alike = plains.findLast((one) => one.follow === below);
  const inner = plains.at(-1);
  return alike ?? (inner === stack.top && endsWithLabel(inner) ? undefined : inner);
}

/**
 * Whether a list of two kinds of bullets ends with a label that has nothing below it, as 「- 評価」 after
 * 「- 期間」 and 「・四月」: what follows belongs to the label.
 */
function endsWithLabel({body}: Section): boolean {
  const last = body.at(-1);
  const label = last?.lines.at(-1);
  return (
    last?.kind === 'list' &&
    label?.bullet !== undefined &&
    label.text.length <= LABEL &&
    isTitle(label.text) &&
    last.lines.some((line) => line.bullet !== label.bullet)
  );
}
