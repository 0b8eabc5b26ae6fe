import assert from 'node:assert/strict';
import {mayAct} from '../../../src/platform/access/actor.ts';
import {rolesFrom} from '../../../src/platform/access/roles.ts';

const given = {operator: ['aaaa'], auditor: ['aaaa', 'bbbb']};

describe('rolesFrom', () => {
  const rolesOf = rolesFrom(given, 'home', ({objectId}) => objectId === 'cccc');

  it('gives everybody staff, and what the settings say, whatever the letters’ case', () => {
    assert.deepEqual(rolesOf({tenant: 'HOME', objectId: 'AAAA'}), ['staff', 'operator', 'auditor']);
    assert.deepEqual(rolesOf({tenant: 'home', objectId: 'bbbb'}), ['staff', 'auditor']);
    assert.deepEqual(rolesOf({tenant: 'home', objectId: 'dddd'}), ['staff']);
  });

  it('gives nothing to the same id of another tenant', () => {
    assert.deepEqual(rolesOf({tenant: 'away', objectId: 'aaaa'}), ['staff']);
  });

  it('takes heads from the staff list', () => {
    assert.deepEqual(rolesOf({tenant: 'home', objectId: 'cccc'}), ['staff', 'head']);
  });
});

describe('who runs a command', () => {
  const rolesOf = rolesFrom(given, 'home', () => false);

  it('may do what their role says, where they are signed in', () => {
    const actor = (objectId: string) => ({kind: 'account', account: {tenant: 'home', objectId}}) as const;
    assert.equal(mayAct(actor('aaaa'), 'operator', rolesOf), true);
    assert.equal(mayAct(actor('bbbb'), 'operator', rolesOf), false);
  });

  it('may do all on a machine that holds the storage itself', () => {
    assert.equal(mayAct({kind: 'system', user: 'root'}, 'operator', rolesOf), true);
  });
});
