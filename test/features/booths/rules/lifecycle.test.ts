import assert from 'node:assert/strict';
import {
  decideCancel,
  decideEnd,
  decideExtend,
  decideRelease,
  decideStart,
  decideTakeBack,
  minutesUntilRelease,
  phaseOf,
  wasUp,
} from '../../../../src/features/booths/rules/lifecycle.ts';
import {nowIn} from '../../../../src/features/booths/rules/stretch.ts';
import {formatMinute, Temporal} from '../../../../src/kernel/time.ts';
import {at, bookingOf, DAY, dayOf, nowAt, others, own, sampleOffice} from './sample.ts';

const office = sampleOffice();
const [focus] = office.kinds;
assert.ok(focus);
const stretch = own('focus-1', '10:00', '12:00', 'mine');
const booking = bookingOf(stretch);
const started = bookingOf(stretch, 'started');

describe('starting', () => {
  it('is possible from ten minutes before to the end, unless it was released', () => {
    const start = (time: string, of = booking) => decideStart(of, nowAt(time)).kind;
    assert.deepEqual(decideStart(booking, nowAt('9:49')), {kind: 'too-early', from: at('9:50')});
    assert.deepEqual(
      ['9:50', '10:00', '10:14', '11:59', '12:00'].map((time) => start(time)),
      [
        'ok',
        'ok',
        'ok',
        // No release came, say since the bot was down: then it is still the person's.
        'ok',
        'over',
      ],
    );
    assert.equal(start('10:00', started), 'already');
    assert.deepEqual(decideStart(bookingOf(stretch, 'released'), nowAt('10:16')), {
      kind: 'gone',
      status: 'released',
    });
  });

  it('counts minutes over midnight', () => {
    const early = {...booking, day: '2027-01-01', from: at('0:05'), to: at('1:00')};
    assert.equal(decideStart(early, nowAt('23:54', '2026-12-31')).kind, 'too-early');
    assert.equal(decideStart(early, nowAt('23:55', '2026-12-31')).kind, 'ok');
    assert.equal(phaseOf(early, nowAt('23:59', '2026-12-31')), 'before');
    assert.equal(phaseOf(early, nowAt('0:05', '2027-01-01')), 'running');
    assert.equal(phaseOf(early, nowAt('0:30', '2027-01-02')), 'over');
  });
});

describe('cancelling and ending', () => {
  it('gives all back before the beginning, and the rest after it', () => {
    assert.equal(decideCancel(booking, nowAt('9:59')).kind, 'ok');
    assert.equal(decideCancel(started, nowAt('9:59')).kind, 'ok');
    assert.equal(decideCancel(booking, nowAt('10:00')).kind, 'begun');
    assert.equal(decideCancel(booking, nowAt('12:00')).kind, 'over');
    assert.equal(decideCancel(bookingOf(stretch, 'cancelled'), nowAt('9:00')).kind, 'gone');
  });

  it('counts the quarter in which it ends, and at least the first', () => {
    const end = (time: string) => {
      const decided = decideEnd(started, nowAt(time));
      return decided.kind === 'ok' ? formatMinute(decided.to) : decided.kind;
    };
    assert.deepEqual(
      ['9:59', '10:00', '10:01', '10:15', '10:16', '10:37', '10:45', '11:59', '12:00'].map(end),
      ['not-begun', '10:15', '10:15', '10:15', '10:30', '10:45', '10:45', '12:00', 'over'],
    );
  });
});

describe('the release', () => {
  const seen = {up: true, told: true};

  it('comes after the set time where nobody came', () => {
    assert.deepEqual(decideRelease(booking, focus, seen, nowAt('10:10')), {kind: 'not-due', minutes: 5});
    assert.deepEqual(decideRelease(booking, focus, seen, nowAt('10:15')), {kind: 'ok'});
    assert.deepEqual(decideRelease(started, focus, seen, nowAt('10:15')), {kind: 'kept', why: 'started'});
    assert.equal(decideRelease(booking, focus, seen, nowAt('12:00')).kind, 'over');
    assert.equal(decideRelease(bookingOf(stretch, 'ended'), focus, seen, nowAt('10:20')).kind, 'gone');
  });

  it('never comes for time that was missed, or without the notice', () => {
    assert.deepEqual(decideRelease(booking, focus, {up: false, told: true}, nowAt('10:20')), {
      kind: 'kept',
      why: 'down',
    });
    assert.deepEqual(decideRelease(booking, focus, {up: true, told: false}, nowAt('10:20')), {
      kind: 'kept',
      why: 'untold',
    });
  });

  it('leaves as long to one who booked a time that ran already', () => {
    const late = {...booking, placed: nowAt('10:12').instant};
    assert.equal(minutesUntilRelease(late, focus, nowAt('10:12')), 15);
    assert.equal(minutesUntilRelease(late, focus, nowAt('10:27')), 0);
    assert.equal(minutesUntilRelease(booking, focus, nowAt('9:00')), 75);
    // A second short of the minute is short.
    const halfway = {...booking, placed: nowAt('10:12').instant.add({seconds: 30})};
    assert.equal(minutesUntilRelease(halfway, focus, nowAt('10:27')), 1);
  });

  it('asks for beats no more than ninety seconds apart, from the beginning to the end', () => {
    const from = nowAt('9:50').instant;
    const until = nowAt('10:15').instant;
    const every = (seconds: number, end = until) => {
      const beats: Temporal.Instant[] = [];
      for (let beat = from; Temporal.Instant.compare(beat, end) <= 0; beat = beat.add({seconds}))
        beats.push(beat);
      return beats;
    };
    assert.equal(wasUp(every(60).reverse(), from, until), true);
    assert.equal(wasUp(every(90, from.add({minutes: 24})), from, until), true);
    assert.equal(wasUp(every(91), from, until), false);
    assert.equal(wasUp(every(60, until.subtract({minutes: 2})), from, until), false);
    assert.equal(wasUp(every(60).slice(2), from, until), false);
    assert.equal(wasUp([], from, until), false);
    const gap = every(60).filter((_, i) => i !== 10);
    assert.equal(wasUp(gap, from, until), false);
  });
});

