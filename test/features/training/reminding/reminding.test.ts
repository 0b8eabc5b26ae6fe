import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Temporal} from '../../../../src/kernel/time.ts';
import {remindCommand} from '../../../../src/features/training/commands/remind.ts';
import {trainingJobs} from '../../../../src/features/training/jobs.ts';
import {dayOfOccasion, digestOccasion} from '../../../../src/features/training/reminding/occasion.ts';
import {digestView} from '../../../../src/features/training/views/digest.ts';
import {temporaryFolder} from '../../../support/processes.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld, ZONE} from '../world.ts';

const {signal} = new AbortController();
const COURSES = trainings([
  {id: 'security'},
  {id: 'privacy', windows: [{from: '2026-02-02', to: '2026-03-02'}]},
]);
const NIGHT = {workingHours: {from: 1020, to: 1260}};

async function world() {
  const found = await trainingWorld([member('1'), member('2'), member('3', NIGHT)], COURSES);
  const [duties, reminders] = trainingJobs({
    ...found.deps,
    week: found.week,
    sessions: found.sessions,
    naming: found.naming,
  });
  assert.ok(duties && reminders);
  const morning = async (day: string) => {
    found.state.now = at(`${day}T06:30`);
    await duties.run(found.state.now, signal);
    await reminders.run(found.state.now, signal);
  };
  const command = remindCommand({
    ...found.commands,
    preview: ({key}, now) => {
      const day = now.toZonedDateTimeISO(ZONE).toPlainDate().toString();
      return digestView(found.register, found.state.trainings, key, day);
    },
  });
  return {...found, morning, reminders, command};
}

describe('the day’s reminders', () => {
  it('go into the outbox once for each person, at a time within the hours', async () => {
    const {morning, waiting, register} = await world();
    await morning('2026-02-09');
    await morning('2026-02-09');
    const all = await waiting();
    assert.deepEqual(
      all.map(({person, occasion}) => `${person} ${occasion}`),
      ['1 digest.2026-02-09', '2 digest.2026-02-09'],
    );
    for (const {from, to} of all) {
      const time = from.toZonedDateTimeISO(ZONE).toPlainTime().toString();
      assert.ok((time >= '09:30' && time < '11:45') || (time >= '13:00' && time < '16:30'), time);
      assert.match(to.toZonedDateTimeISO(ZONE).toPlainTime().toString(), /^(11:45|16:30):00$/);
    }
    assert.equal((await register.read('1')).nudges.toldOn, '2026-02-09');
  });

  it('leave out who has finished, and come with what is still open for the others', async () => {
    const {morning, waiting, completes, assign, register} = await world();
    await assign('2026-02-09T05:00');
    await completes('1', 'security', '2026-02-09');
    await completes('1', 'privacy', '2026-02-09');
    await completes('2', 'privacy', '2026-02-09', 'self');
    await morning('2026-02-09');
    assert.deepEqual(
      (await waiting()).map(({person}) => person),
      ['2'],
    );
    const view = await digestView(register, COURSES, '2', '2026-02-09');
    assert.deepEqual(
      view?.courses.map(({course, daysLeft}) => `${course.id} ${daysLeft}`),
      ['security 25'],
    );
    assert.equal(await digestView(register, COURSES, '1', '2026-02-09'), undefined);
  });

  it('wait for who is away, and come on their next working day', async () => {
    const {morning, waiting, state, register} = await world();
    state.away = new Set(['1']);
    await morning('2026-02-09');
    assert.deepEqual(
      (await waiting()).map(({person}) => person),
      ['2'],
    );
    state.away = new Set();
    await morning('2026-02-10');
    assert.deepEqual(
      (await waiting()).map(({person, occasion}) => `${person} ${occasion}`),
      ['1 digest.2026-02-10', '2 digest.2026-02-09'],
    );
    assert.deepEqual((await register.read('1')).nudges, {toldOn: '2026-02-10'});
    await morning('2026-02-12');
    assert.equal((await waiting()).length, 2);
  });

  it('do not begin at night', async () => {
    const {reminders, waiting, assign, state} = await world();
    await assign('2026-02-09T00:10');
    await reminders.run(state.now, signal);
    assert.deepEqual(await waiting(), []);
  });

  it('stop when a course is withdrawn', async () => {
    const {morning, waiting, state, register} = await world();
    await morning('2026-02-08');
    state.trainings = trainings([]);
    await morning('2026-02-09');
    assert.deepEqual(await waiting(), []);
    assert.equal(await digestView(register, state.trainings, '1', '2026-02-09'), undefined);
  });

  it('have one occasion a day', () => {
    assert.equal(dayOfOccasion(digestOccasion('2026-02-09')), '2026-02-09');
    assert.equal(dayOfOccasion('welcome'), undefined);
  });
});

