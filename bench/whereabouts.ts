// Whereabouts for a city hall: 20,000 people on the list, 12,000 states today, on Azurite.
//   node --import tsx bench/whereabouts.ts
// Finding somebody, a floor's card and setting, through the feature as a turn goes, each beside the bare read or write
// of the same rows, turn by turn in the same run; and how long the index of names takes, and its longest slice.
// Prints p50, p95 and the ratio of the medians, the median of three rounds after one that warms up.
import {copyFile, mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createHouse} from '../src/house.ts';
import {floorRows, keyOf, personRow, WHEREABOUTS_TABLE} from '../src/features/whereabouts/store/rows.ts';
import {accountKey} from '../src/kernel/ids.ts';
import type {Account} from '../src/kernel/person.ts';
import {Temporal} from '../src/kernel/time.ts';
import {directoryOf} from '../src/platform/directory/in-memory.ts';
import {buildNameIndex} from '../src/platform/directory/names/name-index.ts';
import type {StaffMember} from '../src/platform/directory/staff.ts';
import {systemClock} from '../src/platform/clock.ts';
import type {Speaker, Turn} from '../src/platform/feature.ts';
import {createLog} from '../src/platform/log.ts';
import {connectTables} from '../src/platform/storage/azure-table.ts';
import {keyPrefix, type Operation} from '../src/platform/storage/table.ts';
import {startAzurite} from '../test/support/azurite.ts';

const [PEOPLE, STATES, FLOORS, ROUNDS, TIMES] = [20_000, 12_000, 12, 4, 40];
const DAY = '2026-11-24';
const NOW = Temporal.Instant.from(`${DAY}T10:00:00+09:00`);
const ms = () => systemClock.monotonic();

// Names as numbers in kana: each surname some forty times, as the common ones are.
const KANA = ['ア', 'カ', 'サ', 'タ', 'ナ', 'ハ', 'マ', 'ヤ'];
const KANJI = ['田', '山', '川', '本', '村', '木', '藤', '野'];
const part = (n: number, letters: readonly string[]) =>
  [n, n >> 3, n >> 6].map((each) => letters[each % 8] ?? '').join('');
const accountOf = (n: number): Account => ({tenant: 'city', objectId: `o-${n}`});

