/** Word files (.docx) to pieces of text, with the numbers that Word counts by itself. */
import {meaningfulTitle, refuse, type Converted} from '../converted.ts';
import {layOut, type Piece} from '../lay-out.ts';
import {mainPart, part, titleOf} from '../../../../../platform/office-files/package.ts';
import {
  attribute,
  childrenOf,
  find,
  textOf,
  XmlError,
  type Element,
} from '../../../../../platform/office-files/xml.ts';
import {openArchive, zipProblem} from '../../../../../platform/office-files/zip.ts';
import {Numbering} from './numbering.ts';
import {newRuns, readRuns} from './runs.ts';
import {Styles} from './styles.ts';

interface Reading {
  readonly styles: Styles;
  readonly numbering: Numbering;
  /** By `footnote/2`. */
  readonly notes: ReadonlyMap<string, string>;
  noted: number;
}

/** Reads a Word file; headers, footers, comments and deleted text are left out. */
export async function readWord(bytes: Uint8Array): Promise<Converted> {
  const archive = await openArchive(bytes);
  if ('kind' in archive) return archive;
  try {
    const main = await mainPart(archive, 'word/document.xml');
    const beside = (name: string): string => main.replace(/[^/]*$/, name);
    const body = find(await part(archive, main), 'body');
    if (body === undefined) return refuse('document/damaged', {kind: 'Word'});
    const reading: Reading = {
      styles: new Styles(await part(archive, beside('styles.xml'))),
      numbering: new Numbering(await part(archive, beside('numbering.xml'))),
      notes: new Map([
        ...readNotes('footnote', await part(archive, beside('footnotes.xml'))),
        ...readNotes('endnote', await part(archive, beside('endnotes.xml'))),
      ]),
      noted: 0,
    };
    const title = meaningfulTitle(await titleOf(archive));
    const text = layOut(readBlocks(body, reading, false));
    return {kind: 'text', text, ...(title === undefined ? {} : {title})};
  } catch (error) {
    return error instanceof XmlError ? refuse('document/damaged', {kind: 'Word'}) : zipProblem(error);
  }
}

function readNotes(kind: string, notes: Element | undefined): [string, string][] {
  return childrenOf(notes, kind)
    .filter((note) => note.attributes['type'] === undefined)
    .map((note) => [`${kind}/${note.attributes['id'] ?? ''}`, textOf(note).replace(/\s+/g, ' ').trim()]);
}

function readBlocks(parent: Element, reading: Reading, shaded: boolean): Piece[] {
  return childrenOf(parent).flatMap((child): Piece[] => {
    if (child.name === 'p') return readParagraph(child, reading, shaded);
    if (child.name === 'tbl') return readTable(child, reading);
    // Content controls, tracked insertions and the like stand around paragraphs.
    const passes = /^(?:sdt|sdtContent|ins|moveTo|customXml|smartTag|AlternateContent|Choice)$/.test(
      child.name,
    );
    return passes && !isContents(child) ? readBlocks(child, reading, shaded) : [];
  });
}

const isContents = (element: Element): boolean =>
  attribute(element, 'val', 'sdtPr', 'docPartObj', 'docPartGallery') === 'Table of Contents';

function readParagraph(paragraph: Element, reading: Reading, shaded: boolean): Piece[] {
  const look = find(paragraph, 'pPr');
  const style = reading.styles.get(attribute(look, 'val', 'pStyle') ?? '');
  if (style.contents) return [];
  const runs = newRuns();
  const context = {styles: reading.styles, shaded: shaded || find(look, 'shd') !== undefined};
  readRuns(paragraph, style, context, runs);
  const text = runs.text.replace(/\n+$/, '');
  const boxes = runs.boxes.flatMap((box) => readBlocks(box, reading, true));
  const notes = runs.notes.flatMap((id): Piece[] => {
    const note = reading.notes.get(id) ?? '';
    return note === '' ? [] : [{kind: 'paragraph', text: `※${++reading.noted} ${note}`}];
  });
  const level = Number(attribute(look, 'val', 'outlineLvl') ?? Number.NaN) + 1;
  const heading = level >= 1 && level <= 9 ? level : style.heading;
  const number = text.trim() === '' ? undefined : numberOf(look, style, reading);
  const bold = runs.bold > 0 && runs.bold >= text.trim().length && text.trim() !== '';
  return [
    {
      kind: 'paragraph',
      text: number === undefined ? text : `${number.prefix}${text.trimStart()}`,
      ...(heading === undefined || heading === 0 ? {} : {heading}),
      ...(number?.item === true ? {item: true} : {}),
      ...(bold ? {bold: true} : {}),
    },
    ...boxes,
    ...notes,
  ];
}

function numberOf(
  look: Element | undefined,
  style: {list?: string; level?: number},
  {numbering}: Reading,
): {prefix: string; item: boolean} | undefined {
  const list = attribute(look, 'val', 'numPr', 'numId') ?? style.list;
  // List 0 takes a number away that the style gives.
  if (list === undefined || list === '0') return undefined;
  const level = Number(attribute(look, 'val', 'numPr', 'ilvl') ?? style.level ?? 0);
  const next = numbering.next({list, level});
  if (next === undefined || (next.label === '' && !next.bullet)) return undefined;
  if (next.bullet) return {prefix: `${' '.repeat(level)}- `, item: true};
  return {prefix: `${next.label} `, item: !next.label.startsWith('第')};
}

function readTable(table: Element, reading: Reading): Piece[] {
  const styled = find(table, 'tblPr', 'tblStyle') !== undefined;
  // What a cell that goes down over several rows says, by its column.
  const above = new Map<number, string>();
  const rows = rowsOf(table).map((row) => {
    let column = 0;
    return cellsOf(row).flatMap((cell): {text: string; pieces: Piece[]}[] => {
      const shaded = styled || find(cell, 'tcPr', 'shd') !== undefined;
      const merge = find(cell, 'tcPr', 'vMerge');
      const goesOn = merge !== undefined && merge.attributes['val'] !== 'restart';
      const pieces = goesOn ? [] : readBlocks(cell, reading, shaded);
      const text = goesOn ? (above.get(column) ?? '') : cellText(pieces);
      if (merge === undefined) above.delete(column);
      else above.set(column, text);
      const wide = Math.min(50, Number(attribute(cell, 'val', 'tcPr', 'gridSpan') ?? 1));
      column += wide;
      return [{text, pieces}, ...Array.from({length: wide - 1}, () => ({text: '', pieces: []}))];
    });
  });
  // One column is a frame around text.
  if (rows.every((cells) => cells.length === 1)) return rows.flat().flatMap(({pieces}) => pieces);
  return rows
    .map((cells) => cells.map(({text}) => text))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells): Piece => ({kind: 'row', cells}));
}

const rowsOf = (table: Element): Element[] => within(table, 'tr');
const cellsOf = (row: Element): Element[] => within(row, 'tc');

// Rows and cells may stand in content controls.
function within(parent: Element, name: string): Element[] {
  return childrenOf(parent).flatMap((child) => {
    if (child.name === name) return [child];
    return /^(?:sdt|sdtContent|ins|customXml)$/.test(child.name) ? within(child, name) : [];
  });
}

/** A cell's paragraphs on one line; a table within becomes 「a／b」. */
function cellText(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (piece.kind === 'row' ? piece.cells.join('／') : piece.text.trim()))
    .filter((text) => text !== '')
    .join(' ');
}
