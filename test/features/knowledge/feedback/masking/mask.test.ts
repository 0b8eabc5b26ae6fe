import assert from 'node:assert/strict';
import fc from 'fast-check';
import {MAX_KEPT_QUESTION} from '../../../../../src/features/knowledge/feedback/feedback.ts';
import {maskQuestion} from '../../../../../src/features/knowledge/feedback/masking/mask.ts';
import {personNames} from '../../../../../src/features/knowledge/search/analyse.ts';

const mask = (text: string) => maskQuestion(text, personNames);

// Who it is about, as people write it; all of them made up.
const MASKED: readonly (readonly [question: string, kept: string])[] = [
  ['田中さんは研修を受けましたか', '〔氏名〕さんは研修を受けましたか'],
  ['田中太郎課長の許可は要りますか', '〔氏名〕課長の許可は要りますか'],
  ['山田一郎の端末はどこですか', '〔氏名〕の端末はどこですか'],
  ['八ッ橋さんと一ノ瀬係長の休暇', '〔氏名〕さんと〔氏名〕係長の休暇'],
  ['Mr. Tanaka may take his laptop home?', 'Mr. 〔氏名〕 may take his laptop home?'],
  ['Yamada Taro の研修', '〔氏名〕 の研修'],
  ['03-1234-5678 に電話していい？', '〔電話〕 に電話していい?'],
  ['０９０ー１２３４ー５６７８は公用ですか', '〔電話〕は公用ですか'],
  ['内線2199は誰ですか', '内線〔電話〕は誰ですか'],
  ['taro@city.example.jp に送っていい？', '〔メール〕 に送っていい?'],
  ['職員番号12345の人の休暇', '職員番号〔番号〕の人の休暇'],
  ['AB12345 の端末を返す方法', '〔番号〕 の端末を返す方法'],
  ['見本市北町3-2-1に住む人の通勤手当', '〔住所〕に住む人の通勤手当'],
  ['見本市東町二丁目5番の施設', '〔住所〕の施設'],
  ['昭和55年3月2日生まれの人の健診', '〔生年月日〕生まれの人の健診'],
  ['03(1234)5678 に電話していい？', '〔電話〕 に電話していい?'],
  ['090.1234.5678 は公用ですか', '〔電話〕 は公用ですか'],
  ['ヤマダハナコの研修', '〔氏名〕の研修'],
  ['タナカサクラに聞きたい', '〔氏名〕に聞きたい'],
  ['アベ サクラの端末', '〔氏名〕の端末'],
  ['TANAKA SAKURA の端末', '〔氏名〕 の端末'],
  ['ＴＡＮＡＫＡ　ＳＡＫＵＲＡの端末', '〔氏名〕の端末'],
  ['John Smith の端末', '〔氏名〕 の端末'],
  ['田中　さくらの休暇', '〔氏名〕の休暇'],
  ['田中さくらの休暇', '〔氏名〕の休暇'],
  ['佐藤 健の端末', '〔氏名〕の端末'],
  ['佐藤 健さんの端末', '〔氏名〕さんの端末'],
  ['中之島一丁目三番二十号の施設', '〔住所〕の施設'],
  ['北町3の2の1に住む人の手当', '〔住所〕に住む人の手当'],
  ['見本市大字北1234の施設', '〔住所〕の施設'],
  ['生年月日は1980年3月4日です。健診は？', '生年月日は〔生年月日〕です。健診は?'],
  ['被保険者番号 1234 の人の届出', '被保険者番号 〔番号〕 の人の届出'],
  ['tanaka(at)example.jp に送っていい？', '〔メール〕 に送っていい?'],
  ['https://intra.example/people/7 を見てよいか', '〔URL〕 を見てよいか'],
];

