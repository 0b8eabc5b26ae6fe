import type {Bilingual} from '../../../kernel/person.ts';
import {DAY_FORMS, readDay} from '../../tabular/days.ts';
import type {ReadTable} from '../../tabular/read-table.ts';
import type {TableProblem, TableRow} from '../../tabular/table.ts';
import type {Absence, Day, Posting, StaffFlag, StaffMember} from '../staff.ts';
import * as cells from './cells.ts';
import {STAFF_COLUMNS, type StaffColumn} from './columns.ts';

/** One person of a file, all rows put together; who it is in the list is not known yet. */
export interface FilePerson {
  readonly line: number;
  /** Undefined in an export of Entra without employee ids. */
  readonly number: string | undefined;
  readonly formerNumber: string | undefined;
  readonly objectId: string | undefined;
  readonly values: Omit<StaffMember, 'key' | 'number' | 'unlisted'>;
}

/** What can be said of a row that is wrong, so that its person is not taken for gone. */
export interface BadRow {
  readonly line: number;
  readonly number: string | undefined;
  readonly upn: string | undefined;
}

export interface ReadStaff {
  readonly people: readonly FilePerson[];
  readonly bad: readonly BadRow[];
  readonly problems: readonly TableProblem[];
}

export interface ReadStaffOptions {
  /** Digits of an employee number: shorter ones have lost zeros. */
  readonly numberWidth?: number | undefined;
  /** Numbers of the list so far; where one begins with a zero, their width is the width. */
  readonly numbers: readonly string[];
}

/** A row with its values; `further` rows hold a post alone. */
interface Row extends FilePerson {
  readonly further: boolean;
}

const NAMES = new Map<StaffColumn, string>(STAFF_COLUMNS.map(({key, names}) => [key, names[0]]));

/** Reads the rows of a list as people. Rows of one number that are marked 兼務 become further posts. */
export function readStaff(table: ReadTable, options: ReadStaffOptions): ReadStaff {
  const problems: TableProblem[] = [...table.problems];
  const broken = new Set(table.problems.map(({line}) => line));
  const bad: BadRow[] = [];
  const width = widthOf(table, options);
  const known = new Set(table.columns.values());
  const rows: Row[] = [];
  if (!table.columns.has('number') && !table.columns.has('upn') && table.rows.length > 0)
    problems.push({
      line: 1,
      column: '職員番号',
      text: {
        ja: '「職員番号」か「UPN」の列が必要です。',
        en: 'A column for the employee number or the UPN is needed.',
      },
    });
  for (const row of table.rows) {
    const found = readRow(row, table, width, known);
    if (found === undefined) continue;
    problems.push(...found.problems);
    if (found.problems.length === 0 && !broken.has(row.line)) rows.push(found.row);
    else bad.push({line: row.line, number: found.row.number, upn: found.row.values.upn});
  }
  const people = together(rows, problems, bad);
  return {people, bad, problems};
}

function widthOf(table: ReadTable, {numberWidth, numbers}: ReadStaffOptions): number {
  if (numberWidth !== undefined) return numberWidth;
  const at = table.columns.get('number');
  const inFile = at === undefined ? [] : table.rows.map((row) => cells.readNumber(row.cells[at] ?? '') ?? '');
  const all = [...numbers, ...inFile].filter((number) => /^\d+$/.test(number));
  const zeros = all.filter((number) => number.startsWith('0'));
  return zeros.reduce((most, number) => Math.max(most, number.length), 0);
}

