import assert from 'node:assert/strict';
import {systemClock} from '../../../src/platform/clock.ts';
import {firstContact} from '../../../src/platform/directory/first-contact.ts';
import {directoryOf, type Link} from '../../../src/platform/directory/in-memory.ts';
import {accountOf, member, posting, SAMPLE_TENANT} from '../../support/staff.ts';

const {signal} = new AbortController();
const one = member({number: '1', name: '見本 一郎', reading: 'ミホン イチロウ', main: posting('1010')});

describe('a first contact', () => {
  const meets = (links: readonly Link[], kept: Link[], tenant = SAMPLE_TENANT) =>
    firstContact({
      directory: directoryOf({members: [one], links, version: 'v'}),
      store: {
        bind: () => Promise.resolve('bound'),
        refuse: (link) => Promise.resolve(void kept.push(link)),
      },
      bound: () => undefined,
      clock: systemClock,
      tenant,
    });

  it('is refused where the list itself names another object id', async () => {
    const kept: Link[] = [];
    const meet = meets([{account: accountOf('2'), person: one.key}], kept);
    assert.equal(await meet(accountOf('1'), {upn: one.upn}, signal), 'refused');
    assert.deepEqual(kept, [{account: accountOf('1'), person: one.key}]);
  });

  it('does not go by a mail address that another tenant names', async () => {
    const meet = meets([], [], 'own-tenant');
    assert.equal(await meet(accountOf('1'), {mail: one.mail}, signal), 'stranger');
    assert.equal(await meet(accountOf('1'), {upn: one.upn}, signal), 'bound');
  });
});
