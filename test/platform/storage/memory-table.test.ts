import assert from 'node:assert/strict';
import {isCoded} from '../../../src/kernel/errors.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {storageContract} from './contract.ts';

describe('memory storage', () => {
  storageContract(memoryStorage);

  it('says that it is memory', () => {
    assert.equal(memoryStorage().kind, 'memory');
  });

  it('refuses a row that grows beyond the limit by merges', async () => {
    const storage = memoryStorage();
    await storage.ensure(['rows']);
    const table = storage.table('rows');
    const columns = (from: number): Record<string, number> =>
      Object.fromEntries(Array.from({length: 200}, (_, n) => [`c${from + n}`, n]));
    await table.put({...columns(0), pk: 'p', rk: 'r', v: 1});
    const more = {...columns(200), pk: 'p', rk: 'r', v: 1};
    const limit = (error: unknown): boolean => isCoded(error, 'storage/limit');
    await assert.rejects(table.put(more), limit);
    await assert.rejects(table.transact([{kind: 'put', row: more}]), limit);
  });
});
