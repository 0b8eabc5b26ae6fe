import assert from 'node:assert/strict';
import {decode} from '../../../src/platform/tabular/encodings.ts';

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

describe('decode', () => {
  it('reads UTF-8 with and without its mark', () => {
    assert.deepEqual(decode(Buffer.from(TEXT)), {text: TEXT, encoding: 'utf-8'});
    assert.deepEqual(decode(Buffer.from(`\uFEFF${TEXT}`)), {text: TEXT, encoding: 'utf-8'});
  });

  for (const big of [false, true]) {
    for (const mark of ['', '\uFEFF']) {
      it(`reads UTF-16 ${big ? 'BE' : 'LE'} ${mark === '' ? 'without' : 'with'} a mark`, () => {
        assert.deepEqual(decode(utf16(mark + TEXT, big)), {
          text: TEXT,
          encoding: big ? 'utf-16be' : 'utf-16le',
        });
      });
    }
  }

  for (const [encoding, bytes] of Object.entries(ENCODED)) {
    it(`reads ${encoding}`, () => {
      assert.deepEqual(decode(Uint8Array.from(bytes)), {text: SENTENCE, encoding});
    });
  }

  it('finds no encoding for what is no text', () => {
    assert.equal(decode(Uint8Array.of(0, 1, 2, 3, 0, 255, 254, 0, 9)), undefined);
  });
});
