import assert from 'node:assert/strict';
import {readDocument} from '../../../../../src/features/knowledge/import/read-document.ts';
import {readWorkbook} from '../../../../../src/features/knowledge/import/formats/workbook/read-workbook.ts';
import {makeXlsx} from './making/make-xlsx.ts';

describe('readWorkbook', () => {
  it('makes a passage of each row, under its group and question', async () => {
    const shared =
      '<si><r><t>本館の</t></r><r><t>鍵は？</t></r><rPh sb="0" eb="2"><t>ホンカン</t></rPh></si>';
    const bytes = makeXlsx(
      {
        倉庫: [
          ['倉庫についてのよくある質問'],
          [],
          ['No.', '分　類', '質問', '回答', '所管課', '更新日'],
          ['1', '貸出し', {xml: '<c t="s"><v>0</v></c>'}, '庶務係で\n借りる。', '総務課', 46113],
          ['2', '', '返す場所は？', {xml: '<c t="str"><f>A1&amp;B1</f><v>返却箱です。</v></c>'}, '', ''],
          ['3', '', '書きかけ', '', '', ''],
        ],
        備品: [
          ['Ｑ', 'Ａ'],
          ['毛布は？', '別館です。'],
        ],
      },
      {strings: shared, merged: ['B4:B5']},
    );
    assert.deepEqual(await readWorkbook(bytes), {
      kind: 'rows',
      rows: [
        {
          row: 4,
          path: ['貸出し', '本館の鍵は？'],
          text: '本館の鍵は？\n庶務係で\n借りる。\n所管課: 総務課／更新日: 2026-04-01',
        },
        {row: 5, path: ['貸出し', '返す場所は？'], text: '返す場所は？\n返却箱です。'},
        {row: 2, path: ['毛布は？'], text: '毛布は？\n別館です。'},
      ],
    });
  });

  it('names the sheet and the row where no list is found', async () => {
    const bytes = makeXlsx({
      Q: [
        ['質問', '回答'],
        ['鍵は？', '箱です。'],
      ],
      予算: [[], ['費目', '金額']],
    });
    assert.deepEqual(await readWorkbook(bytes), {
      kind: 'refused',
      problem: {code: 'document/no-questions', line: 2, details: {sheet: '予算'}},
    });
  });

  it('becomes a document, and a personal number is refused with its row', async () => {
    const list = (answer: string): Buffer =>
      makeXlsx({
        一覧: [
          ['質問', '回答'],
          ['鍵は？', '箱です。'],
          ['番号は？', answer],
        ],
      });
    const read = await readDocument({fileName: 'よくある質問.xlsx', bytes: list('内線です。')});
    assert.ok(read.kind === 'document');
    assert.equal(read.about.title, 'よくある質問');
    assert.deepEqual(
      read.passages.map((one) => one.id),
      ['0001', '0002'],
    );
    // A made-up number whose check digit is right.
    assert.deepEqual(await readDocument({fileName: 'a.xlsx', bytes: list('1234 5678 9018')}), {
      kind: 'refused',
      problems: [{code: 'document/personal-number', line: 3, details: {kind: 'individual-number'}}],
    });
  });
});
