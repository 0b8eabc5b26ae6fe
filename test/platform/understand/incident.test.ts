import assert from 'node:assert/strict';
import {DEFAULT_ZONE, Temporal} from '../../../src/kernel/time.ts';
import {recogniseIncident, type IncidentWords} from '../../../src/platform/understand/incident.ts';
import {understand} from '../../../src/platform/understand/understand.ts';
import {INCIDENT_WORDS} from './incident-words.ts';

const world = {
  now: Temporal.Instant.from('2026-11-25T01:10:00Z'),
  zone: DEFAULT_ZONE,
  opens: 510,
  closes: 1035,
};
const recognise = (text: string, kinds: readonly IncidentWords[] = INCIDENT_WORDS) =>
  recogniseIncident(understand(text, world), kinds);

const HAPPENED = [
  '取引先のメールアドレスを間違えて送信してしまいました',
  'メールを間違った相手に送ってしまった',
  '宛先間違えた！メール送っちゃった',
  '添付ファイル間違えて送信しました',
  'さっき送ったメール、宛先が違ってました',
  '住民の個人情報が入ったメールを外部の人に送ってしまいました',
  'FAXを誤送信いたしました',
  '誤送信',
  'メール誤送信しちゃいました',
  '誤ってメールを送信してしまいました',
  '誤って全員にメールを送ってしまった',
  'USBメモリを紛失いたしました',
  'USBメモリがない',
  'USBメモリがなくなりました',
  'USBメモリがなくなっている',
  'USBどこかに落としたかもしれない',
  'USBを電車に置き忘れたかも',
  'タブレットが盗まれました',
  'ノートPCを盗難に遭いました',
  'ノートパソコン盗難',
  'スマホをタクシーに忘れてきました',
  '私用スマホをなくした',
  '職員証を落としてしまいまして',
  '鍵をなくしてしまいました',
  '鞄を盗まれた、中にUSBが入っていた',
  'うっかりパスワードを入力してしまった',
  'フィッシングメールのサイトでIDとパスワードを入れてしまいました',
  '偽サイトにパスワードを入力しました',
  'パスワードが漏れたかもしれません',
  'パスワードを教えちゃった',
  'アカウントが乗っ取られました',
  '怪しいメールのリンクを踏んでしまった',
  '変なメールの添付ファイルを開いてしまいました',
  '不審なメールが届いた',
  '不審メールを開封してしまった',
  '迷惑メールのURLをクリックしちゃった',
  '添付ファイルを開いてしまった',
  'パソコンにウイルスの警告が出た',
  'ウイルスに感染したようです',
  'パソコンがウイルスに感染している',
  'マルウェア感染の疑い',
  'ランサムウェアに感染しました助けて',
  '不正アクセスされました',
  'パソコンが勝手に動いている',
  '画面に身代金要求が表示された',
  '住民票の写しを別の方に交付してしまいました',
  '書類を間違えて別の人に渡しました',
  '封筒の入れ間違いがありました',
  '名簿を紛失しました。どうすればよいでしょうか？',
  '書類をシュレッダーにかけてしまった',
  '個人情報を流出させてしまった',
  '個人情報漏えい',
  '個人情報の漏えいが発生しました',
  'データを消してしまった',
  'SNSに個人情報を投稿してしまった',
  '同僚がメールを誤送信しました',
  '後輩が不審なメールを開いてしまったようです',
  'USBを紛失したのですが、誰に連絡すればいいですか？',
  'USBなくした。誰に言えばいい？',
  'さきほど、メールを誤送信してしまいました。手順を教えてください',
  '誤送信したんだけど',
  'メール送る相手間違えた',
  'I accidentally sent an email to the wrong address',
  'I lost my work phone',
  'Someone stole my laptop',
  'I clicked on a phishing link',
  'I clicked a link in a suspicious email',
  'I gave my password to someone',
  'My computer has a virus',
  'we sent a fax to the wrong number',
  'I sent personal data to the wrong person by mistake',
  'lost my usb',
  'I left my laptop on the train',
  'my ID card is missing',
  'I opened a phishing mail',
  "I've entered my password on a fake site",
  '大変です、お客様のメールを別の会社に転送してしまいました',
  '添付を間違えたままメールを送ってしまった',
  'メルマガをToで一斉送信しちゃいました、メールアドレスが全員に見えてます',
  '庁用スマホをどこかで落としたようです',
  '私のノートPCが昨日から見当たらない',
  'USBメモリを帰りの電車に忘れたかもしれません',
  'USB無くしたんだけど誰に言うの？',
  '職員証紛失しました',
  'タブレットを紛失。どうしたらいい？',
  'うっかり偽のログイン画面にパスワード入れた',
  'パスワードを電話で聞かれて教えてしまいました',
  '怪しい添付ファイルをクリックしてしまったのですがどうすればいいですか',
  '変なリンク踏んじゃった',
  '宅配業者を装ったメールのリンクを開いてしまいました',
  'PCがウイルスに感染したっぽい',
  'パソコンの画面に警告が出て消えない',
  'サーバーがランサムウェアにやられました',
  '戸籍謄本を違う人に渡してしまった',
  '通知書を別人に郵送してしまいました',
  '個人情報が入ったファイルを外部に公開してしまった',
  '申請書が1枚見当たりません',
  '名簿をバスに置き忘れました',
  "I've lost my work laptop, what do I do?",
  'I sent the file to the wrong address by email',
  'I just clicked a suspicious link',
];

