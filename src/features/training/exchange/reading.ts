import {createHash} from 'node:crypto';
import {setImmediate} from 'node:timers/promises';
import type {Day, Directory} from '../../../platform/directory/staff.ts';
import {orderOf} from '../intake/days.ts';
import {moodleColumns} from '../intake/moodle.ts';
import {readCompletions, type ReadFile} from '../intake/read-completions.ts';
import {sheetOf} from '../intake/read-sheet.ts';
import {columnsOf, type Columns, type RowProblem, type Sheet} from '../intake/sheet.ts';
import {whoIn} from '../intake/who.ts';
import {courseOf, type Trainings} from '../rules/course.ts';
import type {Intake} from '../store/take-in.ts';

/** Rows that are read in one go. */
const SLICE = 1_000;

/** For a file that names no course: which it is about, and of which session it is the roster. Ids, from a card. */
export interface About {
  readonly course?: string | undefined;
  readonly session?: string | undefined;
}

export interface ReadingDeps {
  readonly trainings: () => Trainings;
  readonly directory: Pick<Directory, 'holders' | 'person'>;
}

export type Reading =
  | {readonly kind: 'wrong'; readonly problems: readonly RowProblem[]}
  /** It has no column for the course, and nobody has said which it is. */
  | {readonly kind: 'which-course'}
  | {readonly kind: 'read'; readonly read: ReadFile; readonly intake: Intake};

/** Reads a file of completions as `training import` does, with the same mistakes found. */
export async function readIntake(
  {trainings, directory}: ReadingDeps,
  {name, bytes}: {readonly name: string; readonly bytes: Uint8Array},
  about: About,
  today: Day,
): Promise<Reading> {
  const sheet = await sheetOf(bytes, name);
  await setImmediate();
  if (sheet.problems.length > 0) return {kind: 'wrong', problems: sheet.problems};
  const columns = moodleColumns(sheet) ?? columnsOf(sheet.headings);
  const named = columns.course !== undefined;
  // What the file itself says of its courses counts.
  const course = about.course === undefined || named ? undefined : courseOf(trainings(), about.course);
  if (!named && course === undefined) return {kind: 'which-course'};
  const session = course?.sessions.find(({id}) => id === about.session);
  const reading = {trainings: trainings(), course, day: session?.day, today, who: whoIn(directory)};
  const read = await inSlices(sheet, columns, reading);
  if (read.problems.length > 0) return {kind: 'wrong', problems: read.problems};
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const source = session === undefined ? hash : `session ${session.id}`;
  const channel = session === undefined ? 'import' : 'roster';
  return {kind: 'read', read, intake: {...read, channel, source}};
}

/**
 * The same as reading all rows at once, which takes half a second for 20,000 of them: other people's turns go on
 * between the slices.
 */
async function inSlices(
  sheet: Sheet,
  columns: Columns,
  reading: Parameters<typeof readCompletions>[1],
): Promise<ReadFile> {
  const {rows} = sheet;
  // Day and month stand in the same order in all rows, so it is told from all of them.
  const {day} = columns;
  const order = day === undefined ? undefined : orderOf(rows.map(({cells}) => cells[day] ?? ''));
  // What the table as a whole lacks is found without a row.
  const whole = readCompletions({...sheet, rows: []}, reading);
  if (whole.problems.length > 0) return whole;
  const parts: ReadFile[] = [];
  for (let at = 0; at < rows.length; at += SLICE) {
    parts.push(readCompletions({...sheet, rows: rows.slice(at, at + SLICE)}, {...reading, order}));
    await setImmediate();
  }
  const courses = new Map([whole, ...parts].flatMap((part) => part.courses.map((each) => [each.id, each])));
  return {
    completions: parts.flatMap(({completions}) => completions),
    unknown: parts.flatMap(({unknown}) => unknown),
    problems: parts.flatMap(({problems}) => problems),
    courses: [...courses.values()],
  };
}
