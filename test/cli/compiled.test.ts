import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {temporaryFolder} from '../support/processes.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('programs in a checkout', () => {
  let folder: {path: string; remove: () => Promise<void>};
  before(async () => {
    folder = await temporaryFolder();
    const cli = join(folder.path, 'src/cli');
    mkdirSync(cli, {recursive: true});
    for (const name of ['run.mjs', 'compile.mjs']) cpSync(join(ROOT, 'src/cli', name), join(cli, name));
    // The compiler is found where the checkout has it.
    writeFileSync(join(folder.path, 'package.json'), '{"type": "module"}');
    symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
    writeFileSync(join(cli, 'word.ts'), `export const word: string = 'first';\n`);
    writeFileSync(
      join(folder.path, 'src/main.ts'),
      `import {word} from './cli/word.ts';\nconsole.log(word, ...process.argv.slice(2));\n`,
    );
  });
  after(() => folder.remove());

  const run = (...words: string[]) =>
    execFileSync(process.execPath, ['src/cli/run.mjs', 'main', ...words], {
      cwd: folder.path,
      encoding: 'utf8',
    });
  const built = () => readdirSync(join(folder.path, 'build/run'));

  it('are compiled at the first run and not at the next, and get their words', () => {
    assert.equal(run('a', 'b'), 'first a b\n');
    const [one = ''] = built();
    const path = join(folder.path, 'build/run', one, 'main.js');
    writeFileSync(path, readFileSync(path, 'utf8').replace('console.log(', `console.log('kept', `));
    assert.equal(run(), 'kept first\n');
    assert.deepEqual(built(), [one]);
  });

  it('follow a change of any file', () => {
    writeFileSync(join(folder.path, 'src/cli/word.ts'), `export const word: string = 'other word';\n`);
    assert.equal(run(), 'other word\n');
    assert.equal(built().length, 2);
  });

  it('are said to be wrong where they are, and leave nothing half built', () => {
    const before = built();
    writeFileSync(join(folder.path, 'src/cli/word.ts'), `export const word = ;\n`);
    const {status, stderr} = spawnSync(process.execPath, ['src/cli/run.mjs', 'main'], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /word\.ts:1:20/);
    assert.deepEqual(built(), before);
  });
});
