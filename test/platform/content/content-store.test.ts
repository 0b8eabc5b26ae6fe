import assert from 'node:assert/strict';
import sinon from 'sinon';
import {Temporal} from '../../../src/kernel/time.ts';
import {CONTENT_TABLE, contentStore} from '../../../src/platform/content/content-store.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';

async function setUp() {
  const storage = memoryStorage();
  await storage.ensure([CONTENT_TABLE]);
  let made = 0;
  const announce = sinon.stub().resolves();
  const clock = {now: () => Temporal.Instant.from('2026-11-24T01:00:00Z'), monotonic: () => 0};
  const store = contentStore({storage, clock, announce, newId: () => `id-${(made += 1)}`});
  return {storage, store, announce};
}

describe('content in tables', () => {
  it('is new, the same, changed, and comes back as it was put', async () => {
    const {store} = await setUp();
    assert.equal(await store.get('hours'), undefined);
    assert.equal(await store.compare('hours', {from: '08:30'}), 'new');
    assert.equal(await store.put('hours', {from: '08:30'}), 'new');
    assert.equal(await store.put('hours', {from: '08:30'}), 'same');
    assert.equal(await store.compare('hours', {from: '09:00'}), 'changed');
    assert.equal(await store.put('hours', {from: '09:00'}), 'changed');
    assert.deepEqual((await store.get('hours'))?.value, {from: '09:00'});
  });

  it('keeps its generation while it stays the same', async () => {
    const {store} = await setUp();
    await store.put('hours', [1]);
    const before = await store.get('hours');
    await store.put('hours', [1]);
    assert.deepEqual(await store.get('hours'), before);
  });

  it('is told of again by a push that repeats one that was cut off before it told', async () => {
    const {store, announce} = await setUp();
    announce.onFirstCall().rejects(new Error('cut off'));
    await assert.rejects(store.put('hours', [1]), /cut off/);
    assert.equal(await store.put('hours', [1]), 'same');
    assert.equal(announce.callCount, 2);
  });

  it('of any length comes back whole, no character cut in two', async () => {
    const {storage, store} = await setUp();
    for (const shift of ['', 'x']) {
      const value = `${shift}${'😀'.repeat(40_000)}`;
      await store.put(`long${shift}`, value);
      assert.equal((await store.get(`long${shift}`))?.value, value);
    }
    for await (const {row} of storage.table(CONTENT_TABLE).list({from: '0', to: ':'})) {
      const text = String(row['json']);
      assert.ok(text.length <= 30_000);
      assert.doesNotMatch(text, /[\ud800-\udbff]$|^[\udc00-\udfff]/);
    }
  });
});
