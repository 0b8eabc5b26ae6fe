import assert from 'node:assert/strict';
import {kanaNumbers, readNumber} from '../../../../../src/features/knowledge/import/lines/numerals.ts';

describe('readNumber', () => {
  for (const [text, number] of [
    ['12', 12],
    ['１２', 12],
    ['十二', 12],
    ['二九', 29],
    ['百二十', 120],
    ['元', 1],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(readNumber(text), number));
  }

  for (const text of ['', '鍵', '一つ', '十十']) {
    it(`takes 「${text}」 for no number`, () => assert.equal(readNumber(text), undefined));
  }
});

describe('kanaNumbers', () => {
  it('counts in both orders', () => {
    assert.deepEqual(kanaNumbers('ア'), [1, 36]);
    assert.deepEqual(kanaNumbers('イ'), [2, 1]);
  });
});
