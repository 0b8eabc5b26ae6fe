// How long a list of 20,000 people takes to be taken in, and how soon running bots know it.
//   node --import tsx bench/staff-import.ts [PEOPLE]
// Runs the real command as a process of its own, three times, on a real table service (Azurite, in memory, another
// process) with a list in CP932: the first list, the same again, and one in which a third has moved. Two bots run
// beside it. Bare is the same bytes written and read back with nothing done to them.
import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import iconv from 'iconv-lite';
import {createHouse} from '../src/house.ts';
import {systemClock} from '../src/platform/clock.ts';
import {readConfig} from '../src/platform/config/config.ts';
import {createLog} from '../src/platform/log.ts';
import {connectTables} from '../src/platform/storage/azure-table.ts';
import type {Operation} from '../src/platform/storage/table.ts';
import {startAzurite} from '../test/support/azurite.ts';
import {writeContentFolder} from '../test/support/content-folder.ts';

const PEOPLE = Number(process.argv[2] ?? 20_000);
const run = promisify(execFile);
const ms = () => performance.now();
const seconds = (since: number) => ((ms() - since) / 1000).toFixed(1);

const HEAD =
  '職員番号,氏名,フリガナ,所属コード,所属,係,職名,任用形態,週勤務時間,UPN,メールアドレス,内線,採用日,任期の種類';
const row = (i: number, moved: boolean) => {
  const section = (i + (moved && i % 3 === 0 ? 1 : 0)) % 120;
  const address = `s${String(i).padStart(6, '0')}@city.example`;
  return [
    ...[
      String(i + 1).padStart(6, '0'),
      `見本\u3000${i}郎`,
      'ミホン タロウ',
      `1${String(section).padStart(3, '0')}`,
    ],
    ...[`第${section}課`, `第${i % 4}係`, i % 60 === 0 ? '課長' : '主事', '正規', '38:45'],
    ...[address, address, String(1000 + (i % 9000)), 'H20.4.1', '無期'],
  ].join(',');
};

const folder = await mkdtemp(join(tmpdir(), 'staff-import-'));
const contentDir = join(folder, 'content');
await writeContentFolder(contentDir);
const azurite = await startAzurite();
const environment = {
  ...process.env,
  ...{STORAGE_CONNECTION_STRING: azurite.connectionString, CONTENT_DIR: contentDir, DATA_DIR: folder},
};
const list = async (name: string, moved = false) => {
  const rows = Array.from({length: PEOPLE}, (_, i) => row(i, moved));
  const path = join(folder, name);
  await writeFile(
    path,
    iconv.encode(['職員名簿,令和8年4月1日現在', HEAD, ...rows, ''].join('\r\n'), 'cp932'),
  );
  return path;
};
const lists = [await list('first.csv'), await list('same.csv'), await list('moved.csv', true)];

const log = createLog('silent', {write: () => undefined});
const config = readConfig({CONTENT_DIR: contentDir}, process.cwd());
const bots = await Promise.all(
  [1, 2].map(async () => {
    const storage = connectTables(azurite.connectionString, {clock: systemClock});
    const house = await createHouse(config, {log, storage});
    await house.start();
    return house;
  }),
);

for (const [i, path] of lists.entries()) {
  const before = bots.map(({directory}) => directory.version());
  const began = ms();
  const expected = i === 2 ? ['--expect-moved', String(Math.ceil(PEOPLE / 3))] : [];
  const words = ['src/cli/shigotoba.mjs', 'staff', 'import', path, ...expected];
  const {stdout} = await run(process.execPath, words, {env: environment});
  const took = seconds(began);
  const ended = ms();
  while (bots.some(({directory}, n) => directory.version() === before[n])) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (ms() - ended > 60_000) throw new Error('the bots do not follow');
  }
  const followed = ((ms() - ended) / 1000).toFixed(2);
  console.log(`${stdout.trim()}\n  ${took} s, known to both bots ${followed} s after its end`);
}

const storage = connectTables(azurite.connectionString, {clock: systemClock});
await storage.ensure(['bare']);
const table = storage.table('bare');
const began = ms();
const json = 'x'.repeat(30_000);
const parts = Math.ceil((PEOPLE * 900) / json.length);
for (let at = 0; at < parts; at += 40) {
  const rows = Array.from({length: Math.min(40, parts - at)}, (_, i): Operation => {
    return {kind: 'insert', row: {pk: 'bare', rk: String(at + i).padStart(6, '0'), v: 1, json}};
  });
  await table.transact(rows);
}
let read = 0;
for await (const {row: stored} of table.list({pk: 'bare'})) read += String(stored['json']).length;
console.log(
  `bare: ${parts} rows of 30,000 characters written and read back (${read}) in ${seconds(began)} s`,
);

for (const bot of bots) await bot.stop();
await storage.close();
await azurite.stop();
await rm(folder, {recursive: true});
process.exit(0);
