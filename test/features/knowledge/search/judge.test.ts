import assert from 'node:assert/strict';
import {buildIndex} from '../../../../src/features/knowledge/search/build-index.ts';
import {confidence, judge} from '../../../../src/features/knowledge/search/judge.ts';
import type {Query} from '../../../../src/features/knowledge/search/query.ts';
import type {Hit} from '../../../../src/features/knowledge/search/search-index.ts';
import {OFFICE} from './corpus.ts';

const index = buildIndex(OFFICE);
const ask = (question: string) => {
  const query = index.read(question);
  return judge(confidence(index.search(query), query));
};

describe('the judgement', () => {
  for (const question of [
    '会議室は何時間まで借りられますか',
    '研修の対象は誰？',
    'ロッカーの鍵をなくしたら',
  ]) {
    it(`answers 「${question}」`, () => assert.equal(ask(question), 'answer'));
  }

  for (const question of [
    '出産祝いの金額を教えてください',
    '駐車場の定期券はどこで買えますか',
    '給与明細の見方は',
    'どうすればいいですか',
    '😀',
    '',
  ]) {
    it(`does not answer 「${question}」`, () => assert.equal(ask(question), 'none'));
  }

  it('is unsure where half of what is asked about stands somewhere', () => {
    assert.equal(ask('会議室のプロジェクタ'), 'unsure');
  });

  const query: Query = {terms: [{term: '鍵', number: 0, idf: 1, topic: 1, alternatives: []}], bigrams: []};
  const hit = (score: number, coverage: number): Hit => ({
    id: 'a',
    score,
    words: score,
    nearness: {topic: 0, best: 0},
    coverage,
    parts: {titleTerms: 0, textTerms: 0, coverage: 0, titleBigrams: 0, textBigrams: 0},
    matched: [],
  });

  it('rises with the score and with the coverage', () => {
    assert.equal(confidence([hit(1, 1)], query), 1);
    assert.ok(confidence([hit(0.5, 0.5)], query) < confidence([hit(0.6, 0.5)], query));
    assert.ok(confidence([hit(0.5, 0.5)], query) < confidence([hit(0.5, 0.6)], query));
  });

  it('takes the coverage of the best among three', () => {
    const four = [hit(0.5, 0.1), hit(0.4, 0.1), hit(0.3, 0.7), hit(0.2, 1)];
    assert.ok(Math.abs(confidence(four, query) - 1.7 / 3) < 1e-9);
  });

  it('is nothing where the question has no topic, however well its words fit', () => {
    const asking: Query = {
      terms: [{term: '方法', number: 0, idf: 1, topic: 0, alternatives: []}],
      bigrams: [],
    };
    assert.equal(confidence([hit(0.9, 0)], asking), 0);
  });

  it('follows other limits where they were learned', () => {
    const limits = {answer: 0.6, unsure: 0.4};
    assert.deepEqual(
      [0.39, 0.4, 0.59, 0.6].map((sure) => judge(sure, limits)),
      ['none', 'unsure', 'unsure', 'answer'],
    );
  });

  it('is nothing where nothing was found', () => {
    assert.equal(confidence([], query), 0);
  });
});
