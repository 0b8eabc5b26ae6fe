import assert from 'node:assert/strict';
import fc from 'fast-check';
import {analyse, bigrams, bigramText, normalise} from '../../../../src/features/knowledge/search/analyse.ts';

describe('analysis of text', () => {
  it('keeps content words and drops particles, auxiliaries and signs', () => {
    assert.deepEqual(analyse('会議室は、三時間まで！'), ['会議', '室', '三', '時間']);
  });

  it('gives the same terms for full and half width, upper and lower case', () => {
    assert.deepEqual(analyse('ＵＳＢﾒﾓﾘ'), analyse('usbメモリ'));
    assert.deepEqual(analyse('ＵＳＢﾒﾓﾘ'), ['usb', 'メモリ']);
  });

  it('brings inflected verbs to one form, what one can do included', () => {
    const [base] = analyse('使う');
    for (const form of ['使わない', '使った', '使えますか', '使えるの', '使って']) {
      assert.equal(analyse(form)[0], base, form);
    }
  });

  it('keeps numbers and drops emoji', () => {
    assert.deepEqual(analyse('11時間😀🎉'), ['11', '時間']);
    assert.deepEqual(analyse('😀😀😀'), []);
  });

  it('reads 10,000 characters, and drops an unbroken run of letters', () => {
    const long = '席を選ぶ。'.repeat(2000);
    assert.equal(analyse(long).length, 4000);
    assert.deepEqual(analyse('a'.repeat(10_000)), []);
  });

  it('takes control characters for spaces', () => {
    assert.equal(normalise('a\u0000b\u202Ec\n'), 'a b c ');
    assert.deepEqual(analyse('会議\u0000室'), ['会議', '室']);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 300}), (text) => {
        for (const term of analyse(text)) assert.match(term, /[\p{L}\p{N}]/u);
      }),
      {numRuns: 200},
    );
  });

  it('never throws on broken surrogates', () => {
    assert.deepEqual(analyse('\uD842'), []);
    assert.deepEqual(analyse('会議\uD842'), ['会議']);
  });
});

describe('bigrams', () => {
  const texts = (text: string) => bigrams(text).map(bigramText);

  it('are the pairs of neighbours within words, those all in hiragana left out', () => {
    assert.deepEqual(texts('机の上をふく'), ['机の', 'の上', '上を']);
  });

  it('do not reach across signs and spaces', () => {
    assert.deepEqual(texts('会議、室 A1'), ['会議', 'a1']);
  });

  it('take a rare kanji as one letter', () => {
    assert.deepEqual(texts('𠮷'), ['𠮷']);
  });

  it('do not take emoji for letters', () => {
    assert.deepEqual(texts('😀😀'), []);
  });
});