describe('extending', () => {
  const hour = own('focus-1', '10:00', '11:00', 'mine');
  const extend = (by: number, state = dayOf([hour]), time = '10:30') => {
    const decided = decideExtend(bookingOf(hour, 'started'), by, state, office, nowAt(time));
    if (decided.kind === 'ok') return formatMinute(decided.to);
    return decided.kind === 'refused' ? [decided.breach.rule, ...decided.allowed].join(' ') : decided.kind;
  };

  it('goes as far as rule, neighbour, hours and the person’s other bookings allow', () => {
    assert.equal(extend(30), '11:30');
    assert.equal(extend(60), '12:00');
    assert.equal(extend(75), 'longest-use 15 30');
    assert.equal(extend(30, dayOf([hour], [others('focus-1', '11:15', '12:00')])), 'taken 15');
    assert.equal(extend(15, dayOf([hour, own('web-a', '11:00', '12:00')])), 'own-booking');
    const chain = dayOf([hour, own('focus-2', '11:30', '12:30')]);
    assert.equal(extend(15, chain), '11:15');
    assert.equal(extend(30, chain), 'longest-use 15');
  });

  it('takes whole slots only, and nothing once it is over or gone', () => {
    for (const by of [0, -15, 7, 15.5, Number.NaN, 900])
      assert.equal(extend(by), 'invalid-time 15 30', `${by}`);
    assert.equal(extend(15, undefined, '11:00'), 'over');
    const gone = decideExtend(bookingOf(hour, 'released'), 15, dayOf(), office, nowAt('10:30'));
    assert.deepEqual(gone, {kind: 'gone', status: 'released'});
    const unknown = decideExtend({...bookingOf(hour), booth: 'gone'}, 15, dayOf(), office, nowAt('10:30'));
    assert.equal(unknown.kind === 'refused' && unknown.breach.rule, 'unknown-booth');
  });
});

describe('taking back what was released', () => {
  const released = bookingOf(stretch, 'released');
  const back = (time: string, state = dayOf()) => {
    const decided = decideTakeBack(released, state, office, nowAt(time));
    if (decided.kind === 'ok')
      return `${formatMinute(decided.stretch.from)}-${formatMinute(decided.stretch.to)}`;
    return decided.kind === 'refused'
      ? [decided.breach.rule, ...decided.allowed.map(formatMinute)].join(' ')
      : decided.kind;
  };

  it('gives the rest from the running quarter, if it is free and the rule allows it', () => {
    assert.equal(back('10:16'), '10:15-12:00');
    assert.equal(back('11:59'), '11:45-12:00');
    assert.equal(back('12:00'), 'over');
    assert.equal(back('10:16', dayOf([], [others('focus-1', '11:00', '12:00')])), 'taken 11:00');
    assert.equal(back('10:16', dayOf([], [others('focus-1', '10:15', '10:30')])), 'taken');
    assert.equal(back('10:16', dayOf([own('focus-2', '12:00', '14:00')])), 'longest-use 11:45');
    const decided = decideTakeBack(booking, dayOf(), office, nowAt('10:16'));
    assert.deepEqual(decided, {kind: 'not-released', status: 'booked'});
  });
});

describe('the present', () => {
  it('is the office’s, at midnight and at the year’s end', () => {
    const now = nowIn(Temporal.Instant.from('2026-12-31T14:59:59.999Z'), 'Asia/Tokyo');
    assert.deepEqual([now.day, now.minute], ['2026-12-31', 1439]);
    const next = nowIn(Temporal.Instant.from('2026-12-31T15:00:00Z'), 'Asia/Tokyo');
    assert.deepEqual([next.day, next.minute], ['2027-01-01', 0]);
    assert.equal(nowAt('0:00', DAY).instant.toString(), '2026-11-23T15:00:00Z');
  });
});
