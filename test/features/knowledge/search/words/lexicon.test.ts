import assert from 'node:assert/strict';
import fc from 'fast-check';
import {buildIndex} from '../../../../../src/features/knowledge/search/build-index.ts';
import {isOneSlip} from '../../../../../src/features/knowledge/search/words/lexicon.ts';
import {passage} from '../corpus.ts';

const index = buildIndex([
  passage('security', 'セキュリティ', 'セキュリティの責任者は課長とする。'),
  passage('room', '会議室', '会議室の予約は総務課が受ける。'),
  passage('body', '死体', '動物の死体を見つけたときは環境課に知らせる。'),
  passage('mates', '同士の消火', '職員同士で消火の行為を確かめる。'),
  passage('plain', '掲示板', '掲示板は毎朝見る。'),
]);
const first = (question: string) => index.search(question)[0]?.id;
const meant = (question: string) =>
  index
    .read(question)
    .terms.flatMap(({alternatives}) => alternatives.map(({word, from}) => `${from} ${word}`));

describe('words that are written otherwise', () => {
  it('are found by their sound', () => {
    assert.equal(first('かいぎしつをつかいたい'), 'room');
    assert.ok(meant('かいぎしつのよやくは').includes('reading 会議'));
    assert.ok(meant('かいぎしつのよやくは').includes('reading 予約'));
  });

  it('are not heard in the endings of other words', () => {
    for (const question of ['掲示をしたいのですが', '掲示はどうしたらいいでしょうか', 'こういう掲示']) {
      assert.deepEqual(meant(question), [], question);
    }
  });

  it('are found through one slip in a long word', () => {
    for (const slip of ['セキュリテイ', 'セキュリテ', 'セキュルリティ', 'セキリュティ']) {
      assert.deepEqual(meant(slip), ['slip セキュリティ'], slip);
      assert.equal(first(slip), 'security', slip);
    }
  });

  it('are left alone where the corpus knows them, and where they are short', () => {
    assert.deepEqual(meant('セキュリティ'), []);
    assert.deepEqual(meant('会議質'), []);
  });

  it('are left alone where they are words of their own', () => {
    const parts = buildIndex([passage('work', 'パート', 'パートの勤務。')]);
    assert.deepEqual(
      parts.read('アパート').terms.map(({alternatives}) => alternatives),
      [[]],
    );
  });
});

describe('one slip', () => {
  const word = fc.string({unit: fc.constantFrom('ア', 'イ', 'ウ', 'エ'), minLength: 4, maxLength: 8});

  it('is a letter too many, too few, other or exchanged', () => {
    fc.assert(
      fc.property(word, fc.nat(7), fc.constantFrom('カ', 'キ'), (text, place, letter) => {
        const at = place % text.length;
        assert.ok(isOneSlip(text, text.slice(0, at) + letter + text.slice(at)));
        assert.ok(isOneSlip(text, text.slice(0, at) + text.slice(at + 1)));
        assert.ok(isOneSlip(text, text.slice(0, at) + letter + text.slice(at + 1)));
        const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
        assert.equal(isOneSlip(text, swapped), swapped !== text);
      }),
    );
  });

  it('is the same both ways, and never two', () => {
    fc.assert(fc.property(word, word, (a, b) => assert.equal(isOneSlip(a, b), isOneSlip(b, a))));
    assert.ok(!isOneSlip('アイウエ', 'カキウエ'));
    assert.ok(!isOneSlip('アイウエ', 'アイウエオカ'));
    assert.ok(!isOneSlip('アイウエ', 'アイウエ'));
  });
});
