import assert from 'node:assert/strict';
import fc from 'fast-check';
import {createLease, type Holding} from '../../../src/platform/scheduling/lease.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {SYSTEM_TABLE} from '../../../src/platform/storage/versions.ts';
import {testClock, type TestClock} from '../../support/clock.ts';

const TTL = 15_000;

async function setUp(): Promise<Storage> {
  const storage = memoryStorage();
  await storage.ensure([SYSTEM_TABLE]);
  return storage;
}

function instance(storage: Storage, holder: string, clock: TestClock = testClock()) {
  return {clock, lease: createLease(storage, {clock, holder, ttl: TTL})};
}

describe('the lease', () => {
  it('is taken by the first who asks, and by nobody else while it is renewed', async () => {
    const storage = await setUp();
    const [a, b] = [instance(storage, 'a'), instance(storage, 'b')];
    const holding = await a.lease.step();
    assert.equal(holding?.token, 1);
    for (let i = 0; i < 20; i++) {
      assert.equal(await b.lease.step(), undefined);
      for (const {clock} of [a, b]) clock.pass(a.lease.every);
      assert.equal(await a.lease.step(), holding);
      assert.equal(holding.mayStart(), true);
    }
  });

  it('goes to another when its row was seen unchanged for the whole time, by that one’s own clock', async () => {
    const storage = await setUp();
    const [a, b] = [instance(storage, 'a'), instance(storage, 'b')];
    await a.lease.step();
    // What the wall clocks say is of no account.
    b.clock.setWall('2030-01-01T00:00:00Z');
    assert.equal(await b.lease.step(), undefined);
    b.clock.pass(TTL - 1);
    assert.equal(await b.lease.step(), undefined);
    b.clock.pass(1);
    assert.equal((await b.lease.step())?.token, 2);
  });

  it('is not taken by one who was paused and has seen the row once', async () => {
    const storage = await setUp();
    const [a, b] = [instance(storage, 'a'), instance(storage, 'b')];
    await a.lease.step();
    await b.lease.step();
    await a.lease.step(); // renewed: another ETag
    b.clock.pass(60_000);
    assert.equal(await b.lease.step(), undefined);
  });

  it('starts nothing in its last fifth, and goes on once it is renewed', async () => {
    const {lease, clock} = instance(await setUp(), 'a');
    const holding = await lease.step();
    clock.pass(TTL - 3_000 - 1);
    assert.equal(holding?.mayStart(), true);
    clock.pass(1);
    assert.equal(holding.mayStart(), false);
    assert.equal(holding.signal.aborted, false);
    assert.equal(await lease.step(), holding);
    assert.equal(holding.mayStart(), true);
  });

  it('is lost to a holder who was paused, and its signal says so', async () => {
    const storage = await setUp();
    const [a, b] = [instance(storage, 'a'), instance(storage, 'b')];
    const first = await a.lease.step();
    await b.lease.step();
    b.clock.pass(TTL);
    const second = await b.lease.step();
    a.clock.pass(TTL + 1);
    assert.equal(first?.mayStart(), false);
    assert.equal(await a.lease.step(), undefined);
    assert.equal(first.signal.aborted, true);
    assert.equal(second?.mayStart(), true);
    assert.equal(await b.lease.step(), second);
  });

  it('is free at once when it was given up', async () => {
    const storage = await setUp();
    const [a, b] = [instance(storage, 'a'), instance(storage, 'b')];
    const first = await a.lease.step();
    await a.lease.release();
    assert.equal(first?.signal.aborted, true);
    assert.equal((await b.lease.step())?.token, 2);
  });

  it('lasts through an outage of the storage that is shorter than it, and no longer', async () => {
    const inner = await setUp();
    let down = false;
    const table = inner.table(SYSTEM_TABLE);
    const fail = () => Promise.reject(new Error('down'));
    const storage: Storage = {
      ...inner,
      table: () => ({
        ...table,
        get: (...given) => (down ? fail() : table.get(...given)),
        update: (...given) => (down ? fail() : table.update(...given)),
      }),
    };
    const {lease, clock} = instance(storage, 'a');
    const holding = await lease.step();
    down = true;
    clock.pass(5_000);
    await assert.rejects(lease.step());
    assert.equal(holding?.mayStart(), true);
    clock.pass(8_000);
    await assert.rejects(lease.step());
    assert.equal(holding.signal.aborted, true);
  });

  it('knows its own renewal again whose answer never came', async () => {
    const inner = await setUp();
    const table = inner.table(SYSTEM_TABLE);
    let lose = false;
    const storage: Storage = {
      ...inner,
      table: () => ({
        ...table,
        async update(...given) {
          const result = await table.update(...given);
          if (lose) throw new Error('the answer was lost');
          return result;
        },
      }),
    };
    const {lease} = instance(storage, 'a');
    const holding = await lease.step();
    lose = true;
    await assert.rejects(lease.step());
    lose = false;
    assert.equal(await lease.step(), holding);
    assert.equal(holding?.signal.aborted, false);
  });

  it('leaves a row of a newer version alone', async () => {
    const storage = await setUp();
    await storage.table(SYSTEM_TABLE).put({pk: 'leases', rk: 'work', v: 2, holder: '', token: 7});
    assert.equal(await instance(storage, 'a').lease.step(), undefined);
  });

  it('never lets two start at once, however clocks run, processes pause and steps come', async () => {
    const move = fc.record({
      who: fc.nat(2),
      // Each machine's clock goes its own way by up to a thousandth.
      pass: fc.nat(9_000),
      steps: fc.boolean(),
      pauses: fc.boolean(),
      releases: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(move, {maxLength: 60}), async (moves) => {
        const storage = await setUp();
        const all = ['a', 'b', 'c'].map((holder) => ({
          ...instance(storage, holder),
          held: new Set<Holding>(),
        }));
        let highest = 0;
        for (const {who, pass, steps, pauses, releases} of moves) {
          for (const {clock} of all) clock.pass(pass);
          const one = all[who]!;
          if (releases && !steps) await one.lease.release();
          else if (steps && !pauses) {
            const holding = await one.lease.step();
            if (holding !== undefined && !one.held.has(holding)) {
              assert.ok(holding.token > highest, 'tokens rise');
              highest = holding.token;
              one.held.add(holding);
            }
          }
          const able = all.flatMap(({held}) => [...held].filter((holding) => holding.mayStart()));
          assert.ok(able.length <= 1);
        }
      }),
      {numRuns: 200},
    );
  });
});
