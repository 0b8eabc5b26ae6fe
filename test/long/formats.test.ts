import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import {commandLine} from '../cli/run.ts';
import {docxOf} from '../features/knowledge/import/formats/making/make-docx.ts';
import {htmlOf} from '../features/knowledge/import/formats/making/make-html.ts';
import {pdfOf} from '../features/knowledge/import/formats/making/make-pdf.ts';
import {temporaryFolder} from '../support/processes.ts';

// Documents and questions of one's own: FORMATS_SOURCES is a folder of .txt files, FORMATS_QUESTIONS a
// file as `knowledge eval` takes it. Without them there is nothing to compare.
const {FORMATS_SOURCES: sources, FORMATS_QUESTIONS: questions} = process.env;

const MAKERS = {docx: docxOf, pdf: pdfOf, html: htmlOf};

if (sources !== undefined && questions !== undefined) {
  describe('documents in several formats', () => {
    let folder: {path: string; remove: () => Promise<void>};
    before(async () => {
      folder = await temporaryFolder();
    });
    after(() => folder.remove());

    async function answersOf(files: readonly string[]): Promise<string> {
      const run = commandLine(memoryStorage(), folder.path);
      const taken = await run('knowledge', 'import', ...files);
      assert.equal(taken.code, 0, taken.err);
      const {out} = await run('knowledge', 'eval', '--questions', questions ?? '');
      return out;
    }

    it('give the same answers', async () => {
      const names = (await readdir(sources)).filter((name) => name.endsWith('.txt'));
      assert.ok(names.length > 0, 'the folder holds texts');
      const texts = names.map((name) => join(sources, name));
      const expected = await answersOf(texts);
      assert.match(expected, /"rightFirst"/);
      for (const [ending, make] of Object.entries(MAKERS)) {
        const files = await Promise.all(
          names.map(async (name) => {
            const path = join(folder.path, name.replace(/txt$/, ending));
            await writeFile(path, make(await readFile(join(sources, name), 'utf8')));
            return path;
          }),
        );
        assert.equal(await answersOf(files), expected, ending);
      }
    });
  });
}
