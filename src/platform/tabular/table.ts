import {normalise} from '../../kernel/japanese-text.ts';
import type {Bilingual} from '../../kernel/person.ts';

/** A mistake with its place. */
export interface TableProblem {
  /** The row's number, as a spreadsheet shows it; 1 for what concerns the whole file. */
  readonly line: number;
  /** The column's heading; undefined where the row as a whole is wrong. */
  readonly column?: string | undefined;
  /** What is wrong, and what was expected. */
  readonly text: Bilingual;
}

/** A row of texts; what stands beyond the last filled cell may be missing. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A column that the reader of a file knows. */
export interface ColumnSpec {
  readonly key: string;
  /** Headings under which it goes; width, case, spaces and brackets make no difference. The first one is shown. */
  readonly names: readonly string[];
  readonly required?: boolean;
}

/** A heading made comparable. */
export function headingForm(heading: string): string {
  return normalise(heading).replace(/[\s_・()[\]【】*※-]/gu, '');
}

/** A column's number as spreadsheets write it: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
