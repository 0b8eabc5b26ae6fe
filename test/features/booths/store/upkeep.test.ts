import assert from 'node:assert/strict';
import {checkTable} from '../../../../src/features/booths/store/upkeep/check.ts';
import {BOOTHS_TABLE} from '../../../../src/features/booths/store/tables/rows.ts';
import type {Operation, Row, Storage} from '../../../../src/platform/storage/table.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {at, DAY, nowAt, sampleOffice} from '../rules/sample.ts';
import {BEFORE, deskBench, op, SUZUKI, TANAKA, type DeskBench} from './bench.ts';

const NEXT_DAY = '2026-11-25';

describe('Closing a booth', () => {
  let bench: DeskBench;
  beforeEach(async () => {
    bench = await deskBench();
  });
  afterEach(() => bench.judged());

  const closing = (from: string, to: string, lastDay = DAY) => ({
    from: {day: DAY, minute: at(from)},
    to: {day: lastDay, minute: at(to)},
    reason: 'repairs',
  });

  it('withdraws the bookings in the way, and nobody can book until it is open again', async () => {
    const gone = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const stays = await bench.booked(SUZUKI, 'focus-1', '14:00', '15:00');
    const closed = await bench.desk.close('focus-1', closing('11:00', '14:00'), BEFORE);
    assert.equal(closed.quarters, 12);
    assert.deepEqual(
      closed.withdrawn.map(({account, booking}) => [account, booking.id, booking.status, booking.byOffice]),
      [[TANAKA, gone.id, 'cancelled', true]],
    );
    assert.equal((await bench.desk.find(SUZUKI, stays.id))?.status, 'booked');
    const order = {op: op(), wanted: {booth: 'focus-1'}, day: DAY, from: at('13:00'), to: at('14:00')};
    const refused = await bench.desk.book(TANAKA, order, BEFORE);
    assert.ok(refused.kind === 'refused' && refused.breach.rule === 'taken');
    assert.deepEqual(refused.breach.by, {kind: 'closed', reason: 'repairs'});
    assert.deepEqual(await bench.desk.close('focus-1', closing('11:00', '14:00'), BEFORE), {
      ...{quarters: 12, withdrawn: []},
    });
    await bench.judged();
    assert.equal(await bench.desk.open('focus-1', closing('12:00', '14:00'), BEFORE), 8);
    assert.equal((await bench.desk.book(TANAKA, order, BEFORE)).kind, 'booked');
  });

  it('goes over days, whole ones within', async () => {
    const closed = await bench.desk.close('web-a', closing('20:00', '09:00', '2026-11-26'), BEFORE);
    assert.equal(closed.quarters, 16 + 96 + 36);
    assert.equal(
      await bench.desk.open('web-a', closing('00:00', '24:00', '2026-11-26'), BEFORE),
      16 + 96 + 36,
    );
  });

  it('leaves one who sits there the quarter that runs', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const closed = await bench.desk.close('focus-1', closing('10:00', '14:00'), nowAt('10:20'));
    assert.equal(closed.quarters, 14);
    const cut = await bench.desk.find(TANAKA, id);
    assert.deepEqual([cut?.to, cut?.formerTo, cut?.byOffice], [at('10:30'), at('12:00'), true]);
  });

  it('puts back into line whom something was held for', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const order = {op: op(), wanted: {kind: 'focus', floor: 6}, day: DAY, from: at('10:00'), to: at('11:00')};
    const other = await bench.booked(SUZUKI, 'focus-2', '10:00', '11:00');
    const who = {tenant: 'city', objectId: 'mori'};
    const waiting = await bench.desk.wait(who, order, BEFORE);
    assert.ok(waiting.kind === 'waiting');
    await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    await bench.desk.close('focus-1', closing('09:00', '12:00'), BEFORE);
    assert.equal((await bench.desk.findWait(who, waiting.wait.id))?.status, 'waiting');
    const cancelled = await bench.desk.cancel(SUZUKI, {op: op(), booking: other.id}, BEFORE);
    assert.ok(cancelled.kind === 'cancelled' && cancelled.given[0]?.booth === 'focus-2');
  });
});