function member(n: number): StaffMember {
  const section = String(1000 + (n % 400));
  return {
    key: `p-${n}`,
    number: String(n).padStart(6, '0'),
    name: `${part(n % 500, KANJI)} ${part(n, KANJI)}`,
    reading: `${part(n % 500, KANA)} ${part(n, KANA)}`,
    otherNames: [],
    main: {section, sectionName: `第${section}課`, unit: undefined, post: n % 20 === 0 ? '係長' : '主事'},
    further: [],
    flags: [],
    absences: [],
    unlisted: false,
    columns: {},
    extension: String(n),
  };
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const p95 = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

const azurite = await startAzurite();
const storage = connectTables(azurite.connectionString, {clock: systemClock});
const members = Array.from({length: PEOPLE}, (_, n) => member(n));
const directory = directoryOf({
  members,
  links: members.map(({key}, n) => ({account: accountOf(n), person: key})),
  version: 'bench',
});

let slice = ms();
let longest = 0;
const started = ms();
await buildNameIndex(members, directory.sections(), async () => {
  longest = Math.max(longest, ms() - slice);
  await new Promise((resolve) => setImmediate(resolve));
  slice = ms();
});
console.log(
  `index of ${PEOPLE} names: ${Math.round(ms() - started)} ms, longest slice ${Math.round(longest)} ms`,
);

// The sample's trainings are for people whom this list does not have.
const contentDir = await mkdtemp(join(tmpdir(), 'content-'));
for (const file of ['office.yaml', 'whereabouts.yaml'])
  await copyFile(join('content', file), join(contentDir, file));
const house = await createHouse(
  {
    ...{production: false, port: 0, playgroundPort: 0, dataDir: '', contentDir, logLevel: 'error'},
    ...{
      storageConnectionString: undefined,
      storageAccountUrl: undefined,
      backupContainerUrl: undefined,
      defaultLanguage: 'ja',
      zone: 'Asia/Tokyo',
    },
    ...{organisation: 'しごと市', jobs: false, welcome: false, messagesAMinute: 1e6, leaseSeconds: 15},
    ...{bot: undefined, roles: {}, metrics: {otlp: undefined, azureMonitor: undefined, everyMs: 60_000}},
  },
  {
    storage,
    directory,
    clock: {now: () => NOW, monotonic: ms},
    log: createLog('error', {write: () => undefined}),
  },
);
await house.start();

const table = storage.table(WHEREABOUTS_TABLE);
const AREAS = ['6f-communication', '6f-operations', '6f-recharge'];
const saidOf = (n: number) => {
  const floor = n % FLOORS === 0 ? 6 : 20 + (n % FLOORS);
  const where = {kind: 'place', site: 'main', floor, area: AREAS[n % 3]} as const;
  return [{where, from: 0, until: 1440, at: NOW.toString()}];
};
for (let at = 0; at < STATES; at += 40) {
  const operations = Array.from({length: 40}, (_, i) => at + i).flatMap((n): Operation[] => {
    const key = accountKey(accountOf(n));
    const rows = [personRow(DAY, key, saidOf(n)), ...floorRows(DAY, key, saidOf(n)).values()];
    return rows.map((row) => ({kind: 'put', row}));
  });
  await table.transact(operations);
}

const speaker = (n: number): Speaker => ({
  ...{account: accountOf(n), roles: ['staff'], language: 'ja', place: 'personal', now: NOW},
  signal: AbortSignal.timeout(60_000),
});
const intents = house.features.all.flatMap((feature) => feature.intents);
async function turn(text: string, n: number): Promise<void> {
  const {intent, sentence, slots} = house.talk.read(text, NOW);
  const whole = intents.find(({name}) => name === intent.name);
  if (whole === undefined || !intent.name.startsWith('whereabouts'))
    throw new Error(`${text}: ${intent.name}`);
  await whole.answer({...speaker(n), sentence, slots} satisfies Turn);
}

interface Case {
  readonly name: string;
  readonly promised: number;
  readonly feature: (n: number) => Promise<void>;
  /** The rows that it cannot do without, read or written bare. */
  readonly bare: (n: number) => Promise<void>;
}
const person = (n: number) => members[n % STATES] ?? member(0);
const cases: readonly Case[] = [
  {
    name: 'finding a person',
    promised: 50,
    feature: (n) => turn(`${person(n).name.replace(' ', '')}さんどこ？`, n + 1),
    async bare(n) {
      await table.get(DAY, keyOf.person(accountKey(accountOf(n % STATES))));
    },
  },
  {
    name: "a floor's card",
    promised: 100,
    feature: (n) => turn('6階に誰がいる？', n),
    async bare() {
      let rows = 0;
      for await (const {row} of table.list({pk: DAY, ...keyPrefix(keyOf.floor('main', 6))}))
        rows += row.rk === '' ? 0 : 1;
      if (rows === 0) throw new Error('nobody is on the floor');
    },
  },
  {
    name: 'setting',
    promised: 30,
    feature: (n) => turn(n % 2 === 0 ? '6階のコミュニケーションエリアにいます' : '今日は在宅', STATES + n),
    async bare(n) {
      const key = accountKey(accountOf(STATES + n));
      const rows = [
        personRow(`${DAY}-bare`, key, saidOf(n)),
        ...floorRows(`${DAY}-bare`, key, saidOf(n)).values(),
      ];
      await table.transact(rows.map((row): Operation => ({kind: 'put', row})));
    },
  },
];
for (const {name, promised, feature, bare} of cases) {
  const ratios: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [own, other]: [number[], number[]] = [[], []];
    for (let i = 0; i < TIMES; i++) {
      const n = round * TIMES + i;
      let from = ms();
      await feature(n);
      own.push(ms() - from);
      from = ms();
      await bare(n);
      other.push(ms() - from);
    }
    if (round === 0) continue;
    ratios.push(median(own) / median(other));
    all.push(...own);
  }
  console.log(
    `${name}: p50 ${median(all).toFixed(1)} ms, p95 ${p95(all).toFixed(1)} ms (asked ${promised}), ${median(ratios).toFixed(2)} times bare`,
  );
}
await house.stop();
await azurite.stop();
process.exit(0);
