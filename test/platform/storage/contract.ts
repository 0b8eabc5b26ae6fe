import assert from 'node:assert/strict';
import fc from 'fast-check';
import {isCoded} from '../../../src/kernel/errors.ts';
import {
  keyPrefix,
  type Row,
  type Storage,
  type Stored,
  type Table,
} from '../../../src/platform/storage/table.ts';

/** What is expected of every driver. Each test works in a partition of its own. */
export function storageContract(open: () => Storage): void {
  let storage: Storage;
  let table: Table;
  let pk = '';
  let tests = 0;

  before(async () => {
    storage = open();
    await storage.ensure(['contract']);
    table = storage.table('contract');
  });
  beforeEach(() => {
    tests += 1;
    pk = `p${tests}`;
  });

  const row = (rk: string, cells: Record<string, string | number> = {}): Row => ({...cells, pk, rk, v: 1});
  const insert = async (rk: string, cells: Record<string, string | number> = {}): Promise<string> => {
    const result = await table.insert(row(rk, cells));
    return result.kind === 'inserted' ? result.etag : assert.fail(`${rk} is there already`);
  };
  const collect = async (rows: AsyncIterable<Stored>): Promise<string[]> => {
    const keys: string[] = [];
    for await (const stored of rows) keys.push(stored.row.rk);
    return keys;
  };

  describe('single rows', () => {
    it('returns nothing for a row that is not there', async () => {
      assert.equal(await table.get(pk, 'a'), undefined);
    });

    it('inserts once and says that a second one exists', async () => {
      const etag = await insert('a', {n: 1});
      assert.deepEqual(await table.insert(row('a', {n: 2})), {kind: 'exists'});
      assert.deepEqual(await table.get(pk, 'a'), {row: row('a', {n: 1}), etag});
    });

    it('merges an update, so that columns that are not named live on', async () => {
      const etag = await insert('a', {kept: 'x', n: 1});
      const result = await table.update({pk, rk: 'a', v: 2, n: 2, more: undefined}, etag);
      const found = (await table.get(pk, 'a'))!;
      assert.deepEqual(found.row, {pk, rk: 'a', v: 2, kept: 'x', n: 2});
      assert.deepEqual(result, {kind: 'updated', etag: found.etag});
      assert.notEqual(found.etag, etag);
    });

    it('refuses an update whose tag is old, and one of a row that is not there', async () => {
      const etag = await insert('a');
      await table.update(row('a', {n: 2}), etag);
      assert.deepEqual(await table.update(row('a', {n: 3}), etag), {kind: 'changed'});
      assert.equal((await table.get(pk, 'a'))?.row['n'], 2);
      assert.deepEqual(await table.update(row('b'), etag), {kind: 'absent'});
      assert.deepEqual(await table.update(row('b'), '*'), {kind: 'absent'});
    });

    it('updates whatever is there under the tag *', async () => {
      await insert('a');
      assert.equal((await table.update(row('a', {n: 2}), '*')).kind, 'updated');
    });

    it('puts a row that is missing and merges into one that is there', async () => {
      await table.put(row('a', {n: 1, kept: 'x'}));
      await table.put(row('a', {n: 2}));
      assert.deepEqual((await table.get(pk, 'a'))?.row, row('a', {n: 2, kept: 'x'}));
    });

    it('deletes under the right tag only', async () => {
      const etag = await insert('a');
      await table.put(row('a', {n: 2}));
      assert.deepEqual(await table.delete(pk, 'a', etag), {kind: 'changed'});
      assert.deepEqual(await table.delete(pk, 'a', (await table.get(pk, 'a'))!.etag), {kind: 'deleted'});
      assert.deepEqual(await table.delete(pk, 'a', '*'), {kind: 'absent'});
      assert.equal(await table.get(pk, 'a'), undefined);
    });

    it('lets one of many simultaneous inserts through', async () => {
      const results = await Promise.all(Array.from({length: 20}, (_, n) => table.insert(row('a', {n}))));
      assert.equal(results.filter(({kind}) => kind === 'inserted').length, 1);
      const winner = results.findIndex(({kind}) => kind === 'inserted');
      assert.equal((await table.get(pk, 'a'))?.row['n'], winner);
    });

    it('lets one of many simultaneous updates through', async () => {
      const etag = await insert('a');
      const results = await Promise.all(
        Array.from({length: 20}, (_, n) => table.update(row('a', {n}), etag)),
      );
      assert.equal(results.filter(({kind}) => kind === 'updated').length, 1);
    });

    it('shares no memory with the caller', async () => {
      const bytes = new Uint8Array([1, 2]);
      await table.insert({pk, rk: 'a', v: 1, bytes});
      bytes[0] = 9;
      const first = (await table.get(pk, 'a'))?.row['bytes'] as Uint8Array;
      assert.deepEqual(first, new Uint8Array([1, 2]));
      first[0] = 9;
      assert.deepEqual((await table.get(pk, 'a'))?.row['bytes'], new Uint8Array([1, 2]));
    });

    it('keeps long Japanese text whole, however it is written', async () => {
      for (const length of [10_000, 20_001, 32_768]) {
        const text = '庁'.repeat(length);
        const texts = {text, more: `a${text.slice(1)}`, third: text};
        const row = {...texts, pk, v: 1};
        await table.insert({...row, rk: `${length}`});
        await table.put({...row, rk: `${length}-put`});
        await table.update({...row, rk: `${length}-put`}, '*');
        await table.transact([{kind: 'insert', row: {...row, rk: `${length}-transaction`}}]);
      }
      let rows = 0;
      for await (const {row} of table.list({pk})) {
        rows += 1;
        assert.ok(row['text'] === row['third'] && /^庁+$/.test(String(row['text'])), row.rk);
        assert.ok(/^a庁+$/.test(String(row['more'])), row.rk);
        assert.equal(String(row['more']).length, Number.parseInt(row.rk, 10));
      }
      assert.equal(rows, 9);
    });

    it('takes a column of another type than before', async () => {
      await table.put({pk, rk: 'a', v: 1, x: new Uint8Array([1]), y: 0.5, z: 'text'});
      await table.put({pk, rk: 'a', v: 1, x: 'text', y: 1, z: new Uint8Array([2])});
      const expected = {pk, rk: 'a', v: 1, x: 'text', y: 1, z: new Uint8Array([2])};
      assert.deepEqual((await table.get(pk, 'a'))?.row, expected);
    });

    it('gives back any row as it was written', async () => {
      const cell = fc.oneof(
        fc.string({unit: 'binary', maxLength: 40}),
        fc.constantFrom('', "it's", '\r\n--changeset_1--\r\n', 'HTTP/1.1 500', '{"a":1}', '令和8年 ｱｲｳ 𠮷'),
        fc.boolean(),
        fc.integer(),
        fc.maxSafeInteger(),
        fc.double({noNaN: true, noDefaultInfinity: true}).map((n) => n + 0),
        fc.constantFrom(2 ** 31, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) - 1, 2 ** 40, 0.1, 1e21, 5e-324),
        fc.uint8Array({maxLength: 40}),
      );
      const name = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,20}$/);
      const key = fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9._~=|-]{1,40}$/),
        fc.constantFrom('', ' ', "a'b", 'a%41', '所在', '𠮷', 'a&b', '(x)'),
      );
      const cells = fc.dictionary(name, cell, {maxKeys: 8, noNullPrototype: true});
      let n = 0;
      await fc.assert(
        fc.asyncProperty(key, cells, cells, async (rk, first, second) => {
          n += 1;
          const written = {...first, pk: `${pk}-${n}`, rk, v: 1};
          const {pk: _pk, rk: _rk, v: _v, ...later} = second;
          assert.equal((await table.insert(written)).kind, 'inserted');
          assert.deepEqual((await table.get(written.pk, rk))?.row, written);
          const update = {...later, pk: written.pk, rk, v: 2};
          const done = await table.transact([{kind: 'update', row: update, etag: '*'}]);
          assert.equal(done.kind, 'done');
          const {rows} = await table.page({pk: written.pk}, 10);
          assert.deepEqual(
            rows.map((stored) => stored.row),
            [{...written, ...update}],
          );
        }),
        {numRuns: 60},
      );
    });
  });

  describe('transactions', () => {
    it('writes all of its operations', async () => {
      const etag = await insert('changed', {kept: 'x'});
      await insert('gone');
      const result = await table.transact([
        {kind: 'insert', row: row('new')},
        {kind: 'update', row: row('changed', {n: 2}), etag},
        {kind: 'put', row: row('put', {n: 3})},
        {kind: 'delete', pk, rk: 'gone'},
      ]);
      assert.equal(result.kind, 'done');
      assert.deepEqual(await collect(table.list({pk})), ['changed', 'new', 'put']);
      assert.deepEqual((await table.get(pk, 'changed'))?.row, row('changed', {n: 2, kept: 'x'}));
    });

    it('says the tags of the rows as they are now', async () => {
      const etag = await insert('changed');
      await insert('gone');
      const result = await table.transact([
        {kind: 'delete', pk, rk: 'gone'},
        {kind: 'update', row: row('changed', {n: 2}), etag},
        {kind: 'insert', row: row('new')},
        {kind: 'put', row: row('put')},
      ]);
      const [gone, ...rest] = result.kind === 'done' ? (result.etags ?? []) : [];
      assert.equal(gone, undefined);
      const now = await Promise.all(['changed', 'new', 'put'].map((rk) => table.get(pk, rk)));
      assert.deepEqual(
        rest,
        now.map((stored) => stored?.etag),
      );
      assert.equal(rest.length, 3);
    });

    it('writes nothing where one operation clashes, and says which', async () => {
      const etag = await insert('here');
      await table.put(row('here', {n: 2}));
      for (const clashing of [
        {kind: 'insert', row: row('here')},
        {kind: 'update', row: row('here'), etag},
        {kind: 'update', row: row('absent'), etag: '*'},
        {kind: 'delete', pk, rk: 'absent'},
      ] as const) {
        const result = await table.transact([
          {kind: 'insert', row: row('new')},
          {kind: 'put', row: row('put')},
          clashing,
          {kind: 'insert', row: row('newer')},
        ]);
        assert.deepEqual(result, {kind: 'clash', index: 2}, clashing.kind);
        assert.deepEqual(await collect(table.list({pk})), ['here']);
      }
    });

    it('lets one of many simultaneous transactions through', async () => {
      const results = await Promise.all(
        Array.from({length: 20}, (_, n) =>
          table.transact([
            {kind: 'put', row: row(`mine-${n}`)},
            {kind: 'insert', row: row('slot', {n})},
          ]),
        ),
      );
      assert.equal(results.filter(({kind}) => kind === 'done').length, 1);
      assert.equal((await collect(table.list({pk}))).length, 2);
    });

    it('takes a hundred operations', async () => {
      const rks = Array.from({length: 100}, (_, n) => `r${String(n).padStart(3, '0')}`);
      await table.transact(rks.map((rk) => ({kind: 'insert', row: row(rk)})));
      assert.deepEqual(await collect(table.list({pk})), rks);
    });
  });

  describe('queries', () => {
    const keys = ['B|1', 'a|1', 'b|1', 'b|2', 'b|~', 'b}', 'ba', 'あ', '𠮷', '～'];

    it('lists a partition in the order of code units', async () => {
      for (const rk of [...keys].reverse()) await insert(rk);
      assert.deepEqual(await collect(table.list({pk})), [...keys].sort());
    });

    it('lists the rows whose keys have a prefix', async () => {
      for (const rk of keys) await insert(rk);
      assert.deepEqual(await collect(table.list({pk, ...keyPrefix('b')})), ['b|1', 'b|2', 'b|~']);
    });

    it('takes the lower bound in and leaves the upper one out', async () => {
      for (const rk of ['a', 'b', 'c']) await insert(rk);
      assert.deepEqual(await collect(table.list({pk, from: 'a', to: 'c'})), ['a', 'b']);
      assert.deepEqual(await collect(table.list({pk, from: 'c'})), ['c']);
    });

    it('goes through all partitions in order', async () => {
      for (const part of ['z', 'x', 'y']) await table.insert({pk: `${pk}-${part}`, rk: 'only-here', v: 1});
      const found: string[] = [];
      for await (const stored of table.list({from: 'only-here', to: 'only-hero'})) found.push(stored.row.pk);
      assert.deepEqual(found, [`${pk}-x`, `${pk}-y`, `${pk}-z`]);
    });

    it('brings only the columns that were asked for', async () => {
      await table.insert({pk, rk: 'a', v: 3, wanted: 'x', unwanted: 'y'});
      const {rows} = await table.page({pk, columns: ['wanted', 'missing']}, 10);
      assert.deepEqual(rows[0]?.row, {pk, rk: 'a', v: 3, wanted: 'x'});
      assert.equal(rows[0].etag, (await table.get(pk, 'a'))?.etag);
    });

    it('goes on from page to page', async () => {
      for (const rk of ['a', 'b', 'c', 'd', 'e']) await insert(rk);
      const pages: string[][] = [];
      let next: string | undefined;
      do {
        const page = await table.page({pk}, 2, next);
        pages.push(page.rows.map((stored) => stored.row.rk));
        next = page.next;
      } while (next !== undefined);
      assert.deepEqual(pages, [['a', 'b'], ['c', 'd'], ['e']]);
    });

    it('lists more rows than a page holds', async () => {
      const rks = Array.from({length: 1200}, (_, n) => `r${String(n).padStart(4, '0')}`);
      for (let n = 0; n < rks.length; n += 100) {
        const part = rks.slice(n, n + 100);
        await table.transact(part.map((rk) => ({kind: 'insert', row: row(rk)})));
      }
      assert.deepEqual(await collect(table.list({pk})), rks);
      assert.equal((await table.page({pk}, 5000)).rows.length, 1000);
    });
  });

  describe('tables', () => {
    it('makes the tables that are missing, leaves the others, and drops', async () => {
      await storage.ensure(['contractB', 'contractA']);
      await storage.table('contractA').insert(row('a'));
      await storage.ensure(['contractA']);
      assert.ok(await storage.table('contractA').get(pk, 'a'));
      const ours = async (): Promise<string[]> =>
        (await storage.names()).filter((name) => /^contract[AB]$/.test(name));
      assert.deepEqual(await ours(), ['contractA', 'contractB']);
      await storage.drop('contractA');
      await storage.drop('contractA');
      assert.deepEqual(await ours(), ['contractB']);
      await storage.ensure(['contractA']);
      assert.equal(await storage.table('contractA').get(pk, 'a'), undefined);
    });

    it('does not take a table that is missing for one without rows', async () => {
      const missing = storage.table('missing');
      const failure = (error: unknown): boolean => isCoded(error, 'storage/unreachable');
      await assert.rejects(missing.get('p', 'r'), failure);
      await assert.rejects(missing.insert(row('a')), failure);
      await assert.rejects(missing.update(row('a'), '*'), failure);
      await assert.rejects(missing.delete('p', 'r', '*'), failure);
      await assert.rejects(missing.transact([{kind: 'insert', row: row('a')}]), failure);
      await assert.rejects(missing.page({}, 1), failure);
    });

    it('answers', async () => {
      await storage.ping();
    });
  });

  describe('signals', () => {
    it('does nothing under a signal that has ended', async () => {
      const reason = new Error('too late');
      const options = {signal: AbortSignal.abort(reason)};
      const thrown = (error: unknown): boolean => error === reason;
      await assert.rejects(table.insert(row('a'), options), thrown);
      await assert.rejects(table.put(row('a'), options), thrown);
      await assert.rejects(table.transact([{kind: 'insert', row: row('a')}], options), thrown);
      await assert.rejects(table.get(pk, 'a', options), thrown);
      await assert.rejects(table.page({pk}, 1, undefined, options), thrown);
      await assert.rejects(collect(table.list({pk}, options)), thrown);
      await assert.rejects(storage.ping(options), thrown);
      assert.equal(await table.get(pk, 'a'), undefined);
    });
  });

  describe('limits', () => {
    const refused = (what: RegExp) => (error: unknown) =>
      isCoded(error, 'storage/limit') && what.test(String(error.details['what']));

    it('takes what is just within them', async () => {
      const text = 'あ'.repeat(32 * 1024);
      const most = Object.fromEntries(Array.from({length: 249}, (_, n) => [`c${n}`, n]));
      await table.insert({...most, pk, rk: 'columns', v: 1});
      await table.insert({pk, rk: 'k'.repeat(512), v: 1, text, bytes: new Uint8Array(64 * 1024)});
      assert.equal((await table.get(pk, 'k'.repeat(512)))?.row['text'], text);
      assert.equal((await table.get(pk, 'columns'))?.row['c248'], 248);
    });

    it('refuses texts, binaries, keys and names that are too long', async () => {
      await assert.rejects(table.put(row('a', {text: 'x'.repeat(32 * 1024 + 1)})), refused(/^text$/));
      const bytes = new Uint8Array(64 * 1024 + 1);
      await assert.rejects(table.put({pk, rk: 'a', v: 1, bytes}), refused(/^bytes$/));
      await assert.rejects(table.put(row('k'.repeat(513))), refused(/^row key$/));
      await assert.rejects(table.get('k'.repeat(513), 'a'), refused(/^partition key$/));
      assert.equal(await table.get(pk, 'a'), undefined);
    });

    it('refuses characters that a key may not hold', async () => {
      for (const character of ['/', '\\', '#', '?', '\t', '\n', '\u007f', '\u0085', '\ud800']) {
        await assert.rejects(table.put(row(`a${character}b`)), refused(/^row key character$/));
        await assert.rejects(table.get(`a${character}`, 'b'), refused(/^partition key character$/));
        await assert.rejects(table.delete(pk, character, '*'), refused(/^row key character$/));
      }
    });

    it('refuses more columns than fit, and names that the service uses', async () => {
      const many = Object.fromEntries(Array.from({length: 250}, (_, n) => [`c${n}`, n]));
      await assert.rejects(table.put(row('a', many)), refused(/^columns$/));
      for (const name of ['Timestamp', 'etag', 'op_', 'in_', 'partitionKey', 'odata.etag', '1a', 'a-b']) {
        await assert.rejects(table.put(row('a', {[name]: 'x'})), refused(/^column name$/), name);
      }
    });

    it('refuses a row beyond 1 MiB in UTF-16', async () => {
      const cells = Object.fromEntries(Array.from({length: 16}, (_, n) => [`c${n}`, 'x'.repeat(32 * 1024)]));
      await assert.rejects(table.put(row('a', cells)), refused(/^row$/));
      const {c0: _c0, ...fewer} = cells;
      await table.put(row('a', fewer));
    });

    it('refuses numbers that are none, and gives -0 back as 0', async () => {
      for (const n of [NaN, Infinity, -Infinity])
        await assert.rejects(table.put(row('a', {n})), refused(/^n$/));
      await table.put(row('a', {n: -0}));
      assert.ok(Object.is((await table.get(pk, 'a'))?.row['n'], 0));
    });

    it('refuses transactions that are empty, too long, too large, or touch a row twice', async () => {
      const operation = (rk: string, text = ''): {kind: 'put'; row: Row} => ({
        kind: 'put',
        row: row(rk, {text}),
      });
      await assert.rejects(table.transact([]), refused(/^operations$/));
      const many = Array.from({length: 101}, (_, n) => operation(`r${n}`));
      await assert.rejects(table.transact(many), refused(/^operations$/));
      await assert.rejects(
        table.transact([operation('a'), operation('a')]),
        refused(/^operations on one row$/),
      );
      const elsewhere = {kind: 'put', row: {pk: 'other', rk: 'b', v: 1}} as const;
      await assert.rejects(table.transact([operation('a'), elsewhere]), refused(/^partitions/));
      const large = Array.from({length: 43}, (_, n) => operation(`r${n}`, 'あ'.repeat(32 * 1024)));
      await assert.rejects(table.transact(large), refused(/^transaction$/));
      assert.deepEqual(await collect(table.list({pk})), []);
      assert.equal((await table.transact(large.slice(1))).kind, 'done');
    });

    it('refuses a table name that the service would', () => {
      for (const name of ['ab', '1abc', 'a-b-c', 'x'.repeat(64)]) {
        assert.throws(() => storage.table(name), refused(/^table name$/));
      }
    });
  });
}
