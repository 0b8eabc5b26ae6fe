import assert from 'node:assert/strict';
import fc from 'fast-check';
import {answeringSentence} from '../../../../src/features/knowledge/search/sentence.ts';

const answer = (question: string, text: string) => {
  const span = answeringSentence(question, text);
  return span && text.slice(span.start, span.end);
};

const BOOTH = [
  '【防音室】',
  '・電話での相談に使う',
  '・一回あたり90分まで',
  '・飲食は禁止',
  '・定員は3名',
].join('\n');

const TRAINING =
  '新人研修は総務課が行う。研修の目的は仕事の流れを知ることである。研修は毎年4月10日に開く。' +
  '研修の参加者は48名であった。遅れた者は、録画（約30分。字幕なし）を見る。';

describe('the answering sentence', () => {
  it('is the item with the number and unit that is asked for', () => {
    assert.equal(answer('防音室は何分まで？', BOOTH), '一回あたり90分まで');
    assert.equal(answer('防音室は何人入れる', BOOTH), '定員は3名');
  });

  it('is the item that allows or forbids, when one asks whether', () => {
    assert.equal(answer('防音室で飲食していいですか', BOOTH), '飲食は禁止');
  });

  it('is the date for when, the number for how many, the section for who', () => {
    assert.equal(answer('研修はいつですか', TRAINING), '研修は毎年4月10日に開く。');
    assert.equal(answer('研修の参加者は何人', TRAINING), '研修の参加者は48名であった。');
    assert.equal(answer('新人研修は誰がやるの', TRAINING), '新人研修は総務課が行う。');
  });

  it('does not end at a full stop in brackets', () => {
    assert.equal(answer('録画は何分', TRAINING), '遅れた者は、録画（約30分。字幕なし）を見る。');
  });

  it('prefers what is said under a heading to the heading', () => {
    assert.equal(
      answer('返却期限は', '【返却期限】\n貸した日から七日以内とする。'),
      '貸した日から七日以内とする。',
    );
  });

  it('knows under which heading an item stands, by how far it is set in', () => {
    const lines = [
      '水質検査',
      '- 検査の場所',
      ' ・中庭の池',
      '- 検査の日',
      ' ・2月3日、9月8日',
      '- 検査をする人',
      ' ・4名',
    ];
    assert.equal(answer('水質検査はいつ', lines.join('\n')), '2月3日、9月8日');
    assert.equal(answer('水質検査の場所', lines.join('\n')), '中庭の池');
  });

  it('does not take an item for a heading because the next one is a space off', () => {
    const lines = ['・巡回は二人一組（東棟・西棟）で行う', ' ・記録は日誌に書く'];
    assert.equal(answer('巡回は何人', lines.join('\n')), '巡回は二人一組（東棟・西棟）で行う');
  });

  it('is nothing where the passage has none of the words', () => {
    assert.equal(answer('食堂は何時から', BOOTH), undefined);
    assert.equal(answer('', BOOTH), undefined);
    assert.equal(answer('電話', ''), undefined);
  });

  it('lies within the text, without surrounding space, whatever is asked of whatever', () => {
    const piece = fc.constantFrom(
      '電話',
      '。',
      '\n',
      '（',
      '）',
      ' ',
      '・',
      '研修は',
      '3名',
      '【',
      '】',
      'いつ',
      '😀',
    );
    const text = fc.array(piece, {maxLength: 25}).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (question, body) => {
        const span = answeringSentence(question, body);
        if (span === undefined) return;
        assert.ok(span.start >= 0 && span.start < span.end && span.end <= body.length);
        const marked = body.slice(span.start, span.end);
        assert.equal(marked, marked.trim());
        assert.ok(!marked.includes('\n'));
      }),
      {numRuns: 300},
    );
  });
});

const LEAVE =
  '休暇簿は四月一日に配る。休暇は年に二十日とする。休暇の届は三日前までに出す。休暇の届は庶務係が受ける。' +
  '休暇の届は様式第三号に記入し、課長に提出する。休暇の届は休憩室の棚にある。病気のときの休暇は後から届けることを認める。' +
  '休暇は職員の健康を保つためにある。';

describe('what the question asks for', () => {
  for (const [asks, question, right] of [
    ['until when', '休暇の届はいつまで', '休暇の届は三日前までに出す。'],
    ['how many days', '休暇は何日', '休暇は年に二十日とする。'],
    ['which section', '休暇の届はどの部署が受けるの', '休暇の届は庶務係が受ける。'],
    ['who', '休暇の届は誰が見る', '休暇の届は庶務係が受ける。'],
    ['how', '休暇の届はどうすればいい', '休暇の届は様式第三号に記入し、課長に提出する。'],
    ['where', '休暇の届はどこにある', '休暇の届は休憩室の棚にある。'],
    ['whether', '休暇は後からでもいい？', '病気のときの休暇は後から届けることを認める。'],
    ['why', '休暇はなぜあるの', '休暇は職員の健康を保つためにある。'],
  ] as const) {
    it(`marks the sentence for ${asks}: 「${question}」`, () => assert.equal(answer(question, LEAVE), right));
  }

  it('tells the day from which something holds from the day until which it does', () => {
    const text = '利用の受付は四月五日から始める。利用の受付は六月三十日までとする。';
    assert.equal(answer('利用の受付はいつから', text), '利用の受付は四月五日から始める。');
    assert.equal(answer('利用の受付はいつまで', text), '利用の受付は六月三十日までとする。');
  });
});
