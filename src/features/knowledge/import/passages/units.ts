/** The smallest pieces of a section's body: a paragraph, an item with what hangs below it, a row. */
import type {Line} from '../lines/lines.ts';
import type {Block} from '../section.ts';
import {readTable} from './tables.ts';

/** Characters below which a paragraph is no answer by itself. */
export const SHORT = 60;

/** A piece that is not cut, and how it holds on to its neighbours. */
export interface Unit {
  readonly kind: Block['kind'];
  readonly text: string;
  /** Leads to what follows: 「次のとおり」, a line without an end. */
  readonly leads: boolean;
  /** Continues what stands before it: 「このため」, a note. */
  readonly follows: boolean;
}

/** A piece that stands for itself. */
export function freeUnit(kind: Block['kind'], text: string): Unit {
  return {kind, text, leads: false, follows: false};
}

/** The pieces of a body, in the order of the text. */
export function unitsOf(body: readonly Block[]): Unit[] {
  return body.flatMap((block): Unit[] => {
    if (block.kind === 'table') {
      const {entries} = readTable(block.lines.map((line) => line.shown));
      return entries.map((text) => freeUnit('table', text));
    }
    const groups = block.kind === 'list' ? groupItems(block.lines) : [block.lines];
    return groups.map((lines): Unit => {
      const text = lines.map((line) => line.shown.trimEnd()).join('\n');
      return {kind: block.kind, text, leads: leads(text), follows: follows(text)};
    });
  });
}

function leads(text: string): boolean {
  return (
    /(?:次の|以下の|下記の|とおり|通り)[^。]{0,20}[。：:]?$/.test(text) ||
    (text.length < SHORT && !/[。！？]$/.test(text))
  );
}

function follows(text: string): boolean {
  return /^(?:[（(※＊*⇒→注]|このため|そのため|これら|これに|この|その|こう|しかし|ただし|なお|一方|以上|したがって|よって|例えば|たとえば)/.test(
    text,
  );
}

/** Items of a list with what hangs below them. A sign that comes back closes what it opened. */
function groupItems(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let outer = {sign: '', indent: 0};
  let below = new Set<string>();
  for (const line of lines) {
    const sign = line.mark?.style ?? line.bullet ?? '';
    const last = groups.at(-1);
    const deeper =
      sign === ''
        ? line.bullet === undefined || line.indent > outer.indent
        : sign === outer.sign
          ? line.indent > outer.indent + 1
          : below.has(sign) || line.indent > outer.indent;
    if (last !== undefined && deeper) {
      last.push(line);
      if (sign !== outer.sign) below.add(sign);
      continue;
    }
    groups.push([line]);
    if (sign !== outer.sign) below = new Set();
    outer = {sign, indent: line.indent};
  }
  return groups;
}
