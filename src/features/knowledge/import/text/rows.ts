import {isRow} from '../lines/lines.ts';
import {readMark} from '../lines/marks.ts';
import {beginsWithBullet, beginsWithin, openBrackets} from './continues.ts';

const NUMBERED = /^\s*[(（]?[0-9０-９①-⑳]/;

/** Joins a row of a table whose cells go on after a page break, cell by cell, or on a line without tabs. */
export function joinRows(text: string): string {
  if (!text.includes('\t')) return text;
  const out: string[] = [];
  // Rows of the present table that begin with a number, and where its last row stands.
  let numbered = 0;
  let last = -1;
  for (const line of text.split('\n')) {
    const row = out[last] ?? '';
    const apart = last < out.length - 1;
    const isTable = isRow(row) && row.includes('\t');
    if (!isTable) numbered = 0;
    if (line.trim() !== '') {
      if (isTable && apart && continuesRow(row, line, numbered >= 2)) {
        const more = cellsOf(line);
        out.length = last + 1;
        out[last] = row
          .split('\t')
          .map((cell, at) => cell + (more[at] ?? ''))
          .join('\t');
        continue;
      }
      if (isTable && !apart && continuesCell(row, line)) {
        out[last] = row + line.trim();
        continue;
      }
      last = out.length;
      if (NUMBERED.test(line) && line.includes('\t')) numbered++;
    }
    out.push(line);
  }
  return out.join('\n');
}

const cellsOf = (row: string): string[] => row.split('\t').map((cell) => cell.trim());

/** Whether a row behind a blank line is the rest of the row before it: 「2 会議室の施 …」, 「錠 …」. */
function continuesRow(row: string, line: string, numbered: boolean): boolean {
  const cells = cellsOf(row);
  const more = cellsOf(line);
  const [first = ''] = more;
  if (cells.length !== more.length || more.length < 2 || first === '') return false;
  if (openBrackets(cells[0] ?? '') > 0 && openBrackets(first) < 0) return true;
  // Where every row has its number, one without is a rest, if a cell before it breaks off.
  const isRest =
    numbered && NUMBERED.test(row) && !NUMBERED.test(line) && !/^(?:合?計|小計|備考)/.test(first);
  return isRest && (beginsWithin(first) || cells.some((cell) => /[、，,]$/.test(cell)));
}

/** Whether a line without tabs goes on in the row's last cell: 「… 点検(朝に見回」, 「りを行う。)」. */
function continuesCell(row: string, line: string): boolean {
  const text = line.trim();
  if (row.endsWith('\t') || isRow(line) || readMark(text) !== undefined || beginsWithBullet(text))
    return false;
  return beginsWithin(text) || (openBrackets(row) > 0 && openBrackets(line) < 0);
}
