import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createHouse} from '../src/house.ts';
import {CodedError} from '../src/kernel/errors.ts';
import {systemClock} from '../src/platform/clock.ts';
import {readConfig} from '../src/platform/config/config.ts';
import {createLog} from '../src/platform/log.ts';
import {connectTables} from '../src/platform/storage/azure-table.ts';
import {memoryStorage} from '../src/platform/storage/memory-table.ts';
import type {CallOptions, Storage, Table} from '../src/platform/storage/table.ts';
import {commandLine} from './cli/run.ts';
import {startAzurite} from './support/azurite.ts';
import {buttonsOf, cardOf, startBot, visibleText, type TestBot} from './support/bot.ts';
import {writeContentFolder} from './support/content-folder.ts';
import {eventually, temporaryFolder} from './support/processes.ts';

const TWO_SECONDS = 2_000;

describe('two bots on one storage', () => {
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  let folder: {path: string; remove: () => Promise<void>};
  let storages: Storage[];
  let bots: TestBot[];
  let run: ReturnType<typeof commandLine>;
  before(async () => {
    azurite = await startAzurite();
    folder = await temporaryFolder();
    const contentDir = join(folder.path, 'content');
    await writeContentFolder(contentDir);
    storages = [1, 2, 3].map(() => connectTables(azurite.connectionString, {clock: systemClock}));
    const [first, second, third] = storages;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    // At the same moment, on an empty storage.
    bots = await Promise.all([first, second].map((storage) => startBot({storage}, {contentDir})));
    run = commandLine(third, contentDir);
  });
  after(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await Promise.all(storages.map((storage) => storage.close()));
    await azurite.stop();
    await folder.remove();
  });

  // Both know what the other has answered, so each activity needs an id of its own.
  let count = 0;
  const ask = async (bot: TestBot | undefined, text: string) =>
    (await bot?.says(text, {activity: {id: `asked-${(count += 1)}`}}))?.activities ?? [];
  const said = async (bot: TestBot, text: string) => visibleText(await ask(bot, text));
  const soonAllSay = async (text: string, expected: RegExp) => {
    const start = performance.now();
    for (const bot of bots) {
      const left = TWO_SECONDS - (performance.now() - start);
      await eventually(async () => expected.test(await said(bot, text)), left);
    }
  };
  const importText = async (text: string) => {
    const path = join(folder.path, 'board.txt');
    await writeFile(path, text);
    const {code, err} = await run('knowledge', 'import', path);
    assert.equal(code, 0, err);
  };

  it('have each document of the content once, though both loaded it', async () => {
    const [documents] = (await run('knowledge', 'list', '--json')).json() as {document: string}[][];
    assert.deepEqual(documents?.map(({document}) => document).sort(), ['bicycle-parking', 'umbrella-stand']);
  });

  it('answer from what is imported, replaced and withdrawn, all within two seconds', async () => {
    const question = '掲示板に貼る紙はいつ外す？';
    await importText('第1条　掲示板に貼る紙は一週間で外す。\n');
    await soonAllSay(question, /一週間で外す/);
    await importText('第1条　掲示板に貼る紙は十日で外す。\n');
    await soonAllSay(question, /十日で外す/);
    assert.equal((await run('knowledge', 'remove', 'board')).code, 0);
    await soonAllSay(question, /^(?![\s\S]*十日で外す)/);
  });

  it('say of a card of a replaced document that it was replaced', async () => {
    const articles = ['鍵は総務課が持つ', '鍵の予備は管財課が持つ', '鍵を持つ者は名簿に書く'];
    await importText(articles.map((text, n) => `第${n + 1}条 掲示板の${text}。\n`).join(''));
    await soonAllSay('掲示板の鍵は誰が持つ？', /総務課が持つ/);
    const card = cardOf((await ask(bots[0], '掲示板の鍵は誰が持つ？'))[0]);
    const opening = [...buttonsOf(card).values()].find((data) => JSON.stringify(data).includes('"board"'));
    assert.ok(opening !== undefined, 'the card offers other candidates');
    await importText('第1条　掲示板の鍵は守衛室が持つ。\n');
    await soonAllSay('掲示板の鍵は誰が持つ？', /守衛室が持つ/);
    for (const bot of bots) {
      const {body} = await bot.presses(opening);
      assert.match(visibleText((body as {value?: unknown}).value), /差し替えられたか、取り下げられました/);
    }
  });

  it('follow content that is pushed within two seconds', async () => {
    await soonAllSay('ヨットの係留料は？', /見本課（内線 7001）/);
    const pushed = join(folder.path, 'pushed');
    await mkdir(pushed);
    await writeContentFolder(pushed, {
      documents: {},
      contacts: "default:\n  section: {ja: 別の課, en: Other}\n  extension: '7002'\ntopics: []\n",
    });
    assert.equal((await run('content', 'push', pushed)).code, 0);
    await soonAllSay('ヨットの係留料は？', /別の課（内線 7002）/);
  });

  it('know a list of the staff that is taken in, and its sections, within two seconds', async () => {
    const path = join(folder.path, 'staff.csv');
    await writeFile(path, '職員番号,氏名,所属コード,所属\n00101,見本 花子,1010,総務課\n');
    assert.equal((await run('staff', 'import', path)).code, 0);
    const since = performance.now();
    const allKnow = (fits: (bot: TestBot) => boolean) =>
      eventually(() => Promise.resolve(bots.every(fits)), TWO_SECONDS - (performance.now() - since));
    await allKnow(({house}) => house.directory.all().some(({name}) => name === '見本 花子'));
    await writeFile(path, '所属コード,所属名\n1010,総務企画課\n');
    const again = performance.now();
    assert.equal((await run('staff', 'sections', 'import', path)).code, 0);
    await eventually(
      () => Promise.resolve(bots.every(({house}) => house.directory.sections()[0]?.name === '総務企画課')),
      TWO_SECONDS + (performance.now() - again),
    );
  });

  it('follow synonyms that are pushed within two seconds', async () => {
    const question = 'ニリンゴローは？';
    await soonAllSay(question, /^(?![\s\S]*駐輪場を使う職員)/);
    const pushed = join(folder.path, 'pushed-synonyms');
    await mkdir(pushed);
    await writeContentFolder(pushed, {
      documents: {},
      synonyms: 'synonyms:\n  - {word: ニリンゴロー, official: [自転車]}\n',
    });
    assert.equal((await run('content', 'push', pushed)).code, 0);
    await soonAllSay(question, /駐輪場を使う職員は自転車を登録する/);
  });
});

