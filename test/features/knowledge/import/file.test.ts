import assert from 'node:assert/strict';
import {mkdtemp, rm, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {
  checkContent,
  checkName,
  decodeText,
  MAX_BYTES,
  readBytes,
} from '../../../../src/features/knowledge/import/file.ts';

const TEXT = '会議室の鍵は、総務係で借りてください。\n返却は当日中です。\n';

describe('decodeText', () => {
  it('reads a text and says how it was written', () => {
    assert.deepEqual(decodeText(Buffer.from(TEXT)), {text: TEXT, encoding: 'utf-8'});
  });

  it('names what a file with the wrong ending really is', () => {
    for (const [begin, found] of [
      ['%PDF-1.7\n…', 'PDF'],
      ['<!DOCTYPE html><p>鍵</p>', 'HTML'],
    ] as const) {
      assert.deepEqual(decodeText(Buffer.from(begin)), {
        code: 'document/mislabelled',
        details: {found},
      });
    }
    assert.deepEqual(decodeText(Buffer.from('{\\rtf1 …')), {
      code: 'document/wrong-type',
      details: {found: 'RTF', allowed: '.txt, .md, .html, .docx, .pdf, .xlsx'},
    });
    const word = Buffer.from('PK\u0003\u0004……word/document.xml', 'latin1');
    assert.deepEqual(decodeText(word), {
      code: 'document/mislabelled',
      details: {found: 'Word (.docx)'},
    });
  });

  it('refuses what is no text, what is empty and what is too large', () => {
    assert.deepEqual(decodeText(Uint8Array.of(0, 1, 2, 3, 0, 255, 254, 0, 9)), {
      code: 'document/unreadable',
      details: {reason: 'encoding'},
    });
    assert.deepEqual(decodeText(Buffer.from('鍵\u0001\u0002\u0003\u0004')), {
      code: 'document/unreadable',
      details: {reason: 'binary'},
    });
    assert.deepEqual(decodeText(new Uint8Array()), {code: 'document/empty', details: {}});
    assert.deepEqual(decodeText(Buffer.from(' \n　\t\n')), {code: 'document/empty', details: {}});
    assert.deepEqual(decodeText(Buffer.from(TEXT), 10), {
      code: 'document/too-large',
      details: {sizeMb: 0.1, limitMb: 0.1},
    });
  });

  it('never throws, and never answers with a mark or a NUL', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 300}), (bytes) => {
        const result = decodeText(bytes);
        if ('text' in result) assert.ok(!result.text.includes('\0') && !result.text.startsWith('\uFEFF'));
      }),
    );
  });
});

describe('checkName', () => {
  it('takes each format in any case', () => {
    assert.equal(checkName('規程.DOCX'), 'word');
    assert.equal(checkName('規程.htm'), 'html');
    assert.equal(checkName('/tmp/倉庫.TXT'), 'text');
    assert.equal(checkName('窓口.md'), 'markdown');
  });

  it('names the endings that are taken', () => {
    assert.deepEqual(checkName('予定.xls'), {
      code: 'document/old-office',
      details: {found: '.xls', better: '.xlsx'},
    });
    assert.deepEqual(checkName('a.txt/予定'), {
      code: 'document/wrong-type',
      details: {found: '-', allowed: '.txt, .md, .html, .docx, .pdf, .xlsx'},
    });
  });
});

describe('checkContent', () => {
  const code = (found: ReturnType<typeof checkContent>): unknown =>
    found === undefined ? undefined : [found.code, found.details['found']];
  // The beginning of a compound file, and the name of one of its streams.
  const compound = (stream: string): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from(stream, 'utf16le'),
    ]);

  it('says what a file is that has another name', () => {
    assert.deepEqual(code(checkContent('word', Buffer.from('%PDF-1.7\n'))), ['document/mislabelled', 'PDF']);
    const page = Buffer.from('<!doctype html><p>鍵</p>');
    assert.deepEqual(code(checkContent('pdf', page)), ['document/mislabelled', 'HTML']);
    assert.deepEqual(code(checkContent('workbook', Buffer.from('鍵は箱に返す。'))), [
      'document/mislabelled',
      '.txt',
    ]);
    const word = Buffer.from('PK\u0003\u0004……word/document.xml', 'latin1');
    assert.deepEqual(code(checkContent('workbook', word)), ['document/mislabelled', 'Word (.docx)']);
    assert.equal(checkContent('word', word), undefined);
    assert.equal(checkContent('html', page), undefined);
  });

  it('tells a password and the old formats apart', () => {
    assert.deepEqual(code(checkContent('word', compound('EncryptedPackage'))), [
      'document/encrypted',
      undefined,
    ]);
    assert.deepEqual(code(checkContent('word', compound('WordDocument'))), [
      'document/old-office',
      'Word 97 (.doc)',
    ]);
    assert.deepEqual(checkContent('pdf', Uint8Array.of(0, 1, 2, 255, 254, 0))?.code, 'document/damaged');
    assert.deepEqual(checkContent('pdf', new Uint8Array())?.code, 'document/empty');
  });
});

describe('readBytes', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'read-'))));
  after(() => rm(folder, {recursive: true}));

  it('reads a file', async () => {
    await writeFile(join(folder, 'a.txt'), TEXT);
    assert.deepEqual(await readBytes(join(folder, 'a.txt')), new Uint8Array(Buffer.from(TEXT)));
  });

  it('refuses a file of 200 MB before it reads it', async () => {
    await writeFile(join(folder, 'b.txt'), '');
    await truncate(join(folder, 'b.txt'), 10 * MAX_BYTES);
    assert.deepEqual(await readBytes(join(folder, 'b.txt')), {
      code: 'document/too-large',
      details: {sizeMb: 200, limitMb: 20},
    });
  });

  it('says why a file cannot be opened', async () => {
    assert.deepEqual(await readBytes(join(folder, 'none.txt')), {
      code: 'document/unreadable',
      details: {reason: 'ENOENT'},
    });
    assert.deepEqual(await readBytes(folder), {code: 'document/unreadable', details: {reason: 'not-a-file'}});
  });
});
