import assert from 'node:assert/strict';
import {inspect} from 'node:util';
import {isCoded} from '../../../src/kernel/errors.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {connectTables} from '../../../src/platform/storage/azure-table.ts';
import type {Operation, Row, Storage, Table} from '../../../src/platform/storage/table.ts';
import {startAzurite} from '../../support/azurite.ts';
import {startLossyProxy, type Fault, type LossyProxy} from '../../support/lossy-proxy.ts';
import {storageContract} from './contract.ts';

describe('Azure storage', () => {
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  let proxy: LossyProxy;
  let direct: Storage;
  let table: Table; // by way of the proxy
  let own: Table; // beside it
  let tests = 0;
  let pk = '';

  // As in production, but a hanging request is left sooner.
  const policy = {budget: 2000, attempt: 250, firstPause: 5, longestPause: 20};

  before(async () => {
    azurite = await startAzurite();
    proxy = await startLossyProxy(azurite.port);
    direct = connectTables(azurite.connectionString, {clock: systemClock});
    await direct.ensure(['lossy']);
    own = direct.table('lossy');
    const storage = connectTables(proxy.through(azurite.connectionString), {clock: systemClock, policy});
    table = storage.table('lossy');
  });
  after(async () => {
    await proxy.stop();
    await azurite.stop();
  });
  beforeEach(() => {
    tests += 1;
    pk = `p${tests}`;
    proxy.seen.length = 0;
  });

  storageContract(() => direct);

  const row = (rk: string, n = 1): Row => ({pk, rk, v: 1, n});
  const lost: readonly Fault[] = ['drop-answer', 'cut-answer', 'late-503', 'hang'];

  it('says what stands behind it', () => {
    const {clock, key} = {clock: systemClock, key: 'a2V5'};
    assert.equal(direct.kind, 'azurite');
    const cloud = `DefaultEndpointsProtocol=https;AccountName=city;AccountKey=${key};EndpointSuffix=core.windows.net`;
    assert.equal(connectTables(cloud, {clock}).kind, 'azure');
    assert.equal(connectTables('UseDevelopmentStorage=true', {clock}).kind, 'azurite');
  });

  it('does not quote a connection string that it cannot read', () => {
    assert.throws(
      () => connectTables('AccountName=city;AccountKey=geheim', {clock: systemClock}),
      (error: unknown) => isCoded(error, 'storage/unreachable') && !inspect(error).includes('geheim'),
    );
  });

  for (const fault of lost) {
    describe(`an answer lost by ${fault}`, () => {
      it('leaves an insert inserted, with its tag', async () => {
        proxy.fail(fault);
        const result = await table.insert(row('a'));
        assert.deepEqual(result, {kind: 'inserted', etag: (await own.get(pk, 'a'))?.etag});
        assert.deepEqual(proxy.seen, ['POST', 'POST', 'GET']);
        assert.deepEqual((await own.get(pk, 'a'))?.row, row('a'));
      });

      it('leaves an update updated, with its tag', async () => {
        await own.insert(row('a'));
        proxy.fail(fault);
        const result = await table.update(row('a', 2), (await own.get(pk, 'a'))!.etag);
        assert.deepEqual(result, {kind: 'updated', etag: (await own.get(pk, 'a'))?.etag});
        assert.equal((await own.get(pk, 'a'))?.row['n'], 2);
      });

      it('leaves a delete deleted', async () => {
        await own.insert(row('a'));
        proxy.fail(fault);
        const {etag} = (await own.get(pk, 'a'))!;
        assert.deepEqual(await table.delete(pk, 'a', etag), {kind: 'deleted'});
        assert.equal(await own.get(pk, 'a'), undefined);
      });

      it('leaves a put put', async () => {
        proxy.fail(fault);
        await table.put(row('a', 3));
        assert.equal((await own.get(pk, 'a'))?.row['n'], 3);
      });

      it('leaves a transaction done', async () => {
        await own.insert(row('old'));
        const {etag} = (await own.get(pk, 'old'))!;
        proxy.fail(fault);
        const result = await table.transact([
          {kind: 'update', row: row('old', 2), etag},
          {kind: 'insert', row: row('new')},
        ]);
        assert.equal(result.kind, 'done');
        assert.equal((await own.get(pk, 'old'))?.row['n'], 2);
      });

      it('leaves a transaction of deletes done', async () => {
        await own.insert(row('a'));
        await own.insert(row('b'));
        proxy.fail(fault);
        const operations: Operation[] = ['a', 'b'].map((rk) => ({kind: 'delete', pk, rk}));
        assert.equal((await table.transact(operations)).kind, 'done');
      });

      it('is asked for again by a read', async () => {
        await own.insert(row('a'));
        proxy.fail(fault);
        assert.deepEqual((await table.get(pk, 'a'))?.row, row('a'));
        proxy.fail(fault);
        assert.equal((await table.page({pk}, 5)).rows.length, 1);
      });
    });
  }

  describe('somebody else, while an answer is lost', () => {
    it('who inserted first is not taken for us', async () => {
      await own.insert(row('a', 7));
      proxy.fail('late-503');
      assert.deepEqual(await table.insert(row('a')), {kind: 'exists'});
      proxy.fail('refuse-503', undefined);
      assert.deepEqual(await table.insert(row('a')), {kind: 'exists'});
      assert.equal((await own.get(pk, 'a'))?.row['n'], 7);
    });

    it('who changed our fresh row leaves it ours, under a tag that is old', async () => {
      proxy.fail('drop-answer', () => own.put(row('a', 9)));
      const result = await table.insert(row('a'));
      const etag = result.kind === 'inserted' ? result.etag : assert.fail('not ours');
      assert.deepEqual(await table.update(row('a', 2), etag), {kind: 'changed'});
      assert.equal((await own.get(pk, 'a'))?.row['n'], 9);
    });

    it('who changed the row first is not taken for us', async () => {
      await own.insert(row('a'));
      const {etag} = (await own.get(pk, 'a'))!;
      await own.put(row('a', 7));
      proxy.fail('drop-answer');
      assert.deepEqual(await table.update(row('a', 2), etag), {kind: 'changed'});
      proxy.fail('drop-answer');
      assert.deepEqual(await table.delete(pk, 'a', etag), {kind: 'changed'});
    });

    it('who has a row of the transaction makes it clash', async () => {
      await own.insert(row('taken', 7));
      proxy.fail('drop-answer');
      const operations: Operation[] = ['a', 'b', 'taken'].map((rk) => ({kind: 'insert', row: row(rk)}));
      assert.deepEqual(await table.transact(operations), {kind: 'clash', index: 2});
      assert.equal(await own.get(pk, 'a'), undefined);
    });

    it('who changed one row of our transaction does not hide that it was done', async () => {
      proxy.fail('drop-answer', () => own.put(row('b', 9)));
      const operations: Operation[] = ['a', 'b'].map((rk) => ({kind: 'put', row: row(rk)}));
      operations.push({kind: 'insert', row: row('c')});
      assert.equal((await table.transact(operations)).kind, 'done');
      assert.equal((await own.get(pk, 'b'))?.row['n'], 9);
    });

    it('who keeps a row that a transaction of deletes names makes it clash', async () => {
      await own.insert(row('b'));
      proxy.fail('drop-answer');
      const operations: Operation[] = ['a', 'b'].map((rk) => ({kind: 'delete', pk, rk}));
      assert.deepEqual(await table.transact(operations), {kind: 'clash', index: 0});
    });
  });

  it('reads back again where the read-back is lost too', async () => {
    for (const fault of ['drop-answer', 'drop-answer', 'late-503', 'cut-answer'] as const) proxy.fail(fault);
    assert.equal((await table.insert(row('a'))).kind, 'inserted');
  });

  it('tries again what never arrived', async () => {
    proxy.fail('drop-request');
    proxy.fail('refuse-503');
    assert.equal((await table.insert(row('a'))).kind, 'inserted');
    assert.deepEqual(proxy.seen, ['POST', 'POST', 'POST']);
  });

  it('gives up after its budget, naming neither key nor row nor signature', async () => {
    const short = {...policy, budget: 120};
    const connection = proxy.through(azurite.connectionString);
    const storage = connectTables(connection, {clock: systemClock, policy: short, random: () => 0.5});
    const secret = {pk, rk: 'a', v: 1, text: 'geheim'};
    for (let n = 0; n < 40; n += 1) proxy.fail('refuse-503');
    const thrown = await storage
      .table('lossy')
      .put(secret)
      .catch((error: unknown) => error);
    proxy.clear();
    assert.ok(isCoded(thrown, 'storage/unreachable'));
    const {reason, ...rest} = thrown.details;
    assert.deepEqual(rest, {operation: 'put', table: 'lossy'});
    // On a slow machine the budget ends in the middle of a try.
    assert.match(String(reason), /^(503 unknown|AbortError)$/);
    assert.doesNotMatch(inspect(thrown, {depth: 9, showHidden: true}), /geheim|SharedKey|AccountKey/);
    assert.ok(proxy.seen.length > 2);
  });

  it('is unreachable where nobody listens', async () => {
    const closed = await startLossyProxy(azurite.port);
    const connection = closed.through(azurite.connectionString);
    await closed.stop();
    const storage = connectTables(connection, {clock: systemClock, policy: {...policy, budget: 60}});
    await assert.rejects(
      storage.ping(),
      (error: unknown) => isCoded(error, 'storage/unreachable') && error.details['reason'] === 'ECONNREFUSED',
    );
  });

  it('does not try again what is wrong in itself', async () => {
    const connection = proxy.through(azurite.connectionString).replace(/AccountKey=[^;]+/, 'AccountKey=a2V5');
    const storage = connectTables(connection, {clock: systemClock, policy});
    await assert.rejects(
      storage.table('lossy').get(pk, 'a'),
      (error: unknown) =>
        isCoded(error, 'storage/unreachable') && String(error.details['reason']).startsWith('403 '),
    );
    assert.equal(proxy.seen.length, 1);
  });

  describe('a signal that ends on the way', () => {
    const calls: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
      get: (signal) => table.get(pk, 'a', {signal}),
      insert: (signal) => table.insert(row('a'), {signal}),
      update: (signal) => table.update(row('a'), '*', {signal}),
      put: (signal) => table.put(row('a'), {signal}),
      delete: (signal) => table.delete(pk, 'a', '*', {signal}),
      transact: (signal) => table.transact([{kind: 'insert', row: row('a')}], {signal}),
      page: (signal) => table.page({pk}, 1, undefined, {signal}),
    };
    for (const [name, call] of Object.entries(calls)) {
      it(`ends ${name} with its reason and without another try`, async () => {
        const controller = new AbortController();
        const reason = new Error('too late');
        proxy.fail('hang', () => {
          controller.abort(reason);
          return Promise.resolve();
        });
        await assert.rejects(call(controller.signal), (error) => error === reason);
        assert.equal(proxy.seen.length, 1);
      });
    }
  });
});
