// Takes out of a production install what a running bot never opens: node .ci/trim-packages.mjs node_modules
import {existsSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {argv} from 'node:process';

/** Come with teams-ai for its models, of which none is used; nothing that is loaded imports them. */
const NOT_LOADED = ['gpt-tokenizer', 'openai'];
/** For readers and debuggers. Licences stay. */
const NOT_RUN = /\.(map|md|markdown|d\.[mc]?ts)$/i;

const [, , folder] = argv;
if (folder === undefined || !existsSync(folder)) {
  console.error('使い方 Usage: node .ci/trim-packages.mjs node_modules');
  process.exit(2);
}
// A checkout needs its types; only what is about to be sent away is trimmed.
if (existsSync(join(folder, 'typescript'))) {
  console.error(
    '開発用のパッケージがあります。 Packages for development are here: first npm ci --omit=dev --omit=optional',
  );
  process.exit(1);
}
let bytes = 0;
for (const name of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
  const path = join(folder, name);
  const unloaded = NOT_LOADED.some((own) => name.startsWith(`${own}/`) || name.startsWith(`${own}\\`));
  if (!unloaded && (!NOT_RUN.test(name) || /licen[cs]e|copying/i.test(name))) continue;
  if (!existsSync(path) || !statSync(path).isFile()) continue;
  bytes += statSync(path).size;
  rmSync(path);
}
for (const own of NOT_LOADED) rmSync(join(folder, own), {recursive: true, force: true});
console.log(`${Math.round(bytes / 1e6)} MB`);
