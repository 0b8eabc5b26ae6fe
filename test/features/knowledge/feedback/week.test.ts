import assert from 'node:assert/strict';
import fc from 'fast-check';
import {OPEN_DAYS} from '../../../../src/features/knowledge/feedback/feedback.ts';
import {mondayOf, traceUntil, weekOf} from '../../../../src/features/knowledge/feedback/week.ts';
import {Temporal} from '../../../../src/kernel/time.ts';

describe('the week of a day', () => {
  it('belongs to the year of its Thursday', () => {
    for (const [day, week] of [
      ['2026-11-21', '2026-W47'],
      ['2027-01-01', '2026-W53'],
      ['2027-01-04', '2027-W01'],
      ['2024-12-30', '2025-W01'],
    ] as const) {
      assert.equal(weekOf(Temporal.PlainDate.from(day)), week);
    }
  });

  it('begins on a Monday, from which it comes out again', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 40_000}), (days) => {
        const day = Temporal.PlainDate.from('1990-01-01').add({days});
        const monday = mondayOf(weekOf(day));
        assert.ok(monday);
        assert.equal(monday.dayOfWeek, 1);
        const since = monday.until(day, {largestUnit: 'days'}).days;
        assert.ok(since >= 0 && since < 7);
      }),
    );
  });

  it('is not what has another form, or a week that the year has not', () => {
    for (const text of ['2026-47', '2026-W00', '2025-W53', '2026-W54', 'W47', '']) {
      assert.equal(mondayOf(text), undefined, text);
    }
  });

  it('is all that the end of a trace tells, which outlasts the votes on an answer of that day', () => {
    const start = Temporal.PlainDate.from('2026-11-23');
    for (let day = 0; day < 7; day++) {
      const today = start.add({days: day});
      assert.equal(traceUntil(today), '2026-12-30');
      assert.ok(today.add({days: OPEN_DAYS}).toString() < traceUntil(today));
    }
  });
});
