import assert from 'node:assert/strict';
import {isDateLine, readDay} from '../../../../../src/features/knowledge/import/lines/dates.ts';

describe('readDay', () => {
  for (const text of [
    '2026-04-01',
    '2026年4月1日',
    '令和8年4月1日',
    '令和八年四月一日',
    'R8.4.1',
    'r8.4.1',
    ' 令和 8 年 4 月 1 日 ',
  ]) {
    it(`reads ${text}`, () => assert.equal(readDay(text), '2026-04-01'));
  }

  it('knows first years and other eras', () => {
    assert.equal(readDay('令和元年5月1日'), '2019-05-01');
    assert.equal(readDay('平成二九年 三月二八日'), '2017-03-28');
  });

  for (const text of ['2026-02-30', '令和8年13月1日', '4月1日', '来週', '', '2026-04-01から']) {
    it(`takes 「${text}」 for no day`, () => assert.equal(readDay(text), undefined));
  }
});

describe('isDateLine', () => {
  for (const text of [
    '令和8年4月1日',
    '開催日 令和8年4月1日（水）',
    'R8.4.1現在',
    '令和八年四月一日制定',
    '訓令第5号',
    '庶務発第十二号',
  ]) {
    it(`takes 「${text}」 for one`, () => assert.ok(isDateLine(text)));
  }

  for (const text of ['令和8年4月1日から使う', '第5号館', '令和8年度の予定', '']) {
    it(`takes 「${text}」 for none`, () => assert.ok(!isDateLine(text)));
  }
});
