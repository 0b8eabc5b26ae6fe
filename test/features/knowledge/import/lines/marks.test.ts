import assert from 'node:assert/strict';
import {readMark} from '../../../../../src/features/knowledge/import/lines/marks.ts';

describe('readMark', () => {
  // text, style, mark, title, number
  for (const [text, ...expected] of [
    ['## 鍵', '#2', '##', '鍵', undefined],
    ['第 3 条の2 倉庫は、使う。', 'article', '第3条の2', '倉庫は、使う。', 3],
    ['第三条（目的）', 'article', '第三条', '（目的）', 3],
    ['第2章 倉庫', '章', '第2章', '倉庫', 2],
    ['附 則', 'supplement', '附則', '', undefined],
    ['別表第1（第4条関係）', 'attachment', '別表第1', '（第4条関係）', undefined],
    ['議題2 鍵', 'named', '議題2', '鍵', 2],
    ['【①入口】', 'bracket-number', '', '【①入口】', undefined],
    ['◯倉庫規程', '○', '◯', '倉庫規程', undefined],
    ['Ⅳ 鍵', 'roman', 'Ⅳ', '鍵', 4],
    ['1-2 点検', 'digit-2', '1-2', '点検', 2],
    ['２．鍵', 'digit.', '２', '鍵', 2],
    ['（３）鍵', '(1)', '（３）', '鍵', 3],
    ['③ 鍵', '①', '③', '鍵', 3],
    ['ウ 鍵', 'ア', 'ウ', '鍵', 3],
    ['十二 鍵', '一', '十二', '鍵', 12],
  ] as const) {
    it(`reads ${text}`, () => {
      const mark = readMark(text);
      assert.deepEqual([mark?.style, mark?.mark, mark?.title, mark?.number], expected);
    });
  }

  for (const text of [
    '第3条の規定により',
    '別紙のとおり',
    '1.5倍',
    '30人',
    '○○係',
    '○：あり',
    'IIII 鍵',
    '鍵 一つ',
  ])
    it(`sees none in ${text}`, () => assert.equal(readMark(text), undefined));
});
