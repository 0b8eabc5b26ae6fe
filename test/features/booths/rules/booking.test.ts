import assert from 'node:assert/strict';
import {decideBooking, decideMove} from '../../../../src/features/booths/rules/booking.ts';
import {chooseBooth} from '../../../../src/features/booths/rules/choices.ts';
import type {DayState} from '../../../../src/features/booths/rules/day-state.ts';
import type {Now} from '../../../../src/features/booths/rules/stretch.ts';
import {formatMinute} from '../../../../src/kernel/time.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';
import {at, bookingOf, DAY, dayOf, nowAt, others, own, sampleOffice} from './sample.ts';

const office = sampleOffice();
const morning = nowAt('8:00');

interface Circumstances {
  readonly now?: Now;
  readonly office?: Office;
}

/** `focus-1 10:00 12:00`, or `focus …` for any booth of the kind: what is decided, in one line. */
function book(wish: string, state: DayState = dayOf(), given: Circumstances = {}): string {
  const [what = '', from = '', to = ''] = wish.split(' ');
  const wanted = what.includes('-') ? {booth: what} : {kind: what};
  const request = {wanted, from: at(from), to: at(to)};
  return told(decideBooking(request, state, given.office ?? office, given.now ?? morning));
}

function told(decided: ReturnType<typeof decideMove>): string {
  const span = ({from, to}: {from: number; to: number}) => `${formatMinute(from)}-${formatMinute(to)}`;
  if (decided.kind === 'unmovable') return decided.why;
  if (decided.kind === 'ok') {
    return `${decided.booth.id} ${span(decided)}${decided.rounded ? ` for ${span(decided.rounded)}` : ''}`;
  }
  const offers = decided.allowed.map((offer) => `${offer.label} ${offer.booth.id} ${span(offer)}`);
  return [decided.breach.rule, ...offers].join(' | ');
}

describe('the two-hour rule', () => {
  it('offers two hours and the rest as a use of its own where three are asked for', () => {
    assert.equal(book('focus-1 14:00 16:00'), 'focus-1 14:00-16:00');
    assert.equal(
      book('focus-1 14:00 17:00'),
      'longest-use | shorter focus-1 14:00-16:00 | next-use focus-1 16:15-17:15',
    );
  });

  it('holds over booths, in whatever order a chain is built', () => {
    const two = dayOf([own('focus-1', '10:00', '12:00')]);
    assert.equal(book('focus-2 12:00 14:00', two), 'longest-use | next-use focus-2 12:15-14:15');
    const ends = dayOf([own('focus-1', '10:00', '11:00'), own('focus-2', '11:30', '12:30')]);
    assert.equal(
      book('focus-3 11:00 11:30', ends),
      'longest-use | shorter focus-3 11:00-11:15 | next-use focus-3 12:30-12:45',
    );
    assert.equal(book('focus-3 11:00 11:15', ends), 'focus-3 11:00-11:15');
    const later = dayOf([own('focus-1', '12:00', '13:00')]);
    assert.equal(
      book('focus-1 10:30 12:00', later),
      'longest-use | shorter focus-1 10:30-11:45 | next-use focus-1 13:00-13:15',
    );
  });

  it('lets a gap of exactly fifteen minutes begin a new use', () => {
    const two = dayOf([own('focus-1', '10:00', '12:00')]);
    assert.equal(book('focus-1 12:15 14:15', two), 'focus-1 12:15-14:15');
  });

  it('counts a use that was ended early by its booked quarters', () => {
    const ended = dayOf([own('focus-1', '10:00', '10:45')]);
    assert.equal(book('focus-2 10:45 12:00', ended), 'focus-2 10:45-12:00');
    assert.match(book('focus-2 10:45 12:15', ended), /^longest-use \| shorter focus-2 10:45-12:00 /);
  });

  it('counts each kind by itself, and allows web-meeting booths their four hours', () => {
    const focus = dayOf([own('focus-1', '10:00', '12:00')]);
    assert.equal(book('web-a 12:00 16:00', focus), 'web-a 12:00-16:00');
    assert.match(book('web-a 12:00 16:15', focus), /^longest-use \| shorter web-a 12:00-16:00/);
  });

  it('says what would result and what may be', () => {
    const request = {wanted: {booth: 'focus-2'}, from: at('12:00'), to: at('13:00')};
    const state = dayOf([own('focus-1', '10:00', '12:00')]);
    const decided = decideBooking(request, state, office, morning);
    assert.deepEqual(decided.kind === 'refused' && decided.breach, {
      rule: 'longest-use',
      longest: 120,
      use: {from: at('10:00'), to: at('13:00'), minutes: 180},
    });
  });
});

