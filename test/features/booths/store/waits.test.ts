import assert from 'node:assert/strict';
import type {Account} from '../../../../src/kernel/person.ts';
import {at, DAY, nowAt, sampleOffice} from '../rules/sample.ts';
import {BEFORE, deskBench, op, SATO, SUZUKI, TANAKA, type DeskBench} from './bench.ts';

const TEN_MINUTES_LATER = nowAt('09:10', '2026-11-20');

describe('Waiting at the desk', () => {
  let bench: DeskBench;
  beforeEach(async () => {
    bench = await deskBench();
  });
  afterEach(() => bench.judged());

  const order = (from: string, to: string, token = op()) => ({
    ...{op: token, wanted: {booth: 'focus-1'}, day: DAY},
    ...{from: at(from), to: at(to)},
  });
  const waiting = async (who: Account, from = '10:00', to = '11:00', now = BEFORE) => {
    const result = await bench.desk.wait(who, order(from, to), now);
    assert.ok(result.kind === 'waiting', JSON.stringify(result));
    return result.wait;
  };

  it('stands in line once, whatever is pressed again', async () => {
    await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    assert.deepEqual(await bench.desk.wait(SUZUKI, order('14:00', '15:00'), BEFORE), {kind: 'free'});
    const press = order('10:00', '11:00');
    const first = await bench.desk.wait(SUZUKI, press, BEFORE);
    const again = await bench.desk.wait(SUZUKI, press, BEFORE);
    assert.ok(first.kind === 'waiting' && again.kind === 'waiting');
    assert.deepEqual([again.wait, again.fresh], [first.wait, false]);
    const other = await bench.desk.wait(SUZUKI, order('10:30', '11:30'), BEFORE);
    assert.ok(other.kind === 'already' && other.wait.id === first.wait.id);
    assert.deepEqual(await bench.desk.waits(SUZUKI, BEFORE), [first.wait]);
    assert.deepEqual(await bench.desk.waits(TANAKA, BEFORE), []);
  });

  it('makes one wait of two presses at the same moment', async () => {
    await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const results = await Promise.all([
      bench.desk.wait(SUZUKI, order('10:00', '11:00'), BEFORE),
      bench.desk.wait(SUZUKI, order('10:00', '11:00'), BEFORE),
    ]);
    assert.deepEqual(results.map(({kind}) => kind).sort(), ['already', 'waiting']);
  });

  it('holds what comes free for the first in line, who alone can take it', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const wait = await waiting(SUZUKI);
    await waiting(SATO, '10:00', '11:00', nowAt('09:01', '2026-11-20'));
    const cancelled = await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    assert.ok(cancelled.kind === 'cancelled');
    const until = BEFORE.instant.add({minutes: 10});
    assert.deepEqual(
      cancelled.given.map((each) => ({...each, until: each.until?.toString()})),
      [
        {
          ...{account: SUZUKI, wait: wait.id, booth: 'focus-1', day: DAY},
          ...{from: at('10:00'), to: at('11:00'), until: until.toString()},
        },
      ],
    );
    assert.equal((await bench.desk.findWait(SUZUKI, wait.id))?.held?.booth, 'focus-1');
    await bench.judged();
    const snatched = await bench.desk.book(TANAKA, order('10:00', '11:00'), BEFORE);
    assert.ok(snatched.kind === 'refused' && snatched.breach.rule === 'taken');
    const taken = await bench.desk.book(SUZUKI, order('10:00', '11:00'), BEFORE);
    assert.equal(taken.kind, 'booked');
    assert.deepEqual(await bench.desk.waits(SUZUKI, BEFORE), []);
  });

  it('gives a hold that has run out to the next, then to anybody', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const first = await waiting(SUZUKI);
    const second = await waiting(SATO, '10:00', '11:00', nowAt('09:01', '2026-11-20'));
    await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    const standing = await bench.desk.settleWaits(DAY, BEFORE);
    assert.deepEqual(
      standing.map(({wait}) => wait),
      [first.id],
    );
    const [given, ...others] = await bench.desk.settleWaits(DAY, TEN_MINUTES_LATER);
    assert.deepEqual([given?.wait, others], [second.id, []]);
    assert.equal((await bench.desk.findWait(SUZUKI, first.id))?.status, 'passed');
    await bench.judged();
    const later = nowAt('09:20', '2026-11-20');
    // Not settled yet: it counts as free for everybody all the same.
    const taken = await bench.desk.book(TANAKA, order('10:30', '11:30'), later);
    assert.equal(taken.kind, 'booked');
    assert.equal((await bench.desk.findWait(SATO, second.id))?.status, 'passed');
  });

  it('names a hold again in the next round, whose person nobody may have told', async () => {
    await bench.booked(TANAKA, 'focus-1', '10:00', '12:00');
    const wait = await waiting(SUZUKI, '11:00', '12:00');
    // The office takes the booking away for the sake of another hour; nothing is answered to one who waits.
    const closing = {from: {day: DAY, minute: at('10:00')}, to: {day: DAY, minute: at('11:00')}};
    await bench.desk.close('focus-1', {...closing, reason: 'cleaning'}, BEFORE);
    assert.equal((await bench.desk.findWait(SUZUKI, wait.id))?.status, 'held');
    const [given, ...more] = await bench.desk.settleWaits(DAY, BEFORE);
    assert.deepEqual([given?.wait, given?.booth, more], [wait.id, 'focus-1', []]);
    assert.equal(given?.until?.toString(), BEFORE.instant.add({minutes: 10}).toString());
  });

  it('lets go of a hold that has run out, where nobody is next', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const wait = await waiting(SUZUKI);
    await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    assert.deepEqual(await bench.desk.settleWaits(DAY, TEN_MINUTES_LATER), []);
    assert.equal((await bench.desk.findWait(SUZUKI, wait.id))?.status, 'passed');
    assert.ok((await bench.rows()).every(({rk}) => !rk.startsWith('s|')));
  });

  it('gives back what was held to the next when somebody leaves the line', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const first = await waiting(SUZUKI);
    const second = await waiting(SATO, '10:00', '11:00', nowAt('09:01', '2026-11-20'));
    await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    const press = {op: op(), wait: first.id};
    const left = await bench.desk.unwait(SUZUKI, press, BEFORE);
    assert.ok(left.kind === 'left' && left.given[0]?.wait === second.id);
    const again = await bench.desk.unwait(SUZUKI, press, BEFORE);
    assert.ok(again.kind === 'left' && !again.fresh);
    assert.deepEqual(await bench.desk.unwait(SUZUKI, {...press, op: op()}, BEFORE), {kind: 'over'});
    assert.deepEqual(await bench.desk.unwait(TANAKA, {op: op(), wait: second.id}, BEFORE), {kind: 'unknown'});
  });

  it('holds nothing for one who could not book it', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    await waiting(SUZUKI);
    const second = await waiting(SATO, '10:00', '11:00', nowAt('09:01', '2026-11-20'));
    await bench.booked(SUZUKI, 'focus-2', '10:30', '12:00');
    const cancelled = await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    assert.ok(cancelled.kind === 'cancelled');
    assert.deepEqual(
      cancelled.given.map(({wait}) => wait),
      [second.id],
    );
  });

  it('holds nothing at hours that the office has given up since', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    await waiting(SUZUKI);
    bench.office = sampleOffice({hours: {from: '10:30', to: '17:00'}});
    const cancelled = await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    assert.ok(cancelled.kind === 'cancelled');
    assert.deepEqual(
      cancelled.given.map(({wait}) => wait),
      [],
    );
  });

  it('offers to all who wait what comes free shortly before it begins', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const first = await waiting(SUZUKI);
    const second = await waiting(SATO, '10:00', '11:00', nowAt('09:01', '2026-11-20'));
    const cancelled = await bench.desk.cancel(TANAKA, {op: op(), booking: id}, nowAt('09:45'));
    assert.ok(cancelled.kind === 'cancelled');
    assert.deepEqual(
      cancelled.given.map(({wait, until}) => [wait, until]),
      [
        [first.id, undefined],
        [second.id, undefined],
      ],
    );
  });

  it('finds in the next round what a change did not see', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const wait = await waiting(SUZUKI);
    await bench.booked(TANAKA, 'focus-2', '15:00', '16:00');
    // As if the wait had come at the very moment of the cancelling.
    const table = bench.storage.table('booths');
    const stored = await table.get(DAY, `w|${wait.id}`);
    assert.ok(stored);
    await table.delete(DAY, `w|${wait.id}`, '*');
    await bench.desk.cancel(TANAKA, {op: op(), booking: id}, BEFORE);
    await table.insert(stored.row);
    const given = await bench.desk.settleWaits(DAY, BEFORE);
    assert.deepEqual(
      given.map((each) => each.wait),
      [wait.id],
    );
  });
});
