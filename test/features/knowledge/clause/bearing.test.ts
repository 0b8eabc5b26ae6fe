import assert from 'node:assert/strict';
import {bearingOf, isOwn, weightOf} from '../../../../src/features/knowledge/clause/bearing.ts';
import {EVERYONE} from '../../../../src/features/knowledge/audience.ts';
import type {DocumentInfo, Passage} from '../../../../src/features/knowledge/document.ts';

const document: DocumentInfo = {id: 'x', title: 'x', source: 'x', audience: EVERYONE, kind: 'report'};
const passage: Passage = {id: '0001', path: [], text: ''};

describe('bearingOf', () => {
  it('takes a document for one’s own unless another issued it', () => {
    const own = (issuer?: string) =>
      bearingOf({...document, ...(issuer === undefined ? {} : {issuer})}, passage, 'みなと市').own;
    assert.equal(own(), true);
    assert.equal(own('みなと市'), true);
    assert.equal(own('みなと市管財課'), true);
    assert.equal(own('しおさい市'), false);
  });

  for (const [issuer, organisation, own] of [
    ['みなと市立病院組合', 'みなと市', false],
    ['みなと市・しおさい市広域組合', 'みなと市', false],
    ['みなと市教育委員会', 'みなと市', true],
    ['みなと市汐見区', 'みなと市', true],
    ['みなと市（見本）', 'みなと市', true],
    ['総務課', 'みなと市', true],
    ['市長', 'みなと市', true],
    ['しおさい市総務課', 'みなと市', false],
    ['仮名区', '東京都仮名区', true],
    ['東京都仮名区総務部', '仮名区', true],
    ['総務省', 'みなと市', false],
  ] as const) {
    it(`takes ${issuer} for ${own ? '' : 'not '}an office of ${organisation}`, () => {
      assert.equal(isOwn(issuer, organisation), own);
    });
  }

  it('takes a quoted article for a rule, and a change for none that holds', () => {
    assert.equal(bearingOf(document, {...passage, standing: 'quoted-rule'}, 'x').kind, 'rule');
    assert.equal(bearingOf(document, {...passage, standing: 'amendment'}, 'x').amendment, true);
  });
});

describe('weightOf', () => {
  it('puts rules before reports, one’s own before others’, what holds before changes', () => {
    const rule = {own: true, kind: 'rule', amendment: false} as const;
    assert.equal(weightOf(rule), 1);
    for (const less of [{own: false}, {kind: 'report'}, {kind: 'minutes'}, {amendment: true}] as const) {
      assert.ok(weightOf({...rule, ...less}) < 1, JSON.stringify(less));
    }
  });
});
