import assert from 'node:assert/strict';
import {readPdf} from '../../../../../src/features/knowledge/import/formats/pdf/read-pdf.ts';
import {makePdf, pdfOf, type Text} from './making/make-pdf.ts';

async function textOf(bytes: Uint8Array): Promise<string> {
  const read = await readPdf(bytes);
  assert.ok(read.kind === 'text', JSON.stringify(read));
  return read.text;
}

async function codeOf(bytes: Uint8Array): Promise<unknown> {
  const read = await readPdf(bytes);
  return read.kind === 'refused' ? [read.problem.code, read.problem.details] : read.kind;
}

const SENTENCE =
  '鍵を借りるときは、台帳に所属と氏名を記入し、使い終わったらその日のうちに庶務係の返却箱に戻さなければならない。';

describe('readPdf', () => {
  it('joins the lines of a paragraph, over the page too, and drops headers and page numbers', async () => {
    const text = Array.from({length: 30}, (_, i) => `${SENTENCE}${i}番の鍵も同じである。`).join('\n\n');
    assert.equal(await textOf(pdfOf(text, {header: '鍵の手引　令和6年度'})), text);
  });

  it('reads columns one after the other', async () => {
    const column = (from: number): string[] =>
      Array.from({length: 14}, (_, i) => `段の${from + i}行目であり幅いっぱいに並んでいる文字列${from + i}`);
    const [left, right] = [column(10), column(50)];
    const page = left.flatMap((text, i): Text[] => [
      {x: 50, y: 100 + i * 17, text},
      {x: 320, y: 100 + i * 17, text: right[i] ?? ''},
    ]);
    const found = (await textOf(makePdf([page]))).replace(/\s/g, '');
    assert.equal(found, [...left, ...right].join(''));
  });

  it('reads vertical writing from the right', async () => {
    const columns = ['第一条　鍵は、庶務係が預かるものとする。', '第二条　鍵を失った者は、直ちに届け出る。'];
    // As programs set it letter by letter.
    const letters = columns.flatMap((column, i) =>
      Array.from(column, (text, down): Text => ({x: 500 - i * 20, y: 100 + down * 11, text})),
    );
    assert.equal((await textOf(makePdf([letters]))).replace(/\n+/g, '\n'), columns.join('\n'));
    const byFont = columns.map((text, i): Text => ({x: 500 - i * 20, y: 100, text}));
    assert.equal(
      (await textOf(makePdf([byFont], {vertical: true}))).replace(/\n+/g, '\n'),
      columns.join('\n'),
    );
  });

  it('joins a table that goes over the page, its head said once', async () => {
    const rows = Array.from({length: 30}, (_, i) => `${i + 1}番倉庫\t庶務係が保管する備品\t毎月点検する`);
    const lines = (await textOf(pdfOf(['物品\t係\t点検', ...rows].join('\n')))).split('\n');
    assert.deepEqual(
      lines.filter((line) => line !== ''),
      ['物品\t係\t点検', ...rows],
    );
  });

  it('reads a table without rules by its columns', async () => {
    const rows = [
      ['物品', '場所'],
      ['毛布', '第一倉庫'],
      ['発電機', '第二倉庫'],
    ];
    const page = rows.flatMap((cells, i) =>
      cells.map((text, column): Text => ({x: 70 + column * 150, y: 100 + i * 18, text})),
    );
    assert.equal(await textOf(makePdf([page])), rows.map((cells) => cells.join('\t')).join('\n'));
  });

  it('refuses pictures of pages', async () => {
    assert.deepEqual(await codeOf(makePdf([[], [{x: 280, y: 800, text: '- 2 -'}], []])), [
      'document/scanned',
      {pages: 3, pictures: 3},
    ]);
  });

  it('refuses letters that a font does not name', async () => {
    const pages = [[{x: 70, y: 100, text: SENTENCE}]];
    assert.equal(await codeOf(makePdf(pages)), 'text');
    assert.deepEqual(await codeOf(makePdf(pages, {mute: true})), ['document/no-characters', {}]);
  });

  it('refuses a password, a file that is cut off, and more pages than are read', async () => {
    const whole = pdfOf(SENTENCE);
    assert.deepEqual(await codeOf(makePdf([[{x: 70, y: 100, text: SENTENCE}]], {encrypted: true})), [
      'document/encrypted',
      {},
    ]);
    assert.deepEqual(await codeOf(whole.subarray(0, whole.length - 600)), [
      'document/damaged',
      {kind: 'PDF'},
    ]);
    const many = Array.from({length: 1000}, (): Text[] => [{x: 70, y: 100, text: SENTENCE}]);
    assert.deepEqual(await codeOf(makePdf(many)), ['document/too-many-pages', {pages: 1000, limit: 500}]);
  });

  it('takes a title that somebody gave', async () => {
    const titled = async (title: string): Promise<string | undefined> => {
      const read = await readPdf(makePdf([[{x: 70, y: 100, text: SENTENCE}]], {title}));
      return read.kind === 'text' ? read.title : undefined;
    };
    assert.equal(await titled('鍵の手引'), '鍵の手引');
    assert.equal(await titled('Microsoft Word - 文書1'), undefined);
  });
});
