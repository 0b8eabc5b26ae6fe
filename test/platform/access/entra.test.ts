import assert from 'node:assert/strict';
import {userInfo} from 'node:os';
import {actorOf} from '../../../src/platform/access/entra.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function credential(claims: unknown) {
  const token = `${encode({alg: 'RS256'})}.${encode(claims)}.signature`;
  return {getToken: () => Promise.resolve({token, expiresOnTimestamp: 0})};
}

describe('actorOf', () => {
  it('is whoever the storage’s token was made for', async () => {
    assert.deepEqual(await actorOf(credential({tid: 'AAAA', oid: 'BBBB', upn: 'x@example.jp'})), {
      kind: 'account',
      account: {tenant: 'aaaa', objectId: 'bbbb'},
    });
  });

  it('is nobody where the token names nobody', async () => {
    await assert.rejects(actorOf(credential({appid: 'x'})));
  });

  it('is the machine’s user where the storage has a key', async () => {
    assert.deepEqual(await actorOf(undefined), {kind: 'system', user: userInfo().username});
  });
});
