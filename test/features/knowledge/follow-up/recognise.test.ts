import assert from 'node:assert/strict';
import fc from 'fast-check';
import {readFollowUp, type Request} from '../../../../src/features/knowledge/follow-up/recognise.ts';
import {ALONE, FOLLOWING} from './sentences.ts';

const REQUESTS: readonly (readonly [Request, string])[] = [
  ['more', 'もっと詳しく'],
  ['more', 'もう少し詳しく教えてください'],
  ['more', '詳しく知りたいです'],
  ['more', 'Tell me more, please.'],
  ['next', '他には？'],
  ['next', 'ほかには？'],
  ['next', '他にもありますか'],
  ['next', 'ほかの候補は？'],
  ['next', 'Anything else?'],
  ['original', '原文は？'],
  ['original', '原文を見せて'],
  ['original', '条文を見せてください'],
  ['where', 'それはどこに書いてある？'],
  ['where', 'どこに書いてあるの？'],
  ['where', '根拠は？'],
  ['where', '出典を教えて'],
  ['where', 'Where does it say that?'],
];

describe('reading a follow-up', () => {
  it('takes sentences that say too little to stand alone as going on', () => {
    assert.ok(FOLLOWING.length >= 40);
    const wrong = FOLLOWING.filter((text) => !['follows', 'perhaps'].includes(readFollowUp(text).kind));
    assert.deepEqual(wrong, []);
    const unsure = FOLLOWING.filter((text) => readFollowUp(text).kind === 'perhaps');
    assert.ok(unsure.length <= 5, unsure.join('\n'));
  });

  it('leaves whole questions alone', () => {
    assert.ok(ALONE.length >= 40);
    const wrong = ALONE.filter((text) => readFollowUp(text).kind !== 'alone');
    assert.deepEqual(wrong, []);
  });

  it('knows what is wanted of the last answer', () => {
    for (const [request, text] of REQUESTS) {
      assert.deepEqual(readFollowUp(text), {kind: 'request', request}, text);
    }
  });

  it('leaves what begins like one and is a question of its own', () => {
    const texts = [
      '原文の保管期間は何年ですか',
      '根拠法令の改正はいつですか',
      '他団体の規程を詳しく調べる方法は？',
    ];
    for (const text of texts) assert.deepEqual(readFollowUp(text), {kind: 'alone'}, text);
  });

  it('reads any text, and a long one as a question of its own', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 80}), (text) => {
        assert.match(readFollowUp(text).kind, /^(request|follows|perhaps|alone)$/);
      }),
    );
    assert.deepEqual(readFollowUp(`${'研修の期間を教えて'.repeat(5)}、派遣の人は？`), {kind: 'alone'});
  });
});
