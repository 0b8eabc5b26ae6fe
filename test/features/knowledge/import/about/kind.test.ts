import assert from 'node:assert/strict';
import {guessKind} from '../../../../../src/features/knowledge/import/about/kind.ts';

describe('guessKind', () => {
  for (const [title, kind] of [
    ['みなと市情報機器取扱規程', 'rule'],
    ['みなと市情報セキュリティポリシー（令和8年改訂）', 'rule'],
    ['新しい執務室のワークルール', 'rule'],
    ['倉庫委員会設置要綱', 'rule'],
    ['端末の初期設定手順書', 'procedure'],
    ['情報漏えいの初動', 'procedure'],
    ['文書管理規程の運用について（通知）', 'notice'],
    ['庁内会議の概要', 'minutes'],
    ['第3回倉庫委員会議事要旨', 'minutes'],
    ['令和8年度第2回倉庫委員会', 'report'],
    ['内部監査実施報告書', 'report'],
    ['「実地調査」に対する措置報告について', 'report'],
  ] as const) {
    it(`takes 「${title}」 for a ${kind}`, () => {
      assert.equal(guessKind(title, ''), kind);
    });
  }

  it('takes a text in articles for a rule where its title does not tell', () => {
    assert.equal(guessKind('x', '（目的）\n第一条 定める。\n第二条 定める。\n第三条 定める。'), 'rule');
  });

  it('reads the end of a title that nobody would write', () => {
    const before = performance.now();
    assert.equal(guessKind(`${'規程（）'.repeat(100_000)}x`, ''), 'rule');
    assert.equal(guessKind('規程（'.repeat(100_000), ''), 'rule');
    assert.ok(performance.now() - before < 5_000);
  });

  it('does not take one quoted article for a rule, and says so where nothing tells', () => {
    assert.equal(guessKind('x', '第三条 定める。'), undefined);
    assert.equal(guessKind('倉庫', '本文'), undefined);
  });
});
