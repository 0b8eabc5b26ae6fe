import assert from 'node:assert/strict';
import {standingOf} from '../../../../../src/features/knowledge/import/about/standing.ts';

describe('standingOf', () => {
  for (const [path, text] of [
    [['2 倉庫管理規程改正案'], '第12条2項の削除'],
    [['新旧対照表'], '鍵は箱に返す。'],
    [['倉庫管理規程の一部を改正する規程'], '鍵は箱に返す。'],
    [[], '第六条中「三日」を「七日」に改める。'],
    [['附則'], '第3条第2項を次のように改正する。'],
  ] as const) {
    it(`sees a change in 「${[...path, text].join(' ')}」`, () => {
      assert.equal(standingOf('', path, text), 'amendment');
    });
  }

  it('sees a change in all of a rule that amends another', () => {
    assert.equal(standingOf('倉庫規程の一部を改正する規程', ['第1条'], '鍵は箱に返す。'), 'amendment');
  });

  it('sees an article of a rule that a report quotes', () => {
    assert.equal(
      standingOf('倉庫管理規程', ['資料2', '倉庫管理規程', '第3条 鍵'], '鍵は箱に返す。'),
      'quoted-rule',
    );
  });

  it('leaves alone what its document is', () => {
    assert.equal(standingOf('倉庫管理規程', ['第3条 鍵'], '鍵は箱に返す。'), undefined);
    assert.equal(standingOf('倉庫管理規程', ['倉庫管理規程'], '規程の説明をした。'), undefined);
    assert.equal(standingOf('倉庫管理規程', ['業務の改善'], '書類の様式を改める。'), undefined);
  });
});
