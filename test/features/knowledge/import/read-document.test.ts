import assert from 'node:assert/strict';
import {readDocument} from '../../../../src/features/knowledge/import/read-document.ts';

const read = (fileName: string, text: string): ReturnType<typeof readDocument> =>
  readDocument({fileName, bytes: Buffer.from(text)});

describe('readDocument', () => {
  it('reads Markdown with its head', async () => {
    const text =
      '---\ntitle: 倉庫の手引\nsource: 庁内掲示板\neffective: 令和8年4月1日\nsection: 庶務係\n---\n# 借りる\n\n名前を**必ず**書く。\n';
    assert.deepEqual(await read('souko.md', text), {
      kind: 'document',
      about: {
        title: '倉庫の手引',
        source: '庁内掲示板',
        kind: 'procedure',
        effectiveFrom: '2026-04-01',
        section: '庶務係',
      },
      passages: [{id: '0001', path: [], text: '借りる\n名前を必ず書く。'}],
      notes: ['bold-in-text'],
    });
  });

  it('takes title and day from the text where no head names them', async () => {
    const found = await read(
      'x.txt',
      '倉庫の要領\n\n第1条 鍵は、箱に返す。\n\n附 則\n\nこの要領は、令和七年四月一日から施行する。',
    );
    assert.ok(found.kind === 'document');
    assert.equal(found.about.title, '倉庫の要領');
    assert.equal(found.about.effectiveFrom, '2025-04-01');
    assert.deepEqual(
      found.passages.map((one) => one.path),
      [[], ['第1条'], ['附則']],
    );
  });

  it('takes no day of effect from the text of an amendment that it holds', async () => {
    const found = await read(
      'x.txt',
      '倉庫委員会\n\n令和8年10月1日\n\n■経緯\n\n要望があった。\n\n■倉庫規程改正案\n\nこの規程は、令和9年4月1日から施行する。\n',
    );
    assert.ok(found.kind === 'document');
    assert.equal(found.about.effectiveFrom, undefined);
    assert.equal(found.about.dated, '2026-10-01');
    assert.deepEqual(
      found.passages.map(({standing}) => standing),
      [undefined, undefined, 'amendment'],
    );
  });

  it('refuses with the place of a personal number, and without its value', async () => {
    // A made-up number whose check digit is right.
    const found = await read('x.txt', '名簿\r\n\r\n山野 1234 5678 9018\r\n');
    assert.deepEqual(found, {
      kind: 'refused',
      problems: [{code: 'document/personal-number', line: 3, details: {kind: 'individual-number'}}],
    });
    assert.ok(!JSON.stringify(found).includes('5678'));
  });

  it('refuses more passages than a document may have', async () => {
    const found = await read('x.txt', '第1条 あ。\n'.repeat(6_000));
    assert.ok(found.kind === 'refused');
    assert.deepEqual(found.problems, [
      {code: 'document/too-many-passages', details: {passages: 6_000, most: 5_000}},
    ]);
  });

  it('refuses by name, content, head and emptiness', async () => {
    const codes = async (fileName: string, text: string): Promise<string[]> => {
      const found = await read(fileName, text);
      return found.kind === 'refused' ? found.problems.map((one) => one.code) : [];
    };
    assert.deepEqual(await codes('x.csv', '鍵'), ['document/wrong-type']);
    assert.deepEqual(await codes('x.pdf', '鍵'), ['document/mislabelled']);
    assert.deepEqual(await codes('x.txt', '%PDF-1.7'), ['document/mislabelled']);
    assert.deepEqual(await codes('x.txt', ' \n'), ['document/empty']);
    assert.deepEqual(await codes('x.md', '---\ntitle: 鍵\n---\n \n'), ['document/empty']);
    assert.deepEqual(await codes('x.md', '---\na: 1\nb: 2\n---\n鍵'), [
      'document/front-matter',
      'document/front-matter',
    ]);
  });
});
