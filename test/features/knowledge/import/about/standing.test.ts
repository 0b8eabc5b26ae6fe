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

  it('sees a draft by its title', () => {
    assert.equal(standingOf('文書管理規程（案）', ['第1条'], '文書は棚に置く。'), 'amendment');
  });

  for (const text of [
    '第2条の規定による端末データの削除は、課長の承認を得て行う。',
    '第5条第1項の委員に学識経験者を加えることができる。',
  ]) {
    it(`sees no change in 「${text}」`, () => {
      assert.equal(standingOf('端末規程', ['第4条 削除'], text), undefined);
      assert.equal(standingOf('端末規程', ['改正内容の周知'], text), undefined);
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
