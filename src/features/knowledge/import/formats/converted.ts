/** What a reader of a format hands over, and the formats that there are beside text and Markdown. */
import type {FileProblem} from '../../document.ts';

export type Format = 'word' | 'pdf' | 'html' | 'workbook';

/** As people call them. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  word: 'Word',
  pdf: 'PDF',
  html: 'HTML',
  workbook: 'Excel',
};

/** A document as lines of text that the outline understands: headings, items, rows with tabs between. */
export interface ConvertedText {
  readonly kind: 'text';
  readonly text: string;
  /** What the file calls itself, where that is no program's own word. */
  readonly title?: string;
}

/** A list of questions and answers: each row is a passage already. */
export interface ConvertedRows {
  readonly kind: 'rows';
  readonly rows: readonly QuestionRow[];
  readonly title?: string;
}

export interface QuestionRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly path: readonly string[];
  readonly text: string;
}

export interface ConvertRefused {
  readonly kind: 'refused';
  readonly problem: FileProblem;
}

export type Converted = ConvertedText | ConvertedRows | ConvertRefused;

export function refuse(
  code: FileProblem['code'],
  details: FileProblem['details'] = {},
  line?: number,
): ConvertRefused {
  return {kind: 'refused', problem: {code, details, ...(line === undefined ? {} : {line})}};
}

// What programs write into a title that nobody gave.
const NO_TITLE =
  /^(?:Microsoft (?:Word|Excel|PowerPoint)|無題|名称未設定|untitled|文書\s*[0-9０-９]*$|document\s*[0-9]*$|新しい|about:|file:|https?:|スライド|Book[0-9]*$|Sheet[0-9]*$|null$)|\.(?:docx?|xlsx?|pptx?|pdf|html?|txt|jtdc?|tmp)$/i;

/** A file's own title, where it is one; programs fill the field with names of their own. */
export function meaningfulTitle(title: string | undefined): string | undefined {
  const plain = (title ?? '').replace(/\s+/g, ' ').trim();
  if (plain.length < 2 || plain.length > 100 || NO_TITLE.test(plain)) return undefined;
  // A title without a letter is a number that some system counted.
  return /[\p{L}]/u.test(plain) && !/[\uFFFD\uE000-\uF8FF]/.test(plain) ? plain : undefined;
}
