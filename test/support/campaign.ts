import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {localTime} from '../../src/kernel/time.ts';
import {sideBySide} from '../../src/kernel/side-by-side.ts';
import {systemClock} from '../../src/platform/clock.ts';
import {staffStore} from '../../src/platform/directory/store.ts';
import {nationalHoliday} from '../../src/platform/office/holidays.ts';
import type {Entry} from '../../src/platform/scheduling/outbox/entry.ts';
import {outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {conversations} from '../../src/platform/teams/conversations.ts';
import {startInstances, tokenOf, type Instance, type Instances} from './instances.ts';
import {messagesOf, startLimitedTeams, type LimitedTeams} from './limited-teams.ts';
import {eventually} from './processes.ts';

// A city's year of trainings begins: everybody is on the list, has met the bot, and is told on the same morning.

/** What Teams takes from an app in a second. */
const TEAMS_A_SECOND = 50;
const SIDE_BY_SIDE = 32;
const ZONE = 'Asia/Tokyo';

export interface Campaign {
  /** On which the course opened. */
  readonly day: string;
  readonly all: Instances;
  readonly teams: LimitedTeams;
  /** Lets everybody's digest, which waits, go. */
  begin(): Promise<void>;
  readonly entries: () => Promise<Entry[]>;
  /** Waits until nothing waits any more. */
  finish(): Promise<void>;
  /** The instance that sends. */
  holder(): Instance;
  /** Nobody is lost, and nobody has it twice; who may have it or not is known. Gives the entries. */
  assertOnce(): Promise<Entry[]>;
  /** How long it took, in times of what Teams's limit allows, and how often a window was full. */
  figures(): Promise<{ratio: number; over: number; line: string}>;
  stop(): Promise<void>;
}

/** @param everyFault every so many requests meet with trouble, of each kind in turn; 0 for none */
export async function startCampaign(
  people: number,
  {
    bots = 3,
    everyFault = 0,
    leaseSeconds = 2,
  }: {bots?: number; everyFault?: number; leaseSeconds?: number} = {},
): Promise<Campaign> {
  const longestMs = 120_000 + people * 60;
  const day = lastWorkingDay();
  const teams = await startLimitedTeams(everyFault);
  const all = await startInstances({leaseSeconds});
  await writeFile(join(all.contentDir, 'trainings.yaml'), trainingFrom(day));
  const list = join(all.contentDir, 'staff.csv');
  await writeFile(list, staffList(people));
  await all.run('staff', 'import', list);
  await meetEverybody(all, teams.url);
  for (let i = 0; i < bots; i++) await all.start();
  const said = () => all.instances.map(({bot}) => bot.said().err).join('');
  // The sender writes who is asked for what before anybody can be reminded.
  await eventually(() => said().includes('"job":"training.duties","msg":"job.done"'), longestMs);
  await all.run('outbox', 'hold', '--lane', 'digests');
  await all.run('training', 'remind', '--as-of', `${day}T10:00`, '--yes');

  async function entries(): Promise<Entry[]> {
    const found: Entry[] = [];
    for await (const {entry} of outboxRows(all.storage).all()) {
      if (entry.occasion.startsWith('digest.')) found.push(entry);
    }
    return found;
  }
  assert.equal((await entries()).length, people, said());

  return {
    day,
    all,
    teams,
    entries,
    begin: () => all.run('outbox', 'release', '--lane', 'digests'),
    async finish() {
      const end = performance.now() + longestMs;
      // Reading all entries takes its share of the storage, so it is asked only once Teams hears nothing any more.
      for (let before = -1; ;) {
        assert.ok(performance.now() < end, 'the campaign does not end');
        await sleep(3_000);
        const heard = (await teams.log()).length;
        const isQuiet = heard === before;
        before = heard;
        if (!isQuiet) continue;
        const left = (await entries()).filter(({state}) => state === 'waiting' || state === 'sending').length;
        if (left === 0) return;
      }
    },
    holder: () => all.instances.reduce((a, b) => (tokenOf(b) > tokenOf(a) ? b : a)),
    async assertOnce() {
      const [found, log] = [await entries(), await teams.log()];
      const messages = messagesOf(log);
      assert.equal(found.length, people);
      for (const {account, state, reason} of found) {
        const got = messages.get(`c-${account.objectId}`) ?? 0;
        const what = `${account.objectId}: ${state} ${reason}, ${got} messages`;
        if (state === 'unknown') assert.ok(got <= 1, what);
        else assert.ok(state === 'sent' && got === 1, what);
      }
      return found;
    },
    async figures() {
      const log = await teams.log();
      const first = log[0]?.at ?? 0;
      const took = ((log.at(-1)?.at ?? 0) - first) / 1_000;
      const ratio = (took * TEAMS_A_SECOND) / people;
      const late = log.filter(({fate}) => fate === 'over').map(({at}) => ((at - first) / 1_000).toFixed(1));
      const peaksMiB = all.instances.map(({bot}) => peakMiB(bot.pid));
      const line =
        `${people} people in ${took.toFixed(1)} s, ${ratio.toFixed(2)} times the limit's time, windows exceeded ` +
        `${late.length} times${late.length > 0 ? ` (after ${late.slice(0, 20).join(', ')} s)` : ''}, peak ${peaksMiB.join(', ')} MiB`;
      return {ratio, over: late.length, line};
    },
    async stop() {
      await all.stop();
      await teams.stop();
    },
  };
}

function lastWorkingDay(): string {
  let {day} = localTime(systemClock.now(), ZONE);
  while (day.dayOfWeek > 5 || nationalHoliday(day.toString()).kind !== 'none') day = day.subtract({days: 1});
  return day.toString();
}

/** One course for everybody that opens on that day; reminders may go out at any hour. */
function trainingFrom(day: string): string {
  return `settings:
  hours: [{from: '00:00', to: '23:59'}]
courses:
  - id: everybody
    title: {ja: 全員の研修, en: For everybody}
    kind: video
    minutes: 15
    windows: [{from: '${day}', to: '2199-03-31'}]
    audience: {required: [{everyone: true}]}
    proof: import
    validity: window
`;
}

function staffList(people: number): string {
  const head =
    '職員番号,氏名,フリガナ,所属コード,所属,係,職名,任用形態,週勤務時間,UPN,メールアドレス,採用日,任期の種類';
  const rows = Array.from({length: people}, (_, i) => {
    const [number, mail] = [String(i + 1).padStart(6, '0'), `s${i}@city.example`];
    const section = i % 80;
    return [
      ...[number, `見本 ${i}郎`, 'ミホン タロウ', `1${String(section).padStart(3, '0')}`, `第${section}課`],
      ...[`第${i % 4}係`, '主事', '正規', '38:45', mail, mail, 'H20.4.1', '無期'],
    ].join(',');
  });
  return `\ufeff${[head, ...rows, ''].join('\r\n')}`;
}

/** Everybody has written to the bot once: an account that is bound, and a chat. */
async function meetEverybody({storage}: Instances, serviceUrl: string): Promise<void> {
  const staff = staffStore(storage);
  const people = conversations(storage, systemClock);
  const [list] = await staff.lists();
  assert.ok(list);
  await sideBySide(await staff.read(list), SIDE_BY_SIDE, async ({member}) => {
    const account = {tenant: 't', objectId: `p${member.number}`};
    const address = {serviceUrl, channel: 'msteams', tenant: 't', user: `29:${member.number}`, bot: '28:b'};
    await people.renew(account, {address, conversation: `c-${account.objectId}`}, undefined);
    assert.equal(
      await staff.bind({account, person: member.key}, systemClock.now(), new AbortController().signal),
      'bound',
    );
  });
}

/** The most memory that a process had resident; NaN where it is gone. */
function peakMiB(pid: number): number {
  try {
    const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1_024);
  } catch {
    return Number.NaN;
  }
}
