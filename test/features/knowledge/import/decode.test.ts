import assert from 'node:assert/strict';
import {mkdtemp, rm, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {
  checkName,
  decodeText,
  MAX_BYTES,
  readBytes,
} from '../../../../src/features/knowledge/import/decode.ts';

const TEXT = '会議室の鍵は、総務係で借りてください。\n返却は当日中です。\n';
const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
// The same sentence as other encoders write it: 「鍵は総務係で借ります。」
const SENTENCE = '鍵は総務係で借ります。';
const ENCODED: Readonly<Record<string, readonly number[]>> = {
  shift_jis: [
    0x8c, 0xae, 0x82, 0xcd, 0x91, 0x8d, 0x96, 0xb1, 0x8c, 0x57, 0x82, 0xc5, 0x8e, 0xd8, 0x82, 0xe8, 0x82,
    0xdc, 0x82, 0xb7, 0x81, 0x42,
  ],
  'euc-jp': [
    0xb8, 0xb0, 0xa4, 0xcf, 0xc1, 0xed, 0xcc, 0xb3, 0xb7, 0xb8, 0xa4, 0xc7, 0xbc, 0xda, 0xa4, 0xea, 0xa4,
    0xde, 0xa4, 0xb9, 0xa1, 0xa3,
  ],
  'iso-2022-jp': [
    0x1b, 0x24, 0x42, 0x38, 0x30, 0x24, 0x4f, 0x41, 0x6d, 0x4c, 0x33, 0x37, 0x38, 0x24, 0x47, 0x3c, 0x5a,
    0x24, 0x6a, 0x24, 0x5e, 0x24, 0x39, 0x21, 0x23, 0x1b, 0x28, 0x42,
  ],
};

describe('decodeText', () => {
  it('reads UTF-8 with and without its mark', () => {
    assert.deepEqual(decodeText(Buffer.from(TEXT)), {text: TEXT, encoding: 'utf-8'});
    assert.deepEqual(decodeText(Buffer.from(`\uFEFF${TEXT}`)), {text: TEXT, encoding: 'utf-8'});
  });

  for (const big of [false, true]) {
    for (const mark of ['', '\uFEFF']) {
      it(`reads UTF-16 ${big ? 'BE' : 'LE'} ${mark === '' ? 'without' : 'with'} a mark`, () => {
        assert.deepEqual(decodeText(utf16(mark + TEXT, big)), {
          text: TEXT,
          encoding: big ? 'utf-16be' : 'utf-16le',
        });
      });
    }
  }

  for (const [encoding, bytes] of Object.entries(ENCODED)) {
    it(`reads ${encoding}`, () => {
      assert.deepEqual(decodeText(Uint8Array.from(bytes)), {text: SENTENCE, encoding});
    });
  }

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