function readRow(
  row: TableRow,
  table: ReadTable,
  width: number,
  known: ReadonlySet<number>,
): {row: Row; problems: TableProblem[]} | undefined {
  const problems: TableProblem[] = [];
  const cell = (key: StaffColumn) => {
    const at = table.columns.get(key);
    return at === undefined ? '' : (row.cells[at] ?? '').trim();
  };
  const wrong = (key: StaffColumn, text: Bilingual) => {
    const at = table.columns.get(key);
    problems.push({line: row.line, column: at === undefined ? NAMES.get(key) : table.headings[at], text});
  };
  /** What a cell means; an empty one nothing, an unknown one a problem that names what was expected. */
  function read<T>(
    key: StaffColumn,
    how: (text: string) => T | undefined,
    ja: string,
    en: string,
  ): T | undefined {
    const text = cell(key);
    if (text === '') return undefined;
    const value = how(text);
    if (value === undefined) wrong(key, {ja: `${ja}。`, en: `expected: ${en}`});
    return value;
  }
  const flag = (key: StaffColumn, how = cells.readFlag) =>
    read(key, how, '○か空欄にしてください', '○ or nothing') === true;
  const day = (key: StaffColumn) => read(key, readDay, DAY_FORMS.ja, DAY_FORMS.en);
  const address = (key: StaffColumn) =>
    read(key, cells.readAddress, 'name@city.example の形にしてください', 'an address like name@city.example');

  // Entra exports guests and accounts that are switched off as well: neither is on the staff.
  if (/^guest$/i.test(cell('userType')) || /^false$/i.test(cell('accountEnabled'))) return undefined;

  const plainNumber = (key: StaffColumn) =>
    read(key, cells.readNumber, '半角の数字か英字にしてください', 'digits or letters');
  const padded = (number: string | undefined) =>
    number !== undefined && /^\d+$/.test(number) ? number.padStart(width, '0') : number;
  const number = padded(plainNumber('number'));
  const upn = address('upn');
  if (number === undefined && upn === undefined && cell('number') === '')
    wrong('number', {ja: '職員番号がありません。', en: 'no employee number'});
  const name = cells.readName(cell('name'));
  if (name === '') wrong('name', {ja: '氏名がありません。', en: 'no name'});
  const further = flag('further', cells.readFurther);
  const section =
    cell('sectionCode') === '' ? cells.readName(cell('section')) : cells.readName(cell('sectionCode'));
  if (section === '' && number !== undefined) wrong('section', {ja: '所属がありません。', en: 'no section'});
  const main: Posting = {
    section,
    sectionName: cells.readName(cell('section')) || section,
    unit: cells.readName(cell('unit')) || undefined,
    post: cells.readName(cell('post')) || undefined,
  };
  const [from, to] = [day('from'), day('to')];
  if (from !== undefined && to !== undefined && to < from)
    wrong('to', {ja: '終わりの日が始まりの日より前です。', en: 'the end is before the start'});
  const flags: StaffFlag[] = [
    ...(flag('manager') ? (['manager'] as const) : []),
    ...(flag('specificPersonalInformation') ? (['specific-personal-information'] as const) : []),
    ...(flag('lentTerminal') ? (['lent-terminal'] as const) : []),
    ...(flag('sharedAccount') ? (['shared-account'] as const) : []),
  ];
  const columns: Record<string, string> = {};
  table.headings.forEach((heading, i) => {
    const value = (row.cells[i] ?? '').trim();
    if (!known.has(i) && heading !== '' && value !== '') columns[heading] = value;
  });
  const values: FilePerson['values'] = {
    name,
    reading: read('reading', cells.readReading, 'カナで書いてください', 'kana'),
    otherNames: cell('otherNames')
      .split(/[、,;／/]/u)
      .map(cells.readName)
      .filter((other) => other !== ''),
    main,
    further: [],
    employment: cells.readName(cell('employment')) || undefined,
    weeklyHours: read(
      'weeklyHours',
      cells.readWeeklyHours,
      '38.75 か 38:45 の形にしてください',
      '38.75 or 38:45',
    ),
    workingDays: read(
      'workingDays',
      cells.readWeekdays,
      '月火水木金 の形にしてください',
      'weekdays like 月火水木金',
    ),
    workingHours: read(
      'workingHours',
      cells.readHours,
      '8:30-17:15 の形にしてください',
      'hours like 8:30-17:15',
    ),
    upn,
    mail: address('mail'),
    extension: cells.readName(cell('extension')) || undefined,
    flags,
    absences: absencesOf(cell('absence'), day('absenceFrom'), day('absenceTo'), () => {
      wrong('absenceFrom', {ja: '始まりの日が必要です。', en: 'a first day is needed'});
    }),
    ageBand: cells.readName(cell('ageBand')) || undefined,
    from,
    to,
    columns,
  };
  const formerNumber = padded(plainNumber('formerNumber'));
  const objectId = read('objectId', cells.readObjectId, 'GUIDの形にしてください', 'a GUID');
  return {row: {line: row.line, number, formerNumber, objectId, values, further}, problems};
}

function absencesOf(
  kind: string,
  from: Day | undefined,
  to: Day | undefined,
  missing: () => void,
): Absence[] {
  if (/^(?:|在職|通常|勤務|現職|active)$/iu.test(kind)) return [];
  if (from === undefined) {
    missing();
    return [];
  }
  return [{kind, from, to}];
}

/** Puts the rows of one person together. A number twice without 兼務 is an error, whichever row is meant. */
function together(rows: readonly Row[], problems: TableProblem[], bad: BadRow[]): FilePerson[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row.number ?? row.values.upn ?? '';
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  const people: FilePerson[] = [];
  for (const group of groups.values()) {
    const mains = group.filter(({further}) => !further);
    const [main, second] = mains;
    if (main !== undefined && second === undefined) {
      const further = group
        .filter((row) => row !== main)
        .map(({values}) => values.main)
        // In an order of their own, so that the file's order means nothing.
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      const {line, number, formerNumber, objectId, values} = main;
      people.push({line, number, formerNumber, objectId, values: {...values, further}});
      continue;
    }
    for (const row of group) {
      const text =
        main === undefined
          ? {ja: '兼務の行だけで、本務の行がありません。', en: 'a further post (兼務) without the main one'}
          : {
              ja: '同じ職員番号の行があり、兼務の印がありません。',
              en: 'the number stands twice, without 兼務',
            };
      problems.push({line: row.line, column: NAMES.get('number'), text});
      bad.push({line: row.line, number: row.number, upn: row.values.upn});
    }
  }
  return people;
}
