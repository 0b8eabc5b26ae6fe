import assert from 'node:assert/strict';
import {readOutline} from '../../../../../src/features/knowledge/import/outline/read-outline.ts';
import type {Section} from '../../../../../src/features/knowledge/import/section.ts';

/** Headings by depth, and the lines below them: 「第1条 [第1条 鍵は…] > 2 […]」. */
function drawn({label, body, children}: Section): string {
  const text = body.flatMap(({lines}) => lines.map((line) => line.shown)).join('|');
  const below = children.map(drawn).join(', ');
  return `${label}[${text}]${below === '' ? '' : ` > {${below}}`}`;
}
const outline = (text: string): string => drawn(readOutline(text));

describe('readOutline', () => {
  it('names an article and a paragraph by the caption above it', () => {
    assert.equal(
      outline('第1条 鍵は、返す。\n\n（貸出し）\n2 鍵は、貸す。\n\n（灯）\n第2条 灯は、消す。'),
      '[] > {第1条[第1条 鍵は、返す。] > {2 貸出し[2 鍵は、貸す。]}, 第2条 灯[第2条 灯は、消す。]}',
    );
  });

  it('keeps a caption as text where what follows is no paragraph', () => {
    assert.equal(
      outline('第1条 鍵は、返す。\n\n（夕方）\n5 人で閉める。\n\n第2条 灯は、消す。'),
      '[] > {第1条[第1条 鍵は、返す。|（夕方）|5 人で閉める。], 第2条[第2条 灯は、消す。]}',
    );
  });

  it('continues a style where it is open, and puts a new one below', () => {
    assert.equal(
      outline('倉庫の話。\n\n1 鍵\n\n■ 借りる\n\n書く。\n\n■ 返す\n\n戻す。\n\n2 灯\n\n消す。'),
      '[倉庫の話。] > {1 鍵[] > {■ 借りる[書く。], ■ 返す[戻す。]}, 2 灯[消す。]}',
    );
  });

  it('takes no number for a heading that goes on with no count', () => {
    assert.equal(outline('倉庫の話。\n\n1 鍵\n\n借りる。\n\n30 人'), '[倉庫の話。] > {1 鍵[借りる。|30 人]}');
  });

  it('takes a single second-rank Markdown sign for a bold line', () => {
    assert.equal(outline('前置き。\n\n## 鍵\n\n返す。'), '[前置き。] > {鍵[返す。]}');
    assert.equal(outline('# 倉庫\n\n## 鍵\n\n返す。'), '[倉庫] > {鍵[返す。]}');
  });

  it('puts chapters and articles below the regulation that they belong to', () => {
    assert.equal(
      outline('お知らせ。\n\n倉庫規程\n\n第1章 総則\n\n第1条 使う。\n\n附 則\n\n今日から使う。'),
      '[お知らせ。] > {倉庫規程[] > {第1章 総則[] > {第1条[第1条 使う。]}, 附則[今日から使う。]}}',
    );
  });

  it('leaves no heading without a mark empty', () => {
    // The short line would be the second of two headings, and the next number closes both.
    assert.equal(
      outline('倉庫の話。\n\n1 鍵\n\n借りる。\n\n2 灯\n\n庶務係の話\n\n3 窓\n\n閉める。'),
      '[倉庫の話。] > {1 鍵[借りる。], 2 灯[庶務係の話], 3 窓[閉める。]}',
    );
  });

  it('takes labels of a drawing for text', () => {
    assert.equal(
      outline('倉庫の話。\n\n■ 流れ\n\n庶務係\n鍵を\n\n会計係\n\n帳簿に書いてから、鍵を返す。'),
      '[倉庫の話。] > {■ 流れ[庶務係|鍵を|会計係|帳簿に書いてから、鍵を返す。]}',
    );
  });

  it('counts with a word below a heading that has no rank', () => {
    assert.equal(
      outline('倉庫の話。\n\n■ 流れ\n\n施策1 鍵\n\n返す。\n\n施策2 灯\n\n消す。'),
      '[倉庫の話。] > {■ 流れ[] > {施策1 鍵[返す。], 施策2 灯[消す。]}}',
    );
  });
});
