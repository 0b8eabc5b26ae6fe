import assert from 'node:assert/strict';
import iconv from 'iconv-lite';
import {readTable} from '../../../src/platform/tabular/read-table.ts';
import {writeCsv} from '../../../src/platform/tabular/write-csv.ts';
import {makeXlsx} from '../../features/knowledge/import/formats/making/make-xlsx.ts';

const columns = [
  {key: 'number', names: ['職員番号', 'number'], required: true},
  {key: 'name', names: ['氏名'], required: true},
];
const read = (bytes: Uint8Array) => readTable(bytes, 'list.csv', {columns});
const utf8 = (text: string) => new TextEncoder().encode(text);
const LIST = '令和8年度 職員一覧,\n,\n職員番号,氏 名\n007,髙橋①\n008,"山﨑, 空"\n';

describe('a table from a file', () => {
  for (const [name, bytes] of [
    ['UTF-8', utf8(LIST)],
    ['UTF-8 with its mark', utf8(`\ufeff${LIST}`)],
    ['UTF-16 with its mark', Uint8Array.from(iconv.encode(LIST, 'utf-16le', {addBOM: true}))],
    ['CP932', Uint8Array.from(iconv.encode(LIST, 'shift_jis'))],
    ['tabs', utf8('職員番号\t氏名\n007\t髙橋①\n008\t山﨑, 空\n')],
  ] as const)
    it(`reads ${name}, below its titles`, async () => {
      const table = await read(bytes);
      assert.deepEqual(table.problems, []);
      assert.deepEqual(
        table.rows.map(({cells}) => cells),
        [
          ['007', '髙橋①'],
          ['008', '山﨑, 空'],
        ],
      );
      assert.equal(table.rows[0]?.line, name === 'tabs' ? 2 : 4);
      assert.equal(table.columns.get('name'), 1);
    });

  for (const [what, bytes, line, pattern] of [
    ['an empty file', new Uint8Array(), 1, /empty/],
    ['a renamed program', Uint8Array.of(0x4d, 0x5a, 0x90, 0), 1, /no table/],
    ['a locked workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 1, /password/],
    ['a broken workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 5), 1, /damaged/],
    ['an unknown encoding', Uint8Array.of(0x81, 0xff, 0xff, 0x0a), 1, /encoding/],
    ['a missing column', utf8('職員番号,部署\n1,a\n'), 1, /no column "氏名"/],
    ['a column twice', utf8('職員番号,氏名,氏名\n1,a,b\n'), 1, /Two columns/],
    ['a formula', utf8('職員番号,氏名\n1,=A1\n'), 2, /formula/],
    ['a quote that is not closed', utf8('職員番号,氏名\n1,"a\n'), 2, /quotation/],
    ['300 columns', utf8(`職員番号,氏名${',x'.repeat(298)}\n1,a\n`), 1, /columns/],
    ['a private character', utf8('職員番号,氏名\n1,\ue000田\n'), 2, /character/],
    ['headings alone', utf8('職員番号,氏名\n'), 1, /No row/],
    ['an individual number', utf8('職員番号,氏名,備考\n1,a,123456789018\n'), 2, /individual number/],
  ] as const)
    it(`names ${what} with its place`, async () => {
      const [problem] = (await read(bytes)).problems;
      assert.match(problem?.text.en ?? '', pattern);
      assert.equal(problem?.line, line);
      assert.doesNotMatch(JSON.stringify(problem), /123456789018/);
    });

  it('reads a workbook, and what Excel keeps as text stays text', async () => {
    const table = await read(
      makeXlsx({A: [['一覧'], ['職員番号', '氏名'], ['0012', '例 一']]}, {merged: ['A1:B1']}),
    );
    assert.deepEqual(table.problems, []);
    assert.deepEqual(table.rows, [{line: 3, cells: ['0012', '例 一']}]);
  });

  it('names cells that are merged below the headings, and formulas by their column', async () => {
    const cells = [
      ['職員番号', '氏名'],
      ['1', {xml: '<c><f>A1</f><v>3</v></c>'}],
      ['2', 'b'],
    ];
    const {problems} = await read(makeXlsx({A: cells}, {merged: ['A2:A3']}));
    assert.deepEqual(
      problems.map(({line, column}) => [line, column]),
      [
        [3, undefined],
        [2, 'B'],
      ],
    );
  });

  it('keeps ="0012" as the number that it shows', async () => {
    const table = await read(utf8('職員番号,氏名\n"=""0012""",a\n'));
    assert.equal(table.rows[0]?.cells[0], '0012');
  });
});

describe('a table as CSV', () => {
  it('makes no formula of a cell, in either width', () => {
    const result = writeCsv([['=1+1', '＝1', '-2', '@a', ' =1', '－', 5, 'a"b', '1-2']], 'utf-8-plain');
    assert.ok(result.kind === 'written');
    assert.equal(
      new TextDecoder().decode(result.bytes),
      `"'=1+1","'＝1","'-2","'@a","' =1","－",5,"a""b","1-2"\r\n`,
    );
  });

  it('writes 髙 and ① in CP932, and names a character that it has not', async () => {
    const result = writeCsv(
      [
        ['職員番号', '氏名'],
        ['1', '髙①﨑'],
      ],
      'shift_jis',
    );
    assert.ok(result.kind === 'written');
    assert.equal((await read(result.bytes)).rows[0]?.cells[1], '髙①﨑');
    assert.deepEqual(writeCsv([['x'], ['あ𠮷']], 'shift_jis'), {
      kind: 'unmappable',
      line: 2,
      column: 1,
      character: '𠮷',
    });
  });
});
