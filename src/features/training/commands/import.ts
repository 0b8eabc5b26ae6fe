import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import type {DateOrder} from '../intake/days.ts';
import {readCompletions, type ReadFile} from '../intake/read-completions.ts';
import type {RowProblem, Sheet} from '../intake/sheet.ts';
import {whoIn} from '../intake/who.ts';
import type {Course, Session, Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {planIntake, takeIn, type Intake, type Taken} from '../store/take-in.ts';
import {readCourse} from './enter.ts';

export interface ImportDeps {
  readonly register: Register;
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
  readonly zone: string;
  /**
   * A table of a CSV or XLSX file, whatever its encoding.
   *
   * @throws CodedError `document/…` where it is none
   */
  readonly readSheet: (path: string) => Promise<Sheet & {readonly problems?: readonly RowProblem[]}>;
  /** Asked for after `trainings`, which reads it anew. */
  readonly directory: Pick<Directory, 'holders' | 'person'>;
}

/** `training import`: completions from a table, a roster, or Moodle's export as it is. */
export function importCommand(deps: ImportDeps): Command {
  return {
    name: 'training import',
    describe: {
      ja: '受講記録を取り込む（CSV、XLSX、Moodleの完了レポート、出席名簿）',
      en: 'Takes in completions: CSV, XLSX, Moodle’s completion export, rosters',
    },
    role: 'course-section',
    changes: true,
    arguments: [{name: '<file>', describe: {ja: 'ファイル', en: 'the file'}}],
    options: [
      {
        flags: '--course <course>',
        describe: {ja: '研修の列がないときの研修', en: 'for files that name no course'},
      },
      {
        flags: '--roster <session>',
        describe: {ja: '開催回の出席名簿として', en: 'as the roster of a session'},
      },
      {
        flags: '--date-order <order>',
        describe: {ja: '03/02/26 の読み方（dmy か mdy）', en: 'how 03/02/26 is read'},
      },
      {flags: '--dry-run', describe: {ja: '確かめるだけ', en: 'checks, and writes nothing'}},
    ],
    async run({arguments: [path = ''], options}, io) {
      const live = await deps.trainings(io.signal);
      const course = options['course'] === undefined ? undefined : readCourse(live, options['course']);
      const session = readSession(course, options['roster']);
      const order = readOrder(options['dateOrder']);
      const sheet = await deps.readSheet(path);
      const broken = sheet.problems ?? [];
      if (broken.length > 0) return refuse(sheet, {problems: broken}, io);
      const today = localTime(io.now, deps.zone).day.toString();
      const reading = {trainings: live, course, day: session?.day, order, today, who: whoIn(deps.directory)};
      const read = readCompletions(sheet, reading);
      if (read.problems.length > 0) return refuse(sheet, read, io);
      const source = session === undefined ? await hashOf(path) : `session ${session.id}`;
      const channel = session === undefined ? 'import' : 'roster';
      const intake: Intake = {...read, channel, source};
      if (options['dryRun'] === true) {
        show(read, await planIntake(deps, intake, io.now, io.signal), 'dry-run', io);
        return EXIT.done;
      }
      const bar = io.progress('training import', read.completions.length);
      const step = () => {
        bar.step();
      };
      const taken = await takeIn(deps, intake, {role: 'operator'}, io.now, {signal: io.signal, step});
      bar.end();
      show(read, taken, 'done', io);
      return EXIT.done;
    },
  };
}

function refuse({file}: Sheet, {problems}: Pick<ReadFile, 'problems'>, io: CommandIo) {
  if (io.json) io.out(JSON.stringify({problems}));
  for (const {line, column, text} of problems) {
    const where = column === undefined ? `${file}:${line}` : `${file}:${line} ${column}`;
    io.err(`${where}: ${text.ja}\n  ${text.en}`);
  }
  io.err(
    `${problems.length}件の誤りがあるため、何も取り込んでいません。 Nothing was taken in: ${problems.length} mistakes.`,
  );
  return EXIT.refused;
}

function show(read: ReadFile, taken: Taken, how: 'dry-run' | 'done', io: CommandIo): void {
  if (io.json) {
    io.out(JSON.stringify({dryRun: how === 'dry-run', ...taken, unknown: read.unknown}));
    return;
  }
  const words = how === 'dry-run' ? '登録されます would be added' : '登録しました added';
  io.out(`${words}: ${taken.added}`);
  io.out(`登録済み known already: ${taken.known}`);
  if (taken.unconfirmed > 0)
    io.out(`本人の申告が確認できません self-reports not confirmed: ${taken.unconfirmed}`);
  if (read.unknown.length > 0) {
    io.out(`職員名簿にいない人 not on the staff list: ${read.unknown.length}`);
    for (const {line, who} of read.unknown) io.out(`  ${line}  ${who}`);
  }
}

function readSession(course: Course | undefined, given: unknown): Session | undefined {
  if (given === undefined) return undefined;
  const found = course?.sessions.find(({id}) => id === given);
  if (found === undefined) throw new CodedError('command/usage', {what: '--course COURSE --roster SESSION'});
  return found;
}

function readOrder(given: unknown): DateOrder | undefined {
  if (given === undefined || given === 'dmy' || given === 'mdy') return given;
  throw new CodedError('command/usage', {what: '--date-order dmy|mdy'});
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .slice(0, 16);
}
