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
