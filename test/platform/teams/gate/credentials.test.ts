import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {generate} from 'selfsigned';
import type {BotCredential, BotIdentity} from '../../../../src/platform/config/config.ts';
import {credentialsOf} from '../../../../src/platform/teams/gate/credentials.ts';

const ID = '11111111-2222-4333-8444-555555555555';

function identity(credential: BotCredential): BotIdentity {
  return {id: ID, tenant: ID, credential, tenants: [ID], guests: false, serviceHosts: [], fileHosts: []};
}

describe('credentialsOf', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  });
  after(() => rm(folder, {recursive: true}));

  for (const credential of [
    {kind: 'identity', clientId: '99999999-2222-4333-8444-555555555555'},
    {kind: 'secret', secret: 'x'},
  ] as const) {
    it(`speaks for this bot alone with ${credential.kind}`, async () => {
      const factory = credentialsOf(identity(credential));
      assert.equal(await factory.isValidAppId(ID), true);
      assert.equal(await factory.isValidAppId('99999999-2222-4333-8444-555555555555'), false);
      assert.ok(!(await factory.isAuthenticationDisabled()));
    });
  }

  it('reads a certificate with its key from one file, in either order', async () => {
    const {cert, private: key, fingerprint} = await generate([{name: 'commonName', value: 'shigotoba'}]);
    const path = join(folder, 'bot.pem');
    for (const pem of [`${cert}\n${key}`, `${key}\n${cert}`]) {
      await writeFile(path, pem);
      const factory = credentialsOf(identity({kind: 'certificate', path}));
      assert.equal(await factory.isValidAppId(ID), true);
      // What Entra finds the certificate by.
      const inside = JSON.stringify(factory);
      assert.ok(inside.includes(fingerprint.replaceAll(':', '').toUpperCase()), inside.slice(0, 200));
    }
  });

  it('says what the file should hold where it lacks a part, or holds two that do not belong together', async () => {
    const one = await generate([{name: 'commonName', value: 'one'}]);
    const two = await generate([{name: 'commonName', value: 'two'}]);
    for (const [name, pem] of [
      ['no-key.pem', one.cert],
      ['no-certificate.pem', one.private],
      ['mixed.pem', `${one.cert}\n${two.private}`],
      ['empty.pem', ''],
    ] as const) {
      const path = join(folder, name);
      await writeFile(path, pem);
      assert.throws(() => credentialsOf(identity({kind: 'certificate', path})), {
        code: 'config/invalid',
      });
    }
    assert.throws(() => credentialsOf(identity({kind: 'certificate', path: join(folder, 'nowhere.pem')})), {
      code: 'config/invalid',
    });
  });
});
