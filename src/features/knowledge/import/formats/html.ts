/** Web pages to pieces of text: what a reader sees in the page's own part, and nothing that runs or hides. */
import {parse, type DefaultTreeAdapterTypes} from 'parse5';
import {decode} from '../encodings.ts';
import {meaningfulTitle, refuse, type Converted} from './converted.ts';
import {layOut, type Piece} from './lay-out.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements within elements up to which a page is read; walking deeper could exhaust the stack. */
const DEEPEST = 500;

// Never text, or no part of the document: what runs, what leads elsewhere, what is filled in, readings of kanji.
const SKIPPED =
  /^(?:script|style|template|noscript|noframes|nav|header|footer|aside|svg|math|canvas|iframe|object|embed|video|audio|select|button|input|textarea|head|rt|rp|del|dialog)$/;
const BLOCK =
  /^(?:address|article|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|hr|html|li|main|ol|p|pre|section|summary|table|ul)$/;

interface Reading {
  readonly pieces: Piece[];
  /** The text of the paragraph that is being read. */
  text: string;
  /** Letters of it that are bold. */
  bold: number;
  readonly heading: number | undefined;
  /** Written before the next text: a list's bullet or number. */
  prefix: string | undefined;
  readonly deep: number;
  readonly boldNow: boolean;
  readonly kept: boolean;
}

/** Reads a page in the encoding that it names, else in the one that it seems to be in. */
export function readHtml(bytes: Uint8Array): Converted {
  const text = decodeHtml(bytes);
  if (text === undefined) return refuse('document/unreadable', {reason: 'encoding'});
  // Four times as many brackets as any page has; the parser's tree would not fit.
  if (countTags(text) > 500_000) return refuse('document/unpacks-too-large', {limitMb: 20});
  const page = parse(text);
  const html = elements(page).find((one) => one.tagName === 'html');
  const body = childrenNamed(html, 'body');
  const main = body === undefined ? undefined : findMain(body, 0);
  const title = meaningfulTitle(plainText(childrenNamed(childrenNamed(html, 'head'), 'title')));
  const reading = newReading([], 0);
  if (body !== undefined) walk(main ?? body, reading);
  flush(reading);
  const only = reading.pieces.filter((piece) => piece.kind === 'paragraph' && piece.heading === 1);
  // A single first heading is the document's title, as it stands on paper.
  const pieces = reading.pieces.map((piece): Piece => {
    if (only.length !== 1 || piece.kind === 'row' || piece.heading === undefined) return piece;
    const {heading, ...rest} = piece;
    return heading === 1 ? rest : {...rest, heading: heading - 1};
  });
  return {kind: 'text', text: layOut(pieces), ...(title === undefined ? {} : {title})};
}

