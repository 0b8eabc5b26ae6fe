import assert from 'node:assert/strict';
import {
  readStaffQuestions,
  scoreQuestions,
  type Outcome,
  type StaffQuestion,
} from '../../../../src/features/knowledge/measure/questions.ts';

const QUESTIONS: readonly StaffQuestion[] = [
  {id: 'd1', q: '図書室は何時から', source: 'library', must: ['九時']},
  {id: 'd2', q: '本は何冊まで', source: 'library', must: ['三冊', '週間']},
  {id: 'd3', q: '体育館の予約', source: 'gym', must: ['予約']},
  {id: 'd4', q: '体育館の靴', source: 'gym', must: ['靴']},
  {id: 'u1', q: '屋上の花火', unanswerable: true},
  {id: 'u2', q: '地下の金庫', unanswerable: true},
];
const lib = (text: string) => ({document: 'library-rules', text});
const gym = (text: string) => ({document: 'gym-rules', text});

const OUTCOMES: readonly Outcome[] = [
  {kind: 'answer', passages: [lib('九時に開く')]},
  {kind: 'unsure', passages: [gym('三冊を二週間'), lib('三冊まで'), lib('三冊を二週間')]},
  {kind: 'unsure', passages: [gym('x'), gym('x'), gym('x'), gym('予約')]},
  {kind: 'none', passages: []},
  {kind: 'none', passages: []},
  {kind: 'unsure', passages: [gym('x')]},
];

describe('scores of staff questions', () => {
  it('count right first, right among three, and both kinds of wrong refusals', () => {
    const scores = scoreQuestions(QUESTIONS, OUTCOMES);
    assert.deepEqual(scores, {
      questions: 6,
      rightFirst: 0.25,
      rightAmongThree: 0.5,
      refusedWrongly: 0.25,
      refusedUnanswerable: 0.5,
      counts: {
        answerable: 4,
        unanswerable: 2,
        rightFirst: 1,
        rightAmongThree: 2,
        refusedWrongly: 1,
        refusedUnanswerable: 1,
      },
      missed: {
        notFirst: ['d2', 'd3', 'd4'],
        notAmongThree: ['d3', 'd4'],
        refusedWrongly: ['d4'],
        answeredWrongly: ['u2'],
      },
    });
  });

  it('want an outcome for each question', () => {
    assert.throws(() => scoreQuestions(QUESTIONS, []), RangeError);
  });

  it('are all zero without questions', () => {
    assert.equal(scoreQuestions([], []).rightFirst, 0);
  });
});

describe('lines of staff questions', () => {
  it('are read', () => {
    const text = QUESTIONS.map((question) => JSON.stringify(question)).join('\n');
    assert.deepEqual(readStaffQuestions('q.jsonl', text), {kind: 'read', items: QUESTIONS});
  });

  it('are refused where the answer to look for is missing or no pattern', () => {
    const text = [
      '{"id": "1", "q": "x"}',
      '{"id": "2", "q": "x", "source": "a", "must": ["("]}',
      '{"id": "3", "q": "x", "unanswerable": true}',
    ].join('\n');
    assert.deepEqual(readStaffQuestions('q.jsonl', text), {
      kind: 'wrong',
      problems: [
        {file: 'q.jsonl', line: 1, reason: 'shape', field: 'source'},
        {file: 'q.jsonl', line: 2, reason: 'shape', field: 'must.0'},
      ],
    });
  });
});
