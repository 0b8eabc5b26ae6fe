import type {Bilingual} from '../../../kernel/person.ts';
import {normalise} from '../../../kernel/japanese-text.ts';

/** A table as it was read from a file: text alone. */
export interface Sheet {
  /** The file's name without its folder. */
  readonly file: string;
  readonly headings: readonly string[];
  /** `line` is the row's number in the file, as a spreadsheet shows it. */
  readonly rows: readonly {readonly line: number; readonly cells: readonly string[]}[];
}

/** A mistake with its place. */
export interface RowProblem {
  readonly line: number;
  /** The column's heading; undefined where the row as a whole is wrong. */
  readonly column?: string | undefined;
  readonly text: Bilingual;
}

/** A heading made comparable: width, case and spaces make no difference. */
export function headingForm(heading: string): string {
  return normalise(heading).replace(/[\s_・()（）[\]]/gu, '');
}

/** What a column is for, by its heading. */
const COLUMNS = {
  number: [
    '職員番号',
    '職員コード',
    '社員番号',
    '番号',
    'idナンバー',
    'idnumber',
    'employeenumber',
    'number',
  ],
  mail: [
    'メール',
    'メールアドレス',
    'emailaddress',
    'email',
    'mail',
    'ユーザ名',
    'ユーザー名',
    'username',
    'upn',
  ],
  course: ['研修', '研修名', '研修id', '講座', '講座名', 'コース', 'course', 'training'],
  day: [
    '受講日',
    '受講日時',
    '受講完了日',
    '完了日',
    '完了日時',
    '修了日',
    '実施日',
    '日付',
    'date',
    'completed',
    'completedon',
  ],
  attendance: ['出欠', '出席', '参加', 'attendance'],
} as const;

/** By these the row of headings is found, below titles and notes. */
export const SHEET_COLUMNS = Object.entries(COLUMNS).map(([key, names]) => ({key, names}));

export type ColumnName = keyof typeof COLUMNS;

/** Where the columns stand, counted from 0. */
export type Columns = Readonly<Partial<Record<ColumnName, number | undefined>>>;

/** Where the columns stand; a name that is missing has none. Of two columns for one thing the first counts. */
export function columnsOf(headings: readonly string[]): Columns {
  const found: Partial<Record<ColumnName, number>> = {};
  headings.forEach((heading, i) => {
    const form = headingForm(heading);
    for (const name of Object.keys(COLUMNS) as ColumnName[]) {
      if (found[name] === undefined && (COLUMNS[name] as readonly string[]).includes(form)) found[name] = i;
    }
  });
  return found;
}
