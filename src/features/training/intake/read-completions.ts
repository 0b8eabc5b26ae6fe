import {normalise} from '../../../kernel/japanese-text.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import {refusalOf} from '../register/completing.ts';
import {courseOf, type Course, type Trainings} from '../rules/course.ts';
import {orderOf, readDay, type DateOrder} from './days.ts';
import {moodleColumns} from './moodle.ts';
import {columnsOf, type ColumnName, type Columns, type RowProblem, type Sheet} from './sheet.ts';

/** One completion of a file. */
export interface ReadCompletion {
  readonly line: number;
  readonly person: PersonKey;
  readonly course: Course;
  readonly day: Day;
}

/** Somebody whom the list did not have on that day. */
export interface UnknownPerson {
  readonly line: number;
  /** The number or the mail, as it stands in the file. */
  readonly who: string;
}

export interface ReadFile {
  readonly completions: readonly ReadCompletion[];
  readonly unknown: readonly UnknownPerson[];
  /** With one of these nothing of the file is taken in. */
  readonly problems: readonly RowProblem[];
  /** The courses that the file speaks of: what it does not have of them is not confirmed by it. */
  readonly courses: readonly Course[];
}

/** What a file is to be read against. */
export interface ReadingDeps {
  readonly trainings: Trainings;
  /** For files that name no course. */
  readonly course?: Course | undefined;
  /** For rosters that name no day. */
  readonly day?: Day | undefined;
  readonly order?: DateOrder | undefined;
  readonly today: Day;
  /** Who had a number or a mail address on a day: both can be given to somebody else later. */
  readonly who: (
    known: {readonly number?: string; readonly mail?: string},
    day: Day,
  ) => PersonKey | undefined;
}

const HEAD = 1;

/** Reads completions: a table of the organisation's own, a roster, or Moodle's export as it is. */
export function readCompletions(sheet: Sheet, deps: ReadingDeps): ReadFile {
  const columns = moodleColumns(sheet) ?? columnsOf(sheet.headings);
  const missing = missingColumns(columns, deps);
  if (missing.length > 0) return {completions: [], unknown: [], problems: missing, courses: []};
  const texts = columns.day === undefined ? [] : sheet.rows.map(({cells}) => cells[columns.day ?? 0] ?? '');
  const order = deps.order ?? orderOf(texts);

  const completions: ReadCompletion[] = [];
  const unknown: UnknownPerson[] = [];
  const problems: RowProblem[] = [];
  const courses = new Map<string, Course>();
  if (deps.course !== undefined) courses.set(deps.course.id, deps.course);
  for (const row of sheet.rows) {
    const read = readRow(row, columns, sheet.headings, {...deps, order});
    if (read.kind === 'problem') problems.push({line: row.line, ...read.problem});
    if (read.kind === 'skip') continue;
    if (read.kind === 'unknown') unknown.push({line: row.line, who: read.who});
    if (read.kind === 'completion') {
      courses.set(read.course.id, read.course);
      completions.push({line: row.line, person: read.person, course: read.course, day: read.day});
    }
  }
  return {completions, unknown, problems, courses: [...courses.values()]};
}

function missingColumns(columns: Columns, {course, day}: ReadingDeps): RowProblem[] {
  const problems: RowProblem[] = [];
  const tell = (ja: string, en: string) => problems.push({line: HEAD, text: {ja, en}});
  if (columns.number === undefined && columns.mail === undefined)
    tell(
      '「職員番号」か「メールアドレス」の列がありません。',
      'has no column for the employee number or the mail address',
    );
  if (columns.course === undefined && course === undefined)
    tell(
      '「研修」の列がありません。列を足すか、--course で研修を指定してください。',
      'has no column for the course; add one or give --course',
    );
  if (columns.day === undefined && day === undefined)
    tell('「受講日」の列がありません。', 'has no column for the day of the completion');
  return problems;
}

type ReadRow =
  | {readonly kind: 'completion'; readonly person: PersonKey; readonly course: Course; readonly day: Day}
  | {readonly kind: 'unknown'; readonly who: string}
  /** Empty, or one who was not there. */
  | {readonly kind: 'skip'}
  | {readonly kind: 'problem'; readonly problem: Omit<RowProblem, 'line'>};

