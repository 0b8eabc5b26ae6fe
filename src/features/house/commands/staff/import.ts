import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import {localTime} from '../../../../kernel/time.ts';
import {withOwnNames, type StaffColumns} from '../../../../platform/directory/import/column-names.ts';
import {STAFF_COLUMNS} from '../../../../platform/directory/import/columns.ts';
import {beyondLimits, planImport, type Plan} from '../../../../platform/directory/import/plan.ts';
import {readStaff, type ReadStaff} from '../../../../platform/directory/import/read-staff.ts';
import {inForce} from '../../../../platform/directory/live.ts';
import type {StaffRecord} from '../../../../platform/directory/record.ts';
import type {StaffStore} from '../../../../platform/directory/store.ts';
import type {Day} from '../../../../platform/directory/staff.ts';
import type {Command, CommandIo} from '../../../../platform/feature.ts';
import {readDay} from '../../../../platform/tabular/days.ts';
import {readTable} from '../../../../platform/tabular/read-table.ts';
import type {TableProblem} from '../../../../platform/tabular/table.ts';

export interface StaffDeps {
  readonly staff: StaffStore;
  readonly zone: string;
  readonly newId: () => string;
  /** What the organisation's own headings stand for. */
  readonly staffColumns: (signal?: AbortSignal) => Promise<StaffColumns>;
  /** Tells every instance that the list has changed. */
  readonly announceStaff: (signal?: AbortSignal) => Promise<void>;
}

/** Problems that are printed; a file in which every row is wrong is understood by the first of them. */
const SHOWN = 200;

/** `staff import`: takes a list of the staff in, all of it or nothing. */
export function staffImportCommand(deps: StaffDeps): Command {
  return {
    name: 'staff import',
    describe: {ja: '職員名簿（CSV・Excel）を取り込む', en: 'Takes in a list of the staff (CSV or Excel)'},
    role: 'personnel',
    changes: true,
    arguments: [{name: '<file>', describe: {ja: '名簿のファイル', en: 'the list'}}],
    options: [
      {
        flags: '--dry-run',
        describe: {ja: '調べるだけで、何も書き込まない', en: 'looks only, writes nothing'},
      },
      {flags: '--skip-bad', describe: {ja: '誤りのある行を飛ばす', en: 'leaves out rows with mistakes'}},
      {
        flags: '--scope <section>',
        describe: {
          ja: 'この所属の職員だけを「いなくなった」とみなす',
          en: 'only people of this section can be gone',
        },
      },
      {flags: '--effective <day>', describe: {ja: 'この日から有効にする', en: 'holds from this day'}},
      {flags: '--expect-gone <count>', describe: {ja: 'いなくなる人数', en: 'how many will be gone'}},
      {flags: '--expect-moved <count>', describe: {ja: '異動する人数', en: 'how many will be moved'}},
      {
        flags: '--number-width <digits>',
        describe: {ja: '職員番号の桁数', en: 'digits of an employee number'},
      },
    ],
    async run({arguments: [path = ''], options}, io) {
      const today = localTime(io.now, deps.zone).day.toString();
      const day = effectiveDay(options['effective'], today);
      const stored = await deps.staff.lists(io.signal);
      const base = inForce(stored, day);
      const former = base === undefined ? [] : await deps.staff.read(base, io.signal);
      // People of a later list that waits: whoever is new in both must get one key.
      const later = await Promise.all(
        stored.filter((list) => list.day > day).map((list) => deps.staff.read(list, io.signal)),
      );
      const columns = withOwnNames(STAFF_COLUMNS, await deps.staffColumns(io.signal));
      const table = await readTable(await readBytes(path), basename(path), {columns});
      const numberWidth = count(options, 'numberWidth', '--number-width');
      const file = readStaff(table, {numberWidth, numbers: former.map(({member}) => member.number)});
      const scope = typeof options['scope'] === 'string' ? options['scope'] : undefined;
      const plan = planImport(file, {former, day, scope, newKey: keysOf(later.flat(), deps.newId)});
      report(file, plan, io, table.file);
      const problems = file.problems.length + plan.problems.length;
      const nothing = file.people.length === 0;
      if (plan.problems.length > 0 || nothing || (problems > 0 && options['skipBad'] !== true))
        throw new CodedError('staff/invalid', {count: problems});
      const expected = {
        gone: count(options, 'expectGone', '--expect-gone'),
        moved: count(options, 'expectMoved', '--expect-moved'),
      };
      const beyond = beyondLimits(plan, expected);
      if (options['dryRun'] === true) return EXIT.done;
      if (beyond.gone || beyond.moved)
        throw new CodedError('staff/too-many', {gone: plan.gone, moved: plan.moved, before: plan.before});
      const generation = stored.find((list) => list.day === day)?.generation ?? '';
      const bar = io.progress('staff import', plan.records.length);
      try {
        const how = {now: io.now, id: deps.newId(), today, expected: generation, signal: io.signal};
        const onWritten = (people: number) => bar.step(people);
        if (!(await deps.staff.put(day, plan.records, {...how, onWritten}))) {
          throw new CodedError('staff/overtaken', {});
        }
      } finally {
        bar.end();
      }
      await deps.announceStaff(io.signal);
      return EXIT.done;
    },
  };
}

/** @throws CodedError `document/unreadable` */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new CodedError('document/unreadable', {file: path, reason}, {cause: error});
  }
}

function effectiveDay(option: unknown, today: Day): Day {
  if (option === undefined) return today;
  const day = typeof option === 'string' ? readDay(option) : undefined;
  if (day === undefined || day < today) throw new CodedError('command/usage', {what: '--effective DAY'});
  return day;
}

function count(options: Readonly<Record<string, unknown>>, key: string, flag: string): number | undefined {
  const value = options[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,6}$/.test(value))
    throw new CodedError('command/usage', {what: `${flag} NUMBER`});
  return Number(value);
}

function keysOf(later: readonly StaffRecord[], newId: () => string) {
  const keys = new Map(later.map(({member}) => [`${member.number}|${member.name}`, member.key]));
  return ({number, values}: {number: string | undefined; values: {name: string}}) =>
    keys.get(`${number ?? ''}|${values.name}`) ?? newId();
}

function report(file: ReadStaff, plan: Plan, io: CommandIo, name: string): void {
  const problems: readonly TableProblem[] = [...file.problems, ...plan.problems];
  const {added, changed, moved, gone, same} = plan;
  if (io.json) {
    io.out(JSON.stringify({added, changed, moved, gone, same, problems}));
    return;
  }
  tellProblems(problems, name, io);
  if (file.people.length === 0) return;
  io.out(
    `新規 new: ${added}  変更 changed: ${changed}  異動 moved: ${moved}  ` +
      `いなくなる gone: ${gone}  変更なし unchanged: ${same}  誤り mistakes: ${problems.length}`,
  );
}

/** Prints what is wrong with a file, each with its row and column. */
export function tellProblems(problems: readonly TableProblem[], name: string, io: CommandIo): void {
  for (const {line, column, text} of problems.slice(0, SHOWN)) {
    const where = column === undefined ? `${name}:${line}` : `${name}:${line} 「${column}」`;
    io.err(`${where}: ${text.ja}\n  ${text.en}`);
  }
  if (problems.length > SHOWN) io.err(`… +${problems.length - SHOWN}`);
}
