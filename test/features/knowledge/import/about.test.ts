import assert from 'node:assert/strict';
import {guessEffective, guessTitle} from '../../../../src/features/knowledge/import/about.ts';

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

describe('guessEffective', () => {
  it('takes the latest day from which the rule says it holds', () => {
    const text =
      '附 則\nこの要領は、平成三十年四月一日から施行する。\n附 則\nこの要領は、令和七年十月一日から施行する。';
    assert.equal(guessEffective(text), '2025-10-01');
  });

  it('says nothing where only others are said to hold', () => {
    assert.equal(guessEffective('条例は、令和7年4月1日から施行する予定である。\n令和7年4月1日'), undefined);
  });
});
