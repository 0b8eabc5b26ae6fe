import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {EntryBody} from '../../../../src/features/training/register/entry.ts';
import {recordOf} from '../../../../src/features/training/register/record.ts';
import {markOf, rateOf, reportOn, type Figures} from '../../../../src/features/training/reporting/report.ts';

const figures = (more: Partial<Figures>): Figures => ({
  ...{required: 0, done: 0, late: 0, selfReported: 0, pending: 0, overdue: 0, unconfirmed: 0, exempt: 0},
  ...{encouraged: 0, encouragedDone: 0},
  ...more,
});

function dutyOf(section: string, need: 'required' | 'encouraged' = 'required'): EntryBody {
  return {
    ...{kind: 'duty', course: 'security', round: '2026-02-09', status: 'asked', proof: 'import', all: 100},
    duty: {
      ...{need, opens: '2026-02-09', due: '2026-03-06', why: 'audience'},
      counts: {from: '2025-04-01', to: '2026-03-31'},
    },
    placed: {section, sectionName: `${section}課`, employment: '正規', list: 'list-1'},
  };
}

function doneOn(day: string, channel: 'import' | 'self' = 'import'): EntryBody {
  return {kind: 'completion', course: 'security', day, channel, written: day, source: 'file'};
}

const person = (...bodies: EntryBody[]) => recordOf(bodies.map((body, i) => ({...body, number: i + 1})));

describe('the marks of the matrix', () => {
  it('are ○ for all in time, △ for all with some late, × for not all, － where nobody is required', () => {
    assert.equal(markOf(figures({required: 3, done: 3}), 100), '○');
    assert.equal(markOf(figures({required: 3, done: 3, late: 1}), 100), '△');
    assert.equal(markOf(figures({required: 3, done: 2}), 100), '×');
    assert.equal(markOf(figures({encouraged: 5, exempt: 2}), 100), '－');
  });

  it('follow the threshold of the course', () => {
    assert.equal(markOf(figures({required: 10, done: 9}), 90), '○');
    assert.equal(markOf(figures({required: 10, done: 9, late: 1}), 90), '△');
    assert.equal(markOf(figures({required: 10, done: 8}), 90), '×');
  });

  it('and the rate never say more than the figures', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (onTime, late, open) => {
        const all = figures({required: onTime + late + open, done: onTime + late, late});
        const mark = markOf(all, 100);
        assert.equal(mark === '－', all.required === 0);
        if (all.required === 0) return;
        assert.equal(mark === '×', open > 0);
        assert.equal(mark === '○', open === 0 && late === 0);
        assert.ok(Math.abs((rateOf(all) ?? -1) - (100 * all.done) / all.required) <= 0.05 + 1e-9);
      }),
    );
  });
});

describe('a report', () => {
  const report = reportOn('2026-03-20');
  for (const record of [
    person(dutyOf('010'), doneOn('2026-03-06')),
    person(dutyOf('010'), doneOn('2026-03-10')),
    person(dutyOf('020')),
    person(dutyOf('020'), doneOn('2026-03-05', 'self')),
    person(dutyOf('020'), {
      ...{kind: 'ruling', course: 'security', round: '2026-02-09', exempt: true, reason: 'equivalent'},
      placed: {section: '020', sectionName: '020課'},
    }),
    person(dutyOf('030', 'encouraged'), doneOn('2026-03-05')),
    person(doneOn('2026-03-05')),
  ]) {
    report.add(record);
  }
  const {lines, totals, population} = report.result();
  const line = (section: string) => lines.find((each) => each.section === section);

  it('has a line for each section of each round', () => {
    assert.deepEqual(line('010')?.figures, figures({required: 2, done: 2, late: 1}));
    assert.deepEqual([line('010')?.mark, line('010')?.rate], ['△', 100]);
    assert.deepEqual(line('020')?.figures, figures({required: 2, overdue: 1, selfReported: 1, exempt: 1}));
    assert.deepEqual([line('020')?.mark, line('020')?.rate], ['×', 0]);
  });

  it('leaves what is encouraged out of the rate', () => {
    assert.deepEqual(line('030')?.figures, figures({encouraged: 1, encouragedDone: 1}));
    assert.deepEqual([line('030')?.mark, line('030')?.rate], ['－', undefined]);
  });

  it('adds up to the course, and counts whom it concerns', () => {
    assert.deepEqual(
      totals.map(({figures: all, rate}) => [all.required, all.done, rate]),
      [[4, 2, 50]],
    );
    assert.equal(population, 6);
  });

  it('can be asked for one section or one course', () => {
    const one = reportOn('2026-03-20', {section: '010課'});
    one.add(person(dutyOf('010')));
    one.add(person(dutyOf('020')));
    assert.deepEqual(
      one.result().lines.map(({section}) => section),
      ['010'],
    );
    const none = reportOn('2026-03-20', {course: 'other'});
    none.add(person(dutyOf('010')));
    assert.deepEqual([none.result().lines, none.result().population], [[], 0]);
  });
});
