import assert from 'node:assert/strict';
import {TABLES, VERSIONS} from '../../src/features.ts';
import {isCoded} from '../../src/kernel/errors.ts';
import type {Row, Storage} from '../../src/platform/storage/table.ts';
import {bumpVersion} from '../../src/platform/storage/versions.ts';
import {commandLine} from '../cli/run.ts';
import type {TestBot} from '../support/bot.ts';
import {eventually} from '../support/processes.ts';
import {botOver, KEN, LATER, rowsOfRelease, says, storageOfRelease, TARO, WRITTEN} from './world.ts';

/** Of these nothing lies there for longer than a turn, or only where a course asks questions. */
const EMPTY = ['answers', 'files', 'questions'];

describe('rows that the former release wrote', () => {
  let storage: Storage;
  let bot: TestBot;
  before(async () => {
    storage = await storageOfRelease();
    bot = await botOver(storage, LATER);
  });
  after(() => bot.stop());

  it('are of every table, and each says of which shape it is', async () => {
    const rows = await rowsOfRelease();
    const held = new Set(rows.map(({table}) => table));
    assert.deepEqual(
      TABLES.filter((name) => !held.has(name) && !EMPTY.includes(name)),
      [],
    );
    assert.ok(rows.every(({row}) => row.v >= 1));
  });

  it('are bookings that their holders find', async () => {
    assert.match((await says(bot, '自分の予約', TARO)).text, /2月10日\(水\)[^]*9:00/);
    assert.match((await says(bot, '自分の予約', KEN)).text, /集中ブース/);
    assert.deepEqual((await commandLine(storage, 'content')('booths', 'check')).code, 0);
  });

  it('are places that colleagues find', async () => {
    assert.match((await says(bot, '田中太郎さんどこ？', KEN)).text, /6階/);
  });

  it('are what somebody has to take, has said, and has been told', async () => {
    const history = (await says(bot, '自分の受講履歴', TARO)).text;
    const open = (await says(bot, '受けていない研修は？', TARO)).text;
    assert.match(history + open, /情報セキュリティ研修/);
    assert.match((await says(bot, '自分の受講履歴', TARO)).text, /本人|自己申告/);
  });

  it('are documents that answer', async () => {
    const {text} = await says(bot, '集中ブースは何時間まで？', KEN);
    assert.match(text, /2時間/);
  });

  it('are what operators keep back, what waits, and who did what', async () => {
    const held = bot.house.outbox.holds.current();
    assert.deepEqual([...held.topics.keys()], ['harassment']);
    assert.equal(held.quietUntil?.toString(), '2027-02-09T03:00:00Z');
    const run = commandLine(storage, 'content');
    assert.ok((await run('outbox', 'list')).out.split('\n').length > 2);
    assert.match((await run('audit', 'list')).out, /booths close/);
  });

  it('are a person’s own data, of every feature', async () => {
    const {text} = await says(bot, '自分のデータ', TARO);
    for (const word of ['予約', '居場所', '研修']) assert.ok(text.includes(word), word);
  });
});

describe('rows that a later release wrote, beside an instance of this one', () => {
  const LATER_SHAPE = 99;
  /** Every instance writes these for itself, whatever there was. */
  const OWN = (table: string, {pk}: Row) => table === 'system' && !['holds', 'secrets'].includes(pk);

  async function rowsIn(storage: Storage, name: string): Promise<Map<string, Row>> {
    const found = new Map<string, Row>();
    for await (const {row} of storage.table(name).list({})) found.set(`${row.pk} ${row.rk}`, row);
    return found;
  }

  /** What is told by one pointer: an instance that starts refuses it, one that runs keeps what it has. */
  const BY_POINTER = ['staff', 'knowledge', 'content'];
  const TALK = [
    'こんにちは',
    '自分の予約',
    '田中太郎さんどこ？',
    '受けていない研修は？',
    '今日のブースの状況',
  ];

  async function liveWith(bot: TestBot): Promise<void> {
    for (const text of TALK) assert.ok((await says(bot, text, KEN)).text !== '', text);
    assert.ok((await says(bot, '6階にいます', TARO)).text !== '');
    // A year later all that may go goes.
    const muchLater = WRITTEN.add({hours: 24 * 400});
    for (const {name} of await bot.house.jobs.list()) {
      const ran = bot.house.jobs.run(name, muchLater, AbortSignal.timeout(10_000));
      // One that cannot go on without them says so.
      await ran.catch((error: unknown) => assert.ok(isCoded(error, 'storage/newer-version'), String(error)));
    }
  }

  for (const table of TABLES.filter((name) => !EMPTY.includes(name))) {
    it(`in ${table} are neither changed nor deleted, and nothing stops for them`, async () => {
      const storage = await storageOfRelease();
      const newer = (await rowsOfRelease()).filter((each) => each.table === table && !OWN(table, each.row));
      const write = async () => {
        for (const {row} of newer) await storage.table(table).put({...row, v: LATER_SHAPE});
      };
      let bot: TestBot;
      if (BY_POINTER.includes(table)) {
        bot = await botOver(storage, LATER);
        await write();
        await bumpVersion(storage, table === 'content' ? VERSIONS.content : table);
        await eventually(() => bot.logged.some((line) => line.includes('storage/newer-version')), 5_000);
      } else {
        await write();
        bot = await botOver(storage, LATER);
      }
      const before = await rowsIn(storage, table);
      try {
        await liveWith(bot);
      } finally {
        await bot.stop();
      }
      const after = await rowsIn(storage, table);
      const touched = newer
        .map(({row}) => `${row.pk} ${row.rk}`)
        .filter((key) => JSON.stringify(after.get(key)) !== JSON.stringify(before.get(key)));
      assert.deepEqual(touched, []);
      if (BY_POINTER.includes(table)) {
        await assert.rejects(botOver(storage, LATER), (error) => isCoded(error, 'storage/newer-version'));
      }
    }).timeout(60_000);
  }
});
