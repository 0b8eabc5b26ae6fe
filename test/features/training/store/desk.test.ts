import assert from 'node:assert/strict';
import {standsIn} from '../../../../src/features/training/register/record.ts';
import {trainingDesk} from '../../../../src/features/training/store/desk.ts';
import {openCourses} from '../../../../src/features/training/views/mine.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const COURSES = trainings([{id: 'security'}, {id: 'survey', kind: 'survey', proof: 'self'}]);

async function world() {
  const found = await trainingWorld([member('1'), member('2')], COURSES);
  await found.assign('2026-02-09T09:00');
  const desk = trainingDesk(found.deps);
  let tokens = 0;
  const press = (course: string, person = '1', token = `t${tokens++}`) => ({
    person,
    course,
    round: '2026-02-09',
    token,
  });
  const open = async (day: string, person = '1') =>
    openCourses(await found.register.read(person), found.state.trainings, day)
      .filter(({rests}) => rests === undefined)
      .map(({course}) => course.id);
  return {...found, desk, press, open};
}

/** `done 2026-02-10`, or why not. */
function told(answer: {kind: string; why?: string; until?: string}): string {
  return [answer.kind, answer.why ?? answer.until ?? ''].join(' ').trim();
}

describe('「受講済みにする」', () => {
  it('rests what an import must prove, and ends what the person’s word proves', async () => {
    const {desk, press, register, state} = await world();
    for (const course of ['security', 'survey'])
      assert.equal(told(await desk.report(press(course), state.now)), 'done');
    const {record} = await register.read('1');
    assert.deepEqual(
      record.rounds.map((round) => standsIn(record, round, '2026-02-09').kind),
      ['self-reported', 'done'],
    );
    assert.equal(told(await desk.report(press('survey'), state.now)), 'refused done');
  });

  it('is done once for each card, and answered alike when it comes again', async () => {
    const {desk, press, register, state} = await world();
    const card = press('security');
    const all = await Promise.all([1, 2, 3].map(() => desk.report(card, state.now)));
    assert.deepEqual(all.map(told), ['done', 'done', 'done']);
    assert.equal((await register.entriesOf('1')).filter(({kind}) => kind === 'completion').length, 1);
    assert.equal(told(await desk.putOff({...card, course: 'survey'}, state.now)), 'refused spent');
  });

  it('is refused for what is not theirs, was withdrawn, or is no course', async () => {
    const {desk, press, state, directory, assign} = await world();
    directory.replace([member('1'), member('2', {absences: [{kind: '病休', from: '2026-02-10'}]})]);
    await assign('2026-02-10T09:00');
    assert.equal(told(await desk.report(press('security', '2'), state.now)), 'refused not-theirs');
    assert.equal(told(await desk.report(press('security', 'stranger'), state.now)), 'refused not-theirs');
    assert.equal(told(await desk.report(press('nothing'), state.now)), 'refused not-theirs');
  });
});

describe('「明日もう一度」 on a card', () => {
  it('takes the course off the digest until the next working day', async () => {
    const {desk, press, open, state} = await world();
    const card = press('security');
    assert.equal(told(await desk.putOff(card, state.now)), 'done 2026-02-10');
    assert.equal(told(await desk.putOff(card, at('2026-02-09T17:00'))), 'done 2026-02-10');
    assert.deepEqual(await open('2026-02-09'), ['survey']);
    assert.deepEqual(await open('2026-02-10'), ['security', 'survey']);
    assert.equal(told(await desk.putOff(press('security'), at('2026-03-06T10:00'))), 'refused due');
  });

  it('counts what was put off after the due day for each round by itself', async () => {
    const {desk, press, state, assign} = await world();
    for (const day of ['09', '10', '11'])
      assert.match(told(await desk.putOff(press('security'), at(`2026-03-${day}T10:00`))), /^done/);
    assert.equal(told(await desk.putOff(press('security'), at('2026-03-12T10:00'))), 'refused often');
    const windows = ['2026', '2027'].map((year) => ({from: `${year}-02-09`, to: `${year}-03-05`}));
    state.trainings = trainings([{id: 'security', windows}]);
    await assign('2027-02-09T09:00');
    const next = {...press('security'), round: '2027-02-09'};
    assert.equal(told(await desk.putOff(next, at('2027-03-08T10:00'))), 'done 2027-03-09');
  });
});

