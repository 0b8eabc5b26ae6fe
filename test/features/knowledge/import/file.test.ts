import assert from 'node:assert/strict';
import {mkdtemp, rm, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {checkName, decodeText, MAX_BYTES, readBytes} from '../../../../src/features/knowledge/import/file.ts';

const TEXT = '会議室の鍵は、総務係で借りてください。\n返却は当日中です。\n';

describe('decodeText', () => {
  it('reads a text and says how it was written', () => {
    assert.deepEqual(decodeText(Buffer.from(TEXT)), {text: TEXT, encoding: 'utf-8'});
  });

  it('names what a file with the wrong ending really is', () => {
    for (const [begin, found] of [
      ['%PDF-1.7\n…', 'PDF'],
      ['{\\rtf1 …', 'RTF'],
      ['<!DOCTYPE html><p>鍵</p>', 'HTML'],
    ] as const) {
      assert.deepEqual(decodeText(Buffer.from(begin)), {
        code: 'document/wrong-type',
        details: {found, allowed: '.txt, .md'},
      });
    }
    const word = Buffer.from('PK\u0003\u0004……word/document.xml', 'latin1');
    assert.deepEqual(decodeText(word), {
      code: 'document/wrong-type',
      details: {found: 'Word (.docx)', allowed: '.txt, .md'},
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
  it('takes text and Markdown in any case', () => {
    assert.equal(checkName('/tmp/倉庫.TXT'), 'text');
    assert.equal(checkName('窓口.md'), 'markdown');
  });

  it('names the endings that are taken', () => {
    assert.deepEqual(checkName('予定.xls'), {
      code: 'document/wrong-type',
      details: {found: '.xls', allowed: '.txt, .md'},
    });
    assert.deepEqual(checkName('a.txt/予定'), {
      code: 'document/wrong-type',
      details: {found: '-', allowed: '.txt, .md'},
    });
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
