import assert from 'node:assert/strict';
import fc from 'fast-check';
import {readFollowUp, type Request} from '../../../../src/features/knowledge/follow-up/recognise.ts';

// What goes on from an answer, each after a question on something else.
const FOLLOWING = `
派遣の人は？
派遣の職員は？
じゃあ派遣の人は？
会計年度任用職員は？
会計年度任用職員の場合は？
アルバイトも？
管理職なら？
夜は？
休日も？
土日だと？
休日の場合は？
それはいつまで？
その期限は？
その場合は誰に言えばいいですか
いつまで？
誰が？
誰に言えばいいですか
何人まで？
何日前まで？
どこで？
なぜ？
いくら？
いつまでですか
じゃあ、USBは？
USBなら？
メールの場合は？
スマホは？
スマホも？
タブレットだと？
外部の業者は？
委託業者の人なら？
自宅では？
庁外では？
二人のときは？
3人の場合は？
ほかに必要な手続きは？
それは誰が決めるのですか
その申請はどこに出す？
同じことは休日も？
派遣の人はどうですか
派遣の人はどうなりますか
期限は？
罰則は？
例外は？
ちなみに休日は？
では夜間は？
急ぎのときは？
忘れたら？
紙の場合は？
what about agency workers?
and on weekends?
how about contractors?
until when?
who decides that?
`;

// Questions of their own, which nothing of what was said before may touch.
const ALONE = `
集中ブースは何時間まで使えますか
私物のスマホを仕事で使っていい？
紙の書類はどう保管する？
結婚休暇は何日もらえますか
端末を持ち出すときは誰の許可がいる？
棚の鍵は課長が不在のとき誰が管理する
出張旅費の精算期限は？
端末の保管は
持ち出しの許可の期間は
食堂の営業時間は
忘れた傘の保管は？
ヨットの係留料は？
掲示板に貼る紙はいつ外す？
年次有給休暇の繰り越しは何日までですか
情報セキュリティ研修の受講期間を教えてください
パスワードは何文字以上にすればよいですか
会議室の予約はどこでできますか
育児休業を取るにはどんな手続きが必要ですか
テレワークの日に残業してもいいですか
機密文書をシュレッダーにかける前に確認することは？
では、私物のスマホを仕事で使っていい？
じゃあ会議室の予約は何日前からできますか
第6条には何が書いてありますか
派遣の職員は情報セキュリティ研修を受けますか
派遣職員の交通費の支給基準は？
公用車を借りるときの申請書はどこにありますか
自転車通勤の手当はいくらですか
USBメモリを庁外に持ち出すときの手順は？
個人情報の入った書類を廃棄する方法は？
勤務間インターバルは何時間空ける必要がありますか
研修を欠席した場合の扱いは？
コピー機の用紙はどこに補充を頼めばいいですか
名刺の印刷は公費でできますか
ノートパソコンを家に持ち帰ってもいいですか
昼休みに窓口当番をした人の休憩はどうなりますか
電話会議に使えるブースはいくつありますか
来客用の駐車場は誰が予約しますか
庁舎の入館証をなくしたときの連絡先は？
メールの添付ファイルにパスワードを付ける必要はありますか
新人のパソコンの設定は誰がしますか
防災訓練の日程はいつ決まりますか
その他の職員の休暇の種類を教えて
どの規程に在宅勤務の対象者が書いてありますか
他団体への職員派遣の手続きは？
How long may I use a focus booth?
Who may take a laptop out of the office?
What is the deadline for travel expenses?
May I use my own phone for work?
Where do I register my bicycle?
`;

const REQUESTS: readonly (readonly [Request, string])[] = [
  ['more', 'もっと詳しく'],
  ['more', 'もう少し詳しく教えてください'],
  ['more', '詳しく知りたいです'],
  ['more', 'Tell me more, please.'],
  ['next', '他には？'],
  ['next', 'ほかには？'],
  ['next', '他にもありますか'],
  ['next', 'ほかの候補は？'],
  ['next', 'Anything else?'],
  ['original', '原文は？'],
  ['original', '原文を見せて'],
  ['original', '条文を見せてください'],
  ['where', 'それはどこに書いてある？'],
  ['where', 'どこに書いてあるの？'],
  ['where', '根拠は？'],
  ['where', '出典を教えて'],
  ['where', 'Where does it say that?'],
];

const lines = (text: string) => text.trim().split('\n');

describe('reading a follow-up', () => {
  it('takes sentences that say too little to stand alone as going on', () => {
    assert.ok(lines(FOLLOWING).length >= 40);
    const wrong = lines(FOLLOWING).filter(
      (text) => !['follows', 'perhaps'].includes(readFollowUp(text).kind),
    );
    assert.deepEqual(wrong, []);
    const unsure = lines(FOLLOWING).filter((text) => readFollowUp(text).kind === 'perhaps');
    assert.ok(unsure.length <= 5, unsure.join('\n'));
  });

  it('leaves whole questions alone', () => {
    assert.ok(lines(ALONE).length >= 40);
    const wrong = lines(ALONE).filter((text) => readFollowUp(text).kind !== 'alone');
    assert.deepEqual(wrong, []);
  });

  it('knows what is wanted of the last answer', () => {
    for (const [request, text] of REQUESTS) {
      assert.deepEqual(readFollowUp(text), {kind: 'request', request}, text);
    }
  });

  it('leaves what begins like one and is a question of its own', () => {
    const texts = [
      '原文の保管期間は何年ですか',
      '根拠法令の改正はいつですか',
      '他団体の規程を詳しく調べる方法は？',
    ];
    for (const text of texts) assert.deepEqual(readFollowUp(text), {kind: 'alone'}, text);
  });

  it('reads any text, and a long one as a question of its own', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 80}), (text) => {
        assert.match(readFollowUp(text).kind, /^(request|follows|perhaps|alone)$/);
      }),
    );
    assert.deepEqual(readFollowUp(`${'研修の期間を教えて'.repeat(5)}、派遣の人は？`), {kind: 'alone'});
  });
});