describe('「対象外だと思う」', () => {
  it('rests the course for five working days, or until somebody has ruled', async () => {
    const {desk, press, open, register, state} = await world();
    assert.equal(told(await desk.object(press('security'), state.now)), 'done 2026-02-17');
    assert.deepEqual(await open('2026-02-17'), ['survey']);
    assert.deepEqual(await open('2026-02-18'), ['security', 'survey']);
    const by = {exempt: false, reason: '対象のまま', by: '2'};
    assert.equal(told(await desk.rule(press('security'), by, at('2026-02-10T10:00'))), 'done');
    assert.deepEqual(await open('2026-02-10'), ['security', 'survey']);
    const entries = await register.entriesOf('1');
    assert.deepEqual(
      entries.slice(-2).map(({kind, by: who}) => `${kind} ${who.role}`),
      ['objection self', 'ruling course-section'],
    );
  });

  it('can end with being exempt, with reason and section as of the day', async () => {
    const {desk, press, register, directory, state, open} = await world();
    directory.replace([member('1', {main: {section: '020', sectionName: '税務課'}}), member('2')]);
    const ruling = {exempt: true, reason: '同じ内容', by: '2'};
    // Nobody has asked for it.
    assert.equal(told(await desk.rule(press('security'), ruling, state.now)), 'refused settled');
    await desk.object(press('security'), state.now);
    await desk.rule(press('security'), ruling, state.now);
    assert.equal(told(await desk.rule(press('security'), ruling, state.now)), 'refused settled');
    assert.deepEqual(await open('2026-02-20'), ['survey']);
    const last = (await register.entriesOf('1')).at(-1);
    assert.ok(last?.kind === 'ruling');
    assert.deepEqual(
      [last.placed.sectionName, last.placed.list, last.reason],
      ['税務課', 'list-2', '同じ内容'],
    );
  });

  it('rests it no longer where it is said again before anybody has ruled', async () => {
    const {desk, press, register, state} = await world();
    await desk.object(press('security'), state.now);
    assert.equal(told(await desk.object(press('security'), at('2026-02-13T10:00'))), 'done 2026-02-17');
    const said = (await register.entriesOf('1')).filter(({kind}) => kind === 'objection');
    assert.equal(said.length, 1);
  });

  it('is answered once: after a ruling that it stays it rests no more, unless the person has moved', async () => {
    const {desk, press, state, open, directory, assign} = await world();
    await desk.object(press('security'), state.now);
    const stays = {exempt: false, reason: '', by: '2'};
    await desk.rule(press('security'), stays, state.now);
    assert.equal(told(await desk.object(press('security'), state.now)), 'refused ruled');
    assert.deepEqual(await open('2026-02-10'), ['security', 'survey']);
    directory.replace([member('1', {main: {section: '020', sectionName: '税務課'}}), member('2')]);
    await assign('2026-02-10T09:00');
    assert.match(told(await desk.object(press('security'), state.now)), /^done/);
  });

  it('that was followed by another is ruled on by the card of the later one alone', async () => {
    const {desk, press, state} = await world();
    await desk.object(press('security'), state.now);
    await desk.object(press('security'), at('2026-02-18T10:00'));
    const ruling = {exempt: true, reason: 'x', by: '2'};
    const on = (until: string) => desk.rule(press('security'), {...ruling, until}, state.now);
    assert.equal(told(await on('2026-02-17')), 'refused settled');
    assert.equal(told(await on('2026-02-26')), 'done');
  });

  it('is not asked about what is done', async () => {
    const {desk, press, completes, state} = await world();
    await completes('1', 'security', '2026-02-09');
    assert.equal(told(await desk.object(press('security'), state.now)), 'refused done');
    const ruling = {exempt: true, reason: 'x', by: '2'};
    assert.equal(told(await desk.rule(press('security'), ruling, state.now)), 'refused done');
  });
});
