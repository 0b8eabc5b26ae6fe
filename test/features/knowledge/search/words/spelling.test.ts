import assert from 'node:assert/strict';
import {analyse} from '../../../../../src/features/knowledge/search/analyse.ts';
import {modernLetters, spell} from '../../../../../src/features/knowledge/search/words/spelling.ts';

describe('spelling', () => {
  for (const [one, ...others] of [
    ['サーバ', 'サーバー', 'ｻｰﾊﾞｰ'],
    ['打合せ', '打ち合わせ', '打合わせ', '打ち合せ'],
    ['申込', '申し込み', '申込み', '申し込む'],
    ['手続', '手続き'],
    ['問合せ', '問い合わせ'],
    ['届出書', '届け出書'],
    ['国会', '國會'],
    ['高崎', '髙﨑'],
  ]) {
    it(`is one for ${[one, ...others].join(', ')}`, () => {
      for (const other of others) assert.deepEqual(analyse(other), analyse(one ?? ''), other);
    });
  }

  it('keeps apart what only looks alike', () => {
    assert.notDeepEqual(analyse('行う'), analyse('行く'));
    assert.equal(spell('キー'), 'キー');
    assert.equal(spell('カード払い'), 'カード払い');
    assert.equal(spell('使う'), '使う');
  });

  it('knows each old character once, and never gives an old one back', () => {
    const old =
      '髙﨑濵邉國學會體圓區縣廳驛鐵廣澤櫻齋眞發邊變對應關經濟證戶號總據舊讀寫實當辯勞營醫藝圖團聲榮條歸權觀';
    assert.equal(modernLetters(modernLetters(old)), modernLetters(old));
    for (const letter of old) assert.notEqual(modernLetters(letter), letter, letter);
  });
});
