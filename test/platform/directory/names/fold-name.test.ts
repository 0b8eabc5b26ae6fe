import assert from 'node:assert/strict';
import {foldName, foldReading} from '../../../../src/platform/directory/names/fold-name.ts';

describe('foldName', () => {
  it('makes one of what registers tell apart and daily writing does not', () => {
    for (const [one, other] of [
      ['髙橋', '高橋'],
      ['﨑山', '崎山'],
      ['齋藤', '斉藤'],
      ['渡邊', '渡辺'],
      ['龍ヶ崎', '竜が崎'],
      ['龍ケ崎', '龍ヶ崎'],
      ['井ノ上', '井之上'],
      ['田中　太郎', '田中太郎'],
    ] as const) {
      assert.equal(foldName(one), foldName(other), `${one} and ${other}`);
    }
  });

  it('leaves kana alone that belong to a word', () => {
    assert.equal(foldName('はせがわ'), 'はせがわ');
    assert.notEqual(foldName('かが'), foldName('かケ'));
    assert.equal(foldReading('ハセガワ'), foldReading('はせがわ'));
  });
});
