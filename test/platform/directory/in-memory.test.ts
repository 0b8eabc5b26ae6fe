import assert from 'node:assert/strict';
import {directoryOf} from '../../../src/platform/directory/in-memory.ts';
import {accountOf, member, posting, sampleDirectory, SAMPLE_STAFF} from '../../support/staff.ts';

describe('the staff list in memory', () => {
  it('finds a person by key and by account, and the accounts of a person', () => {
    const directory = sampleDirectory();
    const [first] = SAMPLE_STAFF;
    assert.equal(directory.known(), true);
    assert.equal(directory.all().length, SAMPLE_STAFF.length);
    assert.equal(directory.person(first?.key ?? ''), first);
    assert.equal(directory.memberOf(accountOf('000101')), first);
    assert.deepEqual(directory.accountsOf(first?.key ?? ''), [accountOf('000101')]);
  });

  it('knows nobody by the same object id in another tenant, nor anybody before a list was taken in', () => {
    const other = {...accountOf('000101'), tenant: 'another'};
    assert.equal(sampleDirectory().memberOf(other), undefined);
    const empty = directoryOf({members: [], links: [], version: undefined});
    assert.equal(empty.known(), false);
    assert.equal(empty.memberOf(accountOf('000101')), undefined);
    assert.deepEqual(empty.accountsOf('p-000101'), []);
  });

  it('names the sections of further posts as well, where the list has no sections of its own', () => {
    const one = member({
      number: '7',
      name: '例 一',
      reading: 'レイ ハジメ',
      main: posting('2010'),
      further: [posting('1020')],
    });
    const directory = directoryOf({members: [one], links: [], version: '1'});
    assert.deepEqual(directory.sections(), [
      {code: '1020', name: '財政課'},
      {code: '2010', name: '区民課'},
    ]);
  });
});
