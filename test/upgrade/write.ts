// Writes the rows that this release leaves behind, for a later one to read. Run once for each release, by hand, with
// the file's name of its own: node --import tsx test/upgrade/write.ts
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import {commandLine} from '../cli/run.ts';
import {temporaryFolder} from '../support/processes.ts';
import {accountOf, botOver, dump, KEN, LIST, PEOPLE, says, TARO, WRITTEN} from './world.ts';

const folder = await temporaryFolder();
const storage = memoryStorage();
const first = await botOver(storage, WRITTEN);
await first.stop();
const run = async (...words: string[]) => {
  const {code, err, out} = await commandLine(storage, 'content')(...words);
  assert.equal(code, 0, `${words.join(' ')}: ${err}`);
  return out;
};
const list = join(folder.path, 'staff.csv');
await writeFile(list, `\ufeff${LIST}`);
await run('staff', 'import', list);

const bot = await botOver(storage, WRITTEN);
const {signal} = new AbortController();
const {staff, directory} = bot.house;
await directory.refresh(signal);
for (const member of directory.all()) {
  const who = PEOPLE.find(({id}) => id === `29:${member.number}`);
  assert.ok(who);
  assert.equal(await staff.bind({account: accountOf(who), person: member.key}, WRITTEN, signal), 'bound');
}
await directory.refresh(signal);
const job = (name: string) => bot.house.jobs.run(name, WRITTEN, signal);

for (const by of PEOPLE) await says(bot, 'こんにちは', by);
// Booths: one of tomorrow, one of today under way, a wait.
for (const [said, by] of [
  ['明日の9時から1時間、集中ブース', TARO],
  ['今日の10時から1時間、集中ブース', KEN],
] as const) {
  const {buttons} = await says(bot, said, by);
  const book = [...buttons.values()].find(({verb}) => verb === 'booths.book');
  assert.ok(book, said);
  await bot.presses(book, {by});
}
const start = [...(await says(bot, '自分の予約', KEN)).buttons.values()].find(
  ({verb}) => verb === 'booths.start',
);
if (start !== undefined) await bot.presses(start, {by: KEN});
await run(
  'booths',
  'close',
  'focus-6',
  '--from',
  '2027-02-16T09:00',
  '--to',
  '2027-02-16T12:00',
  '--reason',
  '点検',
);

// Whereabouts, settings.
await says(bot, '6階のコミュニケーションエリアにいます', TARO);
await says(bot, '明日は在宅勤務です', KEN);
const settings = [...(await says(bot, '居場所の公開設定', KEN)).buttons.values()].find(
  ({verb}) => verb === 'whereabouts.save',
);
if (settings !== undefined)
  await bot.presses({...settings, in_visibility: 'section', in_others: 'false'}, {by: KEN});

// Trainings: duties, a completion, an objection, a digest.
await job('training.duties');
const mine = await says(bot, '受けていない研修は？', TARO);
for (const verb of ['training.done', 'training.object']) {
  const press = [...mine.buttons.values()].find((data) => data['verb'] === verb);
  if (press !== undefined) await bot.presses(press, {by: TARO});
}
await job('training.reminders');
await says(bot, '研修の日程', TARO);

// Questions, and one without an answer.
await says(bot, '集中ブースは何時間まで？', KEN);
await says(bot, '月の裏側の温度は？', KEN);
await run('outbox', 'hold', '--course', 'harassment');
await run('quiet', '--until', '2027-02-09T12:00');
await bot.stop();
await dump(storage);
await folder.remove();
