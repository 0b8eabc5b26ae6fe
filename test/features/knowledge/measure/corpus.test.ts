import assert from 'node:assert/strict';
import {
  evaluateCorpus,
  percentile,
  rank,
  readEvalDocuments,
  readEvalQueries,
} from '../../../../src/features/knowledge/measure/corpus.ts';
import {ownThesaurus} from '../../../../src/features/knowledge/search/synonyms/own-list.ts';

const DOCUMENTS = [
  {id: 'a', title: '図書室の開館時間', text: '図書室は九時に開く。'},
  {id: 'b', title: '図書の貸出し', text: '一人三冊まで、二週間借りられる。'},
  {id: 'c', title: '体育館の予約', text: '体育館は前の月から予約できる。'},
];

const ticking = () => {
  let time = 0;
  return {monotonic: () => (time += 2)};
};

describe('measuring a corpus', () => {
  it('counts what is found, at which rank', async () => {
    const queries = [
      {id: '1', text: '体育館の予約', relevant: ['c']},
      {id: '2', text: '図書室はいつ開く', relevant: ['a', 'missing']},
      {id: '3', text: 'プール', relevant: ['c']},
    ];
    const found = await evaluateCorpus(DOCUMENTS, queries, {clock: ticking()});
    assert.equal(found.queries, 3);
    assert.equal(found.pAt1, 0.6667);
    assert.equal(found.recallAt5, 0.5);
    assert.equal(found.recallAt10, 0.5);
    assert.equal(found.mrrAt10, 0.6667);
    assert.equal(found.ndcgAt10, Number(((1 + 1 / (1 + 1 / Math.log2(3))) / 3).toFixed(4)));
  });

  it('counts a document of grade 2 among the first five, of the queries that have one, and by folds', async () => {
    const query = (id: string, text: string, grades: Record<string, number>) => ({
      id,
      text,
      relevant: Object.keys(grades),
      grades,
    });
    const queries = [
      query('1', '体育館の予約', {c: 2}),
      query('2', '図書室はいつ開く', {a: 1}),
      query('3', 'プール', {c: 2}),
    ];
    const found = await evaluateCorpus(DOCUMENTS, queries, {clock: ticking()});
    assert.deepEqual([found.gradeTwoAt5, found.gradeTwoQueries], [0.5, 2]);
    assert.deepEqual(found.folds, {ndcgAt10: [1, 1, 0, 0, 0], gradeTwoAt5: [1, 0, 0, 0, 0]});
  });

  it('searches with synonyms where it is given some', async () => {
    const queries = [{id: '1', text: 'ジム', relevant: ['c']}];
    const thesaurus = () => ownThesaurus([{word: 'ジム', official: ['体育館']}]);
    assert.equal((await evaluateCorpus(DOCUMENTS, queries, {clock: ticking()})).pAt1, 0);
    assert.equal((await evaluateCorpus(DOCUMENTS, queries, {clock: ticking(), thesaurus})).pAt1, 1);
  });

  it('takes its times from the clock', async () => {
    const queries = [{id: '1', text: '図書室', relevant: ['a']}];
    const {buildMs, indexMs, p50Ms, p95Ms, rssMb} = await evaluateCorpus(DOCUMENTS, queries, {
      clock: ticking(),
    });
    assert.deepEqual([buildMs, indexMs, p50Ms, p95Ms], [4, 2, 2, 2]);
    assert.ok(rssMb > 10);
  });

  it('tells of every step', async () => {
    let steps = 0;
    const queries = [{id: '1', text: '図書室', relevant: ['a']}];
    await evaluateCorpus(DOCUMENTS, queries, {clock: ticking(), progress: () => steps++});
    assert.equal(steps, 4);
  });

  it('ends when its signal says so', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(evaluateCorpus(DOCUMENTS, [], {clock: ticking(), signal}), /enough/);
  });

  it('is all zero without queries', async () => {
    const {ndcgAt10, p95Ms} = await evaluateCorpus(DOCUMENTS, [], {clock: ticking()});
    assert.deepEqual([ndcgAt10, p95Ms], [0, 0]);
  });
});

describe('the measures of one query', () => {
  const graded = {id: 'q', text: '', relevant: ['a', 'b'], grades: {a: 2, b: 1}};

  it('gain linearly by grade', () => {
    assert.equal(rank(graded, ['a', 'b']).ndcg, 1);
    const swapped = (1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3));
    assert.ok(Math.abs(rank(graded, ['b', 'a']).ndcg - swapped) < 1e-12);
  });

  it('count any relevant document for the first rank and the reciprocal one', () => {
    assert.deepEqual(
      [rank(graded, ['b']).first, rank(graded, ['x', 'b']).first, rank(graded, ['x', 'b']).reciprocal],
      [1, 0, 0.5],
    );
  });

  it('tell the first five from the first ten', () => {
    const {recall5, recall10} = rank(graded, ['1', '2', '3', '4', 'a', 'b']);
    assert.deepEqual([recall5, recall10], [0.5, 1]);
  });

  it('take percentiles of sorted times', () => {
    const times = Array.from({length: 100}, (_, i) => i + 1);
    assert.deepEqual([percentile(times, 0.5), percentile(times, 0.95), percentile([], 0.5)], [50, 95, 0]);
  });
});

describe('lines of an evaluation corpus', () => {
  const line = (value: unknown) => JSON.stringify(value);

  it('are read, empty ones and a byte order mark skipped', () => {
    const text = `\uFEFF${line({id: '1', title: 't', text: 'x'})}\n\n${line({id: '2', title: '', text: ''})}\r\n`;
    const read = readEvalDocuments('docs.jsonl', text);
    assert.deepEqual(read, {
      kind: 'read',
      items: [
        {id: '1', title: 't', text: 'x'},
        {id: '2', title: '', text: ''},
      ],
    });
  });

  it('are refused with file, line and field', () => {
    const text = [
      line({id: '1', text: 'x', relevant: ['a']}),
      '{"id": ',
      line({id: '2', text: 'x', relevant: [1]}),
      line({id: '1', text: 'x', relevant: ['a']}),
      line({id: '3', text: 'x', relevant: []}),
      line({id: '4', text: 'x', relevant: ['a'], grades: {a: -1}}),
    ].join('\n');
    assert.deepEqual(readEvalQueries('queries.jsonl', text), {
      kind: 'wrong',
      problems: [
        {file: 'queries.jsonl', line: 2, reason: 'json', field: ''},
        {file: 'queries.jsonl', line: 3, reason: 'shape', field: 'relevant.0'},
        {file: 'queries.jsonl', line: 4, reason: 'duplicate', field: 'id'},
        {file: 'queries.jsonl', line: 5, reason: 'shape', field: 'relevant'},
        {file: 'queries.jsonl', line: 6, reason: 'shape', field: 'grades.a'},
      ],
    });
  });
});
