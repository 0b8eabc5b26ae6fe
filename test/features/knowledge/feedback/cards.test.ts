import assert from 'node:assert/strict';
import type {Candidate} from '../../../../src/features/knowledge/answer.ts';
import {EVERYONE} from '../../../../src/features/knowledge/audience.ts';
import {outcomeReply, passageReply, refOf} from '../../../../src/features/knowledge/cards.ts';
import {withFeedback, withMore} from '../../../../src/features/knowledge/feedback/cards.ts';
import {MAX_KEPT_QUESTION, type Feedback} from '../../../../src/features/knowledge/feedback/feedback.ts';
import type {StoredDocument} from '../../../../src/features/knowledge/library/store.ts';
import {sayButton} from '../../../../src/platform/cards/card.ts';
import {cardProblems} from '../../../../src/platform/cards/check.ts';
import type {Reply} from '../../../../src/platform/feature.ts';
import {buttonsOf} from '../../../support/bot.ts';

const document = (number: number): StoredDocument => ({
  key: `document-${number}`,
  id: `document-${number}`,
  title: '題'.repeat(80),
  source: 'https://intra.example/rules',
  generation: 'g',
  passages: 3,
  imported: '2026-11-24T01:00:00Z',
  hash: 'h',
  analysis: 1,
  issuer: 'しおさい市',
  kind: 'report',
  audience: EVERYONE,
  effectiveFrom: '2027-04-01',
});

const candidate = (number: number): Candidate => ({
  document: document(number),
  passage: {id: '0001', path: ['第一条'], text: '文'.repeat(900), titleTerms: [], textTerms: []},
  score: 0.5,
  mark: {start: 0, end: 20},
  bearing: {own: false, kind: 'report', amendment: true},
  coming: document(9),
});
const candidates = [candidate(1), candidate(2), candidate(3)] as const;
const contact = {section: {ja: '見本課', en: 'Sample'}, extension: '7001'};
const clashes = [
  {between: [0, 1], on: 'permission'},
  {between: [0, 2], on: 'number'},
] as const;
const refs = candidates.map(refOf);
const fb: Feedback = {
  op: '00000000-0000-4000-8000-000000000000',
  day: '2026-11-24',
  came: 'answer',
  q: '問'.repeat(MAX_KEPT_QUESTION),
  by: '0'.repeat(32),
  sig: '0'.repeat(32),
};

describe('cards with feedback', () => {
  for (const language of ['ja', 'en'] as const) {
    const shown = {
      answer: passageReply({candidates, clashes, sure: true}, 0, language),
      unsure: outcomeReply({kind: 'unsure', candidates, clashes, contact}, language),
      none: outcomeReply({kind: 'none', contact}, language),
    };
    for (const came of ['answer', 'unsure', 'none'] as const) {
      for (const said of [{}, {voted: 'useful'}, {voted: 'wrong'}, {voted: 'wrong', kept: true}] as const) {
        it(`of an ${came} (${language}) are shown by Teams, ${JSON.stringify(said)}`, () => {
          const before: Reply = shown[came];
          assert.ok(before.kind === 'card');
          // As a follow-up's card, which has a button more.
          const longer = {...before, card: withMore(before.card, [], [sayButton('a', 'a')])};
          const drawn = {refs, open: came === 'answer' ? 0 : -1, sure: true};
          const reply = withFeedback(longer, drawn, {...fb, came, ...said}, language);
          assert.ok(reply.kind === 'card');
          assert.deepEqual(cardProblems(reply.card), []);
          const verbs = [...buttonsOf(reply.card).values()].map(({verb}) => verb);
          const votes = came === 'none' ? 0 : 'voted' in said ? 1 : 2;
          assert.equal(verbs.filter((verb) => verb === 'knowledge.vote').length, votes);
        });
      }
    }
  }

  it('leave a sentence as it is', () => {
    const reply: Reply = {kind: 'text', text: 'x'};
    assert.equal(withFeedback(reply, {refs: [], open: -1, sure: false}, fb, 'ja'), reply);
  });
});
