import assert from 'node:assert/strict';
import {articleOf, isInArticle} from '../../../../src/features/knowledge/clause/article.ts';

describe('articleOf', () => {
  for (const [text, article] of [
    ['第六条には何がある？', '6'],
    ['規程の第６条', '6'],
    ['第 12 条の2について', '12-2'],
    ['第十二条の二', '12-2'],
    ['第百条', '100'],
    ['六条の話', undefined],
    ['第六章', undefined],
  ] as const) {
    it(`reads ${String(article)} in 「${text}」`, () => {
      assert.equal(articleOf(text), article);
    });
  }
});

describe('isInArticle', () => {
  it('looks at the number that a heading begins with', () => {
    assert.equal(isInArticle(['第2章 点検', '第六条 定期の点検', '一'], '6'), true);
    assert.equal(isInArticle(['第七条 第六条の例外'], '6'), false);
    assert.equal(isInArticle(['議題 第六条の改正'], '6'), false);
  });
});
