import {Temporal} from '../../src/kernel/time.ts';
import type {Clock} from '../../src/platform/clock.ts';
import {directoryOf} from '../../src/platform/directory/in-memory.ts';
import type {StaffMember} from '../../src/platform/directory/staff.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import {staff} from '../features/whereabouts/chat.ts';
import {buttonsOf, startBot, TENANT, visibleText, type Person, type TestBot} from '../support/bot.ts';
import {SAMPLE_SECTIONS, SAMPLE_STAFF} from '../support/staff.ts';

/** 隠野 静 of 区民課, whom the personnel section has taken out of the list. */
export const HIDDEN = staff('000122');
/** A colleague of the same section, whose deputy they are by the list. */
export const COLLEAGUE = staff('000108');
/** What must not be found in anything that a third person sees. */
export const TRACE = /隠野|かくれの|カクレノ|ｶｸﾚﾉ|kakureno|000122|静/iu;

export type Kind = 'there' | 'not-there';

/** The sample, in which some have the hidden person for a deputy; or the same list without them. */
function members(kind: Kind): readonly StaffMember[] {
  return SAMPLE_STAFF.filter(({number}) => kind === 'there' || number !== '000122').map((member) =>
    kind === 'there' && member.main.section === '2010'
      ? {...member, columns: {...member.columns, 代理: '隠野 静'}}
      : member,
  );
}

export interface HiddenWorld {
  readonly bot: TestBot;
  readonly clock: Clock & {set(local: string): void};
  readonly storage: ReturnType<typeof memoryStorage>;
  readonly directory: ReturnType<typeof directoryOf>;
  says(
    text: string,
    by: Person,
  ): Promise<{text: string; buttons: ReadonlyMap<string, Record<string, unknown>>}>;
  presses(data: Readonly<Record<string, unknown>>, by: Person): Promise<string>;
  job(name?: string): Promise<void>;
  stop(): Promise<void>;
}

/** A day of the office in which everybody does what they do, the hidden person too, if there is one. */
export async function hiddenWorld(kind: Kind): Promise<HiddenWorld> {
  let now = Temporal.Instant.from('2026-11-24T10:00:00+09:00');
  const clock = {
    now: () => now,
    monotonic: () => performance.now(),
    set(local: string) {
      now = Temporal.Instant.from(`${local}:00+09:00`);
    },
  };
  const storage = memoryStorage();
  const all = members(kind);
  const directory = directoryOf({
    members: all,
    links: all.map(({key, number}) => ({
      account: {tenant: TENANT, objectId: staff(number).objectId},
      person: key,
    })),
    version: 'sample-1',
    sections: SAMPLE_SECTIONS,
  });
  const bot = await startBot({clock, storage, directory});
  const world: HiddenWorld = {
    ...{bot, clock, storage, directory},
    async says(text, by) {
      const {activities} = await bot.says(text, {by});
      return {
        text: visibleText(activities) + activities.map((each) => each.text ?? '').join(),
        buttons: buttonsOf(activities),
      };
    },
    async presses(data, by) {
      const {body, activities} = await bot.presses(data, {by});
      return `${visibleText(body)}\n${visibleText(activities)}`;
    },
    async job(name) {
      for (const job of bot.house.features.all.flatMap(({jobs}) => jobs)) {
        if (name === undefined || job.name === name) await job.run(now, AbortSignal.timeout(20_000));
      }
    },
    stop: () => bot.stop(),
  };
  await world.job('training.duties');
  const press = async (said: string, title: string, by: Person, more: Record<string, unknown> = {}) => {
    const {buttons} = await world.says(said, by);
    const data = [...buttons].find(([each]) => each.includes(title))?.[1];
    if (data !== undefined) await world.presses({...data, ...more}, by);
  };
  // The colleague lets others register for them.
  const open = {in_visibility: 'everyone', in_others: 'true', in_morning: '510'};
  await press('居場所の公開設定', '保存する', COLLEAGUE, open);
  await world.says('6階のコミュニケーションエリアにいます', COLLEAGUE);
  await world.says('6階のコミュニケーションエリアにいます', staff('000109'));
  if (kind === 'there') {
    await press('居場所の公開設定', '保存する', HIDDEN, open);
    await world.says('6階のコミュニケーションエリアにいます', HIDDEN);
    await press('今日の10時から1時間、集中ブース', '予約する', HIDDEN);
    await press('自分の予約', '利用開始', HIDDEN);
    await world.says('髙橋結さんどこ？', HIDDEN);
    await world.says('集中ブースは何時間まで？', HIDDEN);
    await press('高橋結さんは15時まで議会', 'ために登録する', HIDDEN);
    await press('受けていない研修は？', '対象ではない', HIDDEN);
  } else {
    // The colleague’s own word in the place of what the hidden one said for them.
    await world.says('15時まで議会', COLLEAGUE);
  }
  return world;
}
