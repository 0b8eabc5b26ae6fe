import {findPersonalNumbers} from '../../kernel/personal-numbers.ts';
import {readGrid} from './read-grid.ts';
import {columnLetters, headingForm, type ColumnSpec, type TableProblem, type TableRow} from './table.ts';

/** A table as it was read from a file. */
export interface ReadTable {
  /** The file's name without its folder. */
  readonly file: string;
  readonly headings: readonly string[];
  /** Where the known columns stand, counted from 0. */
  readonly columns: ReadonlyMap<string, number>;
  /** Rows below the headings, empty ones left out. */
  readonly rows: readonly TableRow[];
  readonly problems: readonly TableProblem[];
}

export interface ReadTableOptions {
  /** With these the row of headings is found, below titles and notes. */
  readonly columns: readonly ColumnSpec[];
}

/** Rows within which the headings stand. */
const HEADING_WITHIN = 30;
/** More columns than any list of people has: a file that was laid out as a form. */
const MOST_COLUMNS = 200;

/**
 * Reads a file of rows. Nothing is thrown for what is wrong with the file: every problem is named with its row,
 * its column and what was expected. A cell that may be an individual number is named, never shown.
 *
 * @param file its name without its folder, for the messages
 */
export async function readTable(
  bytes: Uint8Array,
  file: string,
  {columns}: ReadTableOptions,
): Promise<ReadTable> {
  const grid = await readGrid(bytes);
  const nothing = {file, headings: [], columns: new Map<string, number>(), rows: []};
  if (grid.problems.length > 0) return {...nothing, problems: grid.problems};
  const head = findHeading(grid.rows, columns);
  if (Math.max(...grid.rows.map(({cells}) => cells.length)) > MOST_COLUMNS)
    return {
      ...nothing,
      problems: [
        {
          line: 1,
          text: {
            ja: `列が${MOST_COLUMNS}を超えています。1人1行の表にしてください。`,
            en: `There are more than ${MOST_COLUMNS} columns; one row a person is expected.`,
          },
        },
      ],
    };
  const found = placesOf(head.cells, columns);
  const problems: TableProblem[] = columns
    .filter(({key, required}) => required === true && !found.has(key))
    .map(({names: [name = '']}) => ({
      line: head.line,
      column: name,
      text: {ja: `「${name}」の列がありません。`, en: `There is no column "${name}".`},
    }));
  const rows = grid.rows.filter(({line}) => line > head.line);
  if (rows.length === 0)
    problems.push({
      line: head.line,
      text: {ja: '見出しの下に行がありません。', en: 'No row below the headings.'},
    });
  problems.push(...doubled(head, columns));
  for (const {line, range} of grid.merged) {
    if (line >= head.line)
      problems.push({
        line,
        text: {
          ja: `セルの結合（${range}）があります。解除して、すべてのセルに値を入れてください。`,
          en: `Cells are merged (${range}); unmerge them and fill each cell.`,
        },
      });
  }
  for (const {line, cell} of grid.formulas) {
    if (line > head.line)
      problems.push({
        line,
        column: /^\d+$/.test(cell) ? head.cells[Number(cell)] : cell.replace(/\d+/, ''),
        text: {ja: '数式があります。値にしてください。', en: 'A formula; a value is expected.'},
      });
  }
  for (const {line, cells} of rows) {
    cells.forEach((cell, i) => {
      const wrong = wrongCell(cell);
      if (wrong !== undefined) problems.push({line, column: head.cells[i] ?? columnLetters(i), text: wrong});
    });
  }
  return {file, headings: head.cells, columns: found, rows, problems};
}

function wrongCell(cell: string): TableProblem['text'] | undefined {
  // Characters of somebody's own (外字), and what another program could not read.
  if (/[\uFFFD\uE000-\uF8FF]/u.test(cell))
    return {
      ja: '読めない文字（外字など）があります。常用の文字か、標準の異体字に直してください。',
      en: 'A character that cannot be read (a private one, perhaps); use a standard one.',
    };
  if (cell.length < 12 || !/\p{Nd}/u.test(cell)) return undefined;
  if (!findPersonalNumbers(cell).some(({kind}) => kind !== 'bank-account')) return undefined;
  return {
    ja: '個人番号（マイナンバー）かカード番号と思われる値があります。列ごと消してください。',
    en: 'What looks like an individual number or a card number; remove the column.',
  };
}

function findHeading(rows: readonly TableRow[], columns: readonly ColumnSpec[]): TableRow {
  let best = rows[0] ?? {line: 1, cells: []};
  let most = 0;
  for (const row of rows.slice(0, HEADING_WITHIN)) {
    const {size} = placesOf(row.cells, columns);
    if (size > most) [best, most] = [row, size];
  }
  return best;
}

function placesOf(headings: readonly string[], columns: readonly ColumnSpec[]): Map<string, number> {
  const forms = headings.map(headingForm);
  const found = new Map<string, number>();
  for (const {key, names} of columns) {
    const known = names.map(headingForm);
    const at = forms.findIndex((form) => form !== '' && known.includes(form));
    if (at >= 0) found.set(key, at);
  }
  return found;
}

function doubled(head: TableRow, columns: readonly ColumnSpec[]): TableProblem[] {
  const forms = head.cells.map(headingForm).filter((form) => form !== '');
  return columns.flatMap(({names}): TableProblem[] => {
    const known = names.map(headingForm);
    const hits = forms.filter((form) => known.includes(form));
    const twice = hits.find((form, i) => hits.indexOf(form) !== i);
    if (twice === undefined) return [];
    const text = {ja: '同じ見出しの列が2つあります。', en: 'Two columns have this heading.'};
    return [{line: head.line, column: twice, text}];
  });
}
