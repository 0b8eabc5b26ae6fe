import assert from 'node:assert/strict';
import {trainingData} from '../../../src/features/training/personal-data.ts';
import {member, trainings} from './sample.ts';
import {trainingWorld} from './world.ts';

const {signal} = new AbortController();
const ACCOUNT = {tenant: 'tenant', objectId: '1'};
const COURSES = trainings([{id: 'security'}, {id: 'privacy', title: {ja: '個人情報研修', en: 'Privacy'}}]);

async function world() {
  const found = await trainingWorld([member('1'), member('2')], COURSES);
  await found.assign('2026-02-09T09:00');
  await found.completes('1', 'security', '2026-02-09', 'self');
  const nudges = {snoozed: {privacy: {until: '2026-02-10', overdueTimes: 0}}};
  await found.register.change('1', {role: 'self', person: '1'}, () => ({entries: [], nudges}));
  const data = trainingData({...found.deps, sessions: found.sessions, now: () => found.state.now});
  return {...found, data};
}

describe('what the register holds on a person', () => {
  it('is shown to them with how long it is kept, in their language', async () => {
    const {data} = await world();
    assert.deepEqual(await data.show(ACCOUNT, 'ja', signal), [
      {
        ...{label: '受講記録', value: '情報セキュリティ研修 2月9日(月)（本人の申告）'},
        kept: 'その年度と、そのあと5年度。本人が消すことはできません',
        stays: '研修を受けたことを示す記録なので、決められた年数は残します',
      },
      {
        ...{label: 'まだ受けていない研修', value: '個人情報研修（3月6日(金)まで）'},
        kept: '受講するか、期間が終わるまで',
        stays: '研修を受けたことを示す記録なので、決められた年数は残します',
      },
    ]);
    const [held] = await data.show(ACCOUNT, 'en', signal);
    assert.match(held?.value ?? '', /^情報セキュリティ研修 Mon 9 Feb \(your own word\)$/);
  });

  it('is nothing for an account that the list does not know', async () => {
    const {data} = await world();
    const stranger = {tenant: 'tenant', objectId: 'nobody'};
    assert.deepEqual(await data.show(stranger, 'ja', signal), []);
    assert.deepEqual(await data.export(stranger, signal), {entries: []});
    assert.equal(await data.erase(stranger, signal), 0);
  });

  it('can be taken along: all entries and what reminders go by', async () => {
    const {data} = await world();
    const all = (await data.export(ACCOUNT, signal)) as {entries: {kind: string}[]; reminders: object};
    assert.deepEqual(
      all.entries.map(({kind}) => kind),
      ['duty', 'duty', 'completion'],
    );
    assert.deepEqual(all.reminders, {snoozed: {privacy: {until: '2026-02-10', overdueTimes: 0}}});
  });

  it('stays when they erase what is theirs: the register is not; what they put off is', async () => {
    const {data, register} = await world();
    const press = {token: 't', request: []};
    await register.change('1', {role: 'self', person: '1'}, () => ({entries: []}), {press});
    assert.equal(await data.erase(ACCOUNT, signal), 2);
    assert.equal(await data.erase(ACCOUNT, signal), 0);
    assert.equal((await register.entriesOf('1')).length, 3);
    assert.deepEqual((await register.read('1')).nudges, {});
  });
});
