import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {Wanted} from '../../../../src/features/booths/rules/choices.ts';
import type {DayState} from '../../../../src/features/booths/rules/day-state.ts';
import {decideWait, handOut, type Wait} from '../../../../src/features/booths/rules/waiting.ts';
import {formatMinute} from '../../../../src/kernel/time.ts';
import {at, dayOf, nowAt, others, own, sampleOffice} from './sample.ts';

const office = sampleOffice();
const morning = nowAt('8:00');

const wait = (
  id: string,
  wanted: Wanted,
  from: string,
  to: string,
  status: Wait['status'] = 'waiting',
): Wait => ({
  id,
  wanted,
  from: at(from),
  to: at(to),
  // In the order of their ids.
  since: morning.instant.add({minutes: id.charCodeAt(0)}),
  status,
});

describe('waiting', () => {
  const ask = (
    state: DayState,
    waits: readonly Wait[] = [],
    wanted: Wanted = {booth: 'focus-1'},
    to = '11:00',
  ) => {
    const decided = decideWait({wanted, from: at('10:00'), to: at(to)}, state, waits, office, morning);
    return decided.kind === 'refused' ? decided.breach.rule : decided.kind;
  };
  const full = dayOf([], [others('focus-1', '10:00', '11:00')]);

  it('is possible for what is taken, and for nothing else', () => {
    assert.equal(ask(full), 'ok');
    assert.equal(ask(dayOf()), 'free');
    assert.equal(ask(full, [], {kind: 'focus'}), 'free');
    assert.equal(ask(full, [], undefined, '12:15'), 'longest-use');
    assert.equal(ask(dayOf([own('web-a', '10:30', '11:00')], full.occupied)), 'own-booking');
    assert.equal(
      ask(dayOf([], [others('focus-1', '8:30', '20:00', {kind: 'closed', reason: 'works'})])),
      'taken',
    );
  });

  it('is on slots, and once for a time and kind', () => {
    const request = {wanted: {booth: 'focus-1'}, from: at('10:05'), to: at('11:05')};
    const decided = decideWait(request, full, [], office, morning);
    assert.deepEqual(decided, {kind: 'ok', wanted: {booth: 'focus-1'}, from: at('10:00'), to: at('11:00')});
    assert.equal(ask(full, [wait('a', {kind: 'focus'}, '10:30', '11:30')]), 'already');
    assert.equal(ask(full, [wait('a', {kind: 'focus'}, '11:00', '12:00')]), 'ok');
    assert.equal(ask(full, [wait('a', {kind: 'web'}, '10:00', '11:00')]), 'ok');
  });
});

