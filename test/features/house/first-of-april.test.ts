import assert from 'node:assert/strict';
import {copyFile, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {TABLES} from '../../../src/features.ts';
import {localTime, Temporal} from '../../../src/kernel/time.ts';
import {systemClock} from '../../../src/platform/clock.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine, type Ran} from '../../cli/run.ts';
import {
  buttonsOf,
  cardOf,
  sato,
  startBot,
  tanaka,
  visibleText,
  type Person,
  type TestBot,
} from '../../support/bot.ts';
import {writeContentFolder} from '../../support/content-folder.ts';

const HEAD = '職員番号,氏名,フリガナ,所属コード,所属,係,職名,UPN,旧職員番号';
const OTHERS = ['00103,鈴木 三郎,スズキ サブロウ,1010,総務課,,主事,s103@city.example,'];
const BEFORE = [
  '00101,田中 花子,タナカ ハナコ,1010,総務課,,主任,s101@city.example,',
  '00102,佐藤 太郎,サトウ タロウ,1010,総務課,,主事,s102@city.example,',
  ...OTHERS,
];
// Half of them move, one with another number and a married name as well.
const AFTER = [
  '00201,見本 花子,ミホン ハナコ,1020,財政課,,係長,s101@city.example,00101',
  '00102,佐藤 太郎,サトウ タロウ,1020,財政課,,主事,s102@city.example,',
  ...OTHERS,
];

describe('a reorganisation that is imported for a later day', () => {
  let folder: string;
  let storage: Storage;
  let bot: TestBot;
  let run: (...words: string[]) => Promise<Ran>;
  let now: Temporal.Instant;
  const today = localTime(systemClock.now(), 'Asia/Tokyo').day;
  // The day after which all of it holds; far enough for the booking between to be ahead.
  const day = today.add({days: 1}).toString();

  before(async () => {
    // Commands go by the real clock, and know nothing of what comes after it.
    now = today.toZonedDateTime({timeZone: 'Asia/Tokyo', plainTime: '00:00'}).toInstant();
    folder = await mkdtemp(join(tmpdir(), 'april-'));
    const content = join(folder, 'content');
    await writeContentFolder(content);
    await copyFile('content/office.yaml', join(content, 'office.yaml'));
    const [from, to] = [today.subtract({days: 3}), today.add({days: 30})].map((each) => each.toString());
    await writeFile(
      join(content, 'trainings.yaml'),
      `courses:\n  - {id: security, title: {ja: 情報を守る研修, en: Security}, kind: video, minutes: 30, proof: self, windows: [{from: '${from}', to: '${to}'}], audience: {required: [{everyone: true}]}}\n`,
    );
    storage = memoryStorage();
    await storage.ensure(TABLES);
    run = commandLine(storage, content);
    await imported(BEFORE);
    bot = await startBot({storage, clock: {...systemClock, now: () => now}}, {contentDir: content});
    bot.connector.members.set(tanaka.id, {userPrincipalName: 's101@city.example'});
    bot.connector.members.set(sato.id, {userPrincipalName: 's102@city.example'});
    await bot.says('こんにちは', {by: tanaka});
    await bot.says('こんにちは', {by: sato});
    await job('training.duties');
  });
  after(async () => {
    await (bot as TestBot | undefined)?.stop();
    await rm(folder, {recursive: true});
  });

  async function imported(rows: readonly string[], ...words: string[]): Promise<void> {
    const path = join(folder, 'staff.csv');
    await writeFile(path, [HEAD, ...rows, ''].join('\n'));
    const {code, err} = await run('staff', 'import', path, ...words);
    assert.equal(code, 0, err);
  }
  async function job(name: string): Promise<void> {
    const jobs = bot.house.features.all.flatMap((feature) => feature.jobs);
    await jobs.find((each) => each.name === name)?.run(now, new AbortController().signal);
  }
  const says = async (text: string, by: Person) => (await bot.says(text, {by})).activities;
  const told = async (text: string, by: Person) => visibleText(await says(text, by));
  async function presses(text: string, title: string, by: Person): Promise<string> {
    const card = cardOf((await says(text, by)).find(({attachments}) => attachments !== undefined));
    const data = buttonsOf(card).get(title);
    assert.ok(data !== undefined, `${title} in ${visibleText(card)}`);
    return visibleText((await bot.presses(data, {by})).body);
  }

  it('keeps every booking, register entry and setting of who moves, and lies unseen until then', async () => {
    let open = today.add({days: 2});
    let asked = '';
    // A working day: closed ones are refused.
    for (let i = 0; i < 10 && !asked.includes('予約する'); i++, open = open.add({days: 1})) {
      asked = await told(`${open.month}月${open.day}日の10時から1時間、集中ブース1`, tanaka);
    }
    open = open.subtract({days: 1});
    const wish = `${open.month}月${open.day}日の10時から1時間、集中ブース1`;
    assert.match(await presses(wish, '予約する', tanaka), /予約しました/);
    assert.match(await presses('受けていない研修は？', '受講済みにする', tanaka), /受講済みにしました/);
    await told('6階にいます', sato);

    await imported(AFTER, '--effective', day, '--expect-moved', '2', '--expect-gone', '0');
    await bot.house.directory.refresh();
    assert.match(await told('佐藤さんどこ？', tanaka), /総務課/);

    now = Temporal.PlainDate.from(day)
      .toZonedDateTime({timeZone: 'Asia/Tokyo', plainTime: '08:00'})
      .toInstant();
    await job('training.duties');
    assert.match(await told('佐藤さんどこ？', tanaka), /財政課/);
    assert.match(await told('自分の予約', tanaka), /10:00〜11:00/);
    assert.match(await told('自分の受講履歴', tanaka), /情報を守る研修/);
    assert.match(await told('見本さんどこ？', sato), /見本 花子/);
    // The former name is not hers on the list any more, and nobody else has it.
    assert.doesNotMatch(await told('受けていない研修は？', tanaka), /情報を守る研修/);
    const report = await run('training', 'report', '--json');
    assert.match(report.out, /総務課|財政課/);
  });
});
