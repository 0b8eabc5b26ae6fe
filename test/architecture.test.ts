import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {dirname, join, relative, resolve} from 'node:path';
import ts from 'typescript';

// The plan of the house, held against the imports as they are written (type imports count).

interface Import {
  readonly from: string;
  /** A path under src for our own files, else the package's or built-in module's name. */
  readonly to: string;
}

const ROOT = 'src';

function sourceFiles(directory = ROOT): string[] {
  return readdirSync(directory, {withFileTypes: true})
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
    })
    .sort();
}

const files = sourceFiles().map((path) => relative(ROOT, path));

function importsOf(file: string): Import[] {
  const {importedFiles} = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
  return importedFiles.map(({fileName}) => ({
    from: file,
    to: fileName.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), fileName))
      : fileName.replace(/^node:/, 'node:'),
  }));
}

const imports = files.flatMap(importsOf);

function floorOf(path: string): number {
  if (path === 'main.ts' || path.startsWith('cli/')) return 6;
  if (path === 'house.ts' || path === 'bot.ts' || path === 'features.ts' || path === 'overrides.ts') return 5;
  if (path.startsWith('features/')) return 4;
  if (path.startsWith('platform/')) return 3;
  if (path.startsWith('kernel/')) return 1;
  return Number.NaN;
}

const isOwn = (path: string) => files.includes(path);
const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1];

/** A rule: which imports break it, and the one sentence that says why it is there. */
const RULES: readonly {
  readonly name: string;
  readonly why: string;
  readonly breaks: (i: Import) => boolean;
}[] = [
  {
    name: 'imports go down',
    why: 'One direction lets a newcomer read the house from any room without walking in circles.',
    breaks: ({from, to}) => isOwn(to) && floorOf(to) > floorOf(from),
  },
  {
    name: 'a feature never imports a feature',
    why: 'Then a feature can be taken out by deleting its folder, a test folder and a line.',
    breaks: ({from, to}) =>
      featureOf(from) !== undefined && featureOf(to) !== undefined && featureOf(from) !== featureOf(to),
  },
  {
    name: 'features are entered by their index',
    why: 'What a feature keeps to itself can change without anyone outside noticing.',
    breaks: ({from, to}) =>
      featureOf(from) === undefined &&
      featureOf(to) !== undefined &&
      !/^features\/[^/]+\/index\.ts$/.test(to),
  },
  {
    name: 'nobody imports an index from inside its own folder',
    why: 'A barrel imported from within is how circles begin.',
    breaks: ({from, to}) => to.endsWith('/index.ts') && from.startsWith(`${dirname(to)}/`),
  },
  {
    name: 'the kernel does no I/O',
    why: 'Rules that touch nothing can be tested with values alone, at any time and place.',
    breaks: ({from, to}) => from.startsWith('kernel/') && !isOwn(to) && !to.startsWith('temporal-polyfill'),
  },
  {
    name: 'understanding imports the kernel alone',
    why: 'Floors, names and hours are arguments, so the same sentence means the same on every machine.',
    breaks: ({from, to}) =>
      from.startsWith('platform/understand/') &&
      !to.startsWith('platform/understand/') &&
      !to.startsWith('kernel/'),
  },
  {
    name: 'search imports nothing but its tokenizer and its dictionary',
    why: 'It is measured and could be lifted out on its own.',
    breaks: ({from, to}) =>
      from.startsWith('features/knowledge/search/') &&
      !to.startsWith('features/knowledge/search/') &&
      // It loads the tokenizer at first use, which in Node takes a require.
      !['lindera-wasm-nodejs-ipadic', 'sudachi-synonyms-dictionary', 'node:module'].includes(to),
  },
  only(
    'the Teams SDKs',
    /^(botbuilder|botframework-|@microsoft\/teams-ai|restify)/,
    'platform/teams/',
    'The SDKs are no longer developed; changing them must be the work of one folder.',
  ),
  only('adaptivecards', /^adaptivecards/, 'platform/cards/', 'What a card may hold is decided in one place.'),
  only(
    '@azure/data-tables',
    /^@azure\/data-tables/,
    'platform/storage/',
    'Everything else speaks to the port, which memory can stand in for.',
  ),
  only('azurite', /^azurite/, 'platform/storage/', 'Development storage must not leak into the rest.'),
  only('commander', /^(commander|cli-progress)/, 'cli/', 'Features describe their commands as data.'),
  only('jose', /^jose/, 'platform/teams/', 'Who is let in is decided at one gate.'),
  {
    name: 'only `platform/storage` and `platform/access` import @azure/identity',
    why: 'Who the process is in Entra is asked in one place.',
    breaks: ({from, to}) => to.startsWith('@azure/identity') && !/^platform\/(storage|access)\//.test(from),
  },
  only('pino', /^pino/, 'platform/log.ts', 'Only one place decides what may stand in a log.'),
  only(
    'temporal-polyfill',
    /^temporal-polyfill/,
    'kernel/time.ts',
    'When Node has Temporal, one line changes.',
  ),
  only(
    'lindera',
    /^lindera/,
    'features/knowledge/search/',
    'The tokenizer can be exchanged without touching what is built on it.',
  ),
  {
    name: 'rules and cards know no store, no turn, no command',
    why: 'Inside a feature it goes index → turns → cards, store, messages → rules.',
    breaks: ({from, to}) =>
      /^features\/[^/]+\/(cards|messages|answer|contacts|incidents|document|recognise)\.ts$/.test(from) &&
      /^features\/[^/]+\/(index|turns|jobs|commands)(\.ts|\/)/.test(to),
  },
];

