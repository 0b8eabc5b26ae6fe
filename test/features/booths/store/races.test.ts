import assert from 'node:assert/strict';
import {boothDesk} from '../../../../src/features/booths/store/booth-desk.ts';
import {BOOTHS_TABLE} from '../../../../src/features/booths/store/tables/rows.ts';
import type {Account} from '../../../../src/kernel/person.ts';
import {systemClock} from '../../../../src/platform/clock.ts';
import {connectTables} from '../../../../src/platform/storage/azure-table.ts';
import type {RetryPolicy} from '../../../../src/platform/storage/azure/retry.ts';
import type {Storage} from '../../../../src/platform/storage/table.ts';
import {startAzurite} from '../../../support/azurite.ts';
import {startLossyProxy, type Fault, type LossyProxy} from '../../../support/lossy-proxy.ts';
import {at, DAY, nowAt, sampleOffice} from '../rules/sample.ts';
import {BEFORE, deskBench, newId, op, SATO, SUZUKI, TANAKA, type DeskBench} from './bench.ts';
import {bookAtOnce, wideOffice} from './crowd.ts';

// On a real table service, over several connections, as several instances have them.
describe('Several desks over one storage', function () {
  this.timeout(120_000);
  const INSTANCES = 3;
  // So many at once keep a small machine busy for longer than a person would wait; here nobody does.
  const PATIENT: RetryPolicy = {budget: 90_000, attempt: 60_000, firstPause: 5, longestPause: 50};
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  let proxy: LossyProxy;
  let storages: Storage[];
  let bench: DeskBench;
  let desks: ReturnType<typeof boothDesk>[];

  before(async () => {
    azurite = await startAzurite();
    proxy = await startLossyProxy(azurite.port);
    storages = Array.from({length: INSTANCES}, () =>
      connectTables(azurite.connectionString, {clock: systemClock, policy: PATIENT}),
    );
  });
  after(async () => {
    await proxy.stop();
    await azurite.stop();
  });
  beforeEach(async () => {
    proxy.seen.length = 0;
    const [storage] = storages;
    await storage?.drop(BOOTHS_TABLE);
    bench = await deskBench(sampleOffice(), storage);
    desks = storages.map((each) => boothDesk({storage: each, office: () => bench.office, newId}));
  });
  afterEach(() => bench.judged());

  const on = (n: number) => desks[n % INSTANCES] ?? bench.desk;
  const order = (wanted: {booth: string} | {kind: string}, from: string, to: string, token = op()) => ({
    ...{op: token, wanted, day: DAY},
    ...{from: at(from), to: at(to)},
  });

  // 600 from three processes are in test/long.
  it('give each slot to one person, where 120 want ten booths at once', async () => {
    bench.office = wideOffice();
    const results = await bookAtOnce(desks, 120, DAY, BEFORE);
    assert.ok(results.every(({kind}) => kind === 'booked' || kind === 'refused'));
    const booked = results.filter(({kind}) => kind === 'booked').length;
    // Hours that begin at any quarter leave gaps; even so at least four fit into each booth's nine hours.
    assert.ok(booked >= 40, String(booked));
    const rows = await bench.rows();
    assert.equal(rows.filter(({rk}) => rk.startsWith('b|')).length, booked);
  });

  it('give a slot to one of those who press at the same moment', async () => {
    const people = Array.from({length: 12}, (_, i): Account => ({tenant: 'city', objectId: `p${i}`}));
    const results = await Promise.all(
      people.map((who, i) => on(i).book(who, order({booth: 'focus-1'}, '10:00', '11:00'), BEFORE)),
    );
    const kinds = results.map((result) => (result.kind === 'refused' ? result.breach.rule : result.kind));
    assert.deepEqual(kinds.sort(), ['booked', ...new Array<string>(11).fill('taken')]);
  });

  it('let one of two who extend toward each other have the slot between them', async () => {
    for (const round of [0, 1, 2, 3]) {
      const hour = 9 + 2 * round;
      const first = await bench.booked(TANAKA, 'focus-1', `${hour}:00`, `${hour}:30`, BEFORE);
      // They wait for the same quarter hour from both sides: one's end, the other's by moving.
      const second = await bench.booked(SUZUKI, 'focus-1', `${hour}:45`, `${hour + 1}:15`, BEFORE);
      const towards = {wanted: {booth: 'focus-1'}, day: DAY, from: second.from - 15, to: second.to};
      const [one, other] = await Promise.all([
        on(0).extend(TANAKA, {op: op(), booking: first.id, by: 15}, BEFORE),
        on(1).move(SUZUKI, {op: op(), booking: second.id, ...towards}, BEFORE),
      ]);
      const kinds = [one.kind, other.kind].sort();
      assert.ok(
        kinds.join() === 'extended,refused' || kinds.join() === 'moved,refused',
        JSON.stringify([one, other]),
      );
      await bench.judged();
      await on(0).cancel(TANAKA, {op: op(), booking: first.id}, BEFORE);
      await on(0).cancel(SUZUKI, {op: op(), booking: second.id}, BEFORE);
    }
  });

  it('keep one person in two chats to the rule', async () => {
    // Their day has a row already: without its tag the last to write would win.
    await bench.booked(TANAKA, 'web-b', '17:00', '18:00');
    const wishes = [
      order({booth: 'focus-1'}, '10:00', '12:00'),
      order({booth: 'focus-2'}, '12:00', '14:00'),
      order({booth: 'focus-3'}, '11:00', '13:00'),
      order({booth: 'web-a'}, '11:30', '12:30'),
    ];
    const results = await Promise.all(wishes.map((wish, i) => on(i).book(TANAKA, wish, BEFORE)));
    const booked = results.filter(({kind}) => kind === 'booked').length;
    assert.equal(booked, 1, JSON.stringify(results));
  });

  it('answer one press that is delivered twenty times, and again, with one booking', async () => {
    const press = order({kind: 'focus'}, '10:00', '11:00');
    const results = await Promise.all(Array.from({length: 20}, (_, i) => on(i).book(TANAKA, press, BEFORE)));
    results.push(await on(1).book(TANAKA, press, BEFORE));
    const ids = new Set(
      results.map((result) => (result.kind === 'booked' ? result.booking.id : result.kind)),
    );
    assert.equal(ids.size, 1, [...ids].join());
    assert.equal(results.filter((result) => result.kind === 'booked' && result.fresh).length, 1);
    const rows = await bench.rows();
    assert.equal(rows.filter(({rk}) => rk.startsWith('b|')).length, 1);
  });

  it('make one of a booking that is moved to two days at once', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const to = (day: string) => ({
      ...{op: op(), booking: id, wanted: {booth: 'focus-1'}, day},
      ...{from: at('10:00'), to: at('11:00')},
    });
    const results = await Promise.all([
      on(0).move(TANAKA, to('2026-11-25'), BEFORE),
      on(1).move(TANAKA, to('2026-11-26'), BEFORE),
      on(2).cancel(SUZUKI, {op: op(), booking: id}, BEFORE),
    ]);
    assert.equal((await bench.desk.bookings(TANAKA, BEFORE)).length, 1, JSON.stringify(results));
    await bench.desk.finishMoves(BEFORE);
  });

  it('hold what comes free for one, however many try for it', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const waiting = await on(1).wait(SUZUKI, order({booth: 'focus-1'}, '10:00', '11:00'), BEFORE);
    assert.equal(waiting.kind, 'waiting');
    const [cancelled, snatched] = await Promise.all([
      on(0).cancel(TANAKA, {op: op(), booking: id}, BEFORE),
      on(2).book(SATO, order({booth: 'focus-1'}, '10:00', '11:00'), BEFORE),
    ]);
    assert.ok(cancelled.kind === 'cancelled' && cancelled.given.length === 1, JSON.stringify(cancelled));
    assert.equal(snatched.kind, 'refused');
    assert.equal(
      (await on(1).book(SUZUKI, order({booth: 'focus-1'}, '10:00', '11:00'), BEFORE)).kind,
      'booked',
    );
  });

  /** A desk whose next transactions meet a fault each. */
  const behind = (policy: RetryPolicy, ...faults: Fault[]) => {
    const storage = connectTables(proxy.through(azurite.connectionString), {clock: systemClock, policy});
    const table = storage.table(BOOTHS_TABLE);
    const transact: typeof table.transact = (operations, options) => {
      for (const fault of faults.splice(0)) proxy.fail(fault);
      return table.transact(operations, options);
    };
    const lossy: Storage = {...storage, table: () => ({...table, transact})};
    return boothDesk({storage: lossy, office: () => bench.office, newId});
  };

  for (const fault of ['drop-answer', 'cut-answer', 'late-503', 'hang'] as const satisfies readonly Fault[]) {
    it(`tell of a booking whose answer was lost (${fault}) that it is booked, once`, async () => {
      const policy = {budget: 3000, attempt: 400, firstPause: 5, longestPause: 20};
      const desk = behind(policy, fault);
      const press = order({booth: 'focus-1'}, '10:00', '11:00');
      const result = await desk.book(TANAKA, press, BEFORE);
      assert.ok(proxy.seen.filter((method) => method === 'POST').length >= 2, proxy.seen.join());
      assert.ok(result.kind === 'booked', JSON.stringify(result));
      const again = await desk.book(TANAKA, press, BEFORE);
      assert.ok(again.kind === 'booked' && !again.fresh && again.booking.id === result.booking.id);
      const all = await bench.desk.bookings(TANAKA, BEFORE);
      assert.deepEqual(
        all.map((each) => each.id),
        [result.booking.id],
      );
    });
  }

  it('know the booking at the next press, where no try had an answer', async () => {
    const desk = behind({budget: 300, attempt: 250, firstPause: 5, longestPause: 20}, 'hang', 'hang', 'hang');
    const press = order({booth: 'focus-1'}, '10:00', '11:00');
    await assert.rejects(desk.book(TANAKA, press, BEFORE), /storage\/unreachable/);
    proxy.clear();
    const again = await bench.desk.book(TANAKA, press, nowAt('09:05', '2026-11-20'));
    assert.ok(again.kind === 'booked' && !again.fresh, JSON.stringify(again));
  });
});