describe('the other rules', () => {
  it('forbid two booths at once, of whatever kind', () => {
    const state = dayOf([own('web-a', '10:00', '11:00')]);
    assert.equal(book('focus-1 10:45 11:45', state), 'own-booking | next-use focus-1 11:00-12:00');
    assert.match(book('focus-1 9:30 10:30', state), /^own-booking \| shorter focus-1 9:30-10:00 \| /);
  });

  it('take a start inside the running quarter for that quarter, and no earlier one', () => {
    const now = nowAt('10:14');
    assert.equal(book('focus-1 10:00 11:00', dayOf(), {now}), 'focus-1 10:00-11:00');
    assert.equal(book('focus-1 10:14 11:14', dayOf(), {now}), 'focus-1 10:00-11:00 for 10:14-11:14');
    assert.equal(book('focus-1 9:45 10:45', dayOf(), {now}), 'past | next-time focus-1 10:00-11:00');
    assert.equal(book('focus-1 10:00 11:00', dayOf(), {now: nowAt('9:00', '2026-11-25')}), 'past');
  });

  it('round down what lies off the slots, and say so; less than a slot is too short', () => {
    assert.equal(book('focus-1 14:07 15:07'), 'focus-1 14:00-15:00 for 14:07-15:07');
    assert.equal(book('focus-1 14:00 14:50'), 'focus-1 14:00-14:45 for 14:00-14:50');
    assert.equal(book('focus-1 14:00 14:10'), 'too-short | one-slot focus-1 14:00-14:15');
    // Never longer than two hours by rounding.
    assert.equal(book('focus-1 14:14 16:14'), 'focus-1 14:00-16:00 for 14:14-16:14');
  });

  it('keep to the hours', () => {
    assert.equal(book('focus-1 8:30 9:00'), 'focus-1 8:30-9:00');
    assert.equal(book('focus-1 8:15 9:15'), 'outside-hours | next-time focus-1 8:30-9:30');
    assert.equal(book('focus-1 19:00 20:15'), 'outside-hours | shorter focus-1 19:00-20:00');
    assert.equal(book('focus-1 20:00 21:00'), 'outside-hours | next-time focus-1 8:30-9:30');
  });

  it('keep to the horizon and to open days', () => {
    const last = dayOf([], [], '2026-12-08');
    assert.equal(book('focus-1 10:00 11:00', last), 'focus-1 10:00-11:00');
    assert.equal(book('focus-1 10:00 11:00', dayOf([], [], '2026-12-09')), 'beyond-horizon');
    assert.equal(book('focus-1 10:00 11:00', dayOf([], [], '2026-11-28')), 'closed-day');
    const request = {wanted: {booth: 'focus-1'}, from: 600, to: 660};
    const decided = decideBooking(request, dayOf([], [], '2026-11-28'), office, morning);
    assert.deepEqual(decided.kind === 'refused' && decided.breach, {
      rule: 'closed-day',
      why: {kind: 'weekend'},
      next: '2026-11-30',
    });
  });

  it('go over the turn of the year', () => {
    const now = nowAt('23:59', '2026-12-28');
    const named = (day: string) => {
      const request = {wanted: {booth: 'focus-1'}, from: 600, to: 660};
      const decided = decideBooking(request, dayOf([], [], day), office, now);
      return decided.kind === 'refused' ? decided.breach : decided.day;
    };
    assert.equal(named('2027-01-04'), '2027-01-04');
    assert.equal(named('2027-01-11') instanceof Object, true);
    assert.deepEqual(named('2026-12-31'), {rule: 'closed-day', why: {kind: 'year-end'}, next: '2027-01-04'});
    assert.deepEqual(named('2027-01-12'), {rule: 'beyond-horizon', last: '2027-01-11'});
  });

  it('limit how many coming bookings a person holds, and not who sits down now', () => {
    const three = {...dayOf(), openBookings: 3};
    assert.equal(book('focus-1 10:00 11:00', three), 'open-bookings');
    assert.equal(book('focus-1 10:00 11:00', three, {now: nowAt('10:10')}), 'focus-1 10:00-11:00');
    assert.equal(book('focus-1 10:00 11:00', {...three, openBookings: 2}), 'focus-1 10:00-11:00');
  });

  it('keep to a cap a day where there is one', () => {
    const capped = sampleOffice({dayCap: 180});
    const state = dayOf([own('focus-1', '9:00', '11:00')]);
    assert.equal(book('focus-2 14:00 15:00', state, {office: capped}), 'focus-2 14:00-15:00');
    assert.equal(
      book('focus-2 14:00 15:30', state, {office: capped}),
      'day-cap | shorter focus-2 14:00-15:00',
    );
  });

  it('refuse what cannot be, as a card changed by hand may say it', () => {
    assert.equal(book('focus-9 10:00 11:00'), 'unknown-booth');
    assert.equal(book('sauna 10:00 11:00'), 'unknown-booth');
    assert.equal(book('focus-1 11:00 10:00'), 'invalid-time');
    for (const [from, to] of [
      [Number.NaN, 660],
      [600, 1441],
      [600.5, 660],
      [-15, 15],
    ] as const) {
      const decided = decideBooking({wanted: {booth: 'focus-1'}, from, to}, dayOf(), office, morning);
      assert.equal(decided.kind === 'refused' && decided.breach.rule, 'invalid-time');
    }
    assert.equal(book('focus-1 10:00 11:00', dayOf([], [], '2026-02-30')), 'invalid-time');
    assert.equal(book('focus-1 10:00 11:00', dayOf([], [], '明日')), 'invalid-time');
  });
});

