#!/usr/bin/env node
// Runs one of the project's programs from its sources: `run.mjs main`, `run.mjs cli/start`. They are compiled at the
// first run and after a change. A loader that compiles within the process would hold 40 MB for as long as it lives.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const SOURCE = resolve(import.meta.dirname, '..');
const BUILT = resolve(SOURCE, '../build/run');

/**
 * Where the sources lie as plain JavaScript, compiled now if they are not yet.
 *
 * @returns {string} a folder
 */
export function compiled() {
  const compiler = fileURLToPath(new URL('./compile.mjs', import.meta.url));
  const hash = createHash('sha256').update(process.version).update(readFileSync(compiler));
  // The lock file names the compiler's version.
  const lock = resolve(SOURCE, '../package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  for (const name of readdirSync(SOURCE, {recursive: true, encoding: 'utf8'}).sort()) {
    if (!name.endsWith('.ts')) continue;
    const {mtimeMs, size} = statSync(join(SOURCE, name));
    hash.update(`${name} ${mtimeMs} ${size}\n`);
  }
  const target = join(BUILT, hash.digest('hex').slice(0, 16));
  if (!existsSync(target)) {
    execFileSync(process.execPath, [compiler, SOURCE, target], {stdio: 'inherit'});
  }
  return target;
}

const [, started = '', program] = process.argv;
if (program !== undefined && resolve(started) === fileURLToPath(import.meta.url)) {
  process.argv.splice(2, 1);
  await import(pathToFileURL(join(compiled(), `${program}.js`)).href);
}
