import assert from 'node:assert/strict';
import fc from 'fast-check';
import {EVERYONE} from '../../../../src/features/knowledge/audience.ts';
import {inForce} from '../../../../src/features/knowledge/library/versions.ts';
import type {StoredDocument} from '../../../../src/features/knowledge/library/store.ts';

function version(id: string, effectiveFrom?: string): StoredDocument {
  const key = `${id}@${effectiveFrom ?? ''}`;
  const stored = {generation: 'g', passages: 1, imported: '2026-11-24T00:00:00Z', hash: key, analysis: 1};
  const info = {key, id, title: id, source: id, audience: EVERYONE, ...stored};
  return effectiveFrom === undefined ? info : {...info, effectiveFrom};
}

describe('inForce', () => {
  it('takes the version that began last, and names the next', () => {
    const all = [version('a', '2026-04-01'), version('a', '2027-04-01'), version('a', '2028-04-01')];
    const {documents, coming} = inForce(all, '2026-11-24');
    assert.deepEqual(documents, [all[0]]);
    assert.equal(coming.get('a'), all[1]);
  });

  it('begins on the day itself', () => {
    const all = [version('a', '2026-04-01'), version('a', '2027-04-01')];
    assert.deepEqual(inForce(all, '2027-03-31').documents, [all[0]]);
    assert.deepEqual(inForce(all, '2027-04-01').documents, [all[1]]);
  });

  it('lets a version without a day hold until one with a day begins', () => {
    const all = [version('a'), version('a', '2027-04-01')];
    assert.deepEqual(inForce(all, '2026-11-24').documents, [all[0]]);
    assert.deepEqual(inForce(all, '2027-11-24').documents, [all[1]]);
  });

  it('has nothing of a document that has not begun', () => {
    const all = [version('a', '2027-04-01')];
    assert.deepEqual(inForce(all, '2026-11-24').documents, []);
  });

  it('gives, for any versions and day, at most one of each document, and never one that has not begun', () => {
    const day = fc.integer({min: 1, max: 28}).map((d) => `2026-02-${String(d).padStart(2, '0')}`);
    const one = fc.record({id: fc.constantFrom('a', 'b', 'c'), from: fc.option(day, {nil: undefined})});
    fc.assert(
      fc.property(fc.array(one, {maxLength: 12}), day, (versions, today) => {
        const all = versions.map(({id, from}) => version(id, from));
        const {documents, coming} = inForce(all, today);
        assert.equal(new Set(documents.map(({id}) => id)).size, documents.length);
        for (const {id, effectiveFrom = ''} of documents) {
          assert.ok(effectiveFrom <= today);
          for (const other of all.filter((v) => v.id === id && (v.effectiveFrom ?? '') <= today)) {
            assert.ok((other.effectiveFrom ?? '') <= effectiveFrom);
          }
        }
        for (const [, next] of coming) assert.ok((next.effectiveFrom ?? '') > today);
      }),
    );
  });
});
