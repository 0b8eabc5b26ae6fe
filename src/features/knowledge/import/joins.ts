/** Mending across lines: page furniture, rows and sentences that a page break cut. */
import {isDateLine, isRow, isTitle, readMark, readPair} from './lines.ts';

const PAGE_NUMBER =
  /^\s*(?:[-－–—]\s*[0-9０-９]{1,3}\s*[-－–—]|[0-9]{1,3}\s*[/／]\s*[0-9]{1,3}(?:\s*ページ)?|[0-9０-９]{1,3}\s*(?:ページ|頁)|[Pp](?:age|\.)?\s*[0-9]{1,3})\s*$/;

/** Page numbers, and lines that stand next to nearly every page break: headers and footers. */
export function dropFurniture(text: string): string {
  const lines = text.split('\n').flatMap((line) => line.replaceAll('\f', '\n\f\n').split('\n'));
  const isBreak = lines.map((line) => line === '\f' || PAGE_NUMBER.test(line));
  // A single number might be somebody's fraction or answer; form feeds are always breaks.
  const breaks = isBreak.filter(Boolean).length;
  if (breaks < 2 && !text.includes('\f')) return text;
  const beside = new Map<string, Set<number>>();
  lines.forEach((_, i) => {
    if (isBreak[i] !== true) return;
    for (const step of [-1, 1]) {
      let at = i + step;
      while (lines[at]?.trim() === '' || isBreak[at] === true) at += step;
      const near = lines[at]?.trim();
      if (near !== undefined && near.length <= 60) beside.set(near, (beside.get(near) ?? new Set()).add(at));
    }
  });
  const drop = new Set<number>();
  for (const places of beside.values()) {
    // The first time it may be the document's title.
    if (places.size >= Math.max(2, breaks * 0.6)) for (const place of places) if (place > 2) drop.add(place);
  }
  return lines.filter((_, i) => isBreak[i] !== true && !drop.has(i)).join('\n');
}

// Lines that belong together

