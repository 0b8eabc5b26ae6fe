import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {TABLES} from '../../../src/features.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine, type Ran} from '../../cli/run.ts';
import {
  buttonsOf,
  cardOf,
  sato,
  startBot,
  tanaka,
  TENANT,
  visibleText,
  type Person,
  type TestBot,
} from '../../support/bot.ts';
import {writeContentFolder} from '../../support/content-folder.ts';
import {eventually} from '../../support/processes.ts';

const LIST = [
  '職員番号,氏名,フリガナ,課,係,職,任用,UPN,メール,内線',
  '000102,田中 花子,タナカ ハナコ,総務課,庶務係,係長,正規,tanaka@city.example,,1002',
  '000103,佐藤 太郎,サトウ タロウ,財政課,財政係,主任,正規,sato@city.example,,1003',
  '000104,鈴木 次郎,スズキ ジロウ,財政課,財政係,主事,正規,suzuki1@city.example,shared@city.example,1004',
  '000105,鈴木 三郎,スズキ サブロウ,財政課,財政係,主事,正規,suzuki2@city.example,shared@city.example,1005',
].join('\n');

/** Whether anything in any table names the account. */
async function traces(storage: Storage, person: Person): Promise<string[]> {
  const found: string[] = [];
  for (const name of await storage.names())
    for await (const {row} of storage.table(name).list({}))
      if (JSON.stringify(row).includes(person.objectId)) found.push(`${name}: ${row.rk}`);
  return found;
}