function newReading(pieces: Piece[], deep: number): Reading {
  return {
    pieces,
    text: '',
    bold: 0,
    heading: undefined,
    prefix: undefined,
    deep,
    boldNow: false,
    kept: false,
  };
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

// The tree

const elements = (parent: {childNodes: Node[]} | undefined): Element[] =>
  (parent?.childNodes ?? []).filter((node): node is Element => 'tagName' in node);
const childrenNamed = (parent: Element | undefined, name: string): Element | undefined =>
  elements(parent).find((one) => one.tagName === name);
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

function plainText(element: Element | undefined): string {
  return (element?.childNodes ?? []).map((node) => ('value' in node ? node.value : '')).join('');
}

function findMain(element: Element, deep: number): Element | undefined {
  if (element.tagName === 'main' || attribute(element, 'role') === 'main') return element;
  if (deep > DEEPEST || isHidden(element)) return undefined;
  for (const child of elements(element)) {
    const found = findMain(child, deep + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isHidden(element: Element): boolean {
  if (attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden') === 'true') return true;
  if (/^(?:navigation|banner|contentinfo|search)$/.test(attribute(element, 'role') ?? '')) return true;
  const style = (attribute(element, 'style') ?? '').toLowerCase().replace(/\s/g, '');
  return (
    /(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|!|$)|font-size:0(?:\.\d+)?(?:p[xt]|r?em|%)?(?:;|!|$))/.test(
      style,
    ) ||
    (/(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:;|!|$)/.test(style) &&
      style.includes('overflow:hidden')) ||
    /(?:^|;)(?:text-indent|left|top|margin-left):-\d{3,}/.test(style) ||
    // White on the page's white.
    (/(?:^|;)color:(?:#fff(?:fff)?|white|transparent|rgba?\(255,255,255(?:,[\d.]+)?\))(?:;|!|$)/.test(
      style,
    ) &&
      !isColoured(element))
  );
}

/** Whether letters stand on a colour: white ones in a table's dark head are read like any. */
function isColoured(element: Element): boolean {
  const own = `${attribute(element, 'style') ?? ''} ${attribute(element, 'bgcolor') === undefined ? '' : 'background'}`;
  if (own.includes('background') || attribute(element, 'class') !== undefined) return true;
  const above = element.parentNode;
  return above !== null && 'tagName' in above && isColoured(above);
}

// The walk

function walk(parent: Element, reading: Reading): void {
  for (const node of parent.childNodes) {
    if (node.nodeName === '#text' && 'value' in node) addText(node.value, reading);
    else if ('tagName' in node) walkElement(node, reading);
  }
}

function walkElement(element: Element, reading: Reading): void {
  const {tagName} = element;
  if (SKIPPED.test(tagName) || isHidden(element) || reading.deep > DEEPEST) return;
  if (tagName === 'br') {
    reading.text = `${reading.text.trimEnd()}\n`;
  } else if (tagName === 'table') {
    flush(reading);
    reading.pieces.push(...readTable(element, reading.deep + 1));
  } else if (BLOCK.test(tagName)) {
    flush(reading);
    const level = /^h([1-6])$/.exec(tagName)?.[1];
    const inner: Reading = {
      ...newReading(reading.pieces, reading.deep + 1),
      heading: level === undefined ? reading.heading : Number(level),
      prefix: tagName === 'li' ? itemPrefix(element) : reading.prefix,
      kept: reading.kept || tagName === 'pre',
      boldNow: reading.boldNow,
    };
    walk(element, inner);
    flush(inner);
    if (tagName !== 'li') reading.prefix = inner.prefix;
  } else {
    const inner = {
      ...reading,
      deep: reading.deep + 1,
      boldNow: reading.boldNow || /^(?:b|strong)$/.test(tagName),
    };
    walk(element, inner);
    Object.assign(reading, {text: inner.text, bold: inner.bold, prefix: inner.prefix});
  }
}

function addText(value: string, reading: Reading): void {
  const before = reading.text.length;
  if (reading.kept) reading.text += value;
  else {
    const text = value.replace(/[\t\n\f\r ]+/g, (space) => (/[\n\r]/.test(space) ? BREAK : ' '));
    reading.text += /(?:^|\s)$/.test(reading.text)
      ? text.slice(text.startsWith(' ') || text.startsWith(BREAK) ? 1 : 0)
      : text;
  }
  if (reading.boldNow) reading.bold += reading.text.length - before;
}

// A line break in the source; between two Japanese letters it is no space.
const BREAK = '\u0001';
const CJK_BREAK =
  // eslint-disable-next-line no-control-regex -- the sign that stands for a break
  /(?<=[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60])\u0001(?=[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60])/g;

function flush(reading: Reading): void {
  const text = reading.kept
    ? reading.text.replace(/^\n/, '').trimEnd()
    : reading.text
        .replace(CJK_BREAK, '')
        .replace(/ *\n */g, '\n')
        .trim();
  const bold = reading.bold > 0 && reading.bold >= text.length;
  // 「&nbsp;」 or a break alone is how editors write an empty line.
  const spacer = /[\u00a0\n]/.test(reading.text);
  reading.text = '';
  reading.bold = 0;
  if (text.trim() === '') {
    if (spacer && !reading.kept) reading.pieces.push({kind: 'paragraph', text: ''});
    return;
  }
  const {heading, prefix} = reading;
  reading.prefix = undefined;
  // Prepared lines are lines, each by itself.
  for (const line of reading.kept ? text.split('\n') : [text]) {
    reading.pieces.push({
      kind: 'paragraph',
      text: prefix === undefined ? line : `${prefix}${line}`,
      ...(heading === undefined ? {} : {heading}),
      ...(prefix === undefined ? {} : {item: true}),
      ...(bold ? {bold: true} : {}),
    });
  }
}

function itemPrefix(item: Element): string {
  const list = item.parentNode as Element | null;
  let depth = 0;
  for (let above = list; above !== null && 'tagName' in above; above = above.parentNode as Element | null)
    if (above.tagName === 'li') depth++;
  const indent = ' '.repeat(depth);
  if (list?.tagName !== 'ol') return `${indent}- `;
  if (/list-style(?:-type)?:none/.test((attribute(list, 'style') ?? '').replace(/\s/g, ''))) return indent;
  const start = Number(attribute(list, 'start') ?? 1);
  const at = elements(list)
    .filter((one) => one.tagName === 'li')
    .indexOf(item);
  const number = attribute(item, 'value') ?? String(start + at);
  return `${indent}${number}. `;
}

function readTable(table: Element, deep: number): Piece[] {
  const rows: {text: string; pieces: Piece[]}[][] = [];
  // Texts that go down over several rows, by column, and for how many more.
  const above = new Map<number, {text: string; rows: number}>();
  for (const row of rowsOf(table)) {
    const cells: {text: string; pieces: Piece[]}[] = [];
    const fill = (): void => {
      for (let over = above.get(cells.length); over !== undefined; over = above.get(cells.length)) {
        if (over.rows > 1) above.set(cells.length, {...over, rows: over.rows - 1});
        else above.delete(cells.length);
        cells.push({text: over.text, pieces: []});
      }
    };
    for (const cell of elements(row).filter((one) => /^t[dh]$/.test(one.tagName) && !isHidden(one))) {
      fill();
      const reading = newReading([], deep + 1);
      if (deep <= DEEPEST) walk(cell, reading);
      flush(reading);
      const text = reading.pieces
        .map((piece) => (piece.kind === 'row' ? piece.cells.join('／') : piece.text.trim()))
        .join(' ');
      const span = (name: string): number =>
        Math.min(50, Math.max(1, Number(attribute(cell, name) ?? 1) || 1));
      const down = span('rowspan');
      for (let i = 0; i < span('colspan'); i++) {
        if (down > 1) above.set(cells.length, {text: i === 0 ? text : '', rows: down - 1});
        cells.push(i === 0 ? {text, pieces: reading.pieces} : {text: '', pieces: []});
      }
    }
    fill();
    rows.push(cells);
  }
  const caption = childrenNamed(table, 'caption');
  const title = newReading([], deep + 1);
  if (caption !== undefined && !isHidden(caption)) walk(caption, title);
  flush(title);
  // One column is a frame around text.
  if (rows.every((cells) => cells.length <= 1))
    return [...title.pieces, ...rows.flat().flatMap((one) => one.pieces)];
  return [
    ...title.pieces,
    ...rows
      .map((cells) => cells.map(({text}) => text))
      .filter((cells) => cells.some((cell) => cell !== ''))
      .map((cells): Piece => ({kind: 'row', cells})),
  ];
}

function rowsOf(table: Element): Element[] {
  return elements(table).flatMap((one) => {
    if (isHidden(one)) return [];
    return one.tagName === 'tr' ? [one] : /^t(?:head|body|foot)$/.test(one.tagName) ? rowsOf(one) : [];
  });
}
