import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

describe('the packages of development', () => {
  it('are each used by a file or a script', () => {
    const {devDependencies, scripts} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const files = ['.ci', 'appPackage', 'bench', 'infra', 'src', 'test']
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), {recursive: true, encoding: 'utf8'}).map((name) =>
          join(folder, name),
        ),
      )
      .filter((name) => /\.(ts|mjs|js)$/.test(name));
    const texts = [...files, 'eslint.config.js', '.mocharc.json', 'tsconfig.json'].map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const all = [...texts, JSON.stringify(scripts)].join('\n');
    const named = (name: string) =>
      new RegExp(`(?<![\\w@/-])${name.replaceAll('.', '\\.')}(?![\\w-])`).test(all);
    for (const name of Object.keys(devDependencies ?? {})) {
      // Types are used by naming what they are for.
      assert.ok(named(name.replace('@types/', '')), name);
    }
  });
});

describe('the packages of a production install', () => {
  it('have licences that are fine', () => {
    assert.match(
      execFileSync(process.execPath, ['.ci/licences.mjs'], {cwd: ROOT, encoding: 'utf8'}),
      /\d+ {2}MIT\n/,
    );
  });

  it('are refused with another one, named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shigotoba-'));
    try {
      mkdirSync(join(folder, '.ci'));
      cpSync(join(ROOT, '.ci/licences.mjs'), join(folder, '.ci/licences.mjs'));
      const packages = {'': {}, 'node_modules/a': {version: '1.0.0', license: 'MIT AND SSPL-1.0'}};
      writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({packages}));
      const {status, stderr} = spawnSync(process.execPath, [join(folder, '.ci/licences.mjs')], {
        encoding: 'utf8',
      });
      assert.deepEqual([status, stderr], [1, 'a 1.0.0: MIT AND SSPL-1.0\n']);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });

  it('are pinned, locked with a checksum, and run nothing at install', () => {
    assert.match(readFileSync(join(ROOT, '.npmrc'), 'utf8'), /^ignore-scripts=true$/m);
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    for (const [name, version] of Object.entries({
      ...manifest['dependencies'],
      ...manifest['devDependencies'],
    })) {
      assert.match(version, /^\d+\.\d+\.\d+(-beta\.\d+)?$/, name);
    }
    const {packages} = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, {integrity?: string; bundled?: boolean; inBundle?: boolean}>;
    };
    for (const [path, {integrity, inBundle}] of Object.entries(packages)) {
      if (path !== '' && inBundle !== true) assert.match(integrity ?? '', /^sha512-/, path);
    }
  });
});
