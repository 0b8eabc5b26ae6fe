import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fold,
  formatKanjiNumber,
  hasWords,
  isJapanese,
  normalise,
  parseKanjiNumber,
  toHiragana,
  toKatakana,
} from '../../src/kernel/japanese-text.ts';

describe('normalise', () => {
  it('folds width, case, spaces, dashes and unseen marks', () => {
    for (const [text, expected] of [
      ['１４：３０　ＵＳＢ', '14:30 usb'],
      ['ｻｰﾊﾞｰ', 'サーバー'],
      ['10：30〜12：00', '10:30~12:00'],
      ['10～12時', '10~12時'],
      ['10ー12時', '10-12時'],
      ['03‐1234−5678', '03-1234-5678'],
      ['\u200b\u202e田中\ufeff\u2069 ', '田中'],
      ['a\t\n  b', 'a b'],
      ['か\u3099', 'が'],
      ['①㈪', '1(月)'],
      ['', ''],
    ] as const) {
      assert.equal(normalise(text), expected);
    }
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), (text) => {
        assert.equal(normalise(normalise(text)), normalise(text));
      }),
      {numRuns: 2000},
    );
  });

  it('keeps the case where it is only folded', () => {
    assert.equal(fold('Ｗｈｅｒｅ ｉｓ  Sato？'), 'Where is Sato?');
  });
});

describe('kanji numerals', () => {
  it('are read with units and by place', () => {
    const cases: [string, number][] = [
      ['十一', 11],
      ['二十', 20],
      ['百二十', 120],
      ['三〇', 30],
      ['二〇二六', 2026],
      ['千二百三十四', 1234],
      ['一千', 1000],
      ['一万二千', 12000],
      ['二十万', 200000],
      ['八', 8],
      ['〇', 0],
      ['零', 0],
    ];
    for (const [text, value] of cases) assert.equal(parseKanjiNumber(text), value, text);
  });

  it('are refused where nobody would write them so', () => {
    for (const text of ['', '十百', '十十', '一二十', '百〇', '万', '一万二万', '三a', '12', '一億']) {
      assert.equal(parseKanjiNumber(text), undefined, text);
    }
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 99_999_999}), (value) => {
        assert.equal(parseKanjiNumber(formatKanjiNumber(value)), value);
      }),
    );
    assert.equal(formatKanjiNumber(120), '百二十');
    assert.equal(formatKanjiNumber(10_011), '一万十一');
    assert.throws(() => formatKanjiNumber(-1), RangeError);
    assert.throws(() => formatKanjiNumber(1.5), RangeError);
  });
});

describe('kana', () => {
  it('turn into each other and back', () => {
    assert.equal(toHiragana('タカハシさん、サーバー'), 'たかはしさん、さーばー');
    assert.equal(toKatakana('たかはしゔ漢字'), 'タカハシヴ漢字');
    const hiragana = fc.string({unit: fc.constantFrom(...'ぁあがざだばぱゔゕゖゝゞんー'.split(''))});
    fc.assert(fc.property(hiragana, (text) => assert.equal(toHiragana(toKatakana(text)), text)));
  });
});

describe('what a text is made of', () => {
  it('is Japanese with kana of any width or kanji', () => {
    for (const text of ['あ', 'カ', 'ｶ', '漢', 'hello 田中', '々'])
      assert.equal(isJapanese(text), true, text);
    for (const text of ['', 'hello', '123', '!?', '한국']) assert.equal(isJapanese(text), false, text);
  });

  it('has words where there is a letter or a digit', () => {
    for (const text of ['あ', 'x', '5', '😀5', 'ー、田']) assert.equal(hasWords(text), true, text);
    for (const text of ['', '   ', '😀👍🏽', '!?…。', '👨‍👩‍👧', '1️⃣', '\u200b\u3000']) {
      assert.equal(hasWords(text), false, JSON.stringify(text));
    }
  });
});
