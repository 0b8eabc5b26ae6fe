import assert from 'node:assert/strict';
import {randomBytes, randomUUID} from 'node:crypto';
import {Temporal} from '../../../src/kernel/time.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {FILES_TABLE, fileStore, LARGEST_FILE} from '../../../src/platform/files/file-store.ts';
import {connectTables} from '../../../src/platform/storage/azure-table.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {startAzurite} from '../../support/azurite.ts';

const ann = {tenant: 't', objectId: 'ann'};
const ben = {tenant: 't', objectId: 'ben'};
const HOUR = 3_600_000;

async function rowsOf(storage: Storage): Promise<number> {
  let rows = 0;
  for await (const _ of storage.table(FILES_TABLE).list({})) rows++;
  return rows;
}

async function world(storage: Storage = memoryStorage()) {
  await storage.ensure([FILES_TABLE]);
  const state = {now: Temporal.Instant.from('2026-11-24T01:00:00Z')};
  const clock = {now: () => state.now, monotonic: () => 0};
  const open = () => fileStore(storage, clock, randomUUID);
  return {
    storage,
    ...{store: open(), other: open()},
    later: (ms: number) => (state.now = state.now.add({milliseconds: ms})),
    purge: (store = open()) => store.jobs[0]!.run(state.now, new AbortController().signal),
    keeps: (bytes: Uint8Array, owner = ann, name = 'a.csv') =>
      open().put(owner, {use: 'offer', name, bytes}, HOUR),
  };
}

describe('files on their way', () => {
  it('are handed out whole by another instance, to whom they are for', async () => {
    const {keeps, other} = await world();
    const bytes = new Uint8Array(randomBytes(64 * 1024 * 8 * 2 + 77));
    const id = await keeps(bytes, ann, '報告.csv');
    const begun = await other.begin(ann, id, HOUR);
    assert.ok(begun.kind === 'begun');
    assert.deepEqual([begun.file.name, begun.file.size], ['報告.csv', bytes.length]);
    assert.ok(Buffer.from(begun.bytes).equals(bytes));
  });

  it('are nothing to anybody else, whatever they know', async () => {
    const {keeps, store} = await world();
    const id = await keeps(new Uint8Array([1]));
    assert.equal((await store.begin(ben, id, HOUR)).kind, 'absent');
    await store.remove(ben, id);
    for (const strange of ['', `../${id}`, 'h|x', 'x'.repeat(600), `${id}|0000`])
      assert.equal((await store.begin(ann, strange, HOUR)).kind, 'absent', strange);
    assert.equal((await store.begin(ann, id, HOUR)).kind, 'begun');
  });

  it('are begun by one of several presses', async () => {
    const {keeps, store, other} = await world();
    const id = await keeps(new Uint8Array([1]));
    const all = await Promise.all([store, other, store, other].map((each) => each.begin(ann, id, HOUR)));
    assert.deepEqual(all.map(({kind}) => kind).sort(), ['begun', 'busy', 'busy', 'busy']);
  });

  it('may be begun again when given back, and when whoever had them has died', async () => {
    const {keeps, store, later} = await world();
    const id = await keeps(new Uint8Array([1]));
    await store.begin(ann, id, 1_000);
    await store.giveBack(ann, id);
    assert.equal((await store.begin(ann, id, 1_000)).kind, 'begun');
    assert.equal((await store.begin(ann, id, 1_000)).kind, 'busy');
    later(1_000);
    assert.equal((await store.begin(ann, id, 1_000)).kind, 'begun');
  });

  it('leave only what came of them when they are done', async () => {
    const {keeps, store, storage} = await world();
    const id = await keeps(new Uint8Array(200_000));
    await store.begin(ann, id, HOUR);
    await store.finish(ann, id, 'sent');
    const again = await store.begin(ann, id, HOUR);
    assert.ok(again.kind === 'done' && again.outcome === 'sent');
    assert.equal(await rowsOf(storage), 1);
    assert.deepEqual(await store.of(ann), []);
  });

  it('expire, and the purge leaves nothing', async () => {
    const {keeps, store, later, purge, storage} = await world();
    const id = await keeps(new Uint8Array(600_000));
    await keeps(new Uint8Array(10), ben);
    later(HOUR - 1);
    await purge();
    assert.equal((await store.of(ann)).length, 1);
    later(1);
    assert.equal((await store.begin(ann, id, HOUR)).kind, 'absent');
    await purge();
    assert.equal(await rowsOf(storage), 0);
  });

  it('that were never written whole are not handed out, and go as well', async () => {
    const {storage, store, later, purge} = await world();
    const broken: Storage = {
      ...storage,
      table: (name) => {
        const table = storage.table(name);
        return {
          ...table,
          // Died before the second piece.
          put: (row, options) =>
            row.rk.endsWith('0001') ? Promise.reject(new Error('killed')) : table.put(row, options),
        };
      },
    };
    const dying = fileStore(
      broken,
      {now: () => Temporal.Instant.from('2026-11-24T01:00:00Z'), monotonic: () => 0},
      () => 'half-written',
    );
    await assert.rejects(dying.put(ann, {use: 'offer', name: 'a', bytes: new Uint8Array(600_000)}, HOUR));
    assert.equal((await store.begin(ann, 'half-written', HOUR)).kind, 'absent');
    later(HOUR);
    await purge();
    assert.equal(await rowsOf(storage), 0);
  });

  it('of one person are few: the oldest makes room', async () => {
    const {keeps, store, later} = await world();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      ids.push(await keeps(new Uint8Array([i])));
      later(1_000);
    }
    const there = (await store.of(ann)).map(({id}) => id);
    assert.deepEqual(there.sort(), ids.slice(2).sort());
  });

  it('are shown to their owner and deleted for them alone', async () => {
    const {keeps, store} = await world();
    await keeps(new Uint8Array([1]), ann, 'mine.csv');
    await keeps(new Uint8Array([1]), ben);
    assert.deepEqual(
      (await store.of(ann)).map(({name}) => name),
      ['mine.csv'],
    );
    assert.equal(await store.erase(ann), 1);
    assert.deepEqual([(await store.of(ann)).length, (await store.of(ben)).length], [0, 1]);
  });

  it('are not larger than can be kept', async () => {
    const {keeps} = await world();
    await assert.rejects(keeps(new Uint8Array(LARGEST_FILE + 1)), RangeError);
  });

  describe('in real tables', () => {
    let azurite: Awaited<ReturnType<typeof startAzurite>>;
    before(async () => {
      azurite = await startAzurite();
    });
    after(() => azurite.stop());

    it('come out as they went in, at the largest size', async () => {
      const storage = connectTables(azurite.connectionString, {clock: systemClock});
      const {keeps, store, purge, later} = await world(storage);
      const bytes = new Uint8Array(randomBytes(LARGEST_FILE));
      const id = await keeps(bytes);
      const begun = await store.begin(ann, id, HOUR);
      assert.ok(begun.kind === 'begun' && Buffer.from(begun.bytes).equals(bytes));
      later(HOUR);
      await purge();
      assert.equal(await rowsOf(storage), 0);
      await storage.close();
    }).timeout(30_000);
  });
});
