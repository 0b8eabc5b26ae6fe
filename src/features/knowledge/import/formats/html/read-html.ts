/** Web pages to pieces of text: what a reader sees in the page's own part, and nothing that runs or hides. */
import {parse} from 'parse5';
import {decode} from '../../../../../platform/tabular/encodings.ts';
import {meaningfulTitle, refuse, type Converted} from '../converted.ts';
import {layOut, type Piece} from '../lay-out.ts';
import {isHidden} from './hidden.ts';
import {readStyleSheet, type StyleSheet} from './style-sheet.ts';
import {attribute, childrenNamed, DEEPEST, elements, plainText, type Element} from './tree.ts';
import {piecesOf} from './walk.ts';

/** Reads a page in the encoding that it names, else in the one that it seems to be in. */
export function readHtml(bytes: Uint8Array): Converted {
  const text = decodeHtml(bytes);
  if (text === undefined) return refuse('document/unreadable', {reason: 'encoding'});
  // Four times as many brackets as any page has; the parser's tree would not fit.
  if (countTags(text) > 500_000) return refuse('document/unpacks-too-large', {limitMb: 20});
  const page = parse(text);
  const sheet = readStyleSheet(page);
  const html = elements(page).find((one) => one.tagName === 'html');
  const body = childrenNamed(html, 'body');
  const main = body === undefined ? undefined : findMain(body, 0, sheet);
  const title = meaningfulTitle(plainText(childrenNamed(childrenNamed(html, 'head'), 'title')));
  const read = body === undefined ? [] : piecesOf(main ?? body, sheet);
  const only = read.filter((piece) => piece.kind === 'paragraph' && piece.heading === 1);
  // A single first heading is the document's title, as it stands on paper.
  const pieces = read.map((piece): Piece => {
    if (only.length !== 1 || piece.kind === 'row' || piece.heading === undefined) return piece;
    const {heading, ...rest} = piece;
    return heading === 1 ? rest : {...rest, heading: heading - 1};
  });
  return {kind: 'text', text: layOut(pieces), ...(title === undefined ? {} : {title})};
}

function decodeHtml(bytes: Uint8Array): string | undefined {
  const marked = bytes[0] === 0xef || bytes[0] === 0xfe || bytes[0] === 0xff;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const named = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,30})/i.exec(head)?.[1];
  if (!marked && named !== undefined && !/^utf-?16/i.test(named)) {
    try {
      return new TextDecoder(named, {fatal: true}).decode(bytes);
    } catch {
      // A page that names an encoding in which it is not, or one that does not exist.
    }
  }
  return decode(bytes)?.text;
}

function countTags(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) count++;
  return count;
}

function findMain(element: Element, deep: number, sheet: StyleSheet): Element | undefined {
  if (element.tagName === 'main' || attribute(element, 'role') === 'main') return element;
  if (deep > DEEPEST || isHidden(element, sheet)) return undefined;
  for (const child of elements(element)) {
    const found = findMain(child, deep + 1, sheet);
    if (found !== undefined) return found;
  }
  return undefined;
}
