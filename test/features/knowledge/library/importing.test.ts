import assert from 'node:assert/strict';
import {newNames} from '../../../../src/features/knowledge/library/importing.ts';

describe('newNames', () => {
  it('refuses the second of two files that would be one document, and names the first', () => {
    const names = newNames();
    assert.equal(names.clash('a/plan.txt'), undefined);
    assert.equal(names.clash('a/other.txt'), undefined);
    assert.deepEqual(names.clash('b/plan.pdf'), {
      kind: 'refused',
      problems: [{code: 'document/same-name', details: {other: 'plan.txt'}}],
    });
  });

  it('takes the same file twice', () => {
    const names = newNames();
    names.clash('plan.txt');
    assert.equal(names.clash('plan.txt'), undefined);
  });
});
