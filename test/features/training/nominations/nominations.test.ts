import assert from 'node:assert/strict';
import type {Speaker} from '../../../../src/platform/feature.ts';
import {cardProblems} from '../../../../src/platform/cards/check.ts';
import {visibleText} from '../../../support/bot.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const {signal} = new AbortController();
const TAXES = {section: '020', sectionName: '税務課'};
const COURSE = {id: 'error', kind: 'classroom', proof: 'roster', audience: {}, nominate: {perSection: 1}};
const NAMED = {course: 'error', round: '2026-02-09', section: '010'};

describe('one of each section', () => {
  async function world() {
    const people = [
      member('1', {flags: ['manager']}),
      ...[member('2'), member('3', {unlisted: true})],
      member('4', {flags: ['manager'], main: TAXES}),
      member('5', {main: TAXES}),
    ];
    const found = await trainingWorld(people, trainings([COURSE]));
    await found.assign('2026-02-09T09:00');
    const speaker = (person: string): Speaker => ({
      ...{account: {tenant: 'tenant', objectId: person}, roles: ['staff', 'head'], language: 'ja'},
      ...{place: 'personal', now: found.state.now, signal},
    });
    const presses = async (person: string, chosen: readonly string[], named = NAMED) => {
      const reply = await found.naming.nominate(speaker(person), named, chosen);
      assert.ok(reply.kind === 'card');
      assert.deepEqual(cardProblems(reply.card), []);
      return visibleText(reply.card);
    };
    const told = async () => (await found.waiting()).map(({person, occasion}) => `${person} ${occasion}`);
    const remind = (local: string) => found.naming.remind(at(local), signal);
    const duties = async (person: string) =>
      (await found.register.read(person)).record.rounds.map(
        ({status, duty}) => `${status} ${duty?.why ?? ''}`,
      );
    return {...found, presses, told, remind, duties, speaker};
  }

  it('is asked of the head on the days of the plan, until somebody is named', async () => {
    const {remind, told, presses} = await world();
    await remind('2026-02-09T06:30');
    await remind('2026-02-09T07:30');
    assert.deepEqual(await told(), [
      '1 nominate|error|2026-02-09|010|2026-02-09',
      '4 nominate|error|2026-02-09|020|2026-02-09',
    ]);
    await remind('2026-02-10T06:30');
    assert.equal((await told()).length, 2);
    assert.match(await presses('1', ['2']), /見本 2 さんに決めました/);
    // A week before its end.
    await remind('2026-02-27T06:30');
    assert.deepEqual(
      (await told()).filter((each) => each.endsWith('2026-02-27')),
      ['4 nominate|error|2026-02-09|020|2026-02-27'],
    );
  });

  it('gives the duty to who was named, and takes it from who was named before', async () => {
    const {presses, assign, duties} = await world();
    assert.deepEqual(await duties('2'), []);
    await presses('1', ['2']);
    await assign('2026-02-09T09:05');
    assert.deepEqual(await duties('2'), ['asked nominated']);
    await presses('1', ['1']);
    await assign('2026-02-09T09:10');
    assert.deepEqual(await duties('2'), ['out ']);
    assert.deepEqual(await duties('1'), ['asked nominated']);
  });

  it('is chosen by the head of the section alone, among its people, and no more than are asked for', async () => {
    const {presses, assign, duties} = await world();
    assert.match(await presses('4', ['2']), /この課の所属長だけ/);
    assert.match(await presses('2', ['2']), /この課の所属長だけ/);
    assert.match(await presses('1', ['5']), /課の職員から選んでください/);
    assert.match(await presses('1', []), /課の職員から選んでください/);
    assert.match(await presses('1', ['1', '2']), /1人まで選べます/);
    assert.match(
      await presses('1', ['2'], {...NAMED, round: '2020-01-01', course: 'gone'}),
      /時期ではありません/,
    );
    await assign('2026-02-09T09:05');
    assert.deepEqual(await duties('2'), []);
    // Whoever is not to stand in the list stands in none.
    assert.doesNotMatch(await presses('1', ['2']), /見本 3/);
  });

  it('is asked of nobody once another head has named somebody', async () => {
    const {naming, presses, state} = await world();
    const account = {tenant: 'tenant', objectId: '1'};
    const occasion = 'nominate|error|2026-02-09|010|2026-02-09';
    assert.equal(await naming.render('digest.2026-02-09', account, state.now, 'ja', false, signal), 'other');
    const card = await naming.render(occasion, account, state.now, 'ja', false, signal);
    assert.ok(typeof card === 'object');
    assert.match(visibleText(card.card), /研修を受ける人を選んでください[^]*総務課[^]*3月6日/);
    await presses('1', ['2']);
    assert.equal(await naming.render(occasion, account, state.now, 'ja', false, signal), undefined);
  });
});
