import assert from 'node:assert/strict';
import {readDocument} from '../../../../../src/features/knowledge/import/read-document.ts';
import {MEETING, REGULATION} from '../documents.ts';
import {docxOf} from './making/make-docx.ts';
import {htmlOf} from './making/make-html.ts';
import {pdfOf} from './making/make-pdf.ts';
import {RULES} from './rules.ts';

async function passagesOf(fileName: string, bytes: Uint8Array): Promise<string[]> {
  const read = await readDocument({fileName, bytes});
  assert.ok(read.kind === 'document', JSON.stringify(read));
  // Where a line was broken is not what the document says.
  const plain = (text: string): string => text.replace(/\s/g, '');
  return read.passages.map(({path, text}) => `${path.map(plain).join(' > ')} | ${plain(text)}`);
}

describe('a document in several formats', () => {
  for (const [name, text] of Object.entries({RULES, REGULATION, MEETING})) {
    for (const [ending, make] of [
      ['docx', docxOf],
      ['pdf', pdfOf],
      ['html', htmlOf],
    ] as const) {
      it(`gives the same passages as .txt and as .${ending} (${name})`, async () => {
        const expected = await passagesOf('souko.txt', Buffer.from(text));
        assert.deepEqual(await passagesOf(`souko.${ending}`, make(text)), expected);
      });
    }
  }

  it('keeps its title and its day of effect', async () => {
    for (const [fileName, bytes] of [
      ['a.docx', docxOf(RULES)],
      ['a.pdf', pdfOf(RULES, {header: '例規集　第三編'})],
    ] as const) {
      const read = await readDocument({fileName, bytes});
      assert.ok(read.kind === 'document');
      assert.equal(read.about.title, '鍵と倉庫の管理に関する規程');
      assert.equal(read.about.effectiveFrom, '2024-04-01');
      assert.ok(!JSON.stringify(read.passages).includes('例規集'), 'a page header is no text');
    }
  });

  it('refuses a personal number in any format', async () => {
    // A made-up number whose check digit is right.
    const read = await readDocument({fileName: 'a.docx', bytes: docxOf('名簿\n\n山野 1234 5678 9018')});
    assert.deepEqual(read, {
      kind: 'refused',
      problems: [{code: 'document/personal-number', line: 3, details: {kind: 'individual-number'}}],
    });
  });
});
