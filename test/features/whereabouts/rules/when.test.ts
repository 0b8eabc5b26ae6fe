import assert from 'node:assert/strict';
import fc from 'fast-check';
import {END_OF_DAY, PLAN_DAYS} from '../../../../src/features/whereabouts/rules/state.ts';
import {spread} from '../../../../src/features/whereabouts/rules/when.ts';
import {Temporal} from '../../../../src/kernel/time.ts';

const NOW = {day: '2026-11-24', minute: 600};
const dayAfter = (days: number) => Temporal.PlainDate.from(NOW.day).add({days}).toString();
const anyDay = fc.integer({min: -3, max: 20}).map(dayAfter);
const anyWhen = fc.record(
  {
    date: anyDay,
    dateEnd: anyDay,
    from: fc.integer({min: 0, max: 1440}),
    until: fc.integer({min: 0, max: 1440}),
  },
  {requiredKeys: []},
);

describe('for when something is said', () => {
  it('is from now to the end of the day where nothing else is said', () => {
    assert.deepEqual(spread({}, NOW), {kind: 'ok', parts: [{day: NOW.day, from: 600, until: END_OF_DAY}]});
  });

  it('is to the hour that the organisation has set, and to midnight for who is there after it', () => {
    const until = (minute: number, when = {}) => {
      const said = spread(when, {...NOW, minute}, 20 * 60);
      return said.kind === 'ok' ? said.parts.map((part) => part.until) : said.kind;
    };
    assert.deepEqual(until(600), [1200]);
    assert.deepEqual(until(600, {until: 1300}), [1300]);
    assert.deepEqual(until(1230), [END_OF_DAY]);
    assert.deepEqual(until(600, {dateEnd: '2026-11-25'}), [1200, 1200]);
  });

  it('gives the first day its start and the last its end', () => {
    assert.deepEqual(spread({date: '2026-11-25', dateEnd: '2026-11-27', from: 780, until: 720}, NOW), {
      kind: 'ok',
      parts: [
        {day: '2026-11-25', from: 780, until: 1440},
        {day: '2026-11-26', from: 0, until: 1440},
        {day: '2026-11-27', from: 0, until: 720},
      ],
    });
  });

  it('asks back what is over, too far, or ends before it starts', () => {
    assert.equal(spread({until: 540}, NOW).kind, 'past');
    assert.equal(spread({date: '2026-11-23'}, NOW).kind, 'past');
    assert.equal(spread({date: '2026-11-25', from: 900, until: 840}, NOW).kind, 'end-before-start');
    assert.equal(spread({date: '2026-11-26', dateEnd: '2026-11-25'}, NOW).kind, 'end-before-start');
    assert.deepEqual(spread({date: '2026-12-09'}, NOW), {kind: 'too-far', last: '2026-12-08'});
  });

  it('never lies in the past, beyond the plans, or has an end before its start', () => {
    fc.assert(
      fc.property(anyWhen, (when) => {
        const made = spread(when, NOW);
        if (made.kind !== 'ok') return;
        for (const {day, from, until} of made.parts) {
          assert.ok(from < until && until <= END_OF_DAY);
          assert.ok(day >= NOW.day && day <= dayAfter(PLAN_DAYS));
        }
        assert.equal(new Set(made.parts.map(({day}) => day)).size, made.parts.length);
      }),
    );
  });
});