const NOT_HAPPENED = [
  '誤送信は今年何件ありましたか',
  'メールを間違えて送った場合、上司に報告する？',
  'USBを失くしたときのペナルティ',
  '職員証をなくしたら再発行はどこで',
  '職員証の再発行',
  'パスワードを定期的に変えるべき？',
  'パスワードを教えてはいけない理由',
  '不審なメールを見つけたら転送してよいか',
  '怪しいリンクを踏まないためのコツ',
  'ウイルス感染を防ぐには',
  '感染したパソコンはどう処分する',
  '個人情報を持ち出してよいか',
  '個人情報の漏えいとは何か',
  '書類をシュレッダーにかけてもいいですか',
  'データを消してしまっても大丈夫？',
  '古い書類を捨てた',
  '書類を郵送した',
  '昨日メールを送った相手から返信が来た',
  '添付ファイルを送った',
  'メールのリンクが開かない',
  'ファイルが見つからない',
  'アカウントがロックされた',
  'パソコンが立ち上がらない',
  '通知を受け取った',
  'Who lost the USB stick last year?',
  '誤送信とは',
  '誤送信の原因',
  'メールの誤送信が起きたときの対応を教えて',
  'メール誤送信対策',
  '誤送信防止ツールはある？',
  '誤送信した場合の連絡先',
  '誤送信したら始末書は必要？',
  '誤送信した人はいますか',
  '誤送信しそうになった',
  '誤送信しやすいのはどんなとき',
  '誤送信を報告する様式は',
  'USBをなくすとどうなる',
  'USBを紛失しました、となったらどうしますか',
  'USBを紛失しないように何をすべきか',
  'USBは持ち出していいの',
  'USBメモリを借りたい',
  'USBをなくさないための工夫',
  'USB紛失時の対応',
  'USB紛失の件数',
  'USBが刺さらない',
  '紛失届の様式',
  '書類を紛失した際の報告先',
  '書類をなくさないようにするには',
  '書類を送りました',
  '資料が見つからない',
  '会議資料をメールで送った',
  'パスワードを変更した',
  'パスワードを入力した',
  'パスワードを忘れてしまった',
  'パスワードを3回間違えた',
  'パスワードを教えてもいいですか',
  'パスワードを教えてください',
  'パスワードの期限が切れた',
  'IDを入力しても入れない',
  '不審なメールを受け取ったときは',
  '不審なメールを開いてしまった場合、最初にすることは？',
  '不審なメールは開いていない',
  '不審なメールを開かないようにするには',
  '不審なメールの報告先はどこですか',
  'メールを開いた',
  '添付ファイルを開いた',
  '添付ファイルが開かない',
  'リンクを開いて確認してください',
  'リンクを送ってください',
  'ウイルス対策ソフトの更新が終わらない',
  'ウイルスチェックの方法',
  '感染症対策は',
  'インフルエンザに感染した',
  'コロナに感染しました',
  'パソコンが動かない',
  'パソコンが重い',
  'パソコンを落としたい',
  '電源を落とした',
  'パソコンの電源を落としました',
  '端末をシャットダウンした',
  'スマホを家に忘れた',
  'スマホの持ち込みはOK？',
  '書類を渡した',
  '住民票を交付した',
  '窓口で書類を渡しました',
  'データを削除した',
  '古いデータを消した',
  '個人情報とは',
  '個人情報の取扱い',
  '個人情報が漏れたらどうなる',
  '個人情報を漏らした職員はどうなる',
  'ホームページに公開した',
  '情報を公開しました',
  '誤交付の事例',
  '誤交付があった年は',
  'メールが届かない',
  'メールが来た',
  'FAXを送りました',
  'ファイルを送った',
  'チャットで送った',
  '研修で不審なメールについて学びました',
  '標的型メール訓練の開封率は',
  'Have there been any lost USB sticks?',
  'How do I change my password?',
  'I forgot my password',
  'I sent the email',
  'I entered my password but cannot log in',
  'I have never lost my phone',
  'If I opened a phishing mail, whom do I call?',
  'Where is the lost and found?',
  'what to do when a laptop was stolen',
  'Is it allowed to send email to the wrong person',
  'The phone rules',
];

