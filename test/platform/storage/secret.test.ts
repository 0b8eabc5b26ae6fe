import assert from 'node:assert/strict';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {storedSecret} from '../../../src/platform/storage/secret.ts';
import {SYSTEM_TABLE} from '../../../src/platform/storage/versions.ts';

describe('the secret of a storage', () => {
  const opened = async () => {
    const storage = memoryStorage();
    await storage.ensure([SYSTEM_TABLE]);
    return storage;
  };

  it('is the same for all instances, also those that begin at once', async () => {
    const storage = await opened();
    const all = await Promise.all([1, 2, 3].map(() => storedSecret(storage, 'test')()));
    all.push(await storedSecret(storage, 'test')());
    const hex = all.map((secret) => Buffer.from(secret).toString('hex'));
    assert.equal(new Set(hex).size, 1);
    assert.match(hex[0] ?? '', /^[0-9a-f]{64}$/);
  });

  it('is another for another end and for another storage', async () => {
    const [one, other] = [await opened(), await opened()];
    const all = [storedSecret(one, 'a'), storedSecret(one, 'b'), storedSecret(other, 'a')];
    const hex = await Promise.all(all.map(async (secret) => Buffer.from(await secret()).toString('hex')));
    assert.equal(new Set(hex).size, 3);
  });

  it('is read once', async () => {
    const storage = await opened();
    const secret = storedSecret(storage, 'test');
    const first = await secret();
    await storage.drop(SYSTEM_TABLE);
    assert.equal(await secret(), first);
  });

  it('is refused where its row holds none', async () => {
    const storage = await opened();
    await storage.table(SYSTEM_TABLE).put({pk: 'secrets', rk: 'test', v: 1, secret: new Uint8Array(0)});
    await assert.rejects(storedSecret(storage, 'test')(), /holds no key/);
  });
});
