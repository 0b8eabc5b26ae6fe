import assert from 'node:assert/strict';
import {sealWith} from '../../../../src/features/knowledge/feedback/seal.ts';

const seal = sealWith(new Uint8Array(32).fill(7));
const asker = {tenant: 't', objectId: 'one'};
const other = {tenant: 't', objectId: 'two'};
const unsealed = {op: 'op', day: '2026-11-24', came: 'none', q: '鍵はどこ'} as const;
const fb = seal.sign(unsealed, asker);

describe('the seal of feedback', () => {
  it('holds for what the bot made, whatever was voted on it', () => {
    assert.ok(seal.isOurs(fb));
    assert.ok(seal.isOurs({...fb, voted: 'wrong', kept: true}));
    assert.ok(seal.isOurs(seal.sign({op: 'op', day: '2026-11-24', came: 'none'}, asker)));
  });

  it('breaks with each change, and with another key', () => {
    for (const change of [
      {op: 'po'},
      {day: '2026-11-25'},
      {came: 'unsure'},
      {q: '鍵はここ'},
      {q: undefined},
      {by: seal.sign(unsealed, other).by},
      {sig: ''},
      {sig: fb.by},
    ] as const) {
      assert.ok(!seal.isOurs({...fb, ...change}), JSON.stringify(change));
    }
    assert.ok(!sealWith(new Uint8Array(32)).isOurs(fb));
  });

  it('knows who asked, and does not show that two answers went to one person', () => {
    assert.ok(seal.isAsker(fb, asker));
    assert.ok(!seal.isAsker(fb, other));
    assert.notEqual(seal.sign({...unsealed, op: 'another'}, asker).by, fb.by);
  });

  it('gives one id for one consent', () => {
    assert.equal(seal.once('op', asker), seal.once('op', asker));
    assert.equal(
      new Set([seal.once('op', asker), seal.once('op', other), seal.once('x', asker), fb.by]).size,
      4,
    );
  });
});
