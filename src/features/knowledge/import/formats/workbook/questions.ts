/** Finds the list of questions and answers in a sheet by the words above its columns. */
import type {QuestionRow} from '../converted.ts';
import type {Sheet, SheetRow} from '../../../../../platform/office-files/sheets.ts';

export type Column = 'question' | 'answer' | 'group' | 'section' | 'source' | 'day' | 'other';

// What people write above such columns; numbers and signs around the word do not matter.
const NAMES: readonly (readonly [column: Column, pattern: RegExp])[] = [
  ['question', /^(?:質問(?:内容|事項|文|項目)?|ご質問|問い?|お?問い?合わ?せ(?:内容)?|疑問|q|question)$/],
  ['answer', /^(?:回答(?:内容|文|案)?|ご回答|答え?|応答|a|answer)$/],
  ['group', /^(?:大?分類|カテゴリー?|区分|種別|種類|分野|項目|テーマ|category)$/],
  ['section', /^(?:所管(?:課|部署)?|担当(?:課|部署|係)?|主管課?|回答(?:課|部署|者)|section)$/],
  ['source', /^(?:出典|根拠(?:規定|規程|条文)?|参照(?:規程|先)?|source)$/],
  ['day', /^(?:(?:更新|回答|作成|登録|改定|掲載)?(?:日付?|年月日)|date)$/],
];

/** Rows within which the words above the columns stand; above them a title and notes. */
const HEADER_WITHIN = 30;
/** Characters of the longest question that is a path as it stands. */
const LONGEST_LABEL = 120;

export interface SheetProblem {
  readonly sheet: string;
  readonly row: number;
}

/** A sheet's rows as passages; or where a list was looked for and not found. */
export function readQuestions(sheet: Sheet): QuestionRow[] | SheetProblem {
  const at = sheet.rows.slice(0, HEADER_WITHIN).findIndex((row) => {
    const columns = [...columnsOf(row).values()];
    return columns.includes('question') && columns.includes('answer');
  });
  const header = sheet.rows[at];
  if (header === undefined) return {sheet: sheet.name, row: sheet.rows[0]?.number ?? 1};
  const columns = columnsOf(header);
  let group = '';
  return sheet.rows.slice(at + 1).flatMap((row): QuestionRow[] => {
    // A list that goes on on the next page has its header again.
    if ([...row.cells].every(([column, text]) => header.cells.get(column) === text)) return [];
    const told = (column: Column): string =>
      [...columns]
        .filter(([, name]) => name === column)
        .map(([i]) => row.cells.get(i) ?? '')
        .filter((text) => text !== '')
        .join('・');
    const [question, answer] = [told('question'), told('answer')];
    const groups = told('group');
    if (groups !== '') group = groups;
    if (answer === '') return [];
    const extras = [...columns]
      .filter(([, name]) => !['question', 'answer', 'group'].includes(name))
      .map(([i]) => [header.cells.get(i) ?? '', row.cells.get(i) ?? ''])
      .filter(([, text]) => text !== '')
      .map(([name, text]) => `${name}: ${text}`);
    const lines = [question, answer, extras.join('／')].filter((text) => text !== '');
    const label = question.replace(/\s+/g, ' ').slice(0, LONGEST_LABEL);
    return [{row: row.number, path: [group, label].filter((text) => text !== ''), text: lines.join('\n')}];
  });
}

/** Which column is which; a column without a name above it is left out unless it stands beside named ones. */
function columnsOf(row: SheetRow): Map<number, Column> {
  const found = new Map<number, Column>();
  for (const [i, text] of row.cells) {
    const word = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s・:()【】[\]*]/g, '');
    const column = NAMES.find(([, pattern]) => pattern.test(word))?.[0];
    // The number of a row says nothing.
    if (column !== undefined) found.set(i, column);
    else if (!/^(?:no\.?|番号|項番|#|№|連番)$/.test(word)) found.set(i, 'other');
  }
  return found;
}
