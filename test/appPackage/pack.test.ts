import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {AppManifestUtils} from '@microsoft/app-manifest';
import {strFromU8, unzipSync} from 'fflate';
import {PNG} from 'pngjs';
import sinon from 'sinon';
import {packApp, readEnvFiles, type Packed} from '../../appPackage/pack.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const IDS = {
  TEAMS_APP_ID: '11111111-2222-4333-8444-555555555555',
  BOT_ID: '66666666-2222-4333-8444-555555555555',
};

describe('the app’s package', () => {
  let folder: string;
  beforeEach(() => {
    sinon.stub(globalThis, 'fetch').rejects(new Error('no network in tests'));
    folder = mkdtempSync(join(tmpdir(), 'shigotoba-'));
    cpSync(join(ROOT, 'appPackage'), join(folder, 'appPackage'), {recursive: true});
  });
  afterEach(() => {
    sinon.restore();
    rmSync(folder, {recursive: true, force: true});
  });

  const pack = (env: Record<string, string> = IDS) => packApp(join(folder, 'appPackage'), env);
  const change = (from: RegExp | string, to: string) => {
    const file = join(folder, 'appPackage/manifest.json');
    const text = readFileSync(file, 'utf8');
    assert.notEqual(text.replace(from, to), text);
    writeFileSync(file, text.replace(from, to));
  };
  const problems = (packed: Packed) => {
    assert.equal(packed.kind, 'refused');
    return packed.problems.join('\n');
  };

  it('holds the filled manifest, both icons and English, and nothing else', async () => {
    const packed = await pack();
    assert.equal(packed.kind, 'packed');
    const files = unzipSync(packed.zip);
    assert.deepEqual(Object.keys(files).sort(), ['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const text = strFromU8(files['manifest.json']!);
    assert.doesNotMatch(text, /\$\{\{/);
    // The validator judges what JSON.parse cannot know.
    const manifest = JSON.parse(text) as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
    assert.equal(manifest.id, IDS.TEAMS_APP_ID);
    assert.deepEqual(await AppManifestUtils.validateAgainstSchema(manifest), []);
    assert.equal(PNG.sync.read(Buffer.from(files['color.png']!)).width, 192);
  });

  it('is the same bytes for the same files', async () => {
    const [one, two] = [await pack(), await pack()];
    assert.ok(one.kind === 'packed' && two.kind === 'packed');
    assert.deepEqual(one.zip, two.zip);
  });

  it('is refused with a placeholder that nothing fills, each named once', async () => {
    change('"version": "0.1.0"', '"version": "${{APP_VERSION}}"');
    assert.equal(
      problems(await pack({BOT_ID: IDS.BOT_ID})),
      'APP_VERSION: 値がありません。 Has no value.\nTEAMS_APP_ID: 値がありません。 Has no value.',
    );
  });

  it('is refused with an id that is none', async () => {
    assert.match(problems(await pack({...IDS, BOT_ID: 'shigotoba'})), /^BOT_ID: .*"shigotoba"$/);
  });

  it('is refused where the schema says no', async () => {
    change('"しごとば"', `"${'し'.repeat(31)}"`);
    assert.match(problems(await pack()), /manifest\.json: .*name\/short/);
  });

  it('is refused with an icon of another size', async () => {
    cpSync(join(folder, 'appPackage/color.png'), join(folder, 'appPackage/outline.png'));
    assert.match(problems(await pack()), /^outline\.png: .*Not 32×32 but 192×192$/);
  });

  it('is refused with a domain beyond the bot’s', async () => {
    change('"validDomains": []', '"validDomains": ["elsewhere.example"]');
    assert.match(problems(await pack()), /^validDomains: .*elsewhere\.example$/);
    assert.equal((await pack({...IDS, BOT_DOMAIN: 'elsewhere.example'})).kind, 'packed');
  });

  it('says what is still the sample', async () => {
    const packed = await pack({...IDS, BOT_ID: '5e190000-0000-4000-8000-0000000000b0'});
    assert.ok(packed.kind === 'packed');
    assert.equal(packed.hints.length, 2);
  });

  it('reads an environment with its secrets, and the process’s own over both', () => {
    writeFileSync(join(folder, '.env.dev'), 'BOT_ID=a\nBOT_DOMAIN=b\nTEAMS_APP_ID=c\n');
    writeFileSync(join(folder, '.env.dev.user'), 'BOT_DOMAIN=d\n');
    const read = (name: string) => readEnvFiles(folder, name, {TEAMS_APP_ID: 'e', BOT_ID: ''});
    assert.deepEqual(read('dev'), {BOT_ID: 'a', BOT_DOMAIN: 'd', TEAMS_APP_ID: 'e'});
    assert.equal(read('prod'), undefined);
    assert.equal(read('../dev'), undefined);
  });

  it('is made by npm run package, or no file and what is wrong', () => {
    const run = (env: Record<string, string>, ...words: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'appPackage/package.ts', '--out', folder, ...words], {
        cwd: ROOT,
        env: {PATH: process.env['PATH'], ...env},
        encoding: 'utf8',
      });
    const refused = run({BOT_ID: 'none'}, '--env', 'dev');
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /BOT_ID.*"none"[^]*No package was made/);
    assert.equal(run({}, '--env', 'nowhere').status, 2);
    assert.equal(run({}).status, 2);
    const made = run(IDS, '--env', 'dev');
    assert.deepEqual([made.status, made.stderr.includes('Is still the sample')], [0, false]);
    const listed = execFileSync(process.execPath, [
      '-e',
      `console.log(require('fs').readdirSync(${JSON.stringify(folder)}).join())`,
    ]);
    assert.match(String(listed), /shigotoba-dev\.zip/);
  }).timeout(60_000);
});
