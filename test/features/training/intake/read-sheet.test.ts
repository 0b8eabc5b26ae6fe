import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import iconv from 'iconv-lite';
import {readSheet} from '../../../../src/features/training/intake/read-sheet.ts';
import {temporaryFolder} from '../../../support/processes.ts';

describe('readSheet', () => {
  let folder: {path: string; remove: () => Promise<void>};
  before(async () => (folder = await temporaryFolder()));
  after(() => folder.remove());

  const written = async (name: string, bytes: Uint8Array | string) => {
    const path = join(folder.path, name);
    await writeFile(path, bytes);
    return path;
  };

  it('finds the headings below a title, in a file of Shift_JIS', async () => {
    const text =
      '令和8年度 研修の記録\r\n\r\n職員番号,氏名,研修,受講日\r\n00102,髙橋 花,security,R8.2.10\r\n';
    const sheet = await readSheet(await written('a.csv', iconv.encode(text, 'cp932')));
    assert.deepEqual(sheet.problems, []);
    assert.deepEqual(sheet.headings.slice(0, 4), ['職員番号', '氏名', '研修', '受講日']);
    assert.deepEqual(sheet.rows, [{line: 4, cells: ['00102', '髙橋 花', 'security', 'R8.2.10']}]);
  });

  it('names what is wrong with the file itself, and takes nothing from it', async () => {
    const sheet = await readSheet(await written('b.csv', 'MZ\u0000\u0001 no table'));
    assert.ok(sheet.problems.length > 0);
    assert.deepEqual(sheet.rows, []);
    await assert.rejects(readSheet(join(folder.path, 'nowhere.csv')), {code: 'document/unreadable'});
  });
});
