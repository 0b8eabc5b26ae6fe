/** The sheets of an Excel file as texts: shared strings, rich text, stored results of formulas, dates. */
import {Temporal} from '../../kernel/time.ts';
import {mainPart, part} from './package.ts';
import {attribute, childrenOf, find, type Element} from './xml.ts';
import type {Archive} from './zip.ts';

export interface Sheet {
  readonly name: string;
  /** Only rows with text, in order. */
  readonly rows: readonly SheetRow[];
  /** Ranges of merged cells: `A2:A5`. */
  readonly merged: readonly string[];
  /** Cells that compute what they show: `C7`. */
  readonly formulas: readonly string[];
}

/** What else a reader wants. */
export interface SheetOptions {
  /** Rows that are hidden or filtered away; left out by default, as no part of what is published. */
  readonly hiddenRows?: boolean;
}

export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  /** By column, from 0; missing where empty. */
  readonly cells: ReadonlyMap<number, string>;
}

interface Book {
  readonly strings: readonly string[];
  /** By the number of a cell's style: whether it shows days. */
  readonly dated: readonly boolean[];
  /** Excel for the Macintosh counted days from 1904. */
  readonly since1904: boolean;
}

/** All sheets that a reader sees, in the order of their tabs. */
export async function readSheets(archive: Archive, options: SheetOptions = {}): Promise<Sheet[]> {
  const main = await mainPart(archive, 'xl/workbook.xml');
  const folder = main.replace(/[^/]*$/, '');
  const workbook = await part(archive, main);
  const relations = await part(archive, `${folder}_rels/${main.slice(folder.length)}.rels`);
  const targets = new Map(
    childrenOf(relations).map((one) => [one.attributes['Id'] ?? '', one.attributes['Target'] ?? '']),
  );
  const book: Book = {
    strings: childrenOf(await part(archive, `${folder}sharedStrings.xml`), 'si').map(richText),
    dated: readStyles(await part(archive, `${folder}styles.xml`)),
    since1904: /^(?:1|true)$/.test(attribute(workbook, 'date1904', 'workbookPr') ?? ''),
  };
  const sheets: Sheet[] = [];
  for (const one of childrenOf(find(workbook, 'sheets'), 'sheet')) {
    if (one.attributes['state'] !== undefined && one.attributes['state'] !== 'visible') continue;
    const target = targets.get(one.attributes['id'] ?? '') ?? '';
    const address = target.startsWith('/') ? target : `${folder}${target}`;
    const sheet = await part(archive, address);
    sheets.push({
      name: one.attributes['name'] ?? '',
      rows: readRows(sheet, book, options),
      merged: childrenOf(find(sheet, 'mergeCells'), 'mergeCell').map((one) => one.attributes['ref'] ?? ''),
      formulas: formulasOf(sheet),
    });
  }
  return sheets;
}

function formulasOf(sheet: Element | undefined): string[] {
  return childrenOf(find(sheet, 'sheetData'), 'row').flatMap((row) =>
    childrenOf(row, 'c')
      .filter((cell) => find(cell, 'f') !== undefined)
      .map((cell) => cell.attributes['r'] ?? ''),
  );
}

function readRows(sheet: Element | undefined, book: Book, {hiddenRows}: SheetOptions): SheetRow[] {
  const rows: SheetRow[] = [];
  let number = 0;
  for (const row of childrenOf(find(sheet, 'sheetData'), 'row')) {
    number = Number(row.attributes['r'] ?? number + 1);
    if (hiddenRows !== true && /^(?:1|true)$/.test(row.attributes['hidden'] ?? '')) continue;
    const cells = new Map<number, string>();
    let column = -1;
    for (const cell of childrenOf(row, 'c')) {
      column = columnOf(cell.attributes['r']) ?? column + 1;
      const text = cellText(cell, book).trim();
      if (text !== '') cells.set(column, text);
    }
    if (cells.size > 0) rows.push({number, cells});
  }
  return spread(rows, sheet);
}

/** Gives each cell of a merged column what its first one says, so that each row is understood alone. */
function spread(rows: SheetRow[], sheet: Element | undefined): SheetRow[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  for (const merge of childrenOf(find(sheet, 'mergeCells'), 'mergeCell')) {
    const [, from, top, bottom] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(merge.attributes['ref'] ?? '') ?? [];
    const column = columnOf(from);
    const text = column === undefined ? undefined : byNumber.get(Number(top))?.cells.get(column);
    if (column === undefined || text === undefined) continue;
    for (const row of rows) {
      if (row.number > Number(top) && row.number <= Number(bottom))
        byNumber.set(row.number, {
          number: row.number,
          cells: new Map([...(byNumber.get(row.number) ?? row).cells, [column, text]]),
        });
    }
  }
  return [...byNumber.values()];
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(cell: Element, {strings, dated, since1904}: Book): string {
  const value = textBelow(find(cell, 'v'));
  switch (cell.attributes['t']) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'inlineStr':
      return richText(find(cell, 'is'));
    case 'b':
      return value === '1' ? 'はい' : 'いいえ';
    case 'e':
      return '';
    case 'str':
    case 'd':
      return unescape(value);
    default:
      if (value === '' || dated[Number(cell.attributes['s'] ?? 0)] !== true) return tidyNumber(value);
      return dayOf(Number(value), since1904) ?? value;
  }
}

// 0.1 + 0.2 is stored as it came out; Excel shows fifteen digits.
function tidyNumber(value: string): string {
  return /^-?\d*\.\d{10,}|e/i.test(value) ? String(Number(Number(value).toPrecision(15))) : value;
}

/** Text with its runs put together, without the readings above kanji. */
function richText(element: Element | undefined): string {
  const own = childrenOf(element).map((child) => {
    if (child.name === 't') return textBelow(child);
    return child.name === 'r' ? textBelow(find(child, 't')) : '';
  });
  return unescape(own.join(''));
}

const textBelow = (element: Element | undefined): string =>
  (element?.children ?? []).filter((child) => typeof child === 'string').join('');

// Excel writes control characters as _x000D_.
const unescape = (text: string): string =>
  text
    .replace(/_x000D_\n?/gi, '\n')
    .replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));

// Dates

// Formats that Excel knows by number, those of Japan among them.
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

function readStyles(styles: Element | undefined): boolean[] {
  const own = new Map(
    childrenOf(find(styles, 'numFmts'), 'numFmt').map((one) => {
      // Without what is quoted or a colour or a language.
      const code = (one.attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      return [Number(one.attributes['numFmtId']), /[ymdeg]/i.test(code) && !/^general/i.test(code)] as const;
    }),
  );
  return childrenOf(find(styles, 'cellXfs'), 'xf').map((one) => {
    const id = Number(one.attributes['numFmtId'] ?? 0);
    return own.get(id) ?? isBuiltInDate(id);
  });
}

function dayOf(serial: number, since1904: boolean): string | undefined {
  if (!(serial >= 1 && serial < 2_958_466)) return undefined;
  const days = Math.floor(serial);
  // Excel believes that 1900 had a 29 February.
  const [first, after] = since1904 ? ['1904-01-01', days] : ['1899-12-30', days < 60 ? days + 1 : days];
  return Temporal.PlainDate.from(first).add({days: after}).toString();
}
