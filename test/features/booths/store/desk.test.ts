import assert from 'node:assert/strict';
import {at, DAY, nowAt, sampleOffice} from '../rules/sample.ts';
import {BEFORE, deskBench, op, SATO, SUZUKI, TANAKA, type DeskBench} from './bench.ts';

const NEXT_DAY = '2026-11-25';

describe('The desk', () => {
  let bench: DeskBench;
  beforeEach(async () => {
    bench = await deskBench();
  });
  afterEach(() => bench.judged());

  const order = (booth: string, from: string, to: string, token = op(), day = DAY) => ({
    ...{op: token, wanted: {booth}, day},
    ...{from: at(from), to: at(to)},
  });
  const keys = async () => (await bench.rows()).map(({pk, rk}) => `${pk} ${rk}`);

  it('books with the rows of one day and the person’s list of days', async () => {
    const {desk} = bench;
    const result = await desk.book(TANAKA, order('focus-1', '10:00', '10:30', 'card-1'), BEFORE);
    assert.equal(result.kind, 'booked');
    const {booking, fresh} = result;
    assert.equal(fresh, true);
    assert.equal(booking.id.slice(0, 10), DAY);
    assert.deepEqual(await keys(), [
      `${DAY} b|${booking.id}`,
      `${DAY} d|city~tanaka`,
      `${DAY} o|city~tanaka|card-1`,
      `${DAY} s|focus-1|40`,
      `${DAY} s|focus-1|41`,
      'a|city~tanaka days',
    ]);
    assert.ok((await bench.rows()).every(({v}) => v === 1));
    assert.deepEqual(await desk.bookings(TANAKA, BEFORE), [booking]);
    assert.deepEqual(await desk.bookings(SUZUKI, BEFORE), []);
  });

  it('shows a day to each person as it is for them', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const mine = await bench.desk.day(TANAKA, DAY, BEFORE, undefined, 'focus');
    const theirs = await bench.desk.day(SUZUKI, DAY, BEFORE, undefined, 'focus');
    const by = {kind: 'booking', booking: id};
    assert.deepEqual(mine.occupied, [
      {booth: 'focus-1', from: at('10:00'), to: at('11:00'), by: {...by, mine: true}},
    ]);
    assert.deepEqual(theirs.occupied, [
      {booth: 'focus-1', from: at('10:00'), to: at('11:00'), by: {...by, mine: false}},
    ]);
    assert.deepEqual([mine.openBookings, theirs.openBookings], [1, 0]);
    assert.equal(theirs.mine.length, 0);
  });

  it('answers the same press in the same way, and books once', async () => {
    const press = order('focus-1', '10:00', '11:00');
    const first = await bench.desk.book(TANAKA, press, BEFORE);
    const before = await bench.rows();
    const second = await bench.desk.book(TANAKA, press, BEFORE);
    assert.ok(first.kind === 'booked' && second.kind === 'booked');
    assert.deepEqual(second.booking, first.booking);
    assert.deepEqual([first.fresh, second.fresh], [true, false]);
    assert.deepEqual(await bench.rows(), before);
  });

  it('remembers with the press that the times were rounded', async () => {
    const press = order('focus-1', '10:05', '11:05');
    const first = await bench.desk.book(TANAKA, press, BEFORE);
    const second = await bench.desk.book(TANAKA, press, BEFORE);
    assert.ok(first.kind === 'booked' && second.kind === 'booked');
    assert.deepEqual(first.rounded, {from: at('10:05'), to: at('11:05')});
    assert.deepEqual(second.rounded, first.rounded);
    assert.equal(first.booking.from, at('10:00'));
  });

  it('says of a token that was used for something else which booking it made', async () => {
    const first = await bench.desk.book(TANAKA, order('focus-1', '10:00', '11:00', 'card'), BEFORE);
    assert.ok(first.kind === 'booked');
    const other = await bench.desk.book(TANAKA, order('focus-2', '14:00', '15:00', 'card'), BEFORE);
    assert.deepEqual(other, {kind: 'spent', booking: first.booking});
    const cancelled = await bench.desk.cancel(TANAKA, {op: 'card', booking: first.booking.id}, BEFORE);
    assert.equal(cancelled.kind, 'spent');
    // Somebody else's token may look the same.
    const theirs = await bench.desk.book(SUZUKI, order('focus-2', '14:00', '15:00', 'card'), BEFORE);
    assert.equal(theirs.kind, 'booked');
  });

  it('writes nothing where it refuses, and offers what lies in other booths', async () => {
    await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    await bench.booked(SATO, 'focus-2', '10:00', '12:00');
    // But that the day may hold rows of theirs, which is said before a booking is tried.
    const rows = async () => (await bench.rows()).filter(({rk}) => rk !== 'days');
    const before = await rows();
    const taken = await bench.desk.book(SUZUKI, order('focus-1', '10:00', '11:00'), BEFORE);
    assert.ok(taken.kind === 'refused');
    assert.equal(taken.breach.rule, 'taken');
    assert.equal(taken.allowed[0]?.booth.id, 'focus-3');
    const chain = await bench.desk.book(TANAKA, order('focus-3', '12:00', '14:00'), BEFORE);
    assert.ok(chain.kind === 'refused');
    assert.equal(chain.breach.rule, 'longest-use');
    assert.deepEqual(await rows(), before);
  });

  it('takes nothing that a card by hand may say', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const before = await bench.rows();
    const long = 'x'.repeat(10_000);
    for (const day of ['2026-02-30', long, '', '../..', 'a|city~tanaka']) {
      const result = await bench.desk.book(SUZUKI, order('focus-1', '14:00', '15:00', op(), day), BEFORE);
      assert.ok(result.kind === 'refused' && result.breach.rule === 'invalid-time', day);
      assert.deepEqual(await bench.desk.day(SUZUKI, day, BEFORE), {
        ...{day, mine: [], occupied: [], openBookings: 0},
      });
    }
    for (const booth of [long, 'focus-1|40', "' or 1 eq 1"]) {
      const result = await bench.desk.book(SUZUKI, order(booth, '14:00', '15:00'), BEFORE);
      assert.ok(result.kind === 'refused' && result.breach.rule === 'unknown-booth', booth);
    }
    for (const booking of [long, id, `${DAY}.`, `${DAY}.${long}`, `${DAY}.a/b`, '']) {
      const press = {op: op(), booking};
      assert.deepEqual(await bench.desk.cancel(SUZUKI, press, BEFORE), {kind: 'unknown'});
      assert.equal(await bench.desk.find(SUZUKI, booking), undefined);
      assert.deepEqual(await bench.desk.unwait(SUZUKI, {op: op(), wait: booking}, BEFORE), {kind: 'unknown'});
    }
    assert.deepEqual(await bench.rows(), before);
    // A token may be long; it is the same each time.
    const press = order('focus-2', '14:00', '15:00', long);
    assert.equal((await bench.desk.book(SUZUKI, press, BEFORE)).kind, 'booked');
    const again = await bench.desk.book(SUZUKI, press, BEFORE);
    assert.ok(again.kind === 'booked' && !again.fresh);
  });

  it('cancels, and the slots and the person’s day are as before', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const press = {op: op(), booking: id};
    const first = await bench.desk.cancel(TANAKA, press, BEFORE);
    assert.ok(first.kind === 'cancelled' && first.fresh && first.booking.status === 'cancelled');
    const again = await bench.desk.cancel(TANAKA, press, BEFORE);
    assert.ok(again.kind === 'cancelled' && !again.fresh);
    const other = await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    assert.deepEqual(other, {kind: 'gone', status: 'cancelled'});
    assert.deepEqual(await bench.desk.bookings(TANAKA, BEFORE), []);
    await bench.booked(SUZUKI, 'focus-1', '10:00', '12:00');
    await bench.booked(TANAKA, 'focus-2', '10:00', '12:00');
  });

  it('starts and ends: the rest is free at once, and the used part counts', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const started = await bench.desk.start(TANAKA, {op: op(), booking: id}, nowAt('09:55'));
    assert.ok(started.kind === 'started' && started.booking.status === 'started');
    const ended = await bench.desk.end(TANAKA, {op: op(), booking: id}, nowAt('10:37'));
    assert.ok(ended.kind === 'ended');
    assert.equal(ended.booking.to, at('10:45'));
    await bench.booked(SUZUKI, 'focus-1', '10:45', '12:00', nowAt('10:38'));
    // 45 minutes are used: with 90 more right after it would be one use of more than two hours.
    const more = await bench.desk.book(TANAKA, order('focus-2', '10:45', '12:15'), nowAt('10:38'));
    assert.ok(more.kind === 'refused' && more.breach.rule === 'longest-use');
  });

  it('extends as far as rule and neighbour allow', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    await bench.booked(SUZUKI, 'focus-1', '11:30', '12:00');
    const press = {op: op(), booking: id, by: 30};
    const first = await bench.desk.extend(TANAKA, press, BEFORE);
    assert.ok(first.kind === 'extended' && first.booking.to === at('11:30'));
    const again = await bench.desk.extend(TANAKA, press, BEFORE);
    assert.ok(again.kind === 'extended' && !again.fresh && again.booking.to === at('11:30'));
    const other = await bench.desk.extend(TANAKA, {...press, by: 15}, BEFORE);
    assert.equal(other.kind, 'spent');
    const further = await bench.desk.extend(TANAKA, {...press, op: op()}, BEFORE);
    assert.ok(further.kind === 'refused' && further.breach.rule === 'taken');
  });

  it('moves within a day by the difference, under the same id', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const to = {wanted: {booth: 'focus-1'}, day: DAY, from: at('10:30'), to: at('12:30')};
    const moved = await bench.desk.move(TANAKA, {op: op(), booking: id, ...to}, BEFORE);
    assert.ok(moved.kind === 'moved' && moved.booking.id === id && moved.booking.from === at('10:30'));
    const slots = (await bench.rows()).filter(({rk}) => rk.startsWith('s|'));
    assert.deepEqual(
      slots.map(({rk}) => rk),
      [42, 43, 44, 45, 46, 47, 48, 49].map((quarter) => `s|focus-1|${quarter}`),
    );
  });

  it('moves to another day under one token: the old one says where it went', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const press = {
      ...{op: op(), booking: id, wanted: {kind: 'focus'}, day: NEXT_DAY},
      ...{from: at('14:00'), to: at('15:00')},
    };
    const moved = await bench.desk.move(TANAKA, press, BEFORE);
    assert.ok(moved.kind === 'moved' && moved.booking.id.startsWith(NEXT_DAY));
    const old = await bench.desk.find(TANAKA, id);
    assert.deepEqual([old?.status, old?.movedTo], ['cancelled', moved.booking.id]);
    const again = await bench.desk.move(TANAKA, press, BEFORE);
    assert.ok(again.kind === 'moved' && !again.fresh);
    assert.deepEqual(again.booking, moved.booking);
    assert.deepEqual(await bench.desk.bookings(TANAKA, BEFORE), [moved.booking]);
    await bench.booked(SUZUKI, 'focus-1', '10:00', '12:00');
  });

  it('counts open bookings over all days, and not the one that is moved', async () => {
    for (const day of [DAY, NEXT_DAY, '2026-11-26']) {
      await bench.booked(TANAKA, 'focus-1', '10:00', '11:00', BEFORE, day);
    }
    const fourth = await bench.desk.book(TANAKA, order('focus-1', '15:00', '16:00'), BEFORE);
    assert.ok(fourth.kind === 'refused' && fourth.breach.rule === 'open-bookings');
    const [first] = await bench.desk.bookings(TANAKA, BEFORE);
    const to = {wanted: {booth: 'focus-2'}, day: '2026-11-27', from: at('10:00'), to: at('11:00')};
    const moved = await bench.desk.move(TANAKA, {op: op(), booking: first?.id ?? '', ...to}, BEFORE);
    assert.equal(moved.kind, 'moved');
    // A kind of its own.
    await bench.booked(TANAKA, 'web-a', '15:00', '16:00');
  });

  it('releases where nobody came, and gives the rest back if it is still free', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const watched = {up: true, told: true};
    assert.equal((await bench.desk.release(id, watched, nowAt('10:10'))).kind, 'not-due');
    assert.equal((await bench.desk.release(id, {up: true, told: false}, nowAt('10:20'))).kind, 'kept');
    assert.equal((await bench.desk.release(id, watched, nowAt('10:20'))).kind, 'released');
    assert.deepEqual(await bench.desk.release(id, watched, nowAt('10:20')), {
      kind: 'gone',
      status: 'released',
    });
    const back = await bench.desk.takeBack(TANAKA, {op: op(), booking: id}, nowAt('10:22'));
    assert.ok(back.kind === 'taken-back');
    assert.deepEqual(
      [back.booking.from, back.booking.to, back.booking.status],
      [at('10:15'), at('12:00'), 'started'],
    );
  });

  it('starts or releases, where both come at the same moment', async () => {
    for (const first of ['start', 'release'] as const) {
      const who = first === 'start' ? TANAKA : SUZUKI;
      const {id} = await bench.booked(who, `web-${first === 'start' ? 'a' : 'b'}`, '10:00', '12:00');
      const acts = [
        () => bench.desk.start(who, {op: op(), booking: id}, nowAt('10:16')),
        () => bench.desk.release(id, {up: true, told: true}, nowAt('10:16')),
      ];
      if (first === 'release') acts.reverse();
      const results = await Promise.all(acts.map((act) => act()));
      const done = results.filter(({kind}) => kind === 'started' || kind === 'released');
      assert.equal(done.length, 1, JSON.stringify(results));
      assert.equal((await bench.desk.find(who, id))?.status, done[0]?.kind);
    }
  });

  it('refuses to rewrite what a later version wrote', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const table = bench.storage.table('booths');
    await table.update({pk: DAY, rk: `b|${id}`, v: 2}, '*');
    const press = {op: op(), booking: id};
    await assert.rejects(bench.desk.cancel(TANAKA, press, BEFORE), /storage\/newer-version/);
    await table.update({pk: DAY, rk: `b|${id}`, v: 1}, '*');
  });

  it('lists what no longer fits a changed office, and withdraws it', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    await bench.booked(SUZUKI, 'web-a', '10:00', '12:00');
    assert.deepEqual(await bench.desk.misfits(DAY, BEFORE), []);
    bench.office = sampleOffice({longestUse: 60});
    const [misfit, ...rest] = await bench.desk.misfits(DAY, BEFORE);
    assert.deepEqual(
      [misfit?.booking.id, misfit?.rule, misfit?.account, rest],
      [id, 'longest-use', TANAKA, []],
    );
    const gone = await bench.desk.withdraw(id, BEFORE);
    assert.deepEqual([gone?.booking.status, gone?.booking.byOffice], ['cancelled', true]);
    assert.equal(await bench.desk.withdraw(id, BEFORE), undefined);
  });
});
