/**
 * The tree of headings to passages: pieces that a person would quote as an answer. A heading with
 * little text stays whole; long text is cut at paragraphs, lists between their items, tables between
 * their rows, one long sentence only where it must be.
 */
import type {Passage} from '../document.ts';
import type {Line} from './lines.ts';
import {readOutline} from './outline.ts';
import type {Block, Section} from './tables.ts';
import {LEGEND, readTable} from './tables.ts';

/** Characters of a section that stays whole. */
const WHOLE = 280;
/** Characters up to which items of one list, or text and what belongs to it, stay together. */
const TOGETHER = 400;
/** Characters from which a paragraph is cut between its sentences. */
const LONG = 600;
/** Characters that no passage exceeds. */
const HARD = 4000;
/** Characters below which a paragraph is no answer by itself. */
const SHORT = 60;

/** The smallest piece that is not cut, and how it holds on to its neighbours. */
interface Unit {
  readonly kind: Block['kind'];
  readonly text: string;
  /** Leads to what follows: 「次のとおり」, a line without an end. */
  readonly leads: boolean;
  /** Continues what stands before it: 「このため」, a note. */
  readonly follows: boolean;
}

/**
 * Cuts a mended text along its own structure.
 *
 * @param text line breaks as `\n`
 * @returns passages in the order of the text; ids count from `0001`
 */
export function split(text: string): Passage[] {
  const found: Omit<Passage, 'id'>[] = [];
  emit(readOutline(text), [], found);
  return found.map((passage, i) => ({id: String(i + 1).padStart(4, '0'), ...passage}));
}

function emit(one: Section, above: readonly string[], found: Omit<Passage, 'id'>[]): void {
  const path = one.label === '' ? above : [...above, one.label];
  const say = (texts: readonly string[]): void => {
    for (const text of texts) if (text.trim() !== '') found.push({path, text: text.trim()});
  };
  if (staysWhole(one)) {
    say(cut(whole(one), HARD));
    return;
  }

  // Headings with nothing below them are lines of what they stand in.
  let leaves = isLeafless(one) ? [] : takeLeaves(one.children, 0);
  let at = leaves.length;
  say(pack(one.head, [...unitsOf(one.body), ...leaves.map(leafUnit)], one.style === 'question'));
  while (at < one.children.length) {
    leaves = takeLeaves(one.children, at);
    if (leaves.length > 0) {
      say(pack([], leaves.map(leafUnit), false));
      at += leaves.length;
      continue;
    }
    const child = one.children[at++];
    if (child !== undefined) emit(child, path, found);
  }
}

// Sections

const isLeaf = (one: Section): boolean => one.body.length === 0 && one.children.length === 0;
const isLeafless = (one: Section): boolean => one.children.every((child) => !isLeaf(child));

function takeLeaves(children: readonly Section[], from: number): Section[] {
  let end = from;
  for (let child = children[end]; child !== undefined && isLeaf(child); child = children[end]) end++;
  return children.slice(from, end);
}

const leafUnit = (one: Section): Unit => ({
  kind: 'list',
  text: one.head.join('\n'),
  leads: false,
  follows: false,
});

/** Whether a section is one passage with all that is below it. */
function staysWhole(one: Section): boolean {
  if (one.style === 'root' || one.children.length === 0) return false;
  const length = whole(one).length;
  if (one.children.some((child) => child.legal)) {
    // Items that are no sentences need the words before them; those that are get cited alone.
    const items = one.children.every((child) => child.children.length === 0 && !whole(child).endsWith('。'));
    return items && length <= TOGETHER;
  }
  // Outer headings and answers are what a path is for; so are headings with a sign of their own.
  if (OUTER.test(one.style) || one.response || (one.children.length === 1 && one.body.length === 0))
    return false;
  return length <= WHOLE && one.children.every(isSmall);
}

const OUTER = /^(?:part|named|reference|supplement|attachment|[編部章節款]|#\d)$/;
// Marks that count things within a heading rather than name a matter of its own.
const COUNTING = /^(?:\(|①$|ア$|a$)/;

function isSmall(one: Section): boolean {
  if (one.response || !one.children.every(isLeaf)) return false;
  const length = whole(one).length;
  return one.style === 'plain' ? length <= SHORT : COUNTING.test(one.style) && length <= 2 * SHORT;
}

function whole(one: Section): string {
  const own = unitsOf(one.body).map((unit) => unit.text);
  return [...one.head, ...own, ...one.children.map(whole)].join('\n');
}

// Units

function unitsOf(body: readonly Block[]): Unit[] {
  return body.flatMap((block): Unit[] => {
    if (block.kind === 'table') {
      const {entries} = readTable(block.lines.map((line) => line.shown));
      return entries.map((text) => ({kind: 'table', text, leads: false, follows: false}));
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

// Packing

/** Puts units together to texts of a good length; the heading goes with the first. */
function pack(head: readonly string[], units: readonly Unit[], isAnswer: boolean): string[] {
  if (units.length === 0) return [];
  const title = head.length === 0 ? [] : [head.join('\n')];
  const fine = units.flatMap((unit) =>
    cut(unit.text, LONG).map((text, i, all) => ({
      ...unit,
      text,
      leads: unit.leads && i === all.length - 1,
      follows: i === 0 && unit.follows,
    })),
  );
  const total = fine.reduce((sum, unit) => sum + unit.text.length + 1, 0);
  if (total <= (isAnswer ? LONG : WHOLE)) return [[...title, ...fine.map((unit) => unit.text)].join('\n')];

  const pieces: Unit[][] = [];
  const legends = fine.filter((unit) => LEGEND.test(unit.text)).map((unit) => unit.text);
  for (const unit of fine) {
    if (LEGEND.test(unit.text) && pieces.length > 0) continue;
    const piece = pieces.at(-1);
    if (piece !== undefined && holds(piece, unit)) piece.push(unit);
    else pieces.push([unit]);
  }
  return pieces.map((piece, i) => {
    const texts = piece.map((unit) => unit.text);
    const more = legends.filter(
      (legend) =>
        !texts.includes(legend) && (piece.some((unit) => unit.kind === 'table') || i === pieces.length - 1),
    );
    return [...(i === 0 ? title : []), ...texts, ...more].join('\n');
  });
}

function holds(piece: readonly Unit[], unit: Unit): boolean {
  const last = piece.at(-1);
  const length = piece.reduce((sum, one) => sum + one.text.length + 1, 0);
  if (last === undefined || length + unit.text.length > (length < SHORT ? LONG : TOGETHER)) return false;
  if (unit.kind !== 'text') return last.leads || last.kind === unit.kind;
  return (
    last.leads ||
    unit.follows ||
    length < SHORT ||
    (last.kind !== 'text' && unit.text.length < SHORT) ||
    unit.text.length < SHORT / 2
  );
}

/** A text in parts of at most `most` characters, cut after sentences, else after a comma, else anywhere. */
function cut(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const parts: string[] = [];
  let part = '';
  for (const sentence of text.match(/[^。\n]*(?:。[）)」』]*|\n|$)/g) ?? []) {
    if (part !== '' && part.length + sentence.length > most) {
      parts.push(part.trimEnd());
      part = '';
    }
    part += sentence;
    while (part.length > HARD) {
      const comma = part.lastIndexOf('、', HARD - 1);
      const end = comma > HARD / 2 ? comma + 1 : HARD;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
  }
  return part === '' ? parts : [...parts, part];
}
