import {Temporal} from '../../src/kernel/time.ts';
import type {CardAction} from '../../src/platform/feature.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {directory, staff} from '../features/whereabouts/chat.ts';
import {buttonsOf, startBot, type Person, type TestBot} from '../support/bot.ts';

const NOW = Temporal.Instant.from('2026-11-24T10:00:00+09:00');

/** Data as a button of the bot carries it. */
export type Pressed = Readonly<Record<string, unknown>>;

export interface World {
  readonly bot: TestBot;
  readonly storage: Storage;
  /** Whose things others are after. */
  readonly owner: Person;
  /** A colleague of the section, one of another, one who is on no list. */
  readonly others: readonly Person[];
  readonly actions: readonly CardAction[];
  /** The data of buttons that the bot really drew, the owner's among them. */
  readonly drawn: readonly Pressed[];
  /** The rows in which the owner stands, as text; who asked for them is not theirs to protect. */
  owned(): Promise<string[]>;
  /** All rows but what instances write for themselves. */
  rows(): Promise<string[]>;
  stop(): Promise<void>;
}

const SENTENCES = [
  'ヘルプ',
  '集中ブースは何時間まで？',
  '派遣の人は？',
  '今日のブースの状況',
  '集中ブースを予約',
  '明日の14時から1時間、集中ブース',
  '今日の13時から1時間、集中ブース',
  '自分の予約',
  '予約を延長',
  '予約をキャンセル',
  '居場所を登録',
  '6階のコミュニケーションエリアにいます',
  '明日は休みます',
  '居場所の公開設定',
  '田中さんどこ？',
  '田中太郎さんどこ？',
  '財政課の人は？',
  '6階に誰がいる？',
  '鈴木課長は15時まで議会',
  '受けていない研修は？',
  '自分の受講履歴',
  '自分のデータ',
  'メールを違う人に送ってしまいました',
  '月の裏側の温度は？',
  '予約',
];
const MOST_A_VERB = 8;

/** A bot in use, over its real HTTP door: somebody with things of theirs, and others who would like to have them. */
export async function fuzzWorld(): Promise<World> {
  const storage = memoryStorage();
  // A minute later at each look: cards grow old, days do not end.
  const clock = {now: () => NOW, monotonic: () => performance.now()};
  const bot = await startBot({storage, directory: directory(), clock}, {messagesAMinute: 1_000_000_000});
  const owner = staff('000103');
  const [crawler, sato, megumi] = ['000106', '000104', '000105'].map(staff) as [Person, Person, Person];
  const stranger = {id: '29:nobody', name: '名 無', objectId: '00000000-0000-4000-8000-0000000000ff'};
  const actions = bot.house.features.all.flatMap((feature) => feature.actions);

  for (const feature of bot.house.features.all) {
    for (const job of feature.jobs)
      if (job.name === 'training.duties') await job.run(NOW, AbortSignal.timeout(20_000));
  }
  const drawn = new Map<string, Pressed[]>();
  const collect = (value: unknown): Pressed[] => {
    const fresh: Pressed[] = [];
    for (const data of buttonsOf(value).values()) {
      const verb = String(data['verb']);
      const held = drawn.get(verb) ?? [];
      if (held.length >= MOST_A_VERB) continue;
      drawn.set(verb, [...held, data]);
      fresh.push(data);
    }
    return fresh;
  };
  const hears = async (text: string, by: Person) => collect((await bot.says(text, {by})).activities);
  const presses = async (data: Pressed, by: Person) => {
    const {body, activities} = await bot.presses(data, {by});
    return collect([body, activities]);
  };

  // The owner has a booking of today under way, one of tomorrow, a place, settings and trainings.
  for (const text of SENTENCES) await hears(text, owner);
  for (const said of ['今日の10時から1時間、集中ブース', '明日の9時から1時間、集中ブース']) {
    const plan = await bot.says(said, {by: owner});
    const book = [...buttonsOf(plan.activities).values()].find((data) => data['verb'] === 'booths.book');
    if (book !== undefined) await presses(book, owner);
  }
  for (const data of (drawn.get('booths.start') ?? []).slice(0, 1)) await presses(data, owner);
  await hears('自分の予約', owner);
  await hears('6階のコミュニケーションエリアにいます', owner);
  await presses(
    {...(drawn.get('whereabouts.save')?.[0] ?? {}), in_visibility: 'section', in_others: 'false'},
    owner,
  );
  // Somebody else walks from card to card, to see as many of them as there are.
  const found = (await Promise.all(SENTENCES.map((text) => hears(text, crawler)))).flat();
  for (let steps = 0; steps < 150; steps++) {
    const next = found.shift();
    if (next === undefined) break;
    found.push(...(await presses(next, crawler)));
  }

  async function rows(): Promise<string[]> {
    const all: string[] = [];
    for (const name of await storage.names()) {
      if (name === 'system' || name.startsWith('seen')) continue;
      for await (const {row} of storage.table(name).list({})) all.push(`${name} ${JSON.stringify(row)}`);
    }
    return all;
  }

  const bookings: string[] = [];
  for await (const {row} of storage.table('booths').list({})) {
    if (row.rk.startsWith('b|') && JSON.stringify(row).includes(owner.objectId))
      bookings.push(row.rk.slice(2));
  }

  return {
    bot,
    storage,
    owner,
    others: [sato, megumi, stranger],
    actions,
    drawn: [...drawn.values()].flat(),
    rows,
    async owned() {
      const marks = [owner.objectId, 'p-000103', ...bookings];
      return (await rows()).filter(
        (row) => marks.some((mark) => row.includes(mark)) && !/^whereabouts .*"rk":"a\|/.test(row),
      );
    },
    stop: () => bot.stop(),
  };
}