describe('自分のデータ', () => {
  let folder: string;
  let storage: Storage;
  let run: (...words: string[]) => Promise<Ran>;
  let bot: TestBot;
  before(async function () {
    this.timeout(30_000);
    folder = await mkdtemp(join(tmpdir(), 'own-data-'));
    await writeFile(join(folder, 'staff.csv'), LIST);
    storage = memoryStorage();
    await storage.ensure(TABLES);
    await writeContentFolder(join(folder, 'content'));
    run = commandLine(storage, join(folder, 'content'));
    const imported = await run('staff', 'import', join(folder, 'staff.csv'));
    assert.equal(imported.code, 0, imported.err);
    bot = await startBot({storage}, {contentDir: join(folder, 'content')});
    bot.connector.members.set(tanaka.id, {userPrincipalName: 'tanaka@city.example'});
    bot.connector.members.set(sato.id, {userPrincipalName: 'sato@city.example'});
  });
  after(async () => {
    await (bot as TestBot | undefined)?.stop();
    await rm(folder, {recursive: true});
  });

  const shows = async (by: Person) => cardOf((await bot.says('自分のデータ', {by})).activities.at(-1));
  const presses = async (card: Record<string, unknown>, title: string, by: Person) => {
    const data = buttonsOf(card).get(title);
    assert.ok(data !== undefined, `${title} of ${[...buttonsOf(card).keys()].join()}`);
    const {body} = await bot.presses(data, {by});
    return (body as {value: Record<string, unknown>}).value;
  };

  it('shows the person’s own row of the staff list, and nobody else’s', async () => {
    await bot.says('ヘルプ', {by: tanaka});
    const shown = visibleText(await shows(tanaka));
    for (const part of [
      '000102',
      '田中 花子',
      'タナカ ハナコ',
      '総務課 庶務係 係長',
      'tanaka@city.example',
      'アカウントとの結び付き',
    ])
      assert.ok(shown.includes(part), part);
    assert.doesNotMatch(shown, /佐藤|鈴木|000103|名簿に出さない/);
  });

  it('says before deleting what goes, and what stays and why', async () => {
    await bot.says('6階で仕事', {by: tanaka});
    const asked = await presses(await shows(tanaka), '消せるものを消す', tanaka);
    const shown = visibleText(asked);
    assert.match(
      shown,
      /消えるもの[\s\S]*このチャットの宛先[\s\S]*残るものと、その理由[\s\S]*職員名簿：アカウントとの結び付き: 人事担当/,
    );
    assert.match(shown, /回答への評価: だれのものかを残していない/);
    assert.match(visibleText(await presses(asked, 'やめる', tanaka)), /このチャットの宛先/);
    assert.ok((await traces(storage, tanaka)).some((row) => row.startsWith('conversations')));
  });

  it('deletes at a second press what may be deleted, of that person alone', async () => {
    await bot.says('今日は在宅', {by: tanaka});
    await bot.says('今日は在宅', {by: sato});
    const before = await traces(storage, sato);
    assert.ok((await traces(storage, tanaka)).some((row) => row.startsWith('whereabouts')));
    const asked = await presses(await shows(tanaka), '消せるものを消す', tanaka);
    const done = visibleText(await presses(asked, '消す', tanaka));
    assert.match(done, /消しました/);
    assert.match(done, /残るものと、その理由[\s\S]*職員名簿/);
    // What binds the account to the list stays as long as the list does.
    assert.deepEqual(
      (await traces(storage, tanaka)).filter((row) => !row.startsWith('links')),
      [],
    );
    assert.deepEqual(await traces(storage, sato), before);
    // Once more is no harm.
    assert.match(visibleText(await presses(asked, '消す', tanaka)), /消しました/);
  });

  describe('at a request on paper', () => {
    const out = (name: string) => join(folder, name);

    it('is written to a new file that only its owner can read', async () => {
      await bot.says('今日は在宅', {by: sato});
      const {code, err} = await run('person', 'export', '000103', '--out', out('sato.json'));
      assert.equal(code, 0, err);
      const file = JSON.parse(await readFile(out('sato.json'), 'utf8')) as {
        items: {label: string; value: string}[];
        data: Record<string, unknown>;
      };
      assert.ok(file.items.some(({value}) => value.includes('sato@city.example')));
      assert.match(JSON.stringify(file.data['whereabouts']), /home|在宅/);
      assert.doesNotMatch(JSON.stringify(file), /田中/);
      assert.equal((await stat(out('sato.json'))).mode & 0o077, 0);
      const again = await run('person', 'export', '000103', '--out', out('sato.json'));
      assert.equal(again.code, 1);
      assert.match(again.err, /EEXIST/);
    });

    it('finds people by number, address and account, and never guesses', async () => {
      for (const [i, given] of ['000103', 'SATO@city.example', `${TENANT}/${sato.objectId}`].entries()) {
        const {code, err} = await run('person', 'export', given, '--out', out(`${i}.json`));
        assert.equal(code, 0, `${given}: ${err}`);
        assert.match(await readFile(out(`${i}.json`), 'utf8'), /佐藤 太郎/);
      }
      for (const given of ['shared@city.example', '999999', '佐藤']) {
        const {code, err} = await run('person', 'export', given, '--out', out('none.json'));
        assert.deepEqual([code, err.includes('一人に決まりません')], [1, true], given);
      }
      assert.equal((await run('person', 'export', '000103')).code, 2);
    });

    it('is deleted once it is confirmed', async () => {
      const asked = await run('person', 'erase', '000103');
      assert.equal(asked.code, 1);
      assert.match(asked.out, /^消える goes: このチャットの宛先$/m);
      assert.match(asked.out, /^残る stays: 職員名簿：氏名（人事担当/m);
      assert.doesNotMatch(asked.out, /佐藤/);
      assert.match(asked.err, /--yes/);
      assert.ok((await traces(storage, sato)).some((row) => row.startsWith('conversations')));
      const done = await run('person', 'erase', '000103', '--yes');
      assert.equal(done.code, 0);
      assert.match(done.out, /行を消しました/);
      // That it was done, and for whom, is on record.
      assert.deepEqual(
        (await traces(storage, sato)).filter((row) => !/^(links|audit)/.test(row)),
        [],
      );
    });

    it('leaves a row in the audit, with a number and never with an address', async () => {
      const {out: listed} = await run('audit', 'list', '--from', '2020-01-01', '--to', '2100-01-01');
      assert.match(listed, /person export {2}000103/);
      assert.match(listed, /person erase {2}000103/);
      assert.match(listed, /person export {2}mail [0-9a-f]{16}/);
      assert.doesNotMatch(listed, /@/);
    });

    it('is found of somebody whom the list does not know', async () => {
      await bot.says('ヘルプ', {by: {id: '29:guest', name: 'x', objectId: 'not-listed'}});
      const {code} = await run('person', 'export', `${TENANT}/not-listed`, '--out', out('stranger.json'));
      assert.equal(code, 0);
      assert.match(await readFile(out('stranger.json'), 'utf8'), /このチャットの宛先/);
    });
  });

  it('tells whoever is left out of the list that they are', async () => {
    assert.equal((await run('staff', 'hide', '000102')).code, 0);
    await eventually(async () => visibleText(await shows(tanaka)).includes('名簿に出さない'), 5_000);
    assert.doesNotMatch(visibleText(await shows(sato)), /名簿に出さない|田中/);
  });
});
