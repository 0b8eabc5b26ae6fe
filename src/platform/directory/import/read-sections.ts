import {DAY_FORMS, readDay} from '../../tabular/days.ts';
import type {ReadTable} from '../../tabular/read-table.ts';
import type {ColumnSpec, TableProblem} from '../../tabular/table.ts';
import type {Bilingual} from '../../../kernel/person.ts';
import type {Day} from '../staff.ts';
import type {SectionSpan} from '../store.ts';
import {readName} from './cells.ts';

/** The columns of a list of sections. */
export const SECTION_COLUMNS = [
  {
    key: 'code',
    names: ['所属コード', '課コード', '部署コード', 'コード', 'section code', 'code'],
    required: true,
  },
  {key: 'name', names: ['所属', '所属名', '課', '課名', '部署', '部署名', 'section', 'name'], required: true},
  {key: 'from', names: ['開始日', '設置日', '適用開始日', 'from', 'start']},
  {key: 'to', names: ['終了日', '廃止日', '適用終了日', 'to', 'end']},
  {key: 'successors', names: ['後継', '後継コード', '後継所属コード', '引継先', 'successor', 'successors']},
] as const satisfies readonly ColumnSpec[];

export interface ReadSections {
  readonly sections: readonly SectionSpan[];
  readonly problems: readonly TableProblem[];
}

/**
 * Reads a list of sections: codes with their names, from when to when, and who took over. A code may come again for
 * another time; at no time may it have two names.
 */
export function readSections(table: ReadTable): ReadSections {
  const problems: TableProblem[] = [...table.problems];
  const rows: (SectionSpan & {readonly line: number})[] = [];
  for (const {line, cells} of table.rows) {
    const cell = (key: (typeof SECTION_COLUMNS)[number]['key']) => {
      const at = table.columns.get(key);
      return at === undefined ? '' : readName(cells[at] ?? '');
    };
    const wrong = (key: string, text: Bilingual) => {
      problems.push({line, column: table.headings[table.columns.get(key) ?? -1], text});
    };
    const day = (key: 'from' | 'to'): Day | undefined => {
      const text = cell(key);
      const value = text === '' ? undefined : readDay(text);
      if (text !== '' && value === undefined) wrong(key, {ja: `${DAY_FORMS.ja}。`, en: DAY_FORMS.en});
      return value;
    };
    const [code, name, from, to] = [cell('code'), cell('name'), day('from'), day('to')];
    if (code === '') wrong('code', {ja: '所属コードがありません。', en: 'no code'});
    if (name === '') wrong('name', {ja: '所属名がありません。', en: 'no name'});
    if (from !== undefined && to !== undefined && to < from) {
      wrong('to', {ja: '終わりの日が始まりの日より前です。', en: 'the end is before the start'});
    }
    const successors = cell('successors')
      .split(/[、,;／/]/u)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    rows.push({line, code, name, from, to, successors});
  }
  const known = new Set(rows.map(({code}) => code));
  const column = (key: string) => table.headings[table.columns.get(key) ?? -1];
  rows.forEach((row, i) => {
    for (const successor of row.successors) {
      if (known.has(successor) && successor !== row.code) continue;
      problems.push({
        line: row.line,
        column: column('successors'),
        text: {
          ja: `後継「${successor}」のコードが、この表にありません。`,
          en: `the successor "${successor}" is not a code of this table`,
        },
      });
    }
    const other = rows.slice(0, i).find((each) => each.code === row.code && overlap(each, row));
    if (other === undefined) return;
    problems.push({
      line: row.line,
      column: column('code'),
      text: {
        ja: `${other.line}行目と、コードも期間も重なっています。`,
        en: `the same code at the same time as in row ${other.line}`,
      },
    });
  });
  return {sections: rows.map(({line: _, ...section}) => section), problems};
}

/** The sections that end and that nobody took over: what belonged to them belongs to no one. */
export function withoutSuccessor(sections: readonly SectionSpan[]): SectionSpan[] {
  return sections.filter(
    ({code, to, successors}) =>
      to !== undefined &&
      successors.length === 0 &&
      // The same code goes on, perhaps under another name.
      !sections.some((each) => each.code === code && (each.from ?? '') > to),
  );
}

function overlap(a: SectionSpan, b: SectionSpan): boolean {
  return (a.from ?? '') <= (b.to ?? '9999') && (b.from ?? '') <= (a.to ?? '9999');
}
