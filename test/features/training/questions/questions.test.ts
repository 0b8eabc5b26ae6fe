import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {answersCommand} from '../../../../src/features/training/commands/answers.ts';
import {questions} from '../../../../src/features/training/questions/questions.ts';
import {answerBook} from '../../../../src/features/training/questions/store.ts';
import {redrawing} from '../../../../src/features/training/reminding/redrawing.ts';
import {TRAINING_TABLE} from '../../../../src/features/training/store/rows.ts';
import {cardProblems} from '../../../../src/platform/cards/check.ts';
import type {Speaker} from '../../../../src/platform/feature.ts';
import {visibleText} from '../../../support/bot.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const {signal} = new AbortController();
const text = (value: string) => ({ja: value, en: value});
const QUESTIONS = [
  {id: 'understood', kind: 'understood', text: text('理解できましたか')},
  {id: 'useful', kind: 'useful', text: text('役に立ちますか')},
  {id: 'free', kind: 'free', text: text('気づいたこと')},
];
const ROUND = '2026-02-09';

async function world(more: object = {}, count = 12) {
  const people = Array.from({length: count}, (_, i) =>
    member(String(i), {employment: i % 6 === 0 ? '派遣' : '正規', ageBand: '30代'}),
  );
  const found = await trainingWorld(people, trainings([{questions: QUESTIONS, ...more}]));
  await found.assign('2026-02-09T09:00');
  let n = 0;
  const answers = answerBook(found.storage, () => (n++ % 16) / 16);
  const asking = questions({...found.deps, answers, newId: () => 'op'});
  const register = redrawing(found.register, {
    ...{accountsOf: found.directory.accountsOf, outbox: found.deps.outbox},
    after: (person, written) => asking.after(person, written, found.state.now, signal),
  });
  const done = (person: string) =>
    register.change(person, {role: 'operator'}, () => ({
      entries: [
        {kind: 'completion', course: 'security', day: ROUND, channel: 'import', written: ROUND, source: 'x'},
      ],
    }));
  const speaker = (person: string): Speaker => ({
    ...{account: {tenant: 'tenant', objectId: person}, roles: ['staff'], language: 'ja'},
    ...{place: 'personal', now: found.state.now, signal},
  });
  const answer = async (person: string, inputs: Record<string, string>) => {
    const reply = await asking.answer(speaker(person), {course: 'security', round: ROUND, inputs});
    assert.ok(reply.kind === 'card');
    assert.deepEqual(cardProblems(reply.card), []);
    return visibleText(reply.card);
  };
  const command = answersCommand({...found.commands, answers});
  const asked = async () => (await found.waiting()).filter(({occasion}) => occasion.startsWith('questions|'));
  return {...found, answers, asking, done, answer, command, asked};
}

describe('questions after a training', () => {
  it('are asked in the person’s next working hours, once', async () => {
    const {done, asked, state} = await world();
    state.now = at('2026-02-09T18:00');
    await done('1');
    const [first, ...more] = await asked();
    assert.deepEqual([more, first?.person, first?.occasion], [[], '1', `questions|security|${ROUND}`]);
    assert.equal(first?.from.toString(), at('2026-02-10T09:30').toString());
  });

  it('are not asked of who has not finished, nor again of who has answered', async () => {
    const {done, answer, asking, answers} = await world();
    const account = {tenant: 'tenant', objectId: '1'};
    assert.match(await answer('1', {in_q0: '4'}), /終わっています/);
    await done('1');
    const card = await asking.render(`questions|security|${ROUND}`, account, 'ja', signal);
    assert.ok(typeof card === 'object');
    assert.match(visibleText(card.card), /よく理解できた[^]*理解できましたか/);
    assert.match(await answer('1', {in_q0: '9', in_q2: ' '}), /一つ以上/);
    assert.match(await answer('1', {in_q0: '4', in_q1: '0', in_q2: '長い'}), /ありがとうございました/);
    assert.match(await answer('1', {in_q0: '1'}), /受け付け済み/);
    assert.equal(await asking.render(`questions|security|${ROUND}`, account, 'ja', signal), undefined);
    const sums = await answers.read('security', ROUND);
    assert.deepEqual(
      [sums.answers, sums.all, sums.words],
      [1, {understood: {'4': 1}, useful: {'0': 1}}, {free: ['長い']}],
    );
  });

  it('come to sums by employment and age band, none below five, and words without names', async () => {
    const {done, answer, command, run} = await world();
    for (let i = 0; i < 12; i++) {
      await done(String(i));
      await answer(String(i), {
        in_q0: i % 2 === 0 ? '4' : '2',
        in_q1: '1',
        in_q2: i === 3 ? '=長かった' : '',
      });
    }
    const {out} = await run(command, {course: 'security'});
    assert.match(out, /^"全体","理解できましたか",6,0,6,0,"",12$/m);
    assert.match(out, /^"全体","役に立ちますか",12,/m);
    assert.match(out, /^"自由記述","気づいたこと","'=長かった"$/m);
    // Two of 派遣 are too few, and without the others' line they cannot be computed either.
    assert.doesNotMatch(out, /派遣|正規/);
    assert.doesNotMatch(out, /見本/);
  });

  it('show a group where all that is left out are five or more', async () => {
    const {done, answer, command, run} = await world({}, 36);
    for (let i = 0; i < 36; i++) {
      await done(String(i));
      await answer(String(i), {in_q0: '4'});
    }
    const {out} = await run(command, {course: 'security'});
    assert.match(out, /^"正規 30代","理解できましたか",30,/m);
    assert.match(out, /^"派遣 30代","理解できましたか",6,/m);
  });

  it('leave no row that leads from words to a person, and of an anonymous course no groups', async () => {
    const {done, answer, storage, answers} = await world({anonymous: true});
    await done('1');
    await answer('1', {in_q0: '4', in_q2: '秘密の意見'});
    assert.deepEqual((await answers.read('security', ROUND)).groups, {});
    for await (const {row} of storage.table(TRAINING_TABLE).list({})) {
      const written = JSON.stringify(row);
      if (written.includes('秘密の意見')) assert.doesNotMatch(written, /"1"|s\|1|tenant|op/);
      if (row.rk === 's|1') assert.doesNotMatch(written, /秘密|understood/);
    }
  });

  it('are written to a file of any encoding, and say so where nobody has answered', async () => {
    const {done, answer, command, run} = await world();
    const folder = await mkdtemp(join(tmpdir(), 'answers-'));
    try {
      assert.match((await run(command, {course: 'security'})).err, /Nobody has answered/);
      await done('1');
      await answer('1', {in_q2: '𠮷田'});
      const out = join(folder, 'a.csv');
      await writeFile(out, '');
      await assert.rejects(run(command, {course: 'security', out, encoding: 'shift_jis'}), {
        code: 'command/unmappable',
      });
      await assert.rejects(run(command, {course: 'none'}), {code: 'command/usage'});
      await assert.rejects(run(command, {course: 'security', round: '2020-01-01'}), {code: 'command/usage'});
    } finally {
      await rm(folder, {recursive: true});
    }
  });
});
