import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {createHouse} from '../src/house.ts';
import {ERROR_CODES} from '../src/kernel/errors.ts';
import {readConfig, VARIABLE_NAMES} from '../src/platform/config/config.ts';
import type {Command} from '../src/platform/feature.ts';
import {createLog} from '../src/platform/log.ts';
import {memoryStorage} from '../src/platform/storage/memory-table.ts';

// What the pages say, held against the code.

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const PAGES = [
  'README.md',
  'README.ja.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
};

/** The rows of all tables of a text, without their headings; cells trimmed, escaped bars restored. */
function rowsOf(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines
    .filter((line, i) => !/^\|[ :|-]+\|$/.test(line) && !/^\|[ :|-]+\|$/.test(lines[i + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** A text's part under a heading, to the next heading of the same level. */
function section(text: string, heading: string): string {
  const level = /^#+/.exec(heading)?.[0] ?? '';
  const start = text.indexOf(`\n${heading}\n`);
  assert.ok(start >= 0, `no heading ${heading}`);
  const rest = text.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level.length}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}

const code = (cell: string) => /^`(.*)`$/.exec(cell)?.[1];

describe('docs/dependencies.md', () => {
  const page = read('docs/dependencies.md');
  for (const [heading, packages] of [
    ['## At run time', manifest.dependencies],
    ['## For development', manifest.devDependencies],
  ] as const) {
    it(`has every package ${heading.slice(3).toLowerCase()}, its version and licence, and no other`, () => {
      const listed = rowsOf(section(page, heading)).map(([name = '', version, licence]) => [
        code(name),
        version,
        licence,
      ]);
      const installed = Object.entries(packages).map(([name, version]) => {
        const {license} = JSON.parse(read(`node_modules/${name}/package.json`)) as {license: string};
        return [name, version, license];
      });
      assert.deepEqual(listed, installed.sort());
    });

    it(`says what each package ${heading.slice(3).toLowerCase()} is for`, () => {
      for (const [name, , , purpose = ''] of rowsOf(section(page, heading))) assert.ok(purpose !== '', name);
    });
  }
});

describe('docs/operations.md', () => {
  const rows = rowsOf(section(read('docs/operations.md'), '## Settings'));

  it('explains every environment variable, and no other', () => {
    assert.deepEqual(rows.map(([name = '']) => code(name)).sort(), [...VARIABLE_NAMES].sort());
  });

  it('gives the defaults that hold', () => {
    const unset = readConfig({}, ROOT);
    for (const [name = '', fallback = ''] of rows) {
      const value = code(fallback);
      if (value === undefined) assert.equal(fallback, '–', name);
      else assert.deepEqual(readConfig({[code(name) ?? '']: value}, ROOT), unset, name);
    }
    const documented = rows.filter(([, fallback]) => fallback === '–').map(([name = '']) => code(name));
    // Without a default, setting it to nothing is the same as not setting it; with one, the page must say it.
    const file = read('env/.env.local').split('\n');
    const optional = VARIABLE_NAMES.filter((name) => file.includes(`${name}=`));
    assert.deepEqual(documented.sort(), optional.sort());
  });
});

describe('the pages', () => {
  let commands: readonly Command[];
  before(async () => {
    const log = createLog('silent', {write: () => undefined});
    const house = await createHouse(readConfig({}, ROOT), {storage: memoryStorage(), log});
    commands = house.features.all.flatMap((feature) => feature.commands);
    await house.stop();
  });

  it('name npm scripts that exist', () => {
    let found = 0;
    for (const page of PAGES) {
      for (const [, run, short] of read(page).matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)) {
        const script = run ?? short ?? '';
        assert.ok(script in manifest.scripts, `${page}: npm run ${script}`);
        found++;
      }
    }
    assert.ok(found > 10);
  });

  it('name commands that exist, with options that they take', () => {
    let found = 0;
    for (const page of PAGES) {
      for (const [, line = ''] of read(page).matchAll(/shigotoba -- ([^`\n]+)/g)) {
        // A placeholder: `-- …`, `-- COMMAND`.
        if (!/^[a-z]/.test(line)) continue;
        const command = commands.find(({name}) => line === name || line.startsWith(`${name} `));
        assert.ok(command !== undefined, `${page}: ${line}`);
        const takes = (command.options ?? []).map(({flags}) => flags.split(' ')[0]);
        for (const [option] of line.matchAll(/--[a-z]+(?:-[a-z]+)*/g)) {
          assert.ok([...takes, '--help', '--json'].includes(option), `${page}: ${line}`);
        }
        found++;
      }
    }
    assert.ok(found > 10);
  });

  it('link to files that exist', () => {
    let found = 0;
    for (const page of PAGES) {
      for (const [, target = ''] of withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const path = join(ROOT, dirname(page), target.replace(/#.*/, ''));
        assert.ok(existsSync(path), `${page}: ${target}`);
        found++;
      }
    }
    assert.ok(found > 10);
  });

  it('name source files that exist', () => {
    // `content/invalid` is an error, no file.
    const codes = new Set<string>(ERROR_CODES);
    for (const page of PAGES) {
      for (const [, path = ''] of read(page).matchAll(
        /`((?:src|test|docs|env|appPackage|content)\/[\w./-]+)`/g,
      ))
        assert.ok(
          existsSync(join(ROOT, path)) || codes.has(path) || /NAME|\.user$/.test(path),
          `${page}: ${path}`,
        );
    }
  });
});

describe('README.md and README.ja.md', () => {
  const [english, japanese] = [read('README.md'), read('README.ja.md')];
  const blocks = (text: string) => [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block);
  const levels = (text: string) => [...withoutCode(text).matchAll(/^(#+) /gm)].map(([, marks]) => marks);

  it('have the same headings by level', () => {
    assert.ok(levels(english).length > 5);
    assert.deepEqual(levels(japanese), levels(english));
  });

  it('show the same code', () => {
    assert.ok(blocks(english).length > 5);
    assert.deepEqual(blocks(japanese), blocks(english));
  });

  it('list the same things in their tables and link to the same pages', () => {
    const codes = (text: string) => rowsOf(text).map((row) => row.map(code));
    const links = (text: string) => [...text.matchAll(/\]\((docs\/[^)]+)\)/g)].map(([, target]) => target);
    assert.deepEqual(codes(japanese), codes(english));
    assert.deepEqual(links(japanese), links(english));
  });
});

describe('docs/security.md', () => {
  it('says what each role may do, as the code has it', async () => {
    const log = createLog('silent', {write: () => undefined});
    const house = await createHouse(readConfig({}, ROOT), {storage: memoryStorage(), log});
    const {all} = house.features;
    await house.stop();
    const named = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name).sort();
    const rows = rowsOf(section(read('docs/security.md'), '## Who may do what'));
    const ROLES = ['staff', 'head', 'course-section', 'personnel', 'operator', 'auditor'];
    assert.deepEqual(
      rows.map(([role = '']) => code(role)),
      ROLES,
    );
    for (const [role = '', , said = '', commands = ''] of rows) {
      const has = ({role: needed}: {role: string}) => needed === code(role);
      const intents = all.flatMap((f) => f.intents.filter(has).map(({name}) => name));
      const verbs = all.flatMap((f) => f.actions.filter(has).map(({verb}) => verb));
      const takers = all.flatMap((f) => (f.files ?? []).filter(has).map(({name}) => name));
      // What everybody may do is told by the features' own help.
      if (code(role) !== 'staff')
        assert.deepEqual(named(said), [...intents, ...verbs, ...takers].sort(), role);
      const names = all.flatMap((f) => f.commands.filter(has).map(({name}) => name));
      assert.deepEqual(named(commands), names.sort(), role);
    }
  });
});

describe('docs/architecture.md', () => {
  it('names every table of the house', async () => {
    const {TABLES} = await import('../src/features.ts');
    const listed = rowsOf(section(read('docs/architecture.md'), '## Data')).map(([name = '']) => code(name));
    assert.deepEqual([...new Set(listed)].sort(), [...TABLES, 'seenYYYYMMDD'].sort());
  });

  it('has every rule that the architecture test holds on a package', () => {
    const rules = read('test/architecture.test.ts');
    const page = section(read('docs/architecture.md'), '## Floors');
    const held = [...rules.matchAll(/^ {4}name: '([^']+)'/gm)].map(([, name = '']) => name);
    assert.ok(held.length > 5);
    for (const name of held) assert.ok(page.includes(name), name);
    for (const [, place = ''] of rules.matchAll(
      /'((?:platform|kernel|features|cli)\/[\w./-]*)',\n? *'[A-Z]/g,
    )) {
      assert.ok(page.includes(`\`${place.replace(/\/$/, '')}\``), place);
    }
  });
});

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

describe('the files of the project', () => {
  const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
    ['a path of somebody’s machine', /(?<![\w.~-])\/(work|root|home|Users)\/\w/],
    ['a number of an issue', /\b(issue|pull request) ?#?\d|(?<=[\s(])#\d+\b/i],
    ['the host of a package registry', /\bregistry\.[\w-]+\.[a-z]{2,}|"resolved":\s*"http/],
  ];

  it('name no machine, no issue and no registry', () => {
    const files = projectFiles(ROOT);
    assert.ok(files.length > 100);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      if (text.includes('\0')) continue;
      const name = relative(ROOT, file);
      for (const [line, content] of text.split('\n').entries()) {
        for (const [what, pattern] of FORBIDDEN) {
          assert.doesNotMatch(content, pattern, `${what}: ${name}:${line + 1}`);
        }
      }
    }
  });
});

/** All files but those that .gitignore names. */
function projectFiles(folder: string): string[] {
  const ignored = read('.gitignore')
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) =>
        new RegExp(`(^|/)${line.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`),
    );
  const visit = (at: string): string[] =>
    readdirSync(at, {withFileTypes: true}).flatMap((entry) => {
      const path = join(at, entry.name);
      const name = relative(folder, path);
      if (name === '.git' || ignored.some((pattern) => pattern.test(name))) return [];
      return entry.isDirectory() ? visit(path) : [path];
    });
  return visit(folder);
}
