/** Tables that are ruled: which words stand in which cell. */
import {beginsAnew} from '../../../text/continues.ts';
import type {Rule, Rules} from './rules.ts';
import type {Word} from '../place.ts';

export interface Grid {
  readonly rows: readonly (readonly string[])[];
  /** Where it begins. */
  readonly at: number;
  readonly size: number;
}

interface Cell {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly words: Word[];
}

/** Edges that are drawn as several lines lie this close. */
const NEAR = 3.5;

/** Takes the words out that stand in ruled tables. A frame around text is no table. */
export function takeGrids(words: readonly Word[], rules: Rules): {grids: Grid[]; rest: Word[]} {
  if (rules.vertical.length < 3 || rules.horizontal.length < 2) return {grids: [], rest: [...words]};
  const cells = new Map<string, Cell>();
  const rest: Word[] = [];
  for (const word of words) {
    const edges = edgesAround(word, rules);
    if (edges === undefined) {
      rest.push(word);
      continue;
    }
    const key = [edges.left, edges.right, edges.top, edges.bottom].map((n) => Math.round(n / NEAR)).join();
    const cell = cells.get(key) ?? {...edges, words: []};
    cells.set(key, cell);
    cell.words.push(word);
  }
  const grids: Grid[] = [];
  for (const group of connected([...cells.values()])) {
    const lefts = distinct(group.map((cell) => cell.left));
    if (lefts.length < 2) rest.push(...group.flatMap((cell) => cell.words));
    else grids.push(gridOf(group, lefts));
  }
  return {grids, rest};
}

function edgesAround(word: Word, {vertical, horizontal}: Rules): Omit<Cell, 'words'> | undefined {
  const x = (word.from + word.to) / 2;
  const y = word.at - word.size * 0.35;
  const crossing = (rules: readonly Rule[], at: number): number[] =>
    rules.filter((rule) => rule.from - NEAR <= at && rule.to + NEAR >= at).map((rule) => rule.at);
  const xs = crossing(vertical, y);
  const ys = crossing(horizontal, x);
  const [left, right] = [Math.max(...xs.filter((one) => one <= x)), Math.min(...xs.filter((one) => one > x))];
  const [top, bottom] = [Math.max(...ys.filter((one) => one <= y)), Math.min(...ys.filter((one) => one > y))];
  return [left, right, top, bottom].every(Number.isFinite) ? {left, right, top, bottom} : undefined;
}

/** Cells that touch, one table for each group, from top to bottom. */
function connected(cells: readonly Cell[]): Cell[][] {
  const groups: {cells: Cell[]; bottom: number; left: number; right: number}[] = [];
  for (const cell of [...cells].sort((a, b) => a.top - b.top || a.left - b.left)) {
    const group = groups.find(
      (one) =>
        cell.top <= one.bottom + NEAR && cell.left <= one.right + NEAR && cell.right >= one.left - NEAR,
    );
    if (group === undefined) {
      groups.push({cells: [cell], bottom: cell.bottom, left: cell.left, right: cell.right});
      continue;
    }
    group.cells.push(cell);
    group.bottom = Math.max(group.bottom, cell.bottom);
    group.left = Math.min(group.left, cell.left);
    group.right = Math.max(group.right, cell.right);
  }
  return groups.map((group) => group.cells);
}

function gridOf(cells: readonly Cell[], lefts: readonly number[]): Grid {
  const tops = distinct(cells.map((cell) => cell.top));
  const rows = tops.map(() => lefts.map(() => ''));
  for (const cell of cells) {
    const text = cellText(cell.words);
    const column = lefts.findIndex((left) => Math.abs(left - cell.left) < NEAR);
    // A cell that goes down over several rows says the same in each.
    tops.forEach((top, i) => {
      const row = rows[i];
      if (row !== undefined && top > cell.top - NEAR && top < cell.bottom - NEAR) row[column] = text;
    });
  }
  const words = cells.flatMap((cell) => cell.words);
  return {rows, at: tops[0] ?? 0, size: words[0]?.size ?? 10};
}

function distinct(places: readonly number[]): number[] {
  return [...places].sort((a, b) => a - b).filter((one, i, all) => i === 0 || one - (all[i - 1] ?? 0) > NEAR);
}

/** The lines of a cell as one text. */
function cellText(words: readonly Word[]): string {
  let text = '';
  let before: Word | undefined;
  let spaced = false;
  const row = (word: Word): number => Math.round(word.at / (word.size * 0.6));
  for (const word of [...words].sort((a, b) => row(a) - row(b) || a.from - b.from)) {
    if (word.text.trim() === '') {
      spaced = true;
      continue;
    }
    const down = before !== undefined && Math.abs(word.at - before.at) > word.size * 0.5;
    const latin = /[!-~]$/.test(text) && /^[!-~]/.test(word.text);
    const space = before === undefined || down ? 0 : (word.from - before.to) / word.size;
    const gap = space > (spaced || /[!-~]$/.test(text) || /^[!-~]/.test(word.text) ? 0.15 : 0.6);
    spaced = false;
    const apart = text !== '' && ((down && (latin || beginsAnew(word.text.trim()))) || gap);
    text += `${apart ? ' ' : ''}${word.text}`;
    before = word;
  }
  return text.trim();
}
