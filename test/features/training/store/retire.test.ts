import assert from 'node:assert/strict';
import {keptFrom} from '../../../../src/features/training/register/retiring.ts';
import {COUNTS_TABLE, retire} from '../../../../src/features/training/store/retire.ts';
import {TRAINING_TABLE} from '../../../../src/features/training/store/rows.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const YEARS = trainings(
  [
    {
      windows: [
        {from: '2026-02-09', to: '2026-03-06'},
        {from: '2027-02-09', to: '2027-03-06'},
      ],
    },
  ],
  {keepYears: 1},
);

async function world() {
  const found = await trainingWorld([member('1'), member('2')], YEARS);
  await found.assign('2026-02-09T09:00');
  await found.completes('1', 'security', '2026-02-09');
  found.state.now = at('2026-03-10T09:00');
  await found.completes('2', 'security', '2026-03-10');
  await found.assign('2027-02-09T09:00');
  await found.completes('1', 'security', '2027-02-09');
  const deps = {...found.deps, settings: () => found.state.trainings.settings};
  const days = async (person: string) =>
    (await found.register.entriesOf(person)).map(
      (entry) => `${entry.kind} ${'round' in entry ? entry.round : ''}`,
    );
  return {...found, days, retire: (local: string) => retire(deps, at(local))};
}

describe('the years of the register', () => {
  it('are whole fiscal years before the present one', () => {
    assert.equal(keptFrom('2027-03-31', 1, 4), '2025-04-01');
    assert.equal(keptFrom('2027-04-01', 1, 4), '2026-04-01');
    assert.equal(keptFrom('2026-11-24', 5, 4), '2021-04-01');
  });

  it('become counts without persons when they are over', async () => {
    const {retire: run, days, storage} = await world();
    assert.equal(await run('2027-03-31T09:00'), 0);
    assert.equal(await run('2027-04-01T09:00'), 4);
    assert.deepEqual(await days('1'), ['duty 2027-02-09', 'completion ']);
    assert.deepEqual(await days('2'), ['duty 2027-02-09']);
    const counted = await storage.table(COUNTS_TABLE).get('2026-02', 'training|2026-02-09|security');
    const [{figures, sectionName} = {figures: {}, sectionName: ''}] = JSON.parse(
      String(counted?.row['counts']),
    ) as {
      sectionName: string;
      figures: Record<string, number>;
    }[];
    assert.deepEqual(
      [sectionName, figures['required'], figures['done'], figures['late']],
      ['総務課', 2, 2, 1],
    );
    assert.doesNotMatch(JSON.stringify(counted), /person|見本/);
    assert.equal(await run('2027-04-02T09:00'), 0);
  });

  it('keep what still counts for a round that is kept', async () => {
    const long = trainings(
      [
        {
          validity: {days: 700},
          windows: [
            {from: '2026-02-09', to: '2026-03-06'},
            {from: '2027-12-01', to: '2027-12-24'},
          ],
        },
      ],
      {keepYears: 1},
    );
    const {assign, completes, deps, register, state} = await trainingWorld([member('1')], long);
    await assign('2026-02-09T09:00');
    await completes('1', 'security', '2026-02-09');
    await assign('2027-12-01T09:00');
    const kinds = async () => (await register.entriesOf('1')).map(({kind}) => kind);
    assert.deepEqual(await kinds(), ['duty', 'completion', 'duty']);
    await retire({...deps, settings: () => state.trainings.settings}, at('2028-01-10T09:00'));
    // The round of February 2026 is counted and gone; its completion carries the one of December 2027.
    assert.deepEqual(await kinds(), ['completion', 'duty']);
  });

  it('are counted once, also where deleting was cut short', async () => {
    const {retire: run, storage, deps, state} = await world();
    const cut = {
      ...storage,
      table: (name: string) => {
        const table = storage.table(name);
        return name === TRAINING_TABLE ? {...table, transact: () => Promise.reject(new Error('cut'))} : table;
      },
    };
    await assert.rejects(
      retire({...deps, storage: cut, settings: () => state.trainings.settings}, at('2027-04-01T09:00')),
    );
    const before = await storage.table(COUNTS_TABLE).get('2026-02', 'training|2026-02-09|security');
    assert.ok(before);
    assert.equal(await run('2027-04-01T09:00'), 4);
    const after = await storage.table(COUNTS_TABLE).get('2026-02', 'training|2026-02-09|security');
    assert.equal(after?.etag, before.etag);
  });

  it('take the summary along of who has left and has nothing left', async () => {
    const {retire: run, register, directory, assign} = await world();
    directory.replace([member('1')]);
    await assign('2027-02-10T09:00');
    await run('2028-04-01T09:00');
    await run('2028-04-01T10:00');
    assert.equal((await register.read('2')).etag, undefined);
    assert.ok((await register.read('1')).etag);
  });

  it('leave traces of presses for forty days', async () => {
    const {retire: run, register, storage, state} = await world();
    state.now = at('2027-02-10T09:00');
    const press = {token: 't', request: []};
    await register.change('1', {role: 'self', person: '1'}, () => ({entries: []}), {press});
    const traces = async () => {
      let count = 0;
      for await (const {row} of storage.table(TRAINING_TABLE).list({})) if (row.rk.startsWith('o|')) count++;
      return count;
    };
    await run('2027-03-20T09:00');
    assert.equal(await traces(), 1);
    await run('2027-03-24T09:00');
    assert.equal(await traces(), 0);
  });
});
