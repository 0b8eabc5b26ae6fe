import assert from 'node:assert/strict';
import {readDays} from '../../../../../src/features/knowledge/import/about/days.ts';

describe('readDays', () => {
  it('takes the latest day from which the rule says it holds', () => {
    const text =
      '附 則\nこの要領は、平成三十年四月一日から施行する。\n附 則\nこの要領は、令和七年十月一日から施行する。';
    assert.equal(readDays(text).effectiveFrom, '2025-10-01');
  });

  for (const line of [
    'この手順は、令和8年4月1日から適用します。',
    'この要綱は令和8年4月1日から施行する。',
    '本規程は、令和8年4月1日から施行する。',
    '第1条\u3000この規程は、令和8年4月1日から施行する。',
    '附則\u3000この規程は、令和8年4月1日から施行する。',
    '（１）この規程は、令和8年4月1日から施行する。',
    'この規程は、令和8年4月1日（以下「施行日」という。）から施行する。',
    'この規程は、公布の日から施行し、令和8年4月1日から適用する。',
    '施行日：令和8年4月1日',
    '適用開始日：令和8年4月1日',
    '（令和8年4月1日施行）',
    '令和8年4月1日施行',
  ]) {
    it(`reads the day of effect in 「${line}」`, () => {
      assert.equal(readDays(`倉庫の手順\n${line}\n`).effectiveFrom, '2026-04-01');
    });
  }

  it('reads a line that nobody typed in no time', () => {
    const before = performance.now();
    for (const line of [
      `改正${'\t'.repeat(300_000)}`,
      `施行${'\u3000'.repeat(300_000)}あ`,
      '附則（'.repeat(100_000),
    ]) {
      assert.deepEqual(readDays(line), {});
    }
    assert.ok(performance.now() - before < 5_000);
  });

  it('says nothing where only others are said to hold', () => {
    assert.equal(
      readDays('条例は、令和7年4月1日から施行する予定である。\n令和7年4月1日').effectiveFrom,
      undefined,
    );
  });

  it('takes no day of effect from a plan, or from what is only proposed', () => {
    const effect = 'この規程は、令和9年4月1日から施行する';
    assert.equal(readDays(`${effect}。`).effectiveFrom, '2027-04-01');
    assert.equal(readDays(`${effect}予定である。`).effectiveFrom, undefined);
    assert.equal(readDays(`${effect}方向とする。`).effectiveFrom, undefined);
    assert.equal(readDays(`改正案\n${effect}。`, '改正案').effectiveFrom, undefined);
  });

  it('keeps the day that a document bears apart from that on which it holds', () => {
    assert.deepEqual(readDays('倉庫委員会\n\n日時：令和6年10月15日（火）\n場所：庁議室\n'), {
      dated: '2024-10-15',
    });
    assert.deepEqual(readDays('令和8年3月5日\n倉庫の手順\nこの手順は、令和8年4月1日から適用する。\n'), {
      effectiveFrom: '2026-04-01',
      dated: '2026-03-05',
    });
  });

  it('takes a day in a sentence for nobody’s', () => {
    assert.deepEqual(readDays('令和6年10月15日に、委員会を開いた。\n'), {});
  });

  it('reads a history of amendments over its lines, and from supplementary provisions', () => {
    const text =
      '改正 平成一九年一一月二一日訓令第三七号 平成二九年三月二八日訓令第六号\n令和七年三月二六日訓令第八号\n\n第一条 定める。\n';
    assert.deepEqual(readDays(text), {amended: '2025-03-26'});
    assert.equal(readDays('附 則（令和三年三月二五日訓令第六号）\n').amended, '2021-03-25');
  });
});
