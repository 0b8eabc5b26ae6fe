/** Lines as they were set to paragraphs as they were written, and tables to rows. */
import {readMark} from '../../lines/marks.ts';
import {beginsAnew, beginsWithBullet, beginsWithin} from '../../text/continues.ts';
import {writeRow} from '../lay-out.ts';
import {lineText, type PdfLine} from './lines.ts';
import {findTables} from './tables/aligned.ts';

/** A gap between lines, as a share of the usual one, from which a paragraph ends. */
const APART = 1.3;
/** How much larger letters are another text's. */
const LARGER = 1.15;

/** Writes the lines of all pages as text. */
export function writeLines(lines: readonly PdfLine[]): string {
  const pitch = usualPitch(lines);
  const tables = findTables(lines);
  const out: string[] = [];
  let before: PdfLine | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const table = line?.rows === undefined ? tables.get(i) : {rows: line.rows, lines: 1};
    if (line === undefined) continue;
    if (table !== undefined) {
      out.push('');
      out.push(...table.rows.map(writeRow));
      i += table.lines - 1;
      before = undefined;
      continue;
    }
    const text = lineText(line).trim();
    const last = out.length - 1;
    if (before !== undefined && continues(before, line, out[last] ?? '', pitch)) {
      out[last] = joinTexts(out[last] ?? '', text);
    } else {
      if (before === undefined || isApart(before, line, pitch)) out.push('');
      out.push(indentOf(line, text) + text);
    }
    before = line;
  }
  return out.join('\n').replace(/^\n+/, '');
}

/** Spaces before an item: how far it is set in says what it belongs to. */
function indentOf(line: PdfLine, text: string): string {
  return beginsWithBullet(text)
    ? ' '.repeat(Math.min(12, Math.round((line.from - line.left) / line.size / 0.5)))
    : '';
}

/** The distance of two lines of one paragraph, in letters: what stands between most full lines and the next. */
function usualPitch(lines: readonly PdfLine[]): number {
  const gaps = lines.flatMap((line, i) => {
    const next = lines[i + 1];
    if (next?.page !== line.page || !isFull(line)) return [];
    const gap = (next.at - line.at) / line.size;
    return gap > 0.9 && gap < 3 ? [gap] : [];
  });
  gaps.sort((a, b) => a - b);
  // Lower than the middle: gaps between paragraphs make some of them wider, nothing makes them narrower.
  return gaps[Math.floor(gaps.length / 3)] ?? 1.7;
}

function isApart(before: PdfLine, line: PdfLine, pitch: number): boolean {
  // The page turned between two items of a list, or between anything else, which parts what it parts.
  if (before.page !== line.page)
    return !(beginsWithBullet(lineText(before).trim()) && beginsWithBullet(lineText(line).trim()));
  const [small, large] = [Math.min(before.size, line.size), Math.max(before.size, line.size)];
  // A heading may be set apart by its size alone.
  if (large > small * LARGER) return true;
  const gap = (line.at - before.at) / large;
  return gap < 0 || gap > pitch * APART;
}

/** Whether a line ends where its column ends. A full stop that may not begin a line makes it shorter or longer. */
function isFull(line: PdfLine): boolean {
  return line.to > line.right - 2.2 * line.size && line.right - line.left > 12 * line.size;
}

/** What no sentence ends with: then the next line goes on, whatever it begins with. */
const OPEN_END = /(?:[、，,(（「『・]|[をにはがのとへ]|及び|又は|若しくは|並びに|かつ|から|により)$/;

function continues(before: PdfLine, line: PdfLine, text: string, pitch: number): boolean {
  if (!isFull(before) || Math.max(before.size, line.size) > Math.min(before.size, line.size) * LARGER)
    return false;
  const turned = before.page !== line.page || line.at < before.at;
  if (!turned && isApart(before, line, pitch)) return false;
  const next = lineText(line).trim();
  if (/[。！？]$/.test(text)) {
    // The next sentence of a paragraph, unless the line is set in as a paragraph's first is.
    if (beginsAnew(next) || line.from > before.from + 0.5 * line.size) return false;
    return !startsAtHang(before, line) || readMark(text.trim()) !== undefined || !turned;
  }
  if (OPEN_END.test(text)) return true;
  if (beginsAnew(next)) return false;
  // What is short and no sentence at the head of a page may be a heading.
  return !turned || isFull(line) || beginsWithin(next) || /[。、]/.test(next);
}

/** Whether a line begins further left than the one before it, as all but the first line of a paragraph. */
function startsAtHang(before: PdfLine, line: PdfLine): boolean {
  return Math.abs(line.from - before.from) < 0.5 * line.size;
}

function joinTexts(a: string, b: string): string {
  return /[!-~]$/.test(a) && /^[!-~]/.test(b) ? `${a} ${b}` : a + b;
}
