import assert from 'node:assert/strict';
import {buildIndex} from '../../../../../src/features/knowledge/search/build-index.ts';
import {passage} from '../corpus.ts';

// Eighty papers on four topics; each says some of its topic's words.
const TOPICS = [
  ['庭園', '樹木', '剪定', '落葉', '花壇', '芝生'],
  ['楽器', '演奏', '楽譜', '合唱', '舞台', '指揮'],
  ['水道', '配管', '蛇口', '漏水', '給水', '排水'],
  ['書架', '図書', '貸出', '返却', '司書', '目録'],
];
const PAPERS = Array.from({length: 80}, (_, n) => {
  const words = TOPICS[n % 4] ?? [];
  const said = [0, 1, 2].map((i) => words[(Math.floor(n / 4) + i * (1 + (n % 2))) % words.length] ?? '');
  return passage(`p${String(n).padStart(2, '0')}`, `第${n}号`, `${said.join('と')}のこと。`);
});
const index = buildIndex(PAPERS);

describe('nearness', () => {
  it('lies between 0 and 1, and is part of the score', () => {
    for (const {score, words, nearness} of index.search('庭園の剪定', {limit: 20})) {
      for (const value of [score, nearness.topic, nearness.best])
        assert.ok(value >= 0 && value <= 1, String(value));
      assert.ok(score >= words / 1.25);
    }
  });

  it('is greater for papers of the same topic than for those of another that share a number', () => {
    const hits = index.search('庭園の樹木 第1号', {limit: 80});
    const near = (topic: number) => {
      const of = hits.filter(({id}) => Number(id.slice(1)) % 4 === topic);
      return of.reduce((sum, {nearness}) => sum + nearness.topic, 0) / of.length;
    };
    assert.ok(near(0) > 1.5 * near(1), `${near(0)} ${near(1)}`);
  });

  it('is the same for the same papers', () => {
    assert.deepEqual(buildIndex(PAPERS).search('水道の漏水'), index.search('水道の漏水'));
  });

  it('needs no more than a few papers, and none at all', () => {
    const few = buildIndex(PAPERS.slice(0, 3)).search('庭園');
    assert.equal(few[0]?.nearness.topic, 0);
    assert.deepEqual(buildIndex([]).search('庭園'), []);
  });

  it('is not disturbed by papers that are alike', () => {
    const same = Array.from({length: 100}, (_, n) =>
      passage(String(n).padStart(3, '0'), '避難', '火災のときは階段を使う。'),
    );
    const hits = buildIndex(same).search('避難の階段', {limit: 100});
    assert.equal(hits.length, 100);
    assert.ok(
      hits.every(({score}) => Number.isFinite(score) && Math.abs(score - (hits[0]?.score ?? 0)) < 1e-6),
    );
  });
});

describe('the explanation of a score', () => {
  it('adds up to the score, and names the words', () => {
    for (const question of ['庭園の剪定', '楽器をどこで演奏できますか']) {
      const query = index.read(question);
      for (const hit of index.search(query, {limit: 20})) {
        const explained = index.explain(query, hit.id);
        assert.ok(explained);
        assert.ok(Math.abs(explained.score - hit.score) < 1e-6, `${explained.score} ${hit.score}`);
        assert.ok(Math.abs(explained.coverage - hit.coverage) < 1e-9);
        const sum = (part: 'title' | 'text' | 'coverage') =>
          explained.terms.reduce((all, term) => all + term[part], 0);
        assert.ok(Math.abs(sum('text') - explained.shares.textTerms) < 1e-6);
        assert.ok(Math.abs(sum('coverage') - explained.shares.coverage) < 1e-6);
      }
    }
  });

  it('is none for a passage that is not there', () => {
    assert.equal(index.explain(index.read('庭園'), 'nothing'), undefined);
  });
});