describe('what came free', () => {
  const [booth] = office.booths;
  assert.ok(booth);
  const give = (
    waits: readonly Wait[],
    state = dayOf(),
    now = nowAt('9:00'),
    may?: (wait: Wait) => boolean,
  ) => {
    const {holds, offers} = handOut(
      booth,
      {from: at('10:00'), to: at('12:00')},
      waits,
      state,
      office,
      now,
      may,
    );
    const until = holds.map((hold) => hold.until.since(now.instant).total('minutes'));
    assert.deepEqual(
      until,
      holds.map(() => 10),
    );
    const say = (each: {wait: string; from: number; to: number}) =>
      `${each.wait} ${formatMinute(each.from)}-${formatMinute(each.to)}`;
    return [...holds.map((hold) => `hold ${say(hold)}`), ...offers.map((offer) => `offer ${say(offer)}`)];
  };
  const one = {booth: 'focus-1'};

  it('is held for the first in line whom it fits', () => {
    const line = [
      wait('b', one, '10:00', '11:00'),
      wait('a', one, '10:30', '11:30'),
      wait('c', {kind: 'focus'}, '11:30', '12:00'),
    ];
    assert.deepEqual(give(line), ['hold a 10:30-11:30', 'hold c 11:30-12:00']);
    assert.deepEqual(give(line, dayOf([], [others('focus-1', '11:00', '11:15')])), [
      'hold b 10:00-11:00',
      'hold c 11:30-12:00',
    ]);
    assert.deepEqual(
      give(line, dayOf(), nowAt('9:00'), ({id}) => id !== 'a'),
      ['hold b 10:00-11:00', 'hold c 11:30-12:00'],
    );
  });

  it('goes by who asks for this booth, or for any like it', () => {
    assert.deepEqual(give([wait('a', {booth: 'focus-2'}, '10:00', '11:00')]), []);
    assert.deepEqual(give([wait('a', {kind: 'web'}, '10:00', '11:00')]), []);
    assert.deepEqual(give([wait('a', {kind: 'focus', floor: 5}, '10:00', '11:00')]), []);
    assert.deepEqual(give([wait('a', {kind: 'focus', floor: 6}, '10:00', '11:00')]), ['hold a 10:00-11:00']);
    // Free already, and yet this change does not concern it.
    assert.deepEqual(give([wait('a', one, '13:00', '14:00')]), []);
  });

  it('reaches the next once the first was passed over, and not the one who has a hold', () => {
    const line = [
      wait('a', one, '10:00', '11:00', 'passed'),
      wait('b', one, '10:00', '11:00'),
      wait('c', one, '10:00', '11:00'),
    ];
    assert.deepEqual(give(line), ['hold b 10:00-11:00']);
    assert.deepEqual(give([wait('a', one, '10:00', '11:00', 'held')]), []);
  });

  it('is offered to all where the start is under twenty minutes off', () => {
    const line = [
      wait('a', one, '10:00', '11:00', 'passed'),
      wait('b', one, '10:00', '11:30'),
      wait('c', one, '10:15', '11:00'),
    ];
    assert.deepEqual(give(line, dayOf(), nowAt('9:40')), ['hold b 10:00-11:30']);
    // Nothing is held over what others are told they can have.
    const all = ['offer a 10:00-11:00', 'offer b 10:00-11:30', 'offer c 10:15-11:00'];
    assert.deepEqual(give(line, dayOf(), nowAt('9:41')), all);
    assert.deepEqual(give(line, dayOf(), nowAt('10:00')), ['offer c 10:15-11:00']);
  });

  it('goes to the same persons as by asking each in line, minute by minute', () => {
    const time = fc
      .tuple(fc.integer({min: 37, max: 44}), fc.integer({min: 1, max: 6}))
      .map(([from, length]) => ({from: from * 15, to: (from + length) * 15}));
    const long = time.map(({from, to}) => ({from, to: to + 120}));
    const waiting = fc.record({time, status: fc.constantFrom('waiting', 'held', 'passed')});
    let [held, offered] = [0, 0];
    fc.assert(
      fc.property(
        long,
        fc.array(waiting, {maxLength: 8}),
        fc.array(time, {maxLength: 3}),
        (freed, line, taken) => {
          const now = nowAt('9:35');
          const waits = line.map((each, i): Wait => {
            return {...wait(String.fromCharCode(97 + i), one, '0:00', '0:15', each.status), ...each.time};
          });
          const state = dayOf(
            [],
            taken.map((each) => ({...others('focus-1', '0:00', '0:15'), ...each})),
          );
          const given = handOut(booth, freed, [...waits].reverse(), state, office, now);
          const minutes = new Map<number, string>();
          for (const each of taken) for (let m = each.from; m < each.to; m++) minutes.set(m, 'taken');
          const [holds, offers]: string[][] = [[], []];
          for (const each of waits) {
            let [free, concerned, promised] = [true, false, false];
            for (let m = each.from; m < each.to; m++) {
              if (minutes.get(m) === 'taken') free = false;
              if (minutes.get(m) === 'promised') promised = true;
              if (m >= freed.from && m < freed.to) concerned = true;
            }
            if (!free || !concerned) continue;
            const soon = each.from - now.minute < 20 || promised;
            if (soon ? each.from <= now.minute : each.status !== 'waiting') continue;
            (soon ? offers : holds)?.push(each.id);
            for (let m = each.from; m < each.to; m++) minutes.set(m, soon ? 'promised' : 'taken');
          }
          assert.deepEqual(
            [given.holds.map((hold) => hold.wait), given.offers.map((offer) => offer.wait)],
            [holds, offers],
          );
          held += given.holds.length;
          offered += given.offers.length;
        },
      ),
      {numRuns: 500},
    );
    assert.ok(held > 50 && offered > 50, `${held} held, ${offered} offered`);
  });
});