function only(name: string, packages: RegExp, place: string, why: string) {
  return {
    name: `only ${place} imports ${name}`,
    why,
    breaks: ({from, to}: Import) => packages.test(to) && !from.startsWith(place),
  };
}

describe('the architecture', () => {
  it('reads the sources at all', () => {
    assert.ok(files.length > 40);
    assert.ok(imports.length > 100);
    assert.deepEqual(
      files.filter((file) => Number.isNaN(floorOf(file))),
      [],
      'every file stands on a floor',
    );
  });

  for (const {name, why, breaks} of RULES) {
    it(name, () => {
      const broken = imports.filter(breaks).map(({from, to}) => `${from} → ${to}`);
      assert.deepEqual(broken, [], `${why}\n${broken.join('\n')}`);
    });
  }

  it('has no circle', () => {
    const edges = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .map((i) => i.to)
          .filter(isOwn),
      ]),
    );
    const done = new Set<string>();
    const path: string[] = [];
    const visit = (file: string): string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return undefined;
      path.push(file);
      for (const to of edges.get(file) ?? []) {
        const circle = visit(to);
        if (circle !== undefined) return circle;
      }
      path.pop();
      done.add(file);
      return undefined;
    };
    for (const file of files) {
      const circle = visit(file);
      assert.equal(
        circle,
        undefined,
        `Whoever reads a circle has no place to start: ${String(circle?.join(' → '))}`,
      );
    }
  });

  it('uses only packages that package.json names, and all of them', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const nameOf = (to: string) =>
      to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? '');
    const builtin = (to: string) => to.startsWith('node:') || builtinModules.includes(to);
    const used = new Set(
      imports
        .filter(({to}) => !isOwn(to) && !to.startsWith('..') && !builtin(to) && Number.isNaN(floorOf(to)))
        .map(({to}) => nameOf(to)),
    );
    const named = {...manifest.dependencies, ...manifest.devDependencies};
    assert.deepEqual(
      [...used].filter((name) => !(name in named)),
      [],
    );
    assert.deepEqual(
      Object.keys(manifest.dependencies).filter((name) => !used.has(name)),
      [],
    );
  });

  const holding = (pattern: RegExp, except: readonly string[]) =>
    files.filter(
      (file) =>
        !except.includes(file) && pattern.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))),
    );

  it('asks for the time in one file', () => {
    const clocks = /\bDate\.now\(|new Date\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\(|Math\.random\(/;
    assert.deepEqual(
      holding(clocks, ['platform/clock.ts']),
      [],
      'Time and randomness are arguments; a rule that asks the clock cannot be tried at midnight.',
    );
  });

  it('knows no Date', () => {
    assert.deepEqual(
      holding(/\bnew Date\(|: Date\b/, []),
      [],
      'Date computes in the zone of the machine; the office has its own.',
    );
  });

  it('reads the environment in one file', () => {
    assert.deepEqual(
      holding(/process\.env\b/, ['platform/config/config.ts']),
      [],
      'Every setting is checked, explained and listed once.',
    );
  });

  it('keeps files and folders small', () => {
    const long = files.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 300);
    assert.deepEqual(long, [], 'A file over 250 lines is more than one idea.');
    const folders = new Map<string, number>();
    for (const file of files) folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + 1);
    assert.deepEqual(
      [...folders].filter(([, count]) => count > 9),
      [],
      'A folder of more than nine files wants rooms of its own.',
    );
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}