describe('training remind', () => {
  it('shows who would be told, when and why, and who not: never because of what', async () => {
    const {assign, run, command, state} = await world();
    await assign('2026-02-09T09:00');
    state.away = new Set(['2']);
    const {code, out} = await run(command, {dryRun: true});
    assert.equal(code, 0);
    assert.match(
      out,
      /^01 {2}2026-02-09T\d\d:\d\d {2}情報セキュリティ研修、情報セキュリティ研修（開始 opening）$/m,
    );
    assert.match(out, /^02 {2}今日は送らない not today$/m);
    assert.match(out, /^03 {2}今日は送らない not today$/m);
    assert.match(out, /^03 {2}期限までに知らせられる時間がない .*情報セキュリティ研修$/m);
    assert.match(out, /送る to be told: 1、今日は送らない not today: 2、知らせられない cannot be told: 1$/);
    assert.doesNotMatch(out, /leave|休暇|away/);
  });

  it('does nothing until the counts are confirmed, then writes into the outbox and sends at once', async () => {
    const {assign, run, command, waiting} = await world();
    await assign('2026-02-09T09:00');
    const refused = await run(command, {asOf: '2026-02-09T10:00'});
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^2人に送ります/);
    assert.deepEqual(await waiting(), []);
    const done = await run(command, {asOf: '2026-02-09T10:00', yes: true});
    assert.match(done.out, /enqueued: 2$/);
    const now = at('2026-02-09T09:00');
    for (const {from, to} of await waiting()) {
      assert.equal(from.toString(), now.toString());
      assert.ok(Temporal.Instant.compare(to, now.add({minutes: 30})) > 0);
    }
    const again = await run(command, {asOf: '2026-02-09T10:00', yes: true});
    assert.match(again.out, /enqueued: 0$/);
  });

  it('sends at once what is judged as of a day that is past', async () => {
    const {assign, run, command, waiting, state} = await world();
    await assign('2026-02-09T09:00');
    state.now = at('2026-02-14T20:00');
    await run(command, {asOf: '2026-02-09T10:00', yes: true});
    assert.deepEqual(
      (await waiting()).map(({occasion, from, to}) => [
        occasion,
        from.equals(state.now),
        to.since(state.now).total('minutes') >= 30,
      ]),
      Array(2).fill(['digest.2026-02-09', true, true]),
    );
  });

  it('goes to a pilot group alone, and names who of it is not on the list', async () => {
    const {assign, run, command, waiting} = await world();
    await assign('2026-02-09T09:00');
    const folder = await temporaryFolder();
    try {
      const pilot = join(folder.path, 'pilot.txt');
      await writeFile(pilot, '\ufeff02\r\n\r\n');
      await run(command, {pilot, yes: true});
      assert.deepEqual(
        (await waiting()).map(({person}) => person),
        ['2'],
      );
      await writeFile(pilot, '02\n1\n');
      await assert.rejects(run(command, {pilot, yes: true}), (error: {message: string}) =>
        /\b1\b/.test(JSON.stringify(error)),
      );
      assert.equal((await waiting()).length, 1);
    } finally {
      await folder.remove();
    }
  });

  it('asks whoever sits at the terminal, and does nothing on a no', async () => {
    const {assign, run, command, waiting, state} = await world();
    await assign('2026-02-09T09:00');
    state.answer = false;
    assert.equal((await run(command, {})).code, 1);
    assert.deepEqual(await waiting(), []);
    state.answer = true;
    assert.match((await run(command, {})).out, /enqueued: 2$/);
  });

  it('leaves whoever is not to stand in the list out of lines, counts and previews, and reminds them', async () => {
    const {assign, run, command, directory, waiting} = await world();
    const [first, ...others] = directory.all();
    if (first === undefined) throw new Error('nobody');
    directory.replace([{...first, unlisted: true}, ...others]);
    await assign('2026-02-09T09:00');
    const {out} = await run(command, {dryRun: true});
    assert.doesNotMatch(out, /^01 /m);
    assert.match(out, /送る to be told: 1、/);
    await assert.rejects(run(command, {preview: '01'}), {code: 'command/usage'});
    assert.match((await run(command, {yes: true})).out, /enqueued: 1$/);
    assert.deepEqual(
      (await waiting()).map(({person}) => person),
      ['1', '2'],
    );
  });

  it('shows what a person would get', async () => {
    const {assign, run, command} = await world();
    await assign('2026-02-09T09:00');
    const {out} = await run(command, {preview: '01', json: true});
    const shown = JSON.parse(out) as {courses: {course: {id: string}; due: string}[]};
    assert.deepEqual(
      shown.courses.map(({course, due}) => `${course.id} ${due}`),
      ['privacy 2026-03-02', 'security 2026-03-06'],
    );
    await assert.rejects(run(command, {preview: '99'}), {code: 'command/usage'});
  });
});
