import assert from 'node:assert/strict';
import fc from 'fast-check';
import {roundsOf, type Course} from '../../../../src/features/training/rules/course.ts';
import {dutyOf, type Circumstances, type DutyDecision} from '../../../../src/features/training/rules/duty.ts';
import {addDays} from '../../../../src/features/training/rules/validity.ts';
import {course, member} from '../sample.ts';

const NEWCOMERS = {newcomers: {within: 14}};

function decide(one: Course, who: ReturnType<typeof member>, at: Partial<Circumstances> & {day: string}) {
  const [round] = roundsOf(one);
  assert.ok(round);
  return dutyOf(one, round, who, {fiscalYearStart: 4, ...at});
}

/** `required 2026-02-09–2026-03-06 audience`, or why nothing is asked. */
function told(decision: DutyDecision): string {
  if (decision.kind !== 'asked') return decision.kind;
  return `${decision.need} ${decision.opens}–${decision.due} ${decision.why}`;
}

describe('what a round asks of a person', () => {
  it('is nothing before it opens, and its window from then on', () => {
    assert.equal(told(decide(course(), member('1'), {day: '2026-02-08'})), 'out');
    assert.equal(
      told(decide(course(), member('1'), {day: '2026-02-09'})),
      'required 2026-02-09–2026-03-06 audience',
    );
  });

  it('gives who is hired later the days that the course sets', () => {
    const hired = member('2', {from: '2026-03-02'});
    assert.equal(
      told(decide(course(NEWCOMERS), hired, {day: '2026-03-02'})),
      'required 2026-03-02–2026-03-16 newcomer',
    );
    // Without such a term the window is what there is.
    assert.equal(
      told(decide(course(), hired, {day: '2026-03-02'})),
      'required 2026-03-02–2026-03-06 audience',
    );
    assert.equal(told(decide(course(), member('3', {from: '2026-03-09'}), {day: '2026-03-09'})), 'out');
    assert.equal(
      told(decide(course(NEWCOMERS), member('3', {from: '2026-03-09'}), {day: '2026-03-09'})),
      'required 2026-03-09–2026-03-23 newcomer',
    );
  });

  it('never shortens the window for a newcomer', () => {
    assert.equal(
      told(decide(course(NEWCOMERS), member('2', {from: '2026-02-10'}), {day: '2026-02-10'})),
      'required 2026-02-10–2026-03-06 newcomer',
    );
  });

  it('counts people who move from the day on which the list says so', () => {
    assert.equal(
      told(decide(course(NEWCOMERS), member('4'), {day: '2026-03-04', since: '2026-03-03'})),
      'required 2026-03-03–2026-03-17 newcomer',
    );
  });

  it('leaves out who is long absent, and gives a due day after the return', () => {
    const away = member('5', {absences: [{kind: '育休', from: '2025-06-01', to: '2026-02-28'}]});
    assert.equal(told(decide(course(), away, {day: '2026-02-28'})), 'away');
    assert.equal(
      told(decide(course(), away, {day: '2026-03-01'})),
      'required 2026-03-01–2026-03-15 returned',
    );
    const long = member('6', {absences: [{kind: '病休', from: '2026-02-01'}]});
    assert.equal(told(decide(course(), long, {day: '2026-03-30'})), 'away');
    // An absence that was over before it opened makes no difference.
    const back = member('7', {absences: [{kind: '病休', from: '2026-01-01', to: '2026-02-08'}]});
    assert.equal(
      told(decide(course(), back, {day: '2026-02-09'})),
      'required 2026-02-09–2026-03-06 audience',
    );
  });

  it('asks who came back and who came in by whatever was later', () => {
    const both = course({newcomers: {within: 30}, returners: {within: 5}});
    const back = member('20', {
      from: '2026-02-10',
      absences: [{kind: '病休', from: '2026-02-20', to: '2026-03-04'}],
    });
    assert.equal(told(decide(both, back, {day: '2026-03-05'})), 'required 2026-03-05–2026-03-10 returned');
    const moved = {day: '2026-03-06', since: '2026-03-06'};
    assert.equal(told(decide(both, back, moved)), 'required 2026-03-06–2026-04-05 newcomer');
  });

  it('lets who could only be asked at the year’s end finish after it', () => {
    const late = member('8', {from: '2026-03-30'});
    const decision = decide(course(NEWCOMERS), late, {day: '2026-03-30'});
    assert.equal(told(decision), 'required 2026-03-30–2026-04-13 newcomer');
    assert.equal(decision.kind === 'asked' && decision.counts.to, '2026-04-13');
    assert.equal(
      told(decide(course(NEWCOMERS), member('9', {from: '2026-04-01'}), {day: '2026-04-01'})),
      'out',
    );
  });

  it('is due before somebody begins to handle personal information', () => {
    const before = course({beforeHandling: {column: '取扱開始日'}});
    assert.equal(
      told(decide(before, member('10'), {day: '2026-03-03', since: '2026-03-03'})),
      'required 2026-03-03–2026-03-03 before-handling',
    );
    const known = member('11', {columns: {取扱開始日: '2026-03-10'}});
    assert.equal(
      told(decide(before, known, {day: '2026-03-03', since: '2026-03-03'})),
      'required 2026-03-03–2026-03-09 before-handling',
    );
    // Who handles it already has the window.
    assert.equal(told(decide(before, known, {day: '2026-02-09'})), 'required 2026-02-09–2026-03-06 audience');
  });

  it('is for who was named, where heads name some', () => {
    const one = course({kind: 'classroom', audience: {}, nominate: {perSection: 1}, proof: 'roster'});
    assert.equal(told(decide(one, member('12'), {day: '2026-02-12'})), 'out');
    assert.equal(
      told(decide(one, member('12'), {day: '2026-02-12', since: '2026-02-12', nominated: true})),
      'required 2026-02-12–2026-03-06 nominated',
    );
  });

  it('is the same when it is asked again on a later day, as long as nothing has changed', () => {
    const day = (n: number) => addDays('2026-02-01', n);
    const days = fc.integer({min: 0, max: 58});
    const kinds = fc.constantFrom(
      course(NEWCOMERS),
      course({newcomers: {within: 30}, returners: {within: 5}}),
      course({beforeHandling: {}}),
    );
    fc.assert(
      fc.property(kinds, days, days, days, days, fc.boolean(), (one, hired, gone, length, first, seen) => {
        const from = day(gone);
        const to = day(gone + length);
        const who = member('13', {from: day(hired), absences: [{kind: '病休', from, to}]});
        const at = day(first);
        const before = decide(one, who, {day: at, since: seen ? at : undefined});
        if (before.kind !== 'asked') return;
        for (let later = at; later < '2026-03-31'; later = addDays(later, 1)) {
          // The absence is something new.
          if (at < from && later >= from) return;
          const again = decide(one, who, {day: later, since: before.opens});
          assert.deepEqual(again, before, later);
        }
      }),
    );
  });

  it('is never due before it opens, nor outside what counts', () => {
    const days = fc.integer({min: 0, max: 80}).map((n) => addDays('2026-02-01', n));
    const one = course({...NEWCOMERS, beforeHandling: {}});
    fc.assert(
      fc.property(days, days, fc.option(days, {nil: undefined}), (hired, at, since) => {
        const decision = decide(one, member('14', {from: hired}), {day: at, since});
        if (decision.kind !== 'asked') return;
        assert.ok(decision.opens <= decision.due);
        assert.ok(decision.counts.from <= decision.opens && decision.due <= (decision.counts.to ?? '9'));
      }),
    );
  });
});
