import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {putCsv, readFileWish} from '../../src/platform/command-output.ts';

describe('a table as a file', () => {
  let folder: string;
  const io = {out: () => assert.fail('nothing goes to the terminal')};
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'export-'))));
  afterEach(() => rm(folder, {recursive: true}));

  it('is written in the encoding that is asked for', async () => {
    const out = join(folder, 'a.csv');
    for (const encoding of ['utf-8', 'utf-8-plain', 'shift_jis']) {
      await putCsv([['髙﨑①', 1]], readFileWish({out, encoding}), io);
      const bytes = await readFile(out);
      const label = encoding === 'shift_jis' ? 'shift_jis' : 'utf-8';
      assert.equal(new TextDecoder(label, {fatal: true}).decode(bytes), '"髙﨑①",1\r\n');
      assert.equal(bytes.subarray(0, 3).toString('hex') === 'efbbbf', encoding === 'utf-8');
    }
  });

  it('is not written where a character is not in the encoding, which is named with its place', async () => {
    const out = join(folder, 'a.csv');
    await writeFile(out, 'former');
    const rows = [['氏名'], ['𠮷田']];
    await assert.rejects(putCsv(rows, readFileWish({out, encoding: 'shift_jis'}), io), {
      code: 'command/unmappable',
      details: {line: 2, column: 1, character: '𠮷', code: 'U+20BB7', encoding: 'shift_jis'},
    });
    assert.equal(await readFile(out, 'utf8'), 'former');
  });

  it('leaves nothing where it cannot be written', async () => {
    const out = join(folder, 'missing', 'a.csv');
    await assert.rejects(putCsv([['a']], readFileWish({out}), io), {code: 'command/unwritable'});
    // A folder cannot be replaced by a file.
    await assert.rejects(putCsv([['a']], readFileWish({out: folder}), io), {code: 'command/unwritable'});
    assert.deepEqual(await readdir(folder), []);
  });

  it('goes to the terminal line by line, which has no encoding', async () => {
    const lines: string[] = [];
    await putCsv([['a'], ['b']], readFileWish({}), {out: (line) => void lines.push(line)});
    assert.deepEqual(lines, ['"a"', '"b"']);
    assert.throws(() => readFileWish({encoding: 'shift_jis'}), {code: 'command/usage'});
    assert.throws(() => readFileWish({out: 'a', encoding: 'latin1'}), {code: 'command/usage'});
  });
});