describe('a time that is taken', () => {
  it('is answered with the same time elsewhere and the nearest in the same booth', () => {
    const state = dayOf([], [others('focus-1', '10:00', '11:00')]);
    assert.equal(
      book('focus-1 10:00 11:00', state),
      'taken | other-booth focus-2 10:00-11:00 | other-time focus-1 11:00-12:00 | other-time focus-1 9:00-10:00',
    );
  });

  it('is answered with a booth on another floor where this one has none', () => {
    const state = dayOf([], [others('focus-1', '8:30', '20:00'), others('focus-2', '10:30', '11:30')]);
    assert.equal(book('focus-1 10:00 11:00', state), 'taken | other-booth focus-3 10:00-11:00');
  });

  it('is answered with other times where any booth was asked for', () => {
    const all = ['focus-1', 'focus-2', 'focus-3'].map((booth) => others(booth, '10:00', '11:30'));
    assert.equal(
      book('focus 10:00 11:00', dayOf([], all)),
      'taken | other-time focus-1 9:00-10:00 | other-time focus-1 11:30-12:30',
    );
  });

  it('may come free where one booth of several is not closed', () => {
    const closed = others('focus-1', '8:30', '20:00', {kind: 'closed', reason: 'works'});
    const state = dayOf(
      [],
      [closed, ...['focus-2', 'focus-3'].map((booth) => others(booth, '8:30', '20:00'))],
    );
    const request = {wanted: {kind: 'focus'}, from: at('10:00'), to: at('11:00')};
    const decided = decideBooking(request, state, office, morning);
    assert.ok(decided.kind === 'refused' && decided.breach.rule === 'taken');
    assert.equal(decided.breach.by.kind, 'booking');
  });

  it('is free for the one for whom it is held, and for all once that ran out', () => {
    const now = nowAt('9:00');
    const hold = (mine: boolean, minutes: number) => {
      const until = now.instant.add({minutes});
      return dayOf([], [others('focus-1', '10:00', '11:00', {kind: 'hold', wait: 'w', mine, until})]);
    };
    assert.match(book('focus-1 10:00 11:00', hold(false, 1), {now}), /^taken/);
    assert.equal(book('focus-1 10:00 11:00', hold(true, 1), {now}), 'focus-1 10:00-11:00');
    assert.equal(book('focus-1 10:00 11:00', hold(false, 0), {now}), 'focus-1 10:00-11:00');
  });
});