// What rules are asked about keeps its numbers and words.
const KEPT = `
第6条には何がありますか
2026年度の研修は何月までですか
10000円以上の契約は誰が決めますか
7月6日から8-9月までの休暇は何日ですか
みなと市の条例はどこにありますか
Microsoft Teams の使い方を知りたい
派遣の人は研修を受けますか
お客さんに渡す書類は誰が確認しますか
財政課長の決裁は要りますか
端末を持ち出すときは課長の許可が要りますか
24時間以内に報告しますか
1時間に2-3回の休憩は取れますか
ハラスメントの相談はどこにしますか
サイトの更新は誰が確認しますか
コピー機とプリンターの使い方を知りたい
Home Page の更新は誰の決裁ですか
Google Drive に保存していい?
Remote Desktop は使えますか
USB TOKEN の返却はいつですか
AI の利用は許可が要りますか
アルバイトのパスワードは誰が発行しますか
規則第3条の2には何が書いてありますか
様式第3の2はどこで手に入りますか
電子申請の様子を知りたい
市の規程の別表1の2は何の表ですか
一丁前に扱ってよい資料はどれですか
大文字と小文字を混ぜる必要はありますか
カタログとマニュアルはどこにありますか
文書番号はどう付けますか
バージョン10.2.345に更新していい?
サーバーの管理者は誰ですか
マイクロソフトのライセンスは何台までですか
会計年度任用職員の休暇は何日ですか
さくらの木の手入れは誰がしますか
契約は3者から見積りを取りますか
メールの添付ファイルは暗号化が要りますか
アベレージとは何のことですか
サトウキビの補助金はありますか
テレワークの日はいつまでに届け出ますか
令和8年4月1日から変わったのは何ですか
健康診断の結果は誰が見ますか
`;

describe('masking a question', () => {
  for (const [question, kept] of MASKED) {
    it(`keeps of 「${question}」 what does not tell whom it is about`, () => {
      assert.equal(mask(question), kept);
    });
  }

  it('leaves what rules are asked about', () => {
    for (const text of KEPT.trim().split('\n')) assert.equal(mask(text), text.normalize('NFKC'));
  });

  it('keeps nothing of a question with a number that is not taken in, or that is long, or only a name', () => {
    assert.equal(mask('マイナンバーは 1234 5678 9018 です。どう保管する？'), undefined);
    assert.equal(mask('あ'.repeat(MAX_KEPT_QUESTION + 1)), undefined);
    assert.equal(mask('taro@city.example.jp'), undefined);
  });

  it('takes no time over letters that could be read in many ways', () => {
    const started = performance.now();
    for (const text of [
      `Ka${'sha'.repeat(18)}qla Yamada に聞きたい`,
      `K${'sha'.repeat(90)} Yamada`,
      `Shi${'sha'.repeat(90)}q`,
      `北町${'1'.repeat(200)}`,
      `一丁目${'1'.repeat(200)}x`,
      '町'.repeat(290),
      `${'a'.repeat(280)}(at`,
    ]) {
      mask(text);
    }
    assert.ok(performance.now() - started < 2_000);
    const letters = fc.string({
      unit: fc.constantFrom('a', 'i', 'u', 'e', 'o', 'k', 'n', 's', 't', 'h', 'y', 'm', 'r', 'w'),
      minLength: 290,
      maxLength: 296,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const begun = performance.now();
        mask(`K${text} Y`);
        assert.ok(performance.now() - begun < 1_000, text);
      }),
    );
  });

  it('changes nothing more the second time, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({unit: 'grapheme', maxLength: 12}),
      fc.constantFrom(...MASKED.flat(), ...KEPT.trim().split('\n'), '〔氏名〕', '〔', '〕', ' 3-2-1 '),
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 4}), (pieces) => {
        const once = mask(pieces.join(''));
        if (once !== undefined) assert.equal(mask(once), once);
      }),
      {numRuns: 500},
    );
  });

  it('leaves no telephone and no mail address, whatever stands around them', () => {
    const around = fc.string({
      unit: fc.constantFrom('は', '、', 'の', '研', '修', ' ', 'a', 'Z', '〔', '〕', '（'),
      maxLength: 8,
    });
    const secret = fc.oneof(
      fc
        .tuple(fc.integer({min: 1, max: 9}), fc.integer({min: 1000, max: 9999}))
        .map(([a, b]) => `0${a}-${b}-${b}`),
      fc.stringMatching(/^[a-z]{2,8}@[a-z]{2,8}\.example$/),
    );
    fc.assert(
      fc.property(around, secret, around, (before, hidden, after) => {
        assert.ok(!(mask(`${before} ${hidden} ${after}`) ?? '').includes(hidden), hidden);
      }),
    );
  });
});
