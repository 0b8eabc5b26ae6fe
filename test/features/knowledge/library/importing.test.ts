import assert from 'node:assert/strict';
import {EVERYONE} from '../../../../src/features/knowledge/audience.ts';
import {newNames, type ReadResult} from '../../../../src/features/knowledge/library/importing.ts';

const read = (id: string, effectiveFrom?: string): ReadResult => ({
  kind: 'ready',
  info: {
    id,
    title: id,
    source: id,
    audience: EVERYONE,
    hash: '',
    analysis: 1,
    ...(effectiveFrom === undefined ? {} : {effectiveFrom}),
  },
  passages: [],
  notes: [],
});

describe('newNames', () => {
  it('refuses the second of two files that would be one document, and names the first', () => {
    const names = newNames();
    assert.equal(names.check('a/plan.txt', read('plan')).kind, 'ready');
    assert.equal(names.check('a/other.txt', read('other')).kind, 'ready');
    assert.deepEqual(names.check('b/plan.pdf', read('plan')), {
      kind: 'refused',
      problems: [{code: 'document/same-name', details: {other: 'plan.txt'}}],
    });
  });

  it('takes two versions of one document, and the same file twice', () => {
    const names = newNames();
    assert.equal(names.check('2026/plan.txt', read('plan', '2026-04-01')).kind, 'ready');
    assert.equal(names.check('2027/plan.txt', read('plan', '2027-04-01')).kind, 'ready');
    assert.equal(names.check('2027/plan.txt', read('plan', '2027-04-01')).kind, 'ready');
  });
});