function readRow(
  {cells}: Sheet['rows'][number],
  columns: Columns,
  headings: readonly string[],
  deps: ReadingDeps,
): ReadRow {
  if (cells.every((cell) => cell.trim() === '')) return {kind: 'skip'};
  const cell = (name: ColumnName) => (columns[name] === undefined ? '' : (cells[columns[name]] ?? '').trim());
  const wrong = (name: ColumnName, ja: string, en: string): ReadRow => {
    const at = columns[name];
    return {kind: 'problem', problem: {column: at === undefined ? undefined : headings[at], text: {ja, en}}};
  };
  const attended = columns.attendance === undefined ? 'yes' : attendance(cell('attendance'));
  if (attended === 'no') return {kind: 'skip'};
  if (attended === undefined) {
    const said = cell('attendance');
    return wrong(
      'attendance',
      `「${said}」が出席か欠席かわかりません。○ か × にしてください。`,
      `"${said}": write ○ or ×`,
    );
  }
  const dayText = cell('day');
  // Who has not finished stands in Moodle's export with an empty day.
  if (columns.day !== undefined && dayText === '' && deps.day === undefined) return {kind: 'skip'};
  const day = dayText === '' ? deps.day : readDay(dayText, deps.order);
  if (day === undefined) {
    return deps.order === undefined && /^\d{1,2}[/.-]\d{1,2}[/.-]/.test(normalise(dayText))
      ? wrong(
          'day',
          `「${dayText}」の日と月の順がわかりません。--date-order dmy か mdy を付けてください。`,
          `"${dayText}": give --date-order dmy or mdy`,
        )
      : wrong(
          'day',
          `「${dayText}」を日付として読めません。2026-03-05 や 令和8年3月5日 のように書いてください。`,
          `"${dayText}" is no date; write 2026-03-05`,
        );
  }
  const named = cell('course');
  const course = named === '' ? deps.course : findCourse(deps.trainings, named);
  if (course === undefined) {
    return wrong(
      'course',
      `「${named}」という研修はありません。idか名前を書いてください。`,
      `"${named}" is no course; write its id or its title`,
    );
  }
  const refused = refusalOf(course, day, deps.today);
  if (refused === 'future') return wrong('day', `受講日 ${day} は先の日です。`, `${day} lies in the future`);
  if (refused === 'before-opening') {
    return wrong(
      'day',
      `受講日 ${day} は、研修の受講期間が始まる前です。`,
      `${day} lies before the course opened`,
    );
  }
  const [number, mail] = identity(normalise(cell('number')), normalise(cell('mail')));
  if (number === '' && mail === '') {
    return wrong(
      columns.number === undefined ? 'mail' : 'number',
      '職員番号もメールアドレスもありません。',
      'has neither a number nor a mail address',
    );
  }
  const person = deps.who({...(number === '' ? {} : {number}), ...(mail === '' ? {} : {mail})}, day);
  if (person === undefined) return {kind: 'unknown', who: number === '' ? mail : number};
  return {kind: 'completion', person, course, day};
}

// Many sites of Moodle have the employee number as the user name.
function identity(number: string, mail: string): [number: string, mail: string] {
  return number === '' && !mail.includes('@') ? [mail, ''] : [number, mail];
}

const PRESENT = ['○', '〇', '◯', '出席', '出', '参加', '1', 'yes', 'true', 'present'];
const ABSENT = ['', '×', '✕', 'x', '欠席', '欠', '不参加', '0', 'no', 'false', 'absent', '-'];

function attendance(cell: string): 'yes' | 'no' | undefined {
  const said = normalise(cell).toLowerCase();
  if (PRESENT.includes(cell) || PRESENT.includes(said)) return 'yes';
  return ABSENT.includes(cell) || ABSENT.includes(said) ? 'no' : undefined;
}

/** A course by its id or its title in either language. */
export function findCourse(trainings: Trainings, named: string): Course | undefined {
  const form = normalise(named);
  return (
    courseOf(trainings, named) ??
    trainings.courses.find(({title}) => normalise(title.ja) === form || normalise(title.en) === form)
  );
}
