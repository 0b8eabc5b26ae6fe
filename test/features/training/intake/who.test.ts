import assert from 'node:assert/strict';
import {whoIn} from '../../../../src/features/training/intake/who.ts';
import type {Holder} from '../../../../src/platform/directory/staff.ts';
import {member} from '../sample.ts';

describe('whoIn', () => {
  const HOLDERS: readonly Holder[] = [
    {kind: 'number', value: '00123', person: 'former', from: '2025-04-01', to: '2026-03-31'},
    {kind: 'number', value: '00123', person: 'later', from: '2026-04-01'},
    {kind: 'number', value: '00200', person: 'later', from: '2025-04-01', to: '2026-03-31'},
    {kind: 'mail', value: 'sato@example.lg.jp', person: 'former', from: '2025-04-01', to: '2026-03-31'},
    {kind: 'number', value: '00300', person: 'old', from: '2026-11-01'},
    {kind: 'number', value: '00400', person: 'new', from: '2026-11-01'},
  ];
  const people = new Map([
    ['later', member('later')],
    ['old', member('old', {from: '2001-04-01'})],
    ['new', member('new', {from: '2026-11-01'})],
  ]);
  const who = whoIn({holders: () => HOLDERS, person: (key) => people.get(key)});

  it('finds who had a number on the day, also somebody who has left since', () => {
    assert.equal(who({number: '00123'}, '2026-03-31'), 'former');
    assert.equal(who({number: '00123'}, '2026-04-01'), 'later');
    assert.equal(who({number: '００１２３'}, '2026-05-01'), 'later');
    assert.equal(who({mail: 'Sato@example.lg.jp'}, '2026-02-01'), 'former');
    assert.equal(who({mail: 'sato@example.lg.jp'}, '2026-05-01'), undefined);
  });

  it('knows a number whose zeros a spreadsheet took off, and guesses between no two', () => {
    assert.equal(who({number: '123'}, '2026-04-01'), 'later');
    assert.equal(who({number: '123'}, '2026-03-31'), 'former');
    assert.equal(who({number: '0123'}, '2026-04-01'), undefined);
    const two: readonly Holder[] = [
      {kind: 'number', value: '0123', person: 'old', from: '2025-04-01'},
      {kind: 'number', value: '00123', person: 'later', from: '2025-04-01'},
    ];
    const unsure = whoIn({holders: () => two, person: (key) => people.get(key)});
    assert.equal(unsure({number: '123'}, '2026-04-01'), undefined);
    assert.equal(unsure({number: '0123'}, '2026-04-01'), 'old');
  });

  it('finds nobody where number and address are two people’s', () => {
    assert.equal(who({number: '00200', mail: 'sato@example.lg.jp'}, '2026-02-01'), undefined);
    assert.equal(who({number: '00123', mail: 'sato@example.lg.jp'}, '2026-02-01'), 'former');
  });

  it('takes who was employed before the first list to have had it since, and nobody else', () => {
    assert.equal(who({number: '00300'}, '2026-02-01'), 'old');
    assert.equal(who({number: '00300'}, '2000-02-01'), undefined);
    assert.equal(who({number: '00400'}, '2026-02-01'), undefined);
  });
});