describe('recogniseIncident', () => {
  it('takes a report for an emergency', () => {
    assert.deepEqual(
      HAPPENED.filter((text) => recognise(text) === undefined),
      [],
    );
  });

  it('takes no question, rule, supposition or daily work for one', () => {
    assert.deepEqual(
      NOT_HAPPENED.filter((text) => recognise(text) !== undefined),
      [],
    );
  });

  it('says which kind, and which words carried it', () => {
    assert.deepEqual(recognise('ＵＳＢをなくしました'), {
      score: 0.95,
      because: 'usb … なくしました',
      slots: {incident: 'lost-device'},
    });
    assert.equal(recognise('パスワードを書いた紙をなくした')?.slots?.['incident'], 'lost-paper');
    assert.equal(
      recognise('不審なメールのリンクからパスワードを入れてしまった')?.slots?.['incident'],
      'password-entered',
    );
  });

  it('takes the first kind where two fit equally', () => {
    const kinds = ['first', 'second'].map((id) => ({id, words: ['書類'], verbs: ['なくした']}));
    assert.equal(recognise('書類をなくした', kinds)?.slots?.['incident'], 'first');
    assert.equal(recognise('書類をなくした', kinds.toReversed())?.slots?.['incident'], 'second');
  });

  it('knows every form of an event from its past form alone', () => {
    const kinds = [
      {
        id: 'x',
        words: ['USB'],
        verbs: ['なくした', '盗んだ', '開いた', '送った', '紛失した', '見当たらない'],
      },
    ];
    for (const event of [
      'なくしました。',
      'なくしちゃった',
      'なくしちゃいました！',
      'なくしてしまったのですが、',
      'なくしてしまいまして、',
      'なくしてしまって',
      'なくしたみたい',
      'なくしたんですけど',
      'なくしたので困っています',
      '盗みました',
      '盗んじゃった',
      '盗んでしまいました',
      '開きました',
      '開いちゃって',
      '送りました',
      '送っちゃいました',
      '紛失いたしました',
      '紛失、至急',
      '見当たりません',
      '見当たらなくて',
      '見当たらなくなりました',
    ]) {
      assert.ok(recognise(`USB、${event}`, kinds), event);
      assert.ok(recognise(event, [{...kinds[0]!, words: [event.slice(0, 2)]}]), event);
    }
    for (const event of [
      'なくす',
      'なくせば',
      'なくしたら',
      'なくしていません',
      'なくした？',
      'なくしましたか',
      '送らない',
    ]) {
      assert.equal(recognise(`USBを${event}`, kinds), undefined, event);
    }
  });

  it('keeps to its words: no thing, an unless, or a list that is empty', () => {
    assert.equal(recognise('なくした'), undefined);
    assert.ok(recognise('パソコンを落とした'));
    assert.equal(recognise('パソコンの電源を落とした'), undefined);
    assert.equal(recognise('USBをなくした', []), undefined);
    assert.equal(recognise('USBをなくした', [{id: 'x', words: [], verbs: []}]), undefined);
  });

  it('takes what an officer writes for words, never for a pattern', () => {
    const kinds = [{id: 'x', words: ['(a+)+$', 'C++'], verbs: ['[壊]れた', '*た']}];
    assert.equal(recognise('壊れた', kinds), undefined);
    assert.ok(recognise('c++が[壊]れた', kinds));
  });
});
