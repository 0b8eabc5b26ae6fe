/**
 * The tree of headings to passages: pieces that a person would quote as an answer. A heading with
 * little text stays whole; long text is cut at paragraphs, lists between their items, tables between
 * their rows, one long sentence only where it must be.
 */
import type {Passage} from '../../document.ts';
import {readOutline} from '../outline/read-outline.ts';
import {isRanked} from '../outline/stack.ts';
import type {Section} from '../section.ts';
import {spreadLegend} from './legends.ts';
import {nameRepeated} from './names.ts';
import {cut, HARD, pack, TOGETHER, WHOLE} from './packing.ts';
import type {Unit} from './units.ts';
import {freeUnit, SHORT, unitsOf} from './units.ts';

/**
 * Cuts a mended text along its own structure.
 *
 * @param text line breaks as `\n`
 * @returns passages in the order of the text; ids count from `0001`
 */
export function split(text: string): Passage[] {
  const root = readOutline(text);
  nameRepeated(root);
  spreadLegend(root);
  const found: Omit<Passage, 'id'>[] = [];
  emit(root, [], found);
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

// What stays whole

const isLeaf = (one: Section): boolean => one.body.length === 0 && one.children.length === 0;
const isLeafless = (one: Section): boolean => one.children.every((child) => !isLeaf(child));

function takeLeaves(children: readonly Section[], from: number): Section[] {
  let end = from;
  for (let child = children[end]; child !== undefined && isLeaf(child); child = children[end]) end++;
  return children.slice(from, end);
}

const leafUnit = (one: Section): Unit => freeUnit('list', one.head.join('\n'));

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
  // An article is one rule: with a heading of its own it stays whole all the same.
  const isOuter = isRanked(one.style) && one.style !== 'article';
  if (isOuter || one.response || (one.children.length === 1 && one.body.length === 0)) return false;
  return length <= WHOLE && one.children.every(isSmall);
}

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
