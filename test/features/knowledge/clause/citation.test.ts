import assert from 'node:assert/strict';
import {citationOf} from '../../../../src/features/knowledge/clause/citation.ts';

const cite = (path: readonly string[], text = '', marked = ''): string | undefined =>
  citationOf(path, text, marked === '' ? undefined : text.indexOf(marked))?.clause;

describe('citationOf', () => {
  for (const [path, clause] of [
    [['第六条 情報セキュリティ対策', '三 紙文書の管理', 'イ'], '第六条第三号イ'],
    [['第12条 持込みの禁止', '2'], '第12条第2項'],
    [['第十条 手順', '2'], '第十条第二項'],
    [['第2条 定義', '(5) 端末装置'], '第2条第5号'],
    [['第十二条の二 特例', '2', '一', 'ロ'], '第十二条の二第二項第一号ロ'],
    [['第1章 総則', '第 3 条'], '第3条'],
  ] as const) {
    it(`writes ${path.join(' › ')} as ${clause}`, () => {
      assert.equal(cite(path), clause);
    });
  }

  it('says what stands above the article, and what the article is about', () => {
    assert.deepEqual(citationOf(['倉庫規程', '第2章 鍵', '第3条 返却'], ''), {
      above: ['倉庫規程', '第2章 鍵'],
      clause: '第3条',
      caption: '返却',
    });
  });

  it('goes down to the paragraph, item and sub-item in which the mark stands', () => {
    const text =
      '第三条 端末は、次のとおり保管する。\n一 棚に入れる。\n二 鍵は、次の者が持つ。\nイ 課長\nロ 係長\n2 許可は七日とする。';
    const path = ['第三条 保管'];
    assert.equal(cite(path, text, '次のとおり'), '第三条第一項');
    assert.equal(cite(path, text, '棚に'), '第三条第一項第一号');
    assert.equal(cite(path, text, '係長'), '第三条第一項第二号ロ');
    assert.equal(cite(path, text, '許可は'), '第三条第二項');
  });

  it('cites an article of one paragraph without a paragraph', () => {
    assert.equal(cite(['第3条'], '第3条 次のとおりとする。\n(1) 朝\n(2) 夕', '夕'), '第3条第2号');
  });

  it('says that an article is one of a supplementary provision', () => {
    assert.deepEqual(citationOf(['倉庫規程', '附 則', '第2条 経過措置'], ''), {
      above: ['倉庫規程'],
      clause: '附則第2条',
      caption: '経過措置',
    });
  });

  it('cites nothing where there is no article', () => {
    assert.equal(cite(['2 現在の状況', '(1) 鍵']), undefined);
    assert.equal(cite([]), undefined);
    assert.equal(cite(['第3条例について']), undefined);
  });
});
