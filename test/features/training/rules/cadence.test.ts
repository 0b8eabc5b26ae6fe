import assert from 'node:assert/strict';
import fc from 'fast-check';
import {Temporal} from '../../../../src/kernel/time.ts';
import {
  decideSnooze,
  pauseUntil,
  reminderDays,
  type Snooze,
} from '../../../../src/features/training/rules/cadence.ts';
import {addDays, daysBetween} from '../../../../src/features/training/rules/validity.ts';
import {workingTimeOf} from '../../../../src/features/training/rules/working-time.ts';
import {course, member, OFFICE} from '../sample.ts';

const {plan} = course();
const HOURS = [
  {from: 570, to: 705},
  {from: 780, to: 990},
];
const everyday = workingTimeOf(member('1'), OFFICE, HOURS);
const library = workingTimeOf(member('2', {main: {section: '080', sectionName: '図書館'}}), OFFICE, HOURS);

const duty = (opens: string, due: string, need: 'required' | 'encouraged' = 'required') => ({
  need,
  opens,
  due,
});

function days(of: ReturnType<typeof duty>, time = everyday): string[] {
  return reminderDays(of, plan, time).map(({day, occasion}) => `${day} ${occasion}`);
}

describe('the days on which a course reminds', () => {
  it('are the opening, halfway, 7, 3 and 1 day before, the due day, and weekly for eight weeks', () => {
    // Monday to a Friday; halfway is a Saturday, three days before is a Tuesday.
    assert.deepEqual(days(duty('2026-02-09', '2026-03-06')).slice(0, 8), [
      '2026-02-09 opening',
      '2026-02-20 halfway',
      '2026-02-27 before',
      '2026-03-03 before',
      '2026-03-05 before',
      '2026-03-06 due',
      '2026-03-13 overdue',
      // The equinox of 20 March is a Friday: after the weekend.
      '2026-03-23 overdue',
    ]);
    assert.equal(days(duty('2026-02-09', '2026-03-06')).filter((each) => each.endsWith('overdue')).length, 8);
  });

  it('of an encouraged course are the opening and three days before, and nothing afterwards', () => {
    assert.deepEqual(days(duty('2026-02-09', '2026-03-06', 'encouraged')), [
      '2026-02-09 opening',
      '2026-03-03 before',
    ]);
  });

  it('follow the calendar of the section: a library works on Saturdays and rests on Mondays', () => {
    assert.deepEqual(days(duty('2026-02-09', '2026-03-09'), library).slice(0, 2), [
      '2026-02-10 opening',
      '2026-02-22 halfway',
    ]);
    // Due on a Monday on which the library is closed: told on Sunday, which is also the day before.
    const before = days(duty('2026-02-09', '2026-03-09'), library).filter((each) =>
      each.startsWith('2026-03-08'),
    );
    assert.deepEqual(before.map((each) => each.slice(11)).sort(), ['before', 'due']);
  });

  it('lie on days on which a part-timer works', () => {
    const tuesdays = workingTimeOf(member('3', {workingDays: [2]}), OFFICE, HOURS);
    assert.deepEqual(days(duty('2026-02-09', '2026-03-06'), tuesdays).slice(0, 6), [
      '2026-02-10 opening',
      '2026-02-17 halfway',
      '2026-02-24 before',
      '2026-03-03 before',
      '2026-03-03 before',
      '2026-03-03 due',
    ]);
  });

  it('are none for who never works', () => {
    assert.deepEqual(
      days(duty('2026-02-09', '2026-03-06'), workingTimeOf(member('4', {workingDays: []}), OFFICE, HOURS)),
      [],
    );
    // 17:00 to 21:00 lies outside the hours in which reminders may go out.
    const evening = workingTimeOf(member('5', {workingHours: {from: 1020, to: 1260}}), OFFICE, HOURS);
    assert.deepEqual(days(duty('2026-02-09', '2026-03-06'), evening), []);
  });

  it('are the days of an oracle that walks over the calendar', () => {
    const start = fc.integer({min: 0, max: 300}).map((n) => addDays('2026-01-05', n));
    const weekdays = fc.uniqueArray(fc.integer({min: 1, max: 7}), {minLength: 1, maxLength: 7});
    fc.assert(
      fc.property(
        start,
        fc.integer({min: 0, max: 60}),
        weekdays,
        fc.boolean(),
        (opens, length, workingDays, must) => {
          const time = workingTimeOf(member('6', {workingDays}), OFFICE, HOURS);
          const due = addDays(opens, length);
          const works = (day: string) =>
            workingDays.includes(Temporal.PlainDate.from(day).dayOfWeek) && everyday.works(day);
          const expected: string[] = [];
          const forward = (day: string, last: string) => {
            for (let d = day; d <= last; d = addDays(d, 1)) if (works(d)) return void expected.push(d);
          };
          const back = (day: string) => {
            for (let d = day; d >= opens; d = addDays(d, -1)) if (works(d)) return void expected.push(d);
          };
          const far = addDays(due, 500);
          // Whoever works on Sundays alone has no day at all within a year of weekends off.
          forward(opens, due);
          for (const n of must ? [7, 3, 1] : [3]) back(addDays(due, -n));
          if (must) {
            back(addDays(opens, Math.floor(length / 2)));
            back(due);
            for (let week = 1; week <= 8; week++)
              forward(addDays(due, 7 * week), addDays(due, 7 * week + 366));
          }
          assert.ok(far > due);
          const found = reminderDays(duty(opens, due, must ? 'required' : 'encouraged'), plan, time);
          assert.deepEqual(
            found.map(({day}) => day),
            expected.sort(),
          );
        },
      ),
      {numRuns: 60},
    );
  });
});

describe('「明日もう一度」', () => {
  const snooze = (today: string, due: string, before?: Snooze) => {
    const decided = decideSnooze(due, before, today, everyday);
    return decided.kind === 'until' ? `${decided.until} ${decided.overdueTimes}` : decided.why;
  };

  it('means the next working day', () => {
    assert.equal(snooze('2026-02-27', '2026-03-06'), '2026-03-02 0');
    assert.equal(snooze('2026-02-10', '2026-03-06'), '2026-02-12 0');
  });

  it('does not go past the due day', () => {
    assert.equal(snooze('2026-03-05', '2026-03-06'), '2026-03-06 0');
    assert.equal(snooze('2026-03-06', '2026-03-06'), 'due');
    assert.equal(snooze('2026-03-06', '2026-03-08'), 'due');
  });

  it('can be said three times once it is overdue', () => {
    let before: Snooze | undefined;
    let today = '2026-03-09';
    for (const expected of ['2026-03-10 1', '2026-03-11 2', '2026-03-12 3', 'often']) {
      const decided = decideSnooze('2026-03-06', before, today, everyday);
      assert.equal(
        decided.kind === 'until' ? `${decided.until} ${decided.overdueTimes}` : decided.why,
        expected,
      );
      if (decided.kind === 'until') [before, today] = [decided, decided.until];
    }
  });
});

describe('a course about which a person has asked', () => {
  it('rests for five working days, holidays not counted', () => {
    assert.equal(pauseUntil('2026-02-09', everyday), '2026-02-17');
    const n = daysBetween('2026-02-09', pauseUntil('2026-02-09', everyday));
    let working = 0;
    for (let i = 1; i <= n; i++) if (everyday.works(addDays('2026-02-09', i))) working++;
    assert.equal(working, 5);
  });
});
