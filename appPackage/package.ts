import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {packApp, readEnvFiles} from './pack.ts';

// npm run package -- --env dev → build/shigotoba-dev.zip
const ROOT = resolve(import.meta.dirname, '..');
const USAGE = '使い方 Usage: npm run package -- --env dev [--out build]';

function fail(code: number, ...lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(code);
}

function options(): {env: string; out: string} {
  try {
    const {values} = parseArgs({options: {env: {type: 'string'}, out: {type: 'string', default: 'build'}}});
    if (values.env !== undefined) return {env: values.env, out: values.out};
  } catch {
    // Said below.
  }
  return fail(2, USAGE);
}

const {env: name, out} = options();
const env = readEnvFiles(join(ROOT, 'env'), name, process.env);
if (env === undefined) fail(2, `env/.env.${name} がありません。 There is no env/.env.${name}.`, USAGE);
const packed = await packApp(join(ROOT, 'appPackage'), env);
if (packed.kind === 'refused') {
  fail(1, ...packed.problems, 'パッケージは作りませんでした。 No package was made.');
}
const folder = resolve(ROOT, out);
mkdirSync(folder, {recursive: true});
const file = join(folder, `shigotoba-${name}.zip`);
// Whole or not at all.
writeFileSync(`${file}.part`, packed.zip);
renameSync(`${file}.part`, file);
for (const hint of packed.hints) console.error(`注意 Note: ${hint}`);
console.log(`${join(out, `shigotoba-${name}.zip`)} ${packed.zip.length} bytes`);
