import type {Piece} from '../lay-out.ts';
import {isHidden} from './hidden.ts';
import type {StyleSheet} from './style-sheet.ts';
import {attribute, childrenNamed, DEEPEST, elements, type Element} from './tree.ts';

// Never text, or no part of the document: what runs, what leads elsewhere, what is filled in, readings of kanji.
const SKIPPED =
  /^(?:script|style|template|noscript|noframes|nav|header|footer|aside|svg|math|canvas|iframe|object|embed|video|audio|select|button|input|textarea|head|rt|rp|del|dialog)$/;
const BLOCK =
  /^(?:address|article|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|hr|html|li|main|ol|p|pre|section|summary|table|ul)$/;

interface Reading {
  readonly sheet: StyleSheet;
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

/** What a reader sees in an element, as pieces of text. */
export function piecesOf(element: Element, sheet: StyleSheet): Piece[] {
  const reading = newReading([], 0, sheet);
  walk(element, reading);
  flush(reading);
  return reading.pieces;
}

function newReading(pieces: Piece[], deep: number, sheet: StyleSheet): Reading {
  return {
    sheet,
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

function walk(parent: Element, reading: Reading): void {
  for (const node of parent.childNodes) {
    if (node.nodeName === '#text' && 'value' in node) addText(node.value, reading);
    else if ('tagName' in node) walkElement(node, reading);
  }
}

function walkElement(element: Element, reading: Reading): void {
  const {tagName} = element;
  if (SKIPPED.test(tagName) || isHidden(element, reading.sheet) || reading.deep > DEEPEST) return;
  if (tagName === 'br') {
    reading.text = `${reading.text.trimEnd()}\n`;
  } else if (tagName === 'table') {
    flush(reading);
    reading.pieces.push(...readTable(element, reading.deep + 1, reading.sheet));
  } else if (BLOCK.test(tagName)) {
    flush(reading);
    const level = /^h([1-6])$/.exec(tagName)?.[1];
    const inner: Reading = {
      ...newReading(reading.pieces, reading.deep + 1, reading.sheet),
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

function readTable(table: Element, deep: number, sheet: StyleSheet): Piece[] {
  const rows: {text: string; pieces: Piece[]}[][] = [];
  // Texts that go down over several rows, by column, and for how many more.
  const above = new Map<number, {text: string; rows: number}>();
  for (const row of rowsOf(table, sheet)) {
    const cells: {text: string; pieces: Piece[]}[] = [];
    const fill = (): void => {
      for (let over = above.get(cells.length); over !== undefined; over = above.get(cells.length)) {
        if (over.rows > 1) above.set(cells.length, {...over, rows: over.rows - 1});
        else above.delete(cells.length);
        cells.push({text: over.text, pieces: []});
      }
    };
    for (const cell of elements(row).filter((one) => /^t[dh]$/.test(one.tagName) && !isHidden(one, sheet))) {
      fill();
      const reading = newReading([], deep + 1, sheet);
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
  const title = newReading([], deep + 1, sheet);
  if (caption !== undefined && !isHidden(caption, sheet)) walk(caption, title);
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

function rowsOf(table: Element, sheet: StyleSheet): Element[] {
  return elements(table).flatMap((one) => {
    if (isHidden(one, sheet)) return [];
    return one.tagName === 'tr' ? [one] : /^t(?:head|body|foot)$/.test(one.tagName) ? rowsOf(one, sheet) : [];
  });
}