describe('a booth for whoever takes any', () => {
  const choose = (wish: string, state: DayState) => {
    const [from = '', to = ''] = wish.split(' ');
    const [kind] = office.kinds;
    assert.ok(kind);
    const ground = {state, office, now: morning};
    return chooseBooth(kind, office.booths.slice(0, 3), {from: at(from), to: at(to)}, ground)?.id;
  };

  it('is the one where the person sits before or after', () => {
    const before = [own('focus-3', '10:00', '11:00')];
    assert.equal(choose('11:00 12:00', dayOf(before, [others('focus-2', '12:00', '13:00')])), 'focus-3');
    assert.equal(choose('9:00 10:00', dayOf(before)), 'focus-3');
    assert.equal(choose('11:30 12:00', dayOf(before, [others('focus-3', '8:30', '9:00')])), 'focus-3');
    assert.equal(choose('11:30 12:00', dayOf([own('web-a', '10:00', '11:30')])), 'focus-1');
  });

  it('is else the one whose free time fits best', () => {
    const state = dayOf([], [others('focus-2', '8:30', '10:00'), others('focus-2', '11:00', '20:00')]);
    assert.equal(choose('10:00 11:00', state), 'focus-2');
    assert.equal(choose('10:00 11:30', state), 'focus-1');
    // Of equal free times the one that it ends flush with.
    const flush = dayOf(
      [],
      [
        others('focus-1', '8:30', '9:00'),
        others('focus-2', '19:30', '20:00'),
        others('focus-3', '8:30', '20:00'),
      ],
    );
    assert.equal(choose('9:00 10:00', flush), 'focus-1');
    assert.equal(choose('18:30 19:30', flush), 'focus-2');
  });
});

describe('moving', () => {
  const stretch = own('focus-1', '10:00', '12:00', 'mine');
  const booking = bookingOf(stretch);
  const move = (wish: string, state = dayOf([stretch]), now = morning, of = booking) => {
    const [booth = '', from = '', to = ''] = wish.split(' ');
    return told(decideMove(of, {wanted: {booth}, from: at(from), to: at(to)}, state, office, now));
  };

  it('does not find the booking in its own way', () => {
    assert.equal(move('focus-1 11:00 13:00'), 'focus-1 11:00-13:00');
    assert.equal(move('focus-2 10:00 12:00'), 'focus-2 10:00-12:00');
    assert.equal(move('focus-1 10:00 12:00'), 'same');
    const tomorrow = {...dayOf([], [], '2026-11-25'), openBookings: 3};
    assert.equal(move('focus-1 10:00 12:00', tomorrow), 'focus-1 10:00-12:00');
  });

  it('builds no chain and takes no other’s time', () => {
    const state = dayOf([stretch, own('focus-2', '14:00', '16:00')], [others('focus-3', '9:00', '10:00')]);
    assert.match(move('focus-1 12:00 14:00', state), /^longest-use/);
    assert.equal(move('focus-1 11:45 13:45', state), 'focus-1 11:45-13:45');
    assert.match(move('focus-3 9:30 11:30', state), /^taken/);
  });

  it('ends with its beginning: what was used counts', () => {
    assert.equal(move('focus-1 14:00 16:00', undefined, nowAt('9:59')), 'focus-1 14:00-16:00');
    assert.equal(move('focus-1 14:00 16:00', undefined, nowAt('10:00')), 'begun');
    assert.equal(move('focus-1 14:00 16:00', undefined, nowAt('12:00')), 'over');
    assert.equal(move('focus-1 14:00 16:00', undefined, morning, bookingOf(stretch, 'released')), 'gone');
  });

  it('to another kind counts against that kind’s open bookings', () => {
    assert.equal(move('web-a 14:00 15:00', {...dayOf([stretch]), openBookings: 3}), 'open-bookings');
    assert.equal(move('focus-1 14:00 15:00', {...dayOf([stretch]), openBookings: 3}), 'focus-1 14:00-15:00');
  });
});

it('the sample day is one on which people work', () => {
  assert.equal(book('focus-1 10:00 11:00', dayOf([], [], DAY)), 'focus-1 10:00-11:00');
});
