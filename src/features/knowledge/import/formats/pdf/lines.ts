/** The words of a page to lines, and the lines of its columns one after the other. */
import type {Word} from './place.ts';
import type {Page} from './words.ts';

/** A line of a page, or of a column of it, in segments with wide gaps between. */
export interface PdfLine {
  readonly segments: readonly Word[];
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly size: number;
  readonly page: number;
  /** Where the text of its column begins and ends. */
  readonly left: number;
  readonly right: number;
  /** A ruled table stands here; then there are no segments. */
  readonly rows?: readonly (readonly string[])[];
}

/** A gap that sets cells or columns apart, in letters. Two spaces within a heading are less. */
const WIDE = 1.8;

/** A line's text; its segments stand apart by a space. */
export function lineText(line: PdfLine): string {
  return line.segments.map((one) => one.text).join('\u3000');
}

/** The lines of a page in the order in which they are read. */
export function readLinesOf(page: Page, number: number): PdfLine[] {
  const lines = readProse(page, number);
  for (const {rows, at, size} of page.grids) {
    const place = lines.findIndex((line) => line.rows === undefined && line.at > at);
    const table = {segments: [], from: 0, to: 0, at, size, page: number, left: 0, right: 0, rows};
    lines.splice(place < 0 ? lines.length : place, 0, table);
  }
  return lines;
}

function readProse(page: Page, number: number): PdfLine[] {
  const rows = cluster(page.words)
    .map((words) => segmentsOf(words))
    .filter((segments) => segments.length > 0);
  const gutter = findGutter(rows);
  if (gutter === undefined) return withMargins(rows, number);
  // Lines that cross the gutter part the page into bands, each with a left and a right column.
  const out: PdfLine[] = [];
  let left: Word[][] = [];
  let right: Word[][] = [];
  const close = (): void => {
    out.push(...withMargins(left, number), ...withMargins(right, number));
    left = [];
    right = [];
  };
  for (const segments of rows) {
    if (segments.some((one) => one.from < gutter && one.to > gutter)) {
      close();
      out.push(...withMargins([segments], number));
      continue;
    }
    const [before, after] = [
      segments.filter((one) => one.to <= gutter),
      segments.filter((one) => one.from >= gutter),
    ];
    if (before.length > 0) left.push(before);
    if (after.length > 0) right.push(after);
  }
  close();
  return out;
}

/** Words on one height, from top to bottom. Marks above a letter are a little higher and belong to it. */
function cluster(words: readonly Word[]): Word[][] {
  const rows: Word[][] = [];
  let at = Number.NaN;
  let size = 0;
  for (const word of [...words].sort((a, b) => a.at - b.at)) {
    if (Math.abs(word.at - at) > Math.max(size, word.size) * 0.4 || Number.isNaN(at)) {
      rows.push([]);
      ({at, size} = word);
    }
    rows.at(-1)?.push(word);
  }
  return rows.map((row) => row.sort((a, b) => a.from - b.from));
}

function segmentsOf(words: readonly Word[]): Word[] {
  const segments: Word[] = [];
  let spaced = false;
  for (const word of words) {
    if (word.text.trim() === '') {
      spaced = true;
      continue;
    }
    const last = segments.at(-1);
    // The same letters at the same place again make bold type.
    if (last !== undefined && last.text.endsWith(word.text) && word.from < last.to - word.size * 0.5)
      continue;
    const gap = last === undefined ? Infinity : (word.from - last.to) / Math.max(last.size, word.size);
    if (last === undefined || gap > WIDE) segments.push(word);
    else {
      const space =
        gap > 0.6
          ? '\u3000'
          : gap > 0.1 && (spaced || (gap > 0.2 && needsSpace(last.text, word.text)))
            ? ' '
            : '';
      segments[segments.length - 1] = {...last, text: last.text + space + word.text, to: word.to};
    }
    spaced = false;
  }
  return segments;
}

const needsSpace = (a: string, b: string): boolean => /[!-~]$/.test(a) || /^[!-~]/.test(b);

/** Letters that a line of a column of text has on the average, and such lines that make columns sure. */
const COLUMN_LETTERS = 10;
const COLUMN_LINES = 8;

/** The middle of the strip that parts a page into two columns of text; undefined where there is none. */
function findGutter(rows: readonly (readonly Word[])[]): number | undefined {
  const pairs = rows.filter((segments) => segments.length === 2);
  if (pairs.length < COLUMN_LINES || pairs.length < rows.length / 2) return undefined;
  const left = Math.max(...pairs.map(([a]) => a?.to ?? 0));
  const right = Math.min(...pairs.map(([, b]) => b?.from ?? 0));
  if (left >= right) return undefined;
  const all = pairs.flat();
  const letters = all.reduce((sum, one) => sum + one.text.length, 0) / all.length;
  // Rows of a table have short cells or cells of different length; columns of text are full.
  const full = (side: 0 | 1): boolean => {
    const ends = pairs.map((pair) => pair[side]?.to ?? 0);
    const most = Math.max(...ends);
    return ends.filter((end) => end > most - 30).length >= pairs.length * 0.6;
  };
  return letters >= COLUMN_LETTERS && full(0) && full(1) ? (left + right) / 2 : undefined;
}

/** Where lines of prose end: the furthest place at which three do, since a table may stand out. */
function rightEdge(rows: readonly (readonly Word[])[]): number {
  const ends = rows
    .flatMap((segments) => (segments.length === 1 ? segments : []))
    .sort((a, b) => b.to - a.to);
  const edge = ends.find((one, i) => one.to - (ends[i + 2]?.to ?? -Infinity) < 1.5 * one.size);
  return edge?.to ?? Math.max(...rows.map((segments) => segments.at(-1)?.to ?? 0));
}

function withMargins(rows: readonly (readonly Word[])[], page: number): PdfLine[] {
  const left = Math.min(...rows.map((segments) => segments[0]?.from ?? Infinity));
  const right = rightEdge(rows);
  return rows.flatMap((segments): PdfLine[] => {
    const [first, last] = [segments[0], segments.at(-1)];
    if (first === undefined || last === undefined) return [];
    const size = Math.max(...segments.map((one) => one.size));
    return [{segments, from: first.from, to: last.to, at: first.at, size, page, left, right}];
  });
}
