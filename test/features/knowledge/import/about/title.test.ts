import assert from 'node:assert/strict';
import {guessTitle} from '../../../../../src/features/knowledge/import/about/title.ts';

describe('guessTitle', () => {
  it('takes the first heading, the first title, a regulation by its sign, else the file name', () => {
    assert.equal(guessTitle('# 倉庫の手引\n\n本文。', 'x.md'), '倉庫の手引');
    assert.equal(guessTitle('\n令和8年3月5日\n\n倉庫検討会の概要\n\n本文。', 'x.txt'), '倉庫検討会の概要');
    assert.equal(guessTitle('○倉庫管理規程\n平成20年3月1日', 'x.txt'), '倉庫管理規程');
    assert.equal(
      guessTitle('(目的)\n\n第1条 この規程は、倉庫を定める。', '/a/souko-kitei.txt'),
      'souko-kitei',
    );
    assert.equal(
      guessTitle('庶務第3号\n令和8年5月1日\n各係長 様\n庶務課長\n倉庫の鍵について（通知）', 'x.txt'),
      '倉庫の鍵について（通知）',
    );
    assert.equal(guessTitle('倉庫は、朝に開ける。', 'c:\\x\\倉庫.v2.txt'), '倉庫.v2');
  });
});