describe('A move to another day that breaks off', () => {
  /** A storage that ends at its n-th transaction. */
  const breaking = (storage: Storage, at_: number): Storage => {
    let count = 0;
    return {
      ...storage,
      table: (name) => {
        const table = storage.table(name);
        return {
          ...table,
          transact: (operations: readonly Operation[], options) => {
            count += 1;
            return count === at_ ? Promise.reject(new Error('ended')) : table.transact(operations, options);
          },
        };
      },
    };
  };

  const setUp = async (at_: number) => {
    const storage = memoryStorage();
    const bench = await deskBench(sampleOffice(), storage);
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const broken = await deskBench(bench.office, breaking(storage, at_));
    const press = {
      ...{op: op(), booking: id, wanted: {booth: 'focus-2'}, day: NEXT_DAY},
      ...{from: at('10:00'), to: at('11:00')},
    };
    return {bench, broken, press, id};
  };

  it('is not begun where the first half failed', async () => {
    const {bench, broken, press, id} = await setUp(1);
    await assert.rejects(broken.desk.move(TANAKA, press, BEFORE), /ended/);
    await bench.judged();
    assert.deepEqual(
      (await bench.desk.bookings(TANAKA, BEFORE)).map((each) => each.id),
      [id],
    );
  });

  it('is told by the judge, and ended by the job', async () => {
    const {bench, broken, press, id} = await setUp(2);
    await assert.rejects(broken.desk.move(TANAKA, press, BEFORE), /ended/);
    const found = await checkTable(bench.storage.table(BOOTHS_TABLE), bench.office, DAY);
    assert.deepEqual(
      found.map(({what}) => what),
      ['half-move'],
    );
    assert.equal(await bench.desk.finishMoves(BEFORE), 1);
    await bench.judged();
    const [only, ...others] = await bench.desk.bookings(TANAKA, BEFORE);
    assert.deepEqual([only?.day, others], [NEXT_DAY, []]);
    assert.equal((await bench.desk.find(TANAKA, id))?.movedTo, only?.id);
    assert.equal(await bench.desk.finishMoves(BEFORE), 0);
  });

  it('is ended by the same press again', async () => {
    const {bench, broken, press} = await setUp(2);
    await assert.rejects(broken.desk.move(TANAKA, press, BEFORE), /ended/);
    const again = await bench.desk.move(TANAKA, press, BEFORE);
    assert.ok(again.kind === 'moved' && again.booking.day === NEXT_DAY);
    await bench.judged();
  });

  it('ends the old booking where it began meanwhile', async () => {
    const {bench, broken, press, id} = await setUp(2);
    await assert.rejects(broken.desk.move(TANAKA, press, BEFORE), /ended/);
    await bench.desk.finishMoves(nowAt('10:20'));
    const old = await bench.desk.find(TANAKA, id);
    assert.deepEqual([old?.status, old?.to], ['ended', at('10:30')]);
    await bench.judged();
  });
});