/** A storage whose tables can be made to fail at once, or to answer nothing until the caller gives up. */
function fragile(): {storage: Storage; state: {mood: 'well' | 'refuses' | 'hangs'}} {
  const state: {mood: 'well' | 'refuses' | 'hangs'} = {mood: 'well'};
  const inner = memoryStorage();
  const fail = async (options: CallOptions | undefined): Promise<void> => {
    if (state.mood === 'well') return;
    if (state.mood === 'hangs') {
      // As long as the driver itself tries.
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 4_500).unref();
        options?.signal?.addEventListener('abort', () => resolve(), {once: true});
      });
    }
    throw new CodedError('storage/unreachable', {reason: 'test'});
  };
  const table = (name: string): Table => {
    const to = inner.table(name);
    return {
      ...to,
      get: async (pk, rk, options) => (await fail(options), to.get(pk, rk, options)),
      insert: async (row, options) => (await fail(options), to.insert(row, options)),
      update: async (row, etag, options) => (await fail(options), to.update(row, etag, options)),
      put: async (row, options) => (await fail(options), to.put(row, options)),
    };
  };
  return {
    state,
    storage: {
      ...inner,
      table,
      ensure: async (names, options) => (await fail(options), inner.ensure(names, options)),
      ping: (options) => fail(options),
    },
  };
}

describe('a bot whose storage is out of reach', () => {
  let bot: TestBot;
  let folder: {path: string; remove: () => Promise<void>};
  const {storage, state} = fragile();
  before(async () => {
    folder = await temporaryFolder();
    await writeContentFolder(folder.path);
    bot = await startBot({storage}, {contentDir: folder.path});
  });
  beforeEach(() => void (state.mood = 'well'));
  after(async () => {
    state.mood = 'well';
    await bot.stop();
    await folder.remove();
  });

  it('says so to whoever watches it, and is well again afterwards', async () => {
    state.mood = 'refuses';
    const response = await fetch(`${bot.url}/readyz`);
    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), {status: 'not ready', storage: 'memory: no answer'});
    state.mood = 'well';
    assert.equal((await fetch(`${bot.url}/readyz`)).status, 200);
  });

  it('still answers from what it holds, and says nothing twice once storage is back', async () => {
    state.mood = 'refuses';
    const again = {activity: {id: 'delivered-again'}};
    assert.match(visibleText((await bot.says('忘れた傘の保管は？', again)).activities), /守衛室/);
    state.mood = 'well';
    // Nobody could remember the first delivery: an answer given twice is better than none.
    assert.equal((await bot.says('忘れた傘の保管は？', again)).activities.length, 1);
    assert.equal((await bot.says('忘れた傘の保管は？', again)).activities.length, 0);
  });

  it('explains what needs storage, with the way to ask again', async () => {
    state.mood = 'refuses';
    const {activities} = await bot.says('自分のデータ');
    assert.match(visibleText(activities), /保存先につながりません/);
    assert.ok(buttonsOf(activities).has('もう一度'));
  });

  it('stays within the time of a message and of a press while storage answers nothing', async () => {
    state.mood = 'hangs';
    const timed = async (work: Promise<unknown>) => {
      const start = performance.now();
      await work;
      return performance.now() - start;
    };
    const [message, press] = await Promise.all([
      timed(bot.says('忘れた傘の保管は？')),
      timed(bot.presses({verb: 'house.incident', v: 1, kind: 'lost-device'})),
    ]);
    assert.ok(message < 10_000, `${message} ms`);
    assert.ok(press < 4_500, `${press} ms`);
  });
});

describe('a bot that is stopped', () => {
  it('while it loads, ends in order and is never ready', async () => {
    const {storage, state} = fragile();
    const logged: string[] = [];
    const log = createLog('debug', {write: (line) => void logged.push(line)});
    const house = await createHouse(readConfig({}, process.cwd()), {storage, log});
    state.mood = 'hangs';
    const starting = house.start();
    const failed = assert.rejects(starting);
    state.mood = 'well';
    await house.stop();
    await failed;
    assert.equal(house.isReady(), false);
    assert.doesNotMatch(logged.join(''), /"level":50/);
  }).timeout(2_000);
});
