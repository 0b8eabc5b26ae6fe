import assert from 'node:assert/strict';
import fc from 'fast-check';
import {BREAKAGES, mend} from '../../../../../src/features/knowledge/import/text/mend.ts';

describe('mend', () => {
  for (const {name, example, mend: mendOne} of BREAKAGES) {
    it(`mends ${name} as its example says`, () => {
      const [broken, mended] = example;
      assert.notEqual(broken, mended);
      assert.equal(mendOne(broken), mended);
      assert.equal(mend(broken).text, mended);
      assert.ok(mend(broken).found.includes(name));
    });
  }

  const more: readonly (readonly [what: string, broken: string, mended: string])[] = [
    ['foreign letters for two kana', '庁内イン트라ネットの掲示', '庁内イントラネットの掲示'],
    [
      'a sentence that goes on after a page break without a particle',
      '貸出用の端末については、利用者が返却時に初期化した上で総務課に届け、担当者が点検した\n\n端末のうち、故障があるものについては、修理に出すものとする。',
      '貸出用の端末については、利用者が返却時に初期化した上で総務課に届け、担当者が点検した端末のうち、故障があるものについては、修理に出すものとする。',
    ],
    [
      'a paragraph broken at the width of its column',
      '職員は、退庁の際に机の上の書類を片付け、書庫に\nしまった上で鍵を掛け、鍵を管理者に返さなければな\nらない。',
      '職員は、退庁の際に机の上の書類を片付け、書庫にしまった上で鍵を掛け、鍵を管理者に返さなければならない。',
    ],
    [
      'tags in a cell, which stays one line',
      '区分\t内容\n新任\t<ul><li>・名札の付け方</li><li>・電話の取り方</li></ul>',
      '区分\t内容\n新任\t・名札の付け方 ・電話の取り方',
    ],
    [
      'a cell that goes on behind an open bracket',
      '項目\t判定\n窓の点検(閉庁の前に見回\t済\n\nりを行う。)\t\n灯の点検\t済',
      '項目\t判定\n窓の点検(閉庁の前に見回りを行う。)\t済\n灯の点検\t済',
    ],
    [
      'a last cell that goes on on a line without tabs',
      '係\t仕事\n庶務\t窓の点検(閉庁の前に見回\nりを行う。)\n会計\t帳簿の点検',
      '係\t仕事\n庶務\t窓の点検(閉庁の前に見回りを行う。)\n会計\t帳簿の点検',
    ],
  ];
  for (const [what, broken, mended] of more) {
    it(`treats ${what}`, () => assert.equal(mend(broken).text, mended));
  }

  const good = [
    '窓口の手引\n\n1 目的\n\nこの手引は、窓口の仕事を定める。\n\n2 受付\n\n・番号札を渡す\n・用件を聞く',
    '（目的）\n第1条 この要領は、倉庫の使い方を定めるものとする。\n\n2 鍵は、庶務係が預かる。',
    '- 毎朝、机を拭き、床を掃き、窓を開けて空気を入れ替えることとしている\n\n次の担当は、前の担当から鍵を受け取る。',
    'ア 正職員\nイ 臨時の職員\n\n月 火 水 木\n\n○ ○ △ ×',
    '持ち物を確かめ、受付で名前を告げてから入室することを徹底\n\nこれまでの取組\n\n鍵を増やした。',
    '氏名\t所属\n山野\t庶務係\n\n川原\t会計係',
    '合計 12\n\n次の表を見ること。\n\n1/2',
  ];
  for (const text of good) {
    it(`leaves good text alone: ${text.slice(0, 12).replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(mend(text), {text, found: []});
    });
  }

  it('drops headers and footers at form feeds, not headings that come again', () => {
    const page = (body: string): string => `倉庫の手引\n\n【措置】\n${body}`;
    const text = ['棚を直した。', '床を塗った。', '灯を替えた。'].map(page).join('\n\f\n');
    const mended = mend(text).text;
    assert.equal(mended.match(/倉庫の手引/g)?.length, 1);
    assert.equal(mended.match(/【措置】/g)?.length, 3);
  });

  it('changes nothing the second time', () => {
    const piece = fc.constantFrom(
      ...BREAKAGES.flatMap((one) => one.example),
      ...good,
      '取扱いを定め、',
      'ものとする。',
      '- 3 -',
      '\f',
      '**太字**',
      '<br>',
      'A\tB\t',
      '・ ・ ・ ・',
      'イ트라',
    );
    const text = fc
      .array(fc.tuple(piece, fc.constantFrom('', '\n', '\n\n', ' ')))
      .map((all) => all.flat().join(''));
    fc.assert(
      fc.property(text, (one) => {
        const once = mend(one).text;
        assert.equal(mend(once).text, once);
      }),
    );
    fc.assert(fc.property(fc.string({unit: 'binary'}), (one) => void mend(one)));
  });
});
