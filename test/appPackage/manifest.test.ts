import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {AppManifestUtils, type TeamsManifest} from '@microsoft/app-manifest';
import sinon from 'sinon';
import {ACCENT} from '../../appPackage/icons.ts';

const folder = resolve(import.meta.dirname, '../../appPackage');
const read = (name: string) => readFileSync(resolve(folder, name), 'utf8');

interface Command {
  title: string;
  description: string;
}

/** The parts that the tests look at; the schema has checked the rest. */
interface Manifest {
  version: string;
  accentColor: string;
  icons: Record<string, string>;
  localizationInfo: {defaultLanguageTag: string; additionalLanguages: {languageTag: string; file: string}[]};
  bots: {supportsFiles: boolean; scopes: string[]; commandLists: {scopes: string[]; commands: Command[]}[]}[];
}

// JSON.parse knows no types; the first test holds the file to the schema.
const manifest = JSON.parse(read('manifest.json')) as Manifest;
const english = JSON.parse(read('en.json')) as Record<string, string>;

function filled(text: string): TeamsManifest {
  const guid = '00000000-0000-4000-8000-000000000001';
  // As above: the validator is what finds out whether this holds.
  return JSON.parse(text.replaceAll(/\$\{\{(TEAMS_APP_ID|BOT_ID)\}\}/g, guid)) as TeamsManifest;
}

describe('appPackage/manifest.json', () => {
  beforeEach(() => sinon.stub(globalThis, 'fetch').rejects(new Error('no network in tests')));
  afterEach(() => sinon.restore());

  it('is valid by its schema once its placeholders are filled', async () => {
    assert.deepEqual(await AppManifestUtils.validateAgainstSchema(filled(read('manifest.json'))), []);
  });

  it('would not be valid with a name that is too long', async () => {
    const text = read('manifest.json').replace('"しごとば"', `"${'し'.repeat(31)}"`);
    const problems = await AppManifestUtils.validateAgainstSchema(filled(text));
    assert.match(problems.join(), /name\/short/);
  });

  it('lets files through in the personal chat', () => {
    assert.deepEqual(
      manifest.bots.map(({supportsFiles}) => supportsFiles),
      [true],
    );
  });

  it('has no placeholder but the two that the Agents Toolkit fills', () => {
    const names = [...read('manifest.json').matchAll(/\$\{\{(.*?)\}\}/g)].map((match) => match[1]);
    assert.deepEqual(names, ['TEAMS_APP_ID', 'BOT_ID']);
  });

  it('carries the version of package.json', () => {
    const own = JSON.parse(readFileSync(resolve(folder, '../package.json'), 'utf8')) as {version: string};
    assert.equal(manifest.version, own.version);
  });

  it('names files that exist, and the colour in which the icon is drawn', () => {
    const files = [
      ...Object.values(manifest.icons),
      ...manifest.localizationInfo.additionalLanguages.map((l) => l.file),
    ];
    assert.equal(files.length, 3);
    for (const file of files) assert.ok(existsSync(resolve(folder, file)), file);
    const hex = ACCENT.map((channel) => channel.toString(16).padStart(2, '0')).join('');
    assert.equal(manifest.accentColor.toLowerCase(), `#${hex}`);
  });

  it('offers commands in each place where the bot can be, none of them twice', () => {
    const [bot] = manifest.bots;
    assert.deepEqual(bot!.commandLists.flatMap((list) => list.scopes).sort(), [...bot!.scopes].sort());
    for (const list of bot!.commandLists) {
      const titles = list.commands.map((command) => command.title);
      assert.equal(new Set(titles).size, titles.length);
    }
  });

  it('shows nobody their own data in front of others', () => {
    const shared = manifest.bots[0]!.commandLists.filter((list) => !list.scopes.includes('personal'));
    assert.equal(shared.length, 1);
    assert.ok(!shared.flatMap((list) => list.commands).some((command) => command.title === '自分のデータ'));
  });

  it('keeps each text of a command short enough to be read in the menu', () => {
    for (const {title, description} of manifest.bots[0]!.commandLists.flatMap((list) => list.commands)) {
      assert.ok(title.length <= 32, title);
      assert.ok(description.length <= 128, description);
    }
  });
});

describe('appPackage/en.json', () => {
  // The schema of translations cannot be compiled (a pattern that `u` refuses), so its limits stand here.
  it('keeps the limits of names and descriptions', () => {
    const limits = {'name.short': 30, 'name.full': 100, 'description.short': 80, 'description.full': 4000};
    for (const [key, most] of Object.entries(limits)) {
      const {length} = english[key]!;
      assert.ok(length > 0 && length <= most, `${key}: ${length}`);
    }
  });

  it('has every text of the manifest, and none that the manifest has not', () => {
    const keys = ['name.short', 'name.full', 'description.short', 'description.full'];
    manifest.bots[0]!.commandLists.forEach((list, i) =>
      list.commands.forEach((_, j) => {
        const command = `bots[0].commandLists[${i}].commands[${j}]`;
        keys.push(`${command}.title`, `${command}.description`);
      }),
    );
    assert.deepEqual(
      Object.keys(english)
        .filter((key) => key !== '$schema')
        .sort(),
      keys.sort(),
    );
  });

  it('holds no Japanese', () => {
    for (const text of Object.values(english))
      assert.doesNotMatch(text, /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u);
  });
});
