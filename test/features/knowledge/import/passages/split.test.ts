import assert from 'node:assert/strict';
import {mend} from '../../../../../src/features/knowledge/import/text/mend.ts';
import {split} from '../../../../../src/features/knowledge/import/passages/split.ts';
import {MEETING, REGULATION} from '../documents.ts';

const cutUp = (text: string): string[] =>
  split(text).map(({path, text: piece}) => `${path.join(' › ')}: ${piece.replaceAll('\n', ' | ')}`);

describe('split', () => {
  it('cuts a regulation into articles, paragraphs, items', () => {
    assert.deepEqual(cutUp(mend(REGULATION).text), [
      ': ○倉庫管理規程 | 平成20年3月1日 | 訓令第2号',
      '第1条 目的: (目的) | 第1条 この規程は、倉庫の使い方に関し必要な事項を定めるものとする。',
      '第2条 定義: (定義) | 第2条 この規程において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。',
      '第2条 定義 › 一 倉庫: 一 倉庫 物を置く部屋をいう。',
      '第2条 定義 › 二 備品: 二 備品 次に掲げるものをいう。 | イ 机及び椅子 | ロ 棚（鍵のあるものを含む。）',
      '第2条 定義 › 三 管理の方法: 三 管理の方法 次の方法により行うこと。',
      '第2条 定義 › 三 管理の方法 › イ: イ 鍵は、庶務係が預かること。',
      '第2条 定義 › 三 管理の方法 › ロ 帳簿: ロ 帳簿 貸した日を記すこと。',
      '第3条の2 使用の時間: （使用の時間） | 第 3 条の2 倉庫は、朝から夕方まで使うことができる。',
      '第3条の2 使用の時間 › 2: 2 前項の時間のほかに使うときは、係長に届け出るものとする。',
      '付則: 付則 | この規程は、平成二十年四月一日から施行する。',
    ]);
  });

  it('keeps a short article whole with a heading of its own', () => {
    assert.deepEqual(cutUp('第1条 鍵は、箱に返す。\n\n**夕方**\n\n守衛に返す。'), [
      '第1条: 第1条 鍵は、箱に返す。 | 夕方 | 守衛に返す。',
    ]);
  });

  it('finds the parts of a bundle by its agenda, and headings under headings', () => {
    assert.deepEqual(cutUp(mend(MEETING).text), [
      ': 第3回 倉庫検討会 | 令和8年2月3日 | 1 報告事項 | 2 その他',
      '倉庫の整備について › 1 概要: 1 概要 | - 棚を増やし、通路を広くした | - 灯を明るいものに替えた',
      '倉庫の整備について › 2 新しい倉庫のきまり › 【主なきまり】: 【主なきまり】 | ・ 帳簿に名前を書く | ・ 飲食をしない',
      '倉庫の整備について › 【参考】倉庫の中 › 【①入口】: 【①入口】 | ・ 鍵の返却箱がある',
      '倉庫の整備について › 【参考】倉庫の中 › 【②奥の棚】: 【②奥の棚】 | ・ 重い物を置く',
      '鍵の取扱い: 鍵の取扱い | 令和8年2月3日 | 総務部 庶務係',
      '鍵の取扱い › ■ 全体の流れ: ■ 全体の流れ | 鍵は、借りた人が当日のうちに返す。',
      '鍵の取扱い › 取組み1. 帳簿の見直し › これまでの取組み › ■紙の帳簿: ■紙の帳簿 | 紙に書いていた。書き漏れが多く、だれが借りたか分からない日があった。',
      '鍵の取扱い › 取組み1. 帳簿の見直し › これからの取組み › ■表計算の帳簿: ■表計算の帳簿 | 表に書くことにした。',
      '鍵の取扱い › 取組み2. 点検: 取組み2. 点検 | ➤ 二つの点検を行った',
      '鍵の取扱い › 取組み2. 点検 › 内部点検: 内部点検 | - 期間 |  ・四月から五月まで | - 評価 | 良い点 | ✓そろっていた。',
      '鍵の取扱い › 取組み2. 点検 › 外部点検: 外部点検 | - 期間 |  ・九月 | - 評価 | 良い点 | ✓鍵が増えた。',
    ]);
  });

  it('keeps an answer to a remark under the remark', () => {
    const long =
      '書庫の灯が暗く、棚の札が読めないことがあるので、明るい灯に替えることを検討し、結果を知らせてほしい。';
    const text = `**【意見】**\n\n**ア 一階の係**\n\n**灯について**\n\n${long}\n\n**【措置の内容】**\n\n**一階の係**\n\n${long}\n\n## 二階の係\n\n${long}\n\n**【意見】**\n\n**イ 二階の係**\n\n**(2) 棚について**\n\n${long}\n\n**【措置の内容】**\n\n**二階の係**\n\n${long}`;
    assert.deepEqual(
      split(text).map((one) => one.path),
      [
        ['【意見】', 'ア 一階の係', '灯について'],
        ['【意見】', 'ア 一階の係', '灯について', '【措置の内容】', '一階の係'],
        ['【意見】', 'ア 一階の係', '灯について', '【措置の内容】', '二階の係'],
        ['【意見】', 'イ 二階の係', '(2) 棚について'],
        ['【意見】', 'イ 二階の係', '(2) 棚について', '【措置の内容】', '二階の係'],
      ],
    );
  });

  it('tells reports with one title apart by what their forms say', () => {
    const report = (who: string, said: string): string =>
      `点検結果報告書\n\n令和8年3月3日\n\n1\t目的\t鍵を確かめる。\n2\t相手\t${who}\n3\t日\t三月一日\n\n○鍵について\n\n${said}\n\n指摘：なし\n`;
    const found = split(
      `点検のまとめ\n\n令和8年3月9日\n\n${report('庶務係', 'そろっていた。')}\n${report('会計係', '一本足りない。')}`,
    );
    assert.deepEqual(
      found.map((one) => one.path),
      [
        [],
        ['点検結果報告書（庶務係）'],
        ['点検結果報告書（庶務係）', '○鍵について'],
        ['点検結果報告書（会計係）'],
        ['点検結果報告書（会計係）', '○鍵について'],
      ],
    );
    assert.equal(
      found[3]?.text,
      '点検結果報告書\n令和8年3月3日\n1 目的: 鍵を確かめる。\n2 相手: 会計係\n3 日: 三月一日',
    );
  });

  it('tells each row of a table with its headers, and each column of a comparison', () => {
    const rows = '●当番\n\n係\t朝\t夕\t備考\n庶務\t○\t-\t\n会計\t-\t○\t交代あり\n\n○：あり -：なし';
    assert.deepEqual(cutUp(rows), [
      '●当番: ●当番 | 係: 庶務／朝: ○／夕: - | 係: 会計／朝: -／夕: ○／備考: 交代あり | ○：あり -：なし',
    ]);
    const columns =
      '\t(1) 初級\t(2) 中級\n対象\t初めて受ける人たち\t前に受けたことのある人\n方法\t三十分ほどの動画\t集まって半日';
    assert.deepEqual(cutUp(columns), [
      ': (1) 初級　対象: 初めて受ける人たち／方法: 三十分ほどの動画 | (2) 中級　対象: 前に受けたことのある人／方法: 集まって半日',
    ]);
    assert.deepEqual(cutUp('| 場所 | 鍵 |\n|---|---|\n| 倉庫 | 庶務係 |\n| 書庫 | 会計係 |'), [
      ': 場所: 倉庫／鍵: 庶務係 | 場所: 書庫／鍵: 会計係',
    ]);
  });

  it('keeps a question with its answer', () => {
    const text =
      '倉庫のよくある質問\n\nQ1 鍵はどこで借りますか。\n\nA 庶務係です。\n\n問2 土曜も使えますか\n\n答 使えません。\n\nなお、急ぐときは電話をください。';
    assert.deepEqual(cutUp(text), [
      ': 倉庫のよくある質問',
      'Q1 鍵はどこで借りますか。: Q1 鍵はどこで借りますか。 | A 庶務係です。',
      '問2 土曜も使えますか: 問2 土曜も使えますか | 答 使えません。 | なお、急ぐときは電話をください。',
    ]);
  });

  it('reads a letter with its points, and questions after it', () => {
    const text =
      '倉庫の鍵について（通知）\n\n下記のとおり定めます。\n\n記\n\n1　期間　五月から\n\n2　方法\n(1) 名前を書く。\n(2) 箱に返す。\n\n3　相談\n　庶務係\n\nよくある質問\n\nQ1．土曜も借りられますか。\nA1．借りられません。';
    assert.deepEqual(cutUp(text), [
      ': 倉庫の鍵について（通知） | 下記のとおり定めます。 | 記 | 1　期間　五月から',
      '2 方法: 2　方法 | (1) 名前を書く。 | (2) 箱に返す。',
      '3 相談: 3　相談 | 庶務係',
      'よくある質問 › Q1．土曜も借りられますか。: Q1．土曜も借りられますか。 | A1．借りられません。',
    ]);
  });

  it('reads Markdown by its headings, without the title', () => {
    const text =
      '# 倉庫の手引\n\n鍵の話。\n\n## 借りる\n\n- 名前を書く\n- 返す\n\n### 休みの日\n\n守衛に言う。\n\n## 返す\n\n箱に入れる。';
    assert.deepEqual(cutUp(text), [
      ': 倉庫の手引 | 鍵の話。',
      '借りる: 借りる | - 名前を書く | - 返す',
      '借りる › 休みの日: 休みの日 | 守衛に言う。',
      '返す: 返す | 箱に入れる。',
    ]);
  });

  it('keeps an item with what hangs below it when it cuts a list', () => {
    const item = (n: number): string =>
      `- 第${n}の倉庫では次のように使うことを職員にも来た人にもよく伝えることとした\n ・朝に鍵を開けて灯をつけ、窓を開けて空気を入れ替えてから、棚の札を確かめる\n ・夕に灯を消して鍵を閉め、帳簿に名前と時刻を書いてから、鍵を箱に返す`;
    const found = split(`●使い方\n\n${[1, 2, 3, 4, 5].map(item).join('\n')}`);
    assert.ok(found.length > 1);
    for (const {text} of found) assert.match(text, /^(?:●使い方\n)?- 第/);
  });

  it('cuts long text at sentences, and nothing is longer than 4,000 characters', () => {
    const sentence = '倉庫の鍵は、借りた人が必ず当日のうちに返すものとする。';
    const found = split(`# 鍵\n\n${sentence.repeat(100)}`);
    assert.ok(found.length >= 4);
    for (const {text} of found) assert.ok(text.endsWith('。') && text.length <= 700);
    const endless = split('あ'.repeat(9000));
    assert.deepEqual(
      endless.map(({text}) => text.length),
      [4000, 4000, 1000],
    );
  });

  it('numbers passages in the order of the text', () => {
    assert.deepEqual(
      split(REGULATION)
        .slice(0, 2)
        .map((one) => one.id),
      ['0001', '0002'],
    );
    assert.deepEqual(split(''), []);
  });
});
