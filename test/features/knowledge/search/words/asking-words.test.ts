import assert from 'node:assert/strict';
import {analyse} from '../../../../../src/features/knowledge/search/analyse.ts';
import {topicWeight} from '../../../../../src/features/knowledge/search/words/asking-words.ts';

describe('words of asking', () => {
  for (const frame of [
    '何をどうすればいいですか',
    'いくらですか',
    '教えてください',
    'どんな方法がありますか',
    '使えますか',
  ]) {
    it(`say nothing of the topic: 「${frame}」`, () => {
      assert.deepEqual(
        analyse(frame).filter((term) => topicWeight(term) > 0),
        [],
      );
    });
  }

  it('leave nouns whole and count verbs and adjectives half', () => {
    assert.deepEqual(['窓口', 'usb', 'メモ', '漏らす', '狭い'].map(topicWeight), [1, 1, 1, 0.5, 0.5]);
  });
});
