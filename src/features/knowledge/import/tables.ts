import type {Line} from './lines.ts';
import {readNumber, readPair} from './lines.ts';

export interface Block {
  readonly kind: 'text' | 'list' | 'table';
  readonly lines: Line[];
}

export interface Section {
  readonly style: string;
  /** Its element of the path; empty for the whole document. */
  label: string;
  /** Heading lines as they stood, where they are not the first line of the body. */
  readonly head: readonly string[];
  readonly body: Block[];
  readonly children: Section[];
  /** Within articles: an article, a paragraph or an item, each cited by itself. */
  readonly legal: boolean;
  readonly number?: number;
  /** An answer to what stands before it (措置, 回答): it keeps the path of what it answers. */
  readonly response: boolean;
  /** For headings without a mark: what the first line below looks like. */
  readonly follow?: string;
}

/** A table that became lines, told so that each row (or column) is understood alone. */
export interface Table {
  /** One text for each row, or for each column of a table that compares few things. */
  readonly entries: readonly string[];
  /** What a form says: 「被監査部門」 → 「保育課」. Empty for other tables. */
  readonly form: ReadonlyMap<string, string>;
}

/** Cells of a row: tabs between, or Markdown's bars. */
export function readCells(row: string): string[] {
  const bars = /^\s*\|(.*)\|\s*$/.exec(row);
  const cells = bars?.[1] === undefined ? row.split('\t') : bars[1].split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const HEADER_WORD =
  /^(?:項目|区分|名称|内容|種類|種別|分類|番号|役割|担当|対象|日程|用語|意味|場所|説明|値)$/;
const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-{2,}:?$/.test(cell));

/** Reads rows that stand together. Every cell that is not empty comes out in some entry. */
export function readTable(lines: readonly string[]): Table {
  const all = lines.map(readCells);
  const ruled = all[1] !== undefined && isRule(all[1]);
  const rows = all.filter((cells) => !isRule(cells) && cells.some((cell) => cell !== ''));
  const first = rows[0];
  if (first === undefined) return {entries: [], form: new Map()};
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);

  if (!ruled) {
    if (width === 3 && rows.every((cells, i) => readNumber(cells[0] ?? '') === i + 1)) {
      return form(rows.map(([number = '', key = '', ...values]) => [key, values.join(' '), number]));
    }
    const headed = first.length === 2 && first.every((cell) => HEADER_WORD.test(cell)) && rows.length > 1;
    if (width === 2 && !headed && first[0] !== '') {
      return form(rows.map(([key = '', ...values]) => [key, values.join(' ')]));
    }
  }
  if (rows.length === 1) return {entries: [first.filter((cell) => cell !== '').join('／')], form: new Map()};

  const header = first;
  // A header that a page break brought again says nothing new.
  const body = rows.slice(1).filter((cells) => cells.join('\t') !== header.join('\t'));
  if (body.length === 0) return {entries: [first.filter((cell) => cell !== '').join('／')], form: new Map()};
  return {
    entries: comparesColumns(header, body) ? byColumn(header, body) : byRow(header, body),
    form: new Map(),
  };
}

function form(rows: readonly (readonly string[])[]): Table {
  const pairs = new Map<string, string>();
  const entries = rows.map(([key = '', value = '', number]) => {
    if (key !== '' && !pairs.has(key)) pairs.set(key, value);
    const name = number === undefined || number === '' ? key : `${number} ${key}`;
    return value === '' ? name : `${name}: ${value}`;
  });
  return {entries, form: pairs};
}

/** Few things side by side, described in words: then a column is what a person asks for. */
function comparesColumns(header: readonly string[], body: readonly (readonly string[])[]): boolean {
  const columns = header.length - 1;
  if (header[0] !== '' || columns < 1 || columns > 4 || body.length > 12) return false;
  const cells = body.flatMap((row) => row.slice(1)).filter((cell) => cell !== '');
  const length = cells.reduce((sum, cell) => sum + cell.length, 0);
  return length / Math.max(1, cells.length) >= 6;
}

function byColumn(header: readonly string[], body: readonly (readonly string[])[]): string[] {
  const width = body.reduce((most, row) => Math.max(most, row.length), header.length);
  return Array.from({length: width - 1}, (_, i) => i + 1).map((column) => {
    const cells = body
      .filter((row) => column === 1 || (row[column] ?? '') !== '')
      .map((row) => ((row[column] ?? '') === '' ? (row[0] ?? '') : `${row[0] ?? ''}: ${row[column] ?? ''}`));
    return `${header[column] ?? ''}\u3000${cells.join('／')}`.trim();
  });
}

function byRow(header: readonly string[], body: readonly (readonly string[])[]): string[] {
  const empty = header.map((_, column) => body.every((row) => (row[column] ?? '') === ''));
  const title0 = header[0] ?? '';
  return body.map((row, index) => {
    const [name = '', ...rest] = row;
    const told = rest.flatMap((cell, i) => {
      const title = header[i + 1] ?? '';
      // The title of a column that is empty throughout is told once, so that it is not lost.
      if (cell === '') return index === 0 && empty[i + 1] === true && title !== '' ? [title] : [];
      return [title === '' ? cell : `${title}: ${cell}`];
    });
    const leads =
      name === ''
        ? index === 0 && empty[0] === true
          ? title0
          : ''
        : title0 === ''
          ? name
          : `${title0}: ${name}`;
    return [leads, ...told].filter((part) => part !== '').join('／');
  });
}

/** 「○：適正 △：要改善」: what the signs in a table mean. */
export const LEGEND = /^[◎○◯●△▲×✕－—-][:：]\S+(?:\s+[◎○◯●△▲×✕－—-][:：]\S+)+$/;

/** A legend below the last of several tables holds for those before it too. */
export function spreadLegend(parent: Section): void {
  let legend: Block | undefined;
  for (const child of parent.children.toReversed()) {
    const own = child.body.find(
      (block) => block.kind !== 'table' && block.lines.every((line) => LEGEND.test(line.text)),
    );
    if (own !== undefined) legend = own;
    else if (legend !== undefined && child.body.some((block) => block.kind === 'table'))
      child.body.push(legend);
    spreadLegend(child);
  }
}

/** Headings that say the same are told apart by the first line of their forms that differs in all. */
export function nameRepeated(parent: Section): void {
  const groups = new Map<string, Section[]>();
  for (const child of parent.children) {
    const known = groups.get(child.label);
    if (known === undefined) groups.set(child.label, [child]);
    else known.push(child);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const forms = group.map(readForm);
    const key = [...(forms[0]?.keys() ?? [])].find((one) => {
      const values = forms.map((form) => form.get(one));
      return values.every((v) => v !== undefined && v.length <= 40) && new Set(values).size === values.length;
    });
    if (key === undefined) continue;
    group.forEach((one, i) => (one.label = `${one.label}（${forms[i]?.get(key) ?? ''}）`));
  }
  for (const child of parent.children) nameRepeated(child);
}

function readForm(one: Section): Map<string, string> {
  const form = new Map<string, string>();
  for (const block of one.body) {
    if (block.kind === 'table')
      for (const [key, value] of readTable(block.lines.map((l) => l.shown)).form) form.set(key, value);
    else
      for (const line of block.lines) {
        const pair = readPair(line.text);
        if (pair !== undefined && !form.has(pair.key)) form.set(pair.key, pair.value);
      }
  }
  return form;
}