const NUMBERED = /^\s*[(（]?[0-9０-９①-⑳]/;

/** A row of a table whose cells go on after a page break, cell by cell, or on a line without tabs. */
export function joinRows(text: string): string {
  if (!text.includes('\t')) return text;
  const out: string[] = [];
  let numbered = 0;
  let last = -1;
  for (const line of text.split('\n')) {
    const row = out[last] ?? '';
    const apart = last < out.length - 1;
    const isTable = isRow(row) && row.includes('\t');
    if (!isTable) numbered = 0;
    if (line.trim() !== '') {
      if (isTable && apart && continuesRow(row, line, numbered >= 2)) {
        const more = line.split('\t').map((cell) => cell.trim());
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

/** Whether a row behind a blank line is the rest of the row before it. */
function continuesRow(row: string, line: string, numbered: boolean): boolean {
  const cells = row.split('\t').map((cell) => cell.trim());
  const more = line.split('\t').map((cell) => cell.trim());
  const [first = ''] = more;
  if (cells.length !== more.length || more.length < 2 || first === '') return false;
  if (isOpen(cells[0] ?? '') && closes(first)) return true;
  // Where every row has its number, one without is a rest, if a cell before it breaks off.
  const isRest =
    numbered && NUMBERED.test(row) && !NUMBERED.test(line) && !/^(?:合?計|小計|備考)/.test(first);
  return isRest && (CONTINUES.test(first) || cells.some((cell) => /[、，,]$/.test(cell)));
}

const isOpen = (text: string): boolean =>
  (text.match(/[（(]/g)?.length ?? 0) > (text.match(/[）)]/g)?.length ?? 0);
const closes = (text: string): boolean =>
  (text.match(/[）)]/g)?.length ?? 0) > (text.match(/[（(]/g)?.length ?? 0);

function continuesCell(row: string, line: string): boolean {
  if (row.endsWith('\t') || isRow(line) || readMark(line.trim()) !== undefined || /^\s*[-・*]/.test(line))
    return false;
  return CONTINUES.test(line.trim()) || (isOpen(row) && closes(line));
}

// What no Japanese sentence begins with: particles and endings of verbs.
const CONTINUES =
  /^(?:[をんっゃゅょァィゥェォッャュョ、。」』）)]|が(?![いかくけこすちっはらり])|の(?![こぞちばびぼみむりる])|に(?![おぎくげしちほもゅわん])|へ(?![いこたやらる])|で(?![あかきぐこす])|は(?![いかがきぎくげこさしじずたちっなばひぶまみめやゆりる])|から|より|まで|など|され|して|した|します|する|すもの|すこと|すため|せず|せる|ない|なけれ|なかった|ました|ます|です|られ|れ[るたて]|る(?![いす])|た[。、])/;

/** Sentences cut by a page break (a blank line in between), by a column's end, or line by line. */
export function joinSentences(text: string): string {
  const out: string[] = [];
  let last = -1;
  for (const line of unwrap(text.split('\n'))) {
    const before = out[last] ?? '';
    if (line.trim() !== '') {
      if (last >= 0 && out.length - last <= 3 && goesOn(before, line, last < out.length - 1)) {
        out.length = last + 1;
        out[last] = before + line.trim();
        continue;
      }
      last = out.length;
    }
    out.push(line);
  }
  return out.join('\n');
}

function goesOn(before: string, after: string, apart: boolean): boolean {
  const a = before.trim();
  const b = after.trim();
  if (isRow(before) || isRow(after) || a.startsWith('#') || a.startsWith('**')) return false;
  if (a.length < 20 || /[。！？!?：:」』）)】》>…]$/.test(a)) return false;
  if (
    readMark(b) !== undefined ||
    /^[-*+・•✓✔➤▶※＊#>【「（(《]/.test(b) ||
    readPair(b) !== undefined ||
    isDateLine(b)
  )
    return false;
  const isItem = /^\s*[-*+・•✓✔➤▶]/.test(before) || readMark(a) !== undefined;
  if (isItem && isTitle(a, 30)) return false;
  const prose = /[。、]/.test(b);
  if (CONTINUES.test(b)) return prose && (apart || /[、。]/.test(a));
  // A paragraph without an end, then one that ends: the page turned in the sentence's middle.
  return (
    apart &&
    !isItem &&
    a.includes('、') &&
    a.length >= 40 &&
    b.endsWith('。') &&
    b.length >= 15 &&
    !/(?:について|こと|もの|とき|ため|等)$/.test(a) &&
    !STARTS.test(b)
  );
}

const STARTS =
  /^(?:また|なお|ただし|さらに|次に|このため|この|その|これ|以上|一方|しかし|加えて|なお|特に|まず)/;

/** Paragraphs that were broken at the column's width: all lines but the last are equally long. */
function unwrap(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < lines.length;) {
    let end = i;
    while (end < lines.length && isProse(lines[end] ?? '', end === i)) end++;
    const block = lines.slice(i, end);
    const widths = block.slice(0, -1).map((line) => line.trim().length);
    const width = widths.reduce((most, one) => Math.max(most, one), 0);
    const even =
      block.length >= 3 &&
      width >= 20 &&
      width <= 70 &&
      widths.every((w) => w >= width - 2) &&
      (block.at(-1) ?? '').trim().length <= width + 1;
    if (even && block.slice(0, -1).filter((line) => line.trim().endsWith('。')).length <= block.length / 3) {
      out.push(
        (block[0] ?? '').trimEnd() +
          block
            .slice(1)
            .map((line) => line.trim())
            .join(''),
      );
    } else {
      out.push(...(block.length === 0 ? [lines[i] ?? ''] : block));
    }
    i = Math.max(end, i + 1);
  }
  return out;
}

function isProse(line: string, first: boolean): boolean {
  const text = line.trim();
  if (
    text === '' ||
    isRow(line) ||
    readPair(text) !== undefined ||
    isDateLine(text) ||
    /[0-9a-zA-Z]$/.test(text)
  )
    return false;
  return first || (readMark(text) === undefined && !/^[-*+・•✓✔➤▶※＊#>【]/.test(text));
}
