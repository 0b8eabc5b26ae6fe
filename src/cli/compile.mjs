// Turns the sources into plain JavaScript, file by file, in a folder named for what they are. A process of its own,
// so that the program that is run never holds a compiler.
import {randomUUID} from 'node:crypto';
import {readdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {argv} from 'node:process';
import {build} from 'esbuild';

const [, , source = '', target = ''] = argv;
const parent = dirname(target);
const making = join(parent, `making-${randomUUID()}`);

await build({
  entryPoints: [join(source, '**/*.ts')],
  outdir: making,
  outbase: source,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  // Nothing is bundled: every import stays one, our own by the name that its file now has.
  bundle: true,
  packages: 'external',
  plugins: [
    {
      name: 'imports stay',
      setup({onResolve}) {
        onResolve({filter: /^\.{1,2}\//}, ({kind, path}) =>
          kind === 'entry-point' ? undefined : {path: path.replace(/\.ts$/, '.js'), external: true},
        );
      },
    },
  ],
  logLevel: 'error',
});

// Whole or not at all: another process may be compiling the same, or be running from it.
try {
  renameSync(making, target);
} catch {
  rmSync(making, {recursive: true, force: true});
}

// A program may still load a file late from a folder of former sources, so those of the last days stay.
const KEPT_MS = 3 * 24 * 60 * 60 * 1000;
for (const name of readdirSync(parent)) {
  const path = join(parent, name);
  if (path !== target && statSync(target).mtimeMs - statSync(path).mtimeMs > KEPT_MS) {
    rmSync(path, {recursive: true, force: true});
  }
}
