import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isEnough,
  learnLimits,
  scoreLimits,
  type Sample,
} from '../../../../src/features/knowledge/measure/learn-limits.ts';

const samples = (label: Sample['label'], ...confidences: readonly number[]): Sample[] =>
  confidences.map((confidence) => ({confidence, label}));

describe('limits that are learned', () => {
  it('lie in the middle of what tells the kinds apart', () => {
    const {limits, onAll} = learnLimits([
      ...samples('first', 0.8, 0.85, 0.9, 0.95),
      ...samples('three', 0.5, 0.55),
      ...samples('unanswerable', 0.1, 0.2, 0.3),
    ]);
    assert.ok(Math.abs(limits.unsure - 0.4) < 1e-9, String(limits.unsure));
    assert.ok(Math.abs(limits.answer - 0.675) < 1e-9, String(limits.answer));
    assert.deepEqual(onAll, {
      refusedWrongly: 0,
      refusedUnanswerable: 1,
      answersRight: 1,
      answeredRight: 0.6667,
    });
  });

  it('give up a question that lies far among the other kind', () => {
    const {limits, onAll} = learnLimits([
      ...samples('first', 0.7, 0.8, 0.9, 0.05),
      ...samples('unanswerable', 0.1, 0.2, 0.3, 0.85),
    ]);
    assert.ok(limits.unsure > 0.3 && limits.unsure < 0.7);
    assert.deepEqual([onAll.refusedWrongly, onAll.refusedUnanswerable], [0.25, 0.75]);
  });

  it('judge each fold by the others', () => {
    // The one answerable question of low confidence falls into the first fold.
    const {folds} = learnLimits([
      ...samples('first', 0.35, 0.8, 0.8, 0.8, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9),
      ...samples('unanswerable', 0.1, 0.1, 0.1, 0.1, 0.1),
    ]);
    assert.deepEqual(
      folds.map(({scores}) => scores.refusedWrongly),
      [0.5, 0, 0, 0, 0],
    );
  });

  it('want ten questions with an answer and five without', () => {
    const many = (answerable: number, unanswerable: number) => [
      ...samples('first', ...Array<number>(answerable).fill(0.5)),
      ...samples('unanswerable', ...Array<number>(unanswerable).fill(0.1)),
    ];
    assert.deepEqual(
      [many(10, 5), many(9, 5), many(10, 4), []].map((some) => isEnough(some)),
      [true, false, false, false],
    );
  });

  it('are in order and do no worse than any others, whatever the samples', () => {
    const label = fc.constantFrom<Sample['label']>('first', 'three', 'missed', 'unanswerable');
    const sample = fc.record({confidence: fc.double({min: 0, max: 1, noNaN: true}), label});
    fc.assert(
      fc.property(
        fc.array(sample, {minLength: 1, maxLength: 30}),
        fc.double({min: 0, max: 1, noNaN: true}),
        (some, other) => {
          const {limits} = learnLimits(some);
          assert.ok(0 <= limits.unsure && limits.unsure <= limits.answer && limits.answer <= 1);
          const found = some.filter(({label: one}) => one === 'first' || one === 'three').length || 1;
          const none = some.filter(({label: one}) => one === 'unanswerable').length || 1;
          const cost = (limit: number) =>
            some.filter((s) => (s.label === 'first' || s.label === 'three') && s.confidence < limit).length /
              found +
            some.filter((s) => s.label === 'unanswerable' && s.confidence >= limit).length / none;
          // Rounded to four digits, a limit may step over a sample that lies as near as that.
          const clear = some.every(({confidence}) => Math.abs(confidence - limits.unsure) > 1e-3);
          if (clear) assert.ok(cost(limits.unsure) <= cost(other) + 1e-9);
        },
      ),
    );
  });
});

describe('scores of limits', () => {
  it('count an outright answer to what cannot be answered as wrong', () => {
    const some = [...samples('first', 0.9), ...samples('unanswerable', 0.9, 0.1)];
    assert.deepEqual(scoreLimits(some, {answer: 0.5, unsure: 0.3}), {
      refusedWrongly: 0,
      refusedUnanswerable: 0.5,
      answersRight: 0.5,
      answeredRight: 1,
    });
  });
});
