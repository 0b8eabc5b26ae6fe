import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {correctCommand} from '../../../../src/features/training/commands/correct.ts';
import {coursesCommand} from '../../../../src/features/training/commands/courses.ts';
import {enterCommand, enteredCommand} from '../../../../src/features/training/commands/enter.ts';
import {importCommand} from '../../../../src/features/training/commands/import.ts';
import {reportCommand} from '../../../../src/features/training/commands/report.ts';
import type {OutSheet} from '../../../../src/platform/tabular/write-xlsx.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const TAXES = {section: '020', sectionName: '税務課'};
const COURSES = trainings([
  {id: 'security'},
  {
    ...{id: 'error', title: {ja: 'ヒューマンエラー', en: 'Error'}, kind: 'classroom', proof: 'roster'},
    sessions: [
      {
        id: 'feb-12',
        day: '2026-02-12',
        from: '14:00',
        to: '16:00',
        place: {ja: '会議室', en: 'room'},
        seats: 9,
      },
    ],
  },
]);

describe('the commands of trainings', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'trainings-'))));
  after(() => rm(folder, {recursive: true}));

  async function world() {
    const people = [member('1'), member('2'), member('3', {main: TAXES}), member('4', {main: TAXES})];
    const found = await trainingWorld(people, COURSES);
    await found.assign('2026-02-09T09:00');
    found.state.now = at('2026-03-10T09:00');
    return found;
  }

  /** Reads what a test wrote: cells with commas between. The reader of real files has tests of its own. */
  const readSheet = async (path: string) => {
    const [head = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const rows = lines.map((line, i) => ({line: i + 2, cells: line.split(',')}));
    return {file: path.split('/').at(-1) ?? '', headings: head.split(','), rows};
  };

  async function file(name: string, ...lines: string[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  }

  describe('training import', () => {
    it('shows first what it would do, does it, and does it once', async () => {
      const {commands, run, register} = await world();
      const command = importCommand({...commands, readSheet});
      const path = await file(
        'a.csv',
        '職員番号,研修,受講日',
        '01,security,2026-03-05',
        '02,security,2026-03-09',
        '09,security,2026-03-05',
      );
      const dry = await run(command, {dryRun: true}, path);
      assert.match(dry.out, /would be added: 2\n.*known already: 0\n.*staff list: 1\n {2}4 {2}09$/);
      assert.equal((await register.read('1')).record.completions['security'], undefined);
      assert.match((await run(command, {}, path)).out, /added: 2/);
      assert.match((await run(command, {}, path)).out, /added: 0\n.*known already: 2/);
      const [, , entry] = await register.entriesOf('1');
      assert.ok(entry?.kind === 'completion');
      assert.match(
        `${entry.channel} ${entry.day} ${entry.source} ${entry.by.role}`,
        /^import 2026-03-05 [0-9a-f]{16} operator$/,
      );
    });

    it('takes nothing of a file with a mistake', async () => {
      const {commands, run, register} = await world();
      const path = await file(
        'b.csv',
        '職員番号,研修,受講日',
        '01,security,2026-03-05',
        '02,security,あした',
      );
      const {code, err} = await run(importCommand({...commands, readSheet}), {}, path);
      assert.equal(code, 1);
      assert.match(err, /^b\.csv:3 受講日: 「あした」を日付として読めません/);
      assert.equal((await register.read('1')).record.completions['security'], undefined);
    });

    it('takes a session’s roster on its day', async () => {
      const {commands, run, register} = await world();
      const path = await file('roster.csv', '職員番号,出欠', '01,○', '02,×');
      const command = importCommand({...commands, readSheet});
      await run(command, {course: 'error', roster: 'feb-12'}, path);
      const [entry] = (await register.entriesOf('1')).filter(({kind}) => kind === 'completion');
      assert.ok(entry?.kind === 'completion');
      assert.equal(`${entry.day} ${entry.channel} ${entry.source}`, '2026-02-12 roster session feb-12');
      assert.equal((await register.read('2')).record.completions['error'], undefined);
      await assert.rejects(run(command, {course: 'error', roster: 'never'}, path), {code: 'command/usage'});
    });

    it('says which self-reports it does not bear out, and reminders go on', async () => {
      const {commands, run, completes, state} = await world();
      state.now = at('2026-02-10T09:00');
      await completes('3', 'security', '2026-02-10', 'self');
      await completes('4', 'security', '2026-02-10', 'self');
      state.now = at('2026-02-17T09:00');
      const path = await file('c.csv', '職員番号,研修,受講日', '03,security,2026-02-10');
      const {out} = await run(importCommand({...commands, readSheet}), {}, path);
      assert.match(out, /added: 1[\s\S]*not confirmed: 1$/);
      const report = reportCommand(commands);
      const {out: text} = await run(report, {course: 'security', format: 'table'});
      assert.match(
        text,
        /受講済み done 1（期限後 late 0）、本人申告 self-reported 0、未受講 pending 3、期限超過 overdue 0（未確認 unconfirmed 1）/,
      );
    });
  });

  describe('training report', () => {
    async function reported() {
      const found = await world();
      await found.completes('1', 'security', '2026-03-05');
      await found.completes('2', 'security', '2026-03-09');
      await found.completes('3', 'security', '2026-03-05');
      const written: OutSheet[][] = [];
      const writeXlsx = (sheets: readonly OutSheet[]) => {
        written.push([...sheets]);
        return Promise.resolve(new TextEncoder().encode('file'));
      };
      return {...found, written, report: reportCommand({...found.commands, writeXlsx})};
    }

    it('gives figures, marks, its moment, its population and a checksum', async () => {
      const {run, report} = await reported();
      const {out} = await run(report, {format: 'table', course: '情報セキュリティ研修'});
      assert.match(out, /^情報セキュリティ研修（2026-02-09〜） × 75%\n/);
      assert.match(out, /^ {2}△ 総務課 2\/2 100%\n {2}× 税務課 1\/2 50%$/m);
      assert.match(out, /^時点 as of: 2026-03-10T09:00:00\+09:00\[Asia\/Tokyo\]$/m);
      assert.match(out, /^母数（人） population: 4$/m);
      assert.match(out, /checksum: [0-9a-f]{64}$/m);
    });

    it('is the same for a past day, whatever came later, down to its checksum', async () => {
      const {run, report, completes, state, directory, assign} = await reported();
      state.now = at('2026-03-12T09:00');
      const before = await run(report, {asOf: '2026-03-11', json: true});
      await completes('4', 'security', '2026-03-11');
      directory.replace([member('1', {main: TAXES})]);
      await assign('2026-03-13T09:00');
      assert.deepEqual(await run(report, {asOf: '2026-03-11', json: true}), before);
      assert.notEqual((await run(report, {json: true})).out, before.out);
      await assert.rejects(run(report, {asOf: '2026-03-14', format: 'table'}), {code: 'command/usage'});
    });

    it('writes tables with the matrix, and a chart', async () => {
      const {run, report, written} = await reported();
      const [out, chart] = [join(folder, 'report.xlsx'), join(folder, 'chart.svg')];
      await run(report, {format: 'xlsx', out, chart});
      const [sheets = []] = written;
      assert.deepEqual(sheets[1]?.rows, [
        ['課', 'ヒューマンエラー 2026-02-09', '情報セキュリティ研修 2026-02-09'],
        ['総務課', '×', '△'],
        ['税務課', '×', '×'],
      ]);
      assert.equal(sheets[2]?.rows[1]?.[1], 4);
      assert.equal(await readFile(out, 'utf8'), 'file');
      const svg = await readFile(chart, 'utf8');
      assert.match(
        svg,
        /^<svg [\s\S]*<desc id="d">ヒューマンエラー 2026-02: 期限内に受講 0[\s\S]*75%（3\/4人）/,
      );
      await assert.rejects(run(report, {format: 'xlsx'}), {code: 'command/usage'});
      await assert.rejects(run(report, {format: 'pdf'}), {code: 'command/usage'});
    });
  });

  describe('training report as CSV', () => {
    it('is read by spreadsheets, computes nothing, and says of what moment it is', async () => {
      const sum = {section: '030', sectionName: '＝SUM(A1)課'};
      const {assign, commands, run} = await trainingWorld([member('1', {main: sum})], COURSES);
      await assign('2026-02-09T09:00');
      const out = join(folder, 'report.csv');
      await run(reportCommand(commands), {format: 'csv', out});
      const text = await readFile(out, 'utf8');
      assert.ok(text.startsWith('\ufeff"研修","期間の始まり","課",'));
      assert.match(text, /"2026-02-09","'＝SUM\(A1\)課",1,0,0,0,1,0,0,0,0,0,0,"×"\r\n/);
      assert.match(
        text,
        /\r\n\r\n"時点 as of","2026-02-09T09:00:00\+09:00\[Asia\/Tokyo\]"\r\n"母数（人） population",1\r\n/,
      );
      assert.match((await run(reportCommand(commands), {format: 'csv'})).out, /^"研修"/);
      await assert.rejects(run(reportCommand(commands), {format: 'xlsx', out}), {code: 'command/usage'});
    });
  });

  describe('training enter', () => {
    it('keeps both names, for people of the same section who have no account', async () => {
      const {commands, run, register, directory} = await world();
      const noAccounts = {...commands, directory: {...directory, accountsOf: () => []}};
      const asked = {course: 'security', person: '01', officer: '02', date: '2026-03-05'};
      assert.equal((await run(enterCommand(noAccounts), asked)).code, 0);
      assert.match((await run(enterCommand(noAccounts), asked)).out, /in the register already/);
      const {out} = await run(enteredCommand(noAccounts), {});
      assert.match(
        out,
        /情報セキュリティ研修\t総務課\t見本 1（01）\t2026-03-05\t見本 2（02）\t2026-03-10 09:00$/,
      );
      assert.equal((await run(enteredCommand(noAccounts), {section: '税務課'})).out.split('\n').length, 1);
      assert.equal((await register.entriesOf('1')).at(-1)?.by.role, 'officer');
    });

    it('is refused for others, and for who can say it themselves', async () => {
      const {commands, run, directory} = await world();
      const noAccounts = {...commands, directory: {...directory, accountsOf: () => []}};
      const asked = {course: 'security', person: '01', officer: '02', date: '2026-03-05'};
      const refused = async (more: object, deps: typeof commands = noAccounts) =>
        (await run(enterCommand(deps), {...asked, ...more})).err;
      assert.match(await refused({officer: '03'}), /same section/);
      assert.match(await refused({officer: '01'}), /their own/);
      assert.match(await refused({}, commands), /account of their own/);
      assert.match(await refused({date: '2026-03-11'}), /future/);
      await assert.rejects(run(enterCommand(noAccounts), {...asked, person: '77'}), {code: 'command/usage'});
    });
  });

  describe('training correct', () => {
    it('adds who took a completion back and why, and leaves the mistake in the register', async () => {
      const {commands, run, register, completes} = await world();
      await completes('1', 'security', '2026-03-05');
      const command = correctCommand(commands);
      const asked = {course: 'security', person: '01', date: '2026-03-05', by: '02', reason: '別の人'};
      assert.equal((await run(command, asked)).code, 0);
      assert.equal((await run(command, asked)).code, 1);
      const last = (await register.entriesOf('1')).slice(-2);
      assert.deepEqual(
        last.map(({kind}) => kind),
        ['completion', 'void'],
      );
      assert.deepEqual(last[1]?.by, {role: 'course-section', person: '2'});
      await assert.rejects(run(command, {...asked, reason: ''}), {code: 'command/usage'});
    });
  });

  describe('training courses', () => {
    it('lists what holds, and checks a file without taking it over', async () => {
      const {commands, run} = await world();
      const command = coursesCommand(commands);
      assert.match(
        (await run(command)).out,
        /^security {2}情報セキュリティ研修 {2}動画 video {2}必須 required {2}2026-02-09–2026-03-06$/m,
      );
      assert.equal((await run(command, {json: true})).out.startsWith('[{"id":"security"'), true);
      const sample = await readFile('content/trainings.yaml', 'utf8');
      const flags = member('9', {flags: ['manager', 'specific-personal-information']});
      const {directory} = await trainingWorld([flags], COURSES);
      const checking = coursesCommand({...commands, directory});
      assert.equal((await run(checking, {file: 'content/trainings.yaml'})).code, 0);
      const path = await file('trainings.yaml', sample.replace("to: '2026-03-06'", "to: '2026-02-06'"));
      await assert.rejects(run(checking, {file: path}), {code: 'content/invalid'});
      await assert.rejects(run(checking, {file: join(folder, 'none.yaml')}), {code: 'document/unreadable'});
    });
  });
});