describe('Old days', () => {
  it('become counts without persons, once', async () => {
    const bench = await deskBench();
    const used = await bench.booked(TANAKA, 'focus-1', '10:30', '12:00');
    const given = await bench.booked(SUZUKI, 'focus-1', '14:00', '15:00');
    await bench.desk.cancel(SUZUKI, {op: op(), booking: given.id}, BEFORE);
    await bench.booked(SUZUKI, 'web-a', '10:00', '11:00', BEFORE, NEXT_DAY);
    assert.equal(await bench.desk.retire(DAY), 0);
    assert.equal(await bench.desk.retire(NEXT_DAY), 2);
    assert.equal(await bench.desk.find(TANAKA, used.id), undefined);
    assert.deepEqual(
      (await bench.rows()).filter(({pk}) => pk === DAY || pk === 'a|city~tanaka'),
      [],
    );
    const row = await bench.storage.table('counts').get('2026-11', `booths|${DAY}`);
    assert.equal(row?.row['done'], true);
    const hours = new Array<number>(24).fill(0);
    [hours[10], hours[11]] = [30, 60];
    assert.deepEqual(JSON.parse(String(row.row['counts'])), {
      booths: {'focus-1': {kind: 'focus', used: 1, cancelled: 1, released: 0, hours}},
    });
    assert.ok(!JSON.stringify(row.row).includes('tanaka'));
    assert.equal((await bench.desk.bookings(SUZUKI, BEFORE)).length, 1);
    await bench.judged();
  });

  it('keep the counts of the first run, where that broke off while deleting', async () => {
    const bench = await deskBench();
    await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    await bench.booked(SUZUKI, 'focus-1', '11:00', '12:00');
    const counts = bench.storage.table('counts');
    await counts.insert({pk: '2026-11', rk: `booths|${DAY}`, v: 1, done: true, counts: 'first'});
    assert.equal(await bench.desk.retire(NEXT_DAY), 2);
    assert.equal((await counts.get('2026-11', `booths|${DAY}`))?.row['counts'], 'first');
  });

  it('forget a person who asks for it, and keep the booking for the counts', async () => {
    const bench = await deskBench();
    await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    await bench.booked(TANAKA, 'focus-1', '10:00', '11:00', BEFORE, NEXT_DAY);
    await bench.booked(SUZUKI, 'focus-2', '10:00', '11:00');
    const past = async (day = NEXT_DAY) =>
      (await bench.desk.past(TANAKA, nowAt('09:00', day))).map((each) => [each.day, each.stretches.length]);
    assert.deepEqual(await past(DAY), []);
    assert.deepEqual(await past(), [[DAY, 1]]);
    assert.equal(await bench.desk.erase(TANAKA, nowAt('09:00', NEXT_DAY)), 4);
    assert.deepEqual(await past(), []);
    const rows = await bench.rows();
    const named = rows.filter((row) => row.pk !== NEXT_DAY && JSON.stringify(row).includes('tanaka'));
    assert.deepEqual(
      named.map(({pk, rk}) => `${pk} ${rk}`),
      ['a|city~tanaka days'],
    );
    assert.equal(named[0]?.['days'], NEXT_DAY);
    await bench.judged();
    assert.equal(await bench.desk.retire(NEXT_DAY), 2);
  });
});

describe('The judge', () => {
  const cases: readonly [string, (rows: Row[]) => {put?: Row; drop?: Row}, string][] = [
    ['a slot that is missing', (rows) => ({drop: find(rows, 's|')}), 'missing'],
    ['a slot of nobody', () => ({put: slot('s|web-b|50')}), 'orphan'],
    ['a slot of another', (rows) => ({put: {...slot(find(rows, 's|').rk)}}), 'overlap,orphan'],
    ['a day without its booking', (rows) => ({drop: find(rows, 'd|')}), 'missing'],
    [
      'a press without its booking',
      (rows) => ({put: {...find(rows, 'o|'), subject: `${DAY}.none`}}),
      'orphan',
    ],
    ['a booking twice', (rows) => ({put: {...find(rows, 'b|'), rk: `b|${DAY}.two`}}), 'overlap'],
    ['a use that is too long', (rows) => ({put: {...find(rows, 'b|'), to: at('13:00')}}), 'rule'],
    ['a time outside the hours', (rows) => ({put: {...find(rows, 'b|'), from: at('07:00')}}), 'rule'],
    ['a day that its person’s list lacks', (rows) => ({drop: find(rows, 'days')}), 'missing'],
    ['a row of a later version', (rows) => ({put: {...find(rows, 'b|'), v: 2}}), 'newer'],
  ];
  const find = (rows: readonly Row[], prefix: string): Row => {
    const row = rows.find(({rk}) => rk.startsWith(prefix));
    assert.ok(row);
    return row;
  };
  const slot = (rk: string): Row => ({
    ...{pk: DAY, rk, v: 1, is: 'booking', by: `${DAY}.none`, until: '', account: ''},
  });
  for (const [name, spoil, what] of cases) {
    it(`finds ${name}`, async () => {
      const bench = await deskBench();
      await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
      await bench.judged();
      const table = bench.storage.table(BOOTHS_TABLE);
      const {put, drop} = spoil(await bench.rows());
      if (put !== undefined) await table.put(put);
      if (drop !== undefined) await table.delete(drop.pk, drop.rk, '*');
      const found = await checkTable(table, bench.office, DAY);
      const kinds = new Set<string>(found.map((problem) => problem.what));
      for (const kind of what.split(',')) assert.ok(kinds.has(kind), JSON.stringify(found));
      assert.ok(!JSON.stringify(found).includes('tanaka'));
    });
  }
});
