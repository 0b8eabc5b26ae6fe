import assert from 'node:assert/strict';
import {contradiction} from '../../../../src/features/knowledge/clause/contradiction.ts';

function judge(question: string, one: string, other: string, coverage = 0.8) {
  return contradiction(
    question,
    {sentence: one, coverage: 0.8, source: 'a'},
    {sentence: other, coverage, source: 'b'},
  );
}

describe('contradiction', () => {
  for (const [on, question, one, other] of [
    [
      'permission',
      '私物のスマートフォンを使っていい？',
      '私物のスマートフォンは、勤務時間中に使用してはならない。',
      '業務に限り、私物のスマートフォンの使用を認める。',
    ],
    [
      'permission',
      '会議室で食事をしていい？',
      '会議室での食事は禁止です。',
      '昼休みは、会議室で食事をすることができます。',
    ],
    [
      'duty',
      '端末の持ち出しに許可はいる？',
      '端末の持ち出しには、課長の許可を受けなければならない。',
      '端末の持ち出しに、課長の許可は必要ありません。',
    ],
    [
      'number',
      '会議ブースは何時間まで使える？',
      '会議ブースの利用は、1回2時間までとします。',
      '会議ブースの利用は1回３時間までです。',
    ],
    ['number', '書類の保存は何か月？', '書類の保存は3か月とする。', '書類の保存は6ヶ月とする。'],
    [
      'permission',
      '私物のスマートフォンを使っていい？',
      '私物のスマートフォンは、使用しないものとする。',
      '私物のスマートフォンは、使用することができる。',
    ],
  ] as const) {
    it(`sees that two differ on ${on}: ${question}`, () => {
      assert.equal(judge(question, one, other), on);
      assert.equal(judge(question, other, one), on);
    });
  }

  for (const [why, question, one, other] of [
    [
      'the same number',
      '会議ブースは何時間まで？',
      '会議ブースの利用は1回2時間まで。',
      '会議ブースの利用は1回２時間です。',
    ],
    [
      'the same number in other numerals',
      '病気休暇の届出は何日以内？',
      '病気休暇の届出は、三十日以内とする。',
      '病気休暇の届出は30日以内です。',
    ],
    [
      'the same number with a comma',
      '駐車場の料金はいくら？',
      '駐車場の料金は1,000円とする。',
      '駐車場の料金は1000円です。',
    ],
    ['another matter', '何日まで？', '書類の保存は3日とする。', '端末の貸出しは7日とする。'],
    [
      'nothing of numbers asked',
      '会議ブースはどこ？',
      '会議ブースの利用は1回2時間まで。',
      '会議ブースの利用は1回3時間まで。',
    ],
    [
      'a rule with its exception',
      '会議室で食事をしていい？',
      '会議室の食事は禁止。ただし昼休みは食事をすることができます。',
      '会議室の食事は禁止です。',
    ],
    [
      'two that forbid',
      '会議室で食事をしていい？',
      '会議室の食事は禁止です。',
      '会議室で食事をしてはいけません。',
    ],
  ] as const) {
    it(`sees none in ${why}`, () => {
      assert.equal(judge(question, one, other), undefined);
    });
  }

  it('sees none within one source, or with a passage that is hardly on the question', () => {
    const [q, no, yes] = [
      '食事をしていい？',
      '会議室の食事は禁止です。',
      '会議室で食事をすることができます。',
    ] as const;
    assert.equal(judge(q, no, yes), 'permission');
    assert.equal(judge(q, no, yes, 0.2), undefined);
    const same = {coverage: 1, source: 'a'};
    assert.equal(contradiction(q, {...same, sentence: no}, {...same, sentence: yes}), undefined);
  });
});
