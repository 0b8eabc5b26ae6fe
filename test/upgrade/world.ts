import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import {Temporal} from '../../src/kernel/time.ts';
import {readRow, rowLine} from '../../src/platform/backup/lines.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Row, Storage} from '../../src/platform/storage/table.ts';
import {buttonsOf, startBot, TENANT, visibleText, type Person, type TestBot} from '../support/bot.ts';

// Rows as a release wrote them, and the same people who come back to them with a later one.

/** When the rows were written, and shortly after: a Tuesday. */
export const WRITTEN = Temporal.Instant.from('2027-02-09T10:00:00+09:00');
export const LATER = Temporal.Instant.from('2027-02-09T10:20:00+09:00');

export const FILE = join(import.meta.dirname, 'rows-0.1.0.jsonl.gz');

const person = (number: string, name: string): Person => ({
  ...{id: `29:${number}`, name},
  objectId: `00000000-0000-4000-8000-${number.padStart(12, '0')}`,
});
export const TARO = person('000103', '田中 太郎');
export const KEN = person('000104', '佐藤 健');
export const CHIEF = person('000126', '林 大地');
export const PEOPLE = [TARO, KEN, CHIEF] as const;

/** Of whom the list knows what a reader of a card may see. */
export const LIST = [
  '職員番号,氏名,フリガナ,所属コード,所属,係,職名,任用形態,週勤務時間,UPN,メールアドレス,内線,採用日,任期の種類',
  '000103,田中 太郎,タナカ タロウ,1020,財政課,財政係,主任,正規,38:45,s103@city.example,s103@city.example,1003,H20.4.1,無期',
  '000104,佐藤 健,サトウ ケン,1020,財政課,財政係,係長,正規,38:45,s104@city.example,s104@city.example,1004,H20.4.1,無期',
  '000126,林 大地,ハヤシ ダイチ,1040,人事課,,課長,正規,38:45,s126@city.example,s126@city.example,1026,H15.4.1,無期',
  '',
].join('\r\n');

/** A bot over a storage at a moment. The section in charge of trainings is the chief. */
export function botOver(storage: Storage, now: Temporal.Instant): Promise<TestBot> {
  return startBot({
    storage,
    clock: {now: () => now, monotonic: () => performance.now()},
    rolesOf: ({objectId}) =>
      objectId === CHIEF.objectId
        ? ['staff', 'course-section', 'personnel', 'operator', 'auditor']
        : ['staff'],
  });
}

export async function says(bot: TestBot, text: string, by: Person) {
  const {activities} = await bot.says(text, {by});
  return {text: visibleText(activities), buttons: buttonsOf(activities)};
}

export const accountOf = ({objectId}: Person) => ({tenant: TENANT, objectId});

/** Every row but those of the moment: what an instance was at, and what was delivered twice. */
export async function dump(storage: Storage): Promise<void> {
  const lines: string[] = [];
  for (const table of await storage.names()) {
    if (table.startsWith('seen')) continue;
    for await (const {row} of storage.table(table).list({})) {
      if (table === 'system' && ['leases', 'jobs'].includes(row.pk)) continue;
      if (!row.pk.startsWith('beats')) lines.push(rowLine({table, row}));
    }
  }
  await writeFile(FILE, gzipSync(`${lines.join('\n')}\n`, {level: 9}));
}

export async function rowsOfRelease(): Promise<{table: string; row: Row}[]> {
  const text = gunzipSync(await readFile(FILE)).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line, i) => readRow(line, FILE, i + 1));
}

/** The release's rows in a storage of their own. */
export async function storageOfRelease(change: (row: Row) => Row = (row) => row): Promise<Storage> {
  const storage = memoryStorage();
  const rows = await rowsOfRelease();
  await storage.ensure([...new Set(rows.map(({table}) => table))]);
  for (const {table, row} of rows) await storage.table(table).put(change(row));
  return storage;
}
