import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {createHouse, type House} from '../src/house.ts';
import {readConfig} from '../src/platform/config/config.ts';
import {createLog} from '../src/platform/log.ts';
import {memoryStorage} from '../src/platform/storage/memory-table.ts';
import {Temporal} from '../src/kernel/time.ts';

// Lists that must agree with each other. Each failure says what was forgotten.

const NOW = Temporal.Instant.from('2026-11-24T01:00:00Z');

describe('the features', () => {
  let house: House;
  before(async () => {
    const log = createLog('silent', {write: () => undefined});
    house = await createHouse(readConfig({}, process.cwd()), {storage: memoryStorage(), log});
    await house.start();
  });
  after(() => house.stop());

  const intents = () => house.features.all.flatMap((feature) => feature.intents);

  it('are the folders of src/features', () => {
    const folders = readdirSync('src/features').sort();
    assert.deepEqual(house.features.all.map((feature) => feature.name).sort(), folders);
  });

  it('have a folder of tests each', () => {
    const tests = new Set(readdirSync('test/features'));
    for (const {name} of house.features.all) assert.ok(tests.has(name), `test/features/${name}`);
  });

  it('name intents, verbs and commands once', () => {
    for (const names of [
      intents().map((intent) => intent.name),
      house.features.all.flatMap((feature) => feature.actions.map((action) => action.verb)),
      house.features.all.flatMap((feature) => feature.commands.map((command) => command.name)),
    ]) {
      assert.deepEqual([...new Set(names)].sort(), names.sort());
    }
  });

  it('begin the names of their intents and verbs with their own, the house’s intents apart', () => {
    for (const {name, intents: own, actions} of house.features.all) {
      for (const {verb} of actions) assert.ok(verb.startsWith(`${name}.`), verb);
      for (const intent of own) {
        const expected = name === 'house' ? /^[a-z]+$/ : new RegExp(`^${name}\\.[a-z]+$`);
        assert.match(intent.name, expected);
      }
    }
  });

  it('have one fallback between them', () => {
    assert.equal(intents().filter((intent) => intent.kind === 'fallback').length, 1);
  });

  it('understand their own examples', () => {
    for (const intent of intents()) {
      for (const example of [...intent.examples.ja, ...intent.examples.en]) {
        assert.equal(house.talk.read(example, NOW).intent.name, intent.name, example);
      }
    }
  });

  it('understand what the buttons and examples of their help say', () => {
    for (const {help} of house.features.all) {
      for (const {button, examples} of [help.ja, help.en]) {
        for (const said of [button.says, ...examples]) {
          assert.ok(house.talk.read(said, NOW).close.length === 1, said);
        }
      }
    }
    assert.equal(house.talk.read('緊急のとき', NOW).intent.name, 'incident');
  });

  it('bring help in Japanese and English', () => {
    for (const {name, help} of house.features.all) {
      assert.match(help.ja.text, /[ぁ-ん]/, name);
      assert.doesNotMatch(help.en.text, /[ぁ-ん]/, name);
    }
  });
});

describe('messages', () => {
  const files = readdirSync('src', {recursive: true, encoding: 'utf8'}).filter((f) =>
    f.endsWith('messages.ts'),
  );

  it('are found', () => {
    assert.ok(files.length >= 3);
  });

  for (const file of files) {
    it(`of ${file} stand in both languages, each in its own`, async () => {
      const exports = (await import(`../src/${file}`)) as Record<string, {ja: unknown; en: unknown}>;
      for (const [name, table] of Object.entries(exports)) {
        const ja = leaves(table.ja);
        const en = leaves(table.en);
        assert.deepEqual([...ja.keys()].sort(), [...en.keys()].sort(), name);
        for (const [key, text] of en) {
          assert.notEqual(text, '', key);
          // Examples are what people type, and they type Japanese.
          if (!key.includes('xample') && !key.includes('says')) assert.doesNotMatch(text, /[ぁ-ん]/, key);
        }
      }
    });
  }
});

// All texts of a table by their path; a function counts as its source.
function leaves(node: unknown, path = ''): Map<string, string> {
  if (typeof node === 'string') return new Map([[path, node]]);
  if (typeof node === 'function') return new Map([[path, 'a function']]);
  // Lists may have as many entries as their language needs.
  if (Array.isArray(node)) return new Map([[path, node.join()]]);
  const all = new Map<string, string>();
  for (const [key, inner] of Object.entries(node as Record<string, unknown>)) {
    for (const [at, text] of leaves(inner, `${path}.${key}`)) all.set(at, text);
  }
  return all;
}

describe('the app’s manifest', () => {
  interface Manifest {
    bots: {commandLists: {scopes: string[]; commands: {title: string}[]}[]}[];
  }
  const manifest = JSON.parse(readFileSync('appPackage/manifest.json', 'utf8')) as Manifest;
  const english = JSON.parse(readFileSync('appPackage/en.json', 'utf8')) as Record<string, string>;

  it('offers commands that the bot understands, in both languages, none of them by falling back', async () => {
    const log = createLog('silent', {write: () => undefined});
    const house = await createHouse(readConfig({}, process.cwd()), {storage: memoryStorage(), log});
    const titles = manifest.bots.flatMap((b) =>
      b.commandLists.flatMap((list) => list.commands.map((c) => c.title)),
    );
    const translated = Object.entries(english).flatMap(([key, text]) =>
      /commands\[\d+\]\.title$/.test(key) ? [text] : [],
    );
    assert.ok(titles.length > 0 && translated.length === titles.length);
    for (const title of [...titles, ...translated]) {
      assert.notEqual(house.talk.read(title, NOW).intent.kind, 'fallback', title);
    }
    await house.stop();
  });

  it('offers no private command where others would see it', async () => {
    const log = createLog('silent', {write: () => undefined});
    const house = await createHouse(readConfig({}, process.cwd()), {storage: memoryStorage(), log});
    for (const list of manifest.bots.flatMap((b) => b.commandLists)) {
      if (list.scopes.includes('personal')) continue;
      for (const {title} of list.commands) {
        assert.equal(house.talk.read(title, NOW).intent.where, 'anywhere', title);
      }
    }
    await house.stop();
  });
});
