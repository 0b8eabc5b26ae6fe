import assert from 'node:assert/strict';
import fc from 'fast-check';
import {Temporal} from '../../../../src/kernel/time.ts';
import {roundsOf} from '../../../../src/features/training/rules/course.ts';
import {addDays, countsIn, fiscalYearOf, periodOf} from '../../../../src/features/training/rules/validity.ts';
import {course} from '../sample.ts';

const YEARS = {
  windows: [
    {from: '2027-02-08', to: '2027-03-05'},
    {from: '2026-02-09', to: '2026-03-06'},
  ],
};
const [first, second] = roundsOf(course(YEARS));

const day = fc.integer({min: 0, max: 1500}).map((n) => addDays('2025-01-01', n));

describe('rounds', () => {
  it('come in order, each with the day on which the next begins', () => {
    assert.deepEqual(roundsOf(course(YEARS)), [
      {id: '2026-02-09', from: '2026-02-09', to: '2026-03-06', next: '2027-02-08'},
      {id: '2027-02-08', from: '2027-02-08', to: '2027-03-05', next: undefined},
    ]);
  });
});

describe('the validity of a completion', () => {
  it('is its fiscal year, and what was done on the last day of one is pending on the first of the next', () => {
    assert.ok(first && second);
    assert.deepEqual(periodOf('fiscal-year', first, 4), {from: '2025-04-01', to: '2026-03-31'});
    const next = periodOf('fiscal-year', second, 4);
    assert.equal(countsIn(next, '2026-03-31'), false);
    assert.equal(countsIn(next, '2026-04-01'), true);
  });

  it('is its window, which lasts until the next one opens', () => {
    assert.ok(first && second);
    assert.deepEqual(periodOf('window', first, 4), {from: '2026-02-09', to: '2027-02-07'});
    assert.equal(countsIn(periodOf('window', second, 4), '2027-02-07'), false);
  });

  it('is so many days, and then must reach over the last day of the window', () => {
    assert.ok(second);
    // 365 days from 6 March 2026 end with 5 March 2027, the last day of the window.
    const period = periodOf({days: 365}, second, 4);
    assert.equal(countsIn(period, '2026-03-06'), true);
    assert.equal(countsIn(period, '2026-03-05'), false);
    assert.deepEqual(periodOf({days: 1}, second, 4).from, '2027-02-08');
  });

  it('gives every day one fiscal year, as counting the months does', () => {
    fc.assert(
      fc.property(day, fc.integer({min: 1, max: 12}), (at, month) => {
        const {from, to} = fiscalYearOf(at, month);
        const date = Temporal.PlainDate.from(at);
        // The oracle goes back a day at a time.
        let begin = date;
        while (!(begin.day === 1 && begin.month === month)) begin = begin.subtract({days: 1});
        assert.equal(from, begin.toString());
        assert.ok(from <= at && at <= to);
        assert.equal(fiscalYearOf(addDays(to, 1), month).from, addDays(to, 1));
      }),
    );
  });

  it('in days counts exactly what still holds on the last day of the window', () => {
    assert.ok(second);
    fc.assert(
      fc.property(day, fc.integer({min: 30, max: 800}), (at, days) => {
        const valid = at <= second.to && second.to <= addDays(at, days - 1);
        const inside = at >= second.from;
        assert.equal(countsIn(periodOf({days}, second, 4), at), valid || inside);
      }),
    );
  });
});
