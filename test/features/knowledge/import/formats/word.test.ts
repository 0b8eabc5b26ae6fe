import assert from 'node:assert/strict';
import {readWord} from '../../../../../src/features/knowledge/import/formats/word/read-word.ts';
import {makeDocx, numbered, numbering, p, run, table} from './making/make-docx.ts';
import {makeZip} from './making/make-zip.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

async function textOf(body: string, parts: Readonly<Record<string, string>> = {}): Promise<string> {
  const read = await readWord(makeDocx(body, parts));
  assert.ok(read.kind === 'text', JSON.stringify(read));
  return read.text;
}

describe('readWord', () => {
  it('counts what Word counts by itself', async () => {
    const lists = numbering([
      [
        ['japaneseCounting', '第%1条'],
        ['decimalFullWidth', '%2'],
        ['japaneseCounting', '%3'],
        ['irohaFullWidth', '%4'],
      ],
    ]);
    const body = [
      p('鍵は、箱に返す。', numbered(1)),
      p('次の物は、貸さない。', numbered(1)),
      p('予備の鍵', numbered(1, 2)),
      p('次の帳簿', numbered(1, 2)),
      p('台帳', numbered(1, 3)),
      p('名簿', numbered(1, 3)),
      p('附則'),
      p('返した日を記す。', numbered(1)),
      p('印紙', numbered(1, 2)),
    ].join('');
    const lines = (await textOf(body, {'word/numbering.xml': lists}))
      .split('\n')
      .filter((line) => line !== '');
    assert.deepEqual(lines, [
      '第一条 鍵は、箱に返す。',
      '第二条 次の物は、貸さない。',
      '一 予備の鍵',
      '二 次の帳簿',
      'イ 台帳',
      'ロ 名簿',
      '附則',
      '第三条 返した日を記す。',
      '一 印紙',
    ]);
  });

  it('leaves out what no reader sees', async () => {
    const field =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>符号</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7頁</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
    const body = [
      p(run('見える。') + run('隠し文字', '<w:vanish/>') + run('白い文字', '<w:color w:val="FFFFFF"/>')),
      p(run('残る。') + '<w:del><w:r><w:delText>消した。</w:delText></w:r></w:del>'),
      p(
        '<w:r><w:ruby><w:rt><w:r><w:t>かぎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>鍵</w:t></w:r></w:rubyBase></w:ruby></w:r>',
      ),
      p(field),
      p('<w:ins><w:r><w:t>加えた。</w:t></w:r></w:ins>'),
    ].join('');
    assert.deepEqual((await textOf(body)).split('\n\n'), ['見える。', '残る。', '鍵', '7頁', '加えた。']);
  });

  it('keeps white letters on a dark cell', async () => {
    const cell = (text: string): string =>
      `<w:tc><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>${p(run(text, '<w:color w:val="FFFFFF"/>'))}</w:tc>`;
    const body = `<w:tbl><w:tr>${cell('物品')}${cell('場所')}</w:tr></w:tbl>`;
    assert.equal(await textOf(body), '物品\t場所');
  });

  it('reads rows, cells over several rows and tables within', async () => {
    const merged = `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${p('本館')}</w:tc><w:tc>${p('鍵')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>${p('')}</w:tc><w:tc>${table([['机', '椅子']])}</w:tc></w:tr></w:tbl>`;
    assert.equal(await textOf(merged), '本館\t鍵\n本館\t机／椅子');
    assert.equal(await textOf(table([['枠の中の文']])), '枠の中の文');
  });

  it('sets headings, footnotes and lists as the outline reads them', async () => {
    const styles = `<w:styles ${W}><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>`;
    const notes = `<w:footnotes ${W}><w:footnote w:id="3">${p('休日を除く。')}</w:footnote></w:footnotes>`;
    const body = [
      p('目次の行', '<w:pStyle w:val="T"/>'),
      p('貸出し', '<w:pStyle w:val="2"/>'),
      p('第4条 返却', '<w:pStyle w:val="2"/>'),
      p(run('翌日に返す。') + '<w:r><w:footnoteReference w:id="3"/></w:r>'),
      p('箱', numbered(1)),
    ].join('');
    const found = await textOf(body, {
      'word/styles.xml': styles,
      'word/footnotes.xml': notes,
      'word/numbering.xml': numbering([[['bullet', '\uf06c']]]),
    });
    assert.equal(found, '## 貸出し\n\n第4条 返却\n\n翌日に返す。\n\n※1 休日を除く。\n\n- 箱');
  });

  it('takes a title that somebody gave, not one that a program wrote', async () => {
    const titled = async (title: string): Promise<string | undefined> => {
      const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>${title}</dc:title></cp:coreProperties>`;
      const read = await readWord(makeDocx(p('鍵'), {'docProps/core.xml': core}));
      return read.kind === 'text' ? read.title : undefined;
    };
    assert.equal(await titled('倉庫管理規程'), '倉庫管理規程');
    for (const none of ['Microsoft Word - 文書1', '無題', '文書 1', 'kitei.docx', '', '20240401'])
      assert.equal(await titled(none), undefined, none);
  });

  it('refuses archives that unpack to too much before unpacking them, and stops where they lied', async () => {
    const large = makeZip({'word/document.xml': '<a/>'}, {'word/document.xml': 4_000_000_000});
    assert.deepEqual(await readWord(large), {
      kind: 'refused',
      problem: {code: 'document/unpacks-too-large', details: {limitMb: 300}},
    });
    const lying = makeZip({'word/document.xml': Buffer.alloc(50_000_000)}, {'word/document.xml': 1000});
    const before = process.memoryUsage().rss;
    const read = await readWord(lying);
    assert.ok(read.kind === 'refused' && read.problem.code === 'document/damaged');
    assert.ok(process.memoryUsage().rss - before < 30_000_000);
  });

  it('refuses what is cut off, is no XML, nests without end or names entities of its own', async () => {
    const code = async (bytes: Uint8Array): Promise<string> => {
      const read = await readWord(bytes);
      return read.kind === 'refused' ? read.problem.code : read.kind;
    };
    const whole = makeDocx(p('鍵は、箱に返す。').repeat(50));
    assert.equal(await code(whole.subarray(0, whole.length / 2)), 'document/damaged');
    assert.equal(await code(makeZip({'word/document.xml': '<w:document><w:body>'})), 'document/damaged');
    assert.equal(await code(makeDocx('<w:sdt>'.repeat(500) + '</w:sdt>'.repeat(500))), 'document/damaged');
    assert.equal(await code(makeZip({'other.xml': '<a/>'})), 'document/damaged');
    const entity = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document ${W}><w:body>${p('前&x;後').replace('&amp;', '&')}</w:body></w:document>`;
    const read = await readWord(makeZip({'word/document.xml': entity}));
    // An entity stays the name that it is: nothing outside is read.
    assert.ok(read.kind === 'refused' || read.kind !== 'text' || read.text === '前&x;後');
  });
});
