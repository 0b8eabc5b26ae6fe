import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {Temporal} from '../../../src/kernel/time.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import type {Command, CommandIo} from '../../../src/platform/feature.ts';
import {buttonsOf, cardOf, startBot, visibleText, type TestBot} from '../../support/bot.ts';

let now = Temporal.Instant.from('2026-11-24T01:00:00Z');
const clock: Clock = {now: () => now, monotonic: () => performance.now()};

const head = (keys: Record<string, string>): string =>
  `---\n${Object.entries(keys)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n`;

describe('documents in chat', () => {
  let bot: TestBot;
  let folder: string;

  beforeEach(async () => {
    now = Temporal.Instant.from('2026-11-24T01:00:00Z');
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
    bot = await startBot({clock}, {contentDir: folder, organisation: 'みなと市'});
  });
  afterEach(async () => {
    await bot.stop();
    await rm(folder, {recursive: true});
  });

  async function run(
    name: string,
    args: readonly string[],
    options: Record<string, unknown> = {},
  ): Promise<unknown> {
    const out: string[] = [];
    const command = bot.house.features.all
      .flatMap((f): readonly Command[] => f.commands)
      .find((c) => c.name === name);
    assert.ok(command, name);
    const io: CommandIo = {
      json: true,
      out: (line) => void out.push(line),
      err: () => undefined,
      now,
      progress: () => ({step: () => undefined, end: () => undefined}),
      signal: new AbortController().signal,
    };
    await command.run({arguments: args, options}, io);
    for (const feature of bot.house.features.all) await feature.refresh?.();
    return JSON.parse(out.join('')) as unknown;
  }

  async function bring(name: string, text: string, options: Record<string, unknown> = {}): Promise<unknown> {
    await writeFile(join(folder, name), text);
    return run('knowledge import', [join(folder, name)], options);
  }

  const answer = async (question: string): Promise<string> =>
    visibleText((await bot.says(question)).activities);
  const list = async () => (await run('knowledge list', [])) as Record<string, unknown>[];

  const RULE = (days: string): string =>
    `# 端末貸出規程\n\n### 第1条（期間）\n\n端末の貸出しの期間は、${days}日とする。\n\n### 第2条（返却）\n\n端末は、窓口に返す。\n`;

  it('answers from the version in force, says from when the next holds, and then answers from that', async () => {
    await bring('kashidashi.md', head({effective: '2026-04-01'}) + RULE('七'));
    assert.deepEqual(
      (
        (await bring('kashidashi.md', head({effective: '2027-04-01'}) + RULE('十四'))) as {change: string}[]
      )[0]?.change,
      'version',
    );
    const today = await answer('端末の貸出しの期間は何日？');
    assert.match(today, /七日とする/);
    assert.doesNotMatch(today, /十四日/);
    assert.match(today, /令和9年4月1日から新しい版に変わります/);
    now = Temporal.Instant.from('2027-03-31T15:00:00Z');
    const then = await answer('端末の貸出しの期間は何日？');
    assert.match(then, /十四日とする/);
    assert.doesNotMatch(then, /新しい版/);
  });

  it('keeps both, and lists what holds, what comes and how often each document answered', async () => {
    await bring('kashidashi.md', head({effective: '2026-04-01'}) + RULE('七'));
    await bring('kashidashi.md', head({effective: '2027-04-01'}) + RULE('十四'));
    await answer('端末の貸出しの期間は何日？');
    await answer('端末はどこに返す？');
    const rows = await until(list, (found) => found[0]?.['answered'] === 2);
    assert.deepEqual(
      rows.map(({document, effectiveFrom, state, kind, answered}) => [
        document,
        effectiveFrom,
        state,
        kind,
        answered,
      ]),
      [
        ['kashidashi', '2026-04-01', 'in-force', 'rule', 2],
        ['kashidashi', '2027-04-01', 'coming', 'rule', 2],
      ],
    );
  });

  it('withdraws one version, or all', async () => {
    await bring('kashidashi.md', head({effective: '2026-04-01'}) + RULE('七'));
    await bring('kashidashi.md', head({effective: '2027-04-01'}) + RULE('十四'));
    await run('knowledge remove', ['kashidashi'], {edition: '令和9年4月1日'});
    assert.deepEqual(
      (await list()).map(({effectiveFrom}) => effectiveFrom),
      ['2026-04-01'],
    );
    assert.doesNotMatch(await answer('端末の貸出しの期間は何日？'), /新しい版/);
    await run('knowledge remove', ['kashidashi']);
    assert.deepEqual(await list(), []);
    assert.match(await answer('端末の貸出しの期間は何日？'), /見つかりませんでした/);
  });

  it('replaces a version that is imported again with its day of effect', async () => {
    await bring('kashidashi.md', head({effective: '2026-04-01'}) + RULE('七'));
    await bring('kashidashi.md', head({effective: '2026-04-01'}) + RULE('八'));
    assert.equal((await list()).length, 1);
    assert.match(await answer('端末の貸出しの期間は何日？'), /八日とする/);
  });

  it('marks what is not a rule of one’s own organisation', async () => {
    await bring('a.txt', 'しおさい市端末調査報告書\n\n1 概要\n\n端末の故障は年に20件あった。\n');
    const shown = await answer('端末の故障は何件？');
    assert.match(shown, /他団体の資料（しおさい市）/);
    assert.match(shown, /報告（規程ではありません）/);
    await bring('b.txt', '端末調査報告書\n\n1 概要\n\n端末の廃棄は年に30件あった。\n', {
      issuer: 'みなと市管財課',
    });
    const own = await answer('端末の廃棄は何件？');
    assert.doesNotMatch(own, /他団体/);
    assert.match(own, /報告（規程ではありません）/);
    assert.match(own, /みなと市管財課/);
  });

  it('puts no warning on a rule of one’s own, and cites its clause', async () => {
    await bring(
      'kiki.txt',
      'みなと市情報機器取扱規程\n\n（保管）\n第三条 端末は、次のとおり保管する。\n一 使わないときは、鍵のかかる棚に入れる。\n二 棚の鍵は、次の者が管理する。\nイ 課長\nロ 課長が不在のときは庶務担当係長\n',
    );
    const shown = await answer('課長が不在のとき棚の鍵は誰が管理する');
    assert.match(shown, /第三条第二号/);
    assert.doesNotMatch(shown, /⚠/);
  });

  it('puts a rule before a report that says as much', async () => {
    const sentence = '会議ブースの予約は、前の日までに行う。';
    await bring('report.txt', `会議ブース調査報告書\n\n1 概要\n\n${sentence}\n`);
    await bring('rule.txt', `会議ブース利用規程\n\n第1条 ${sentence}\n`);
    const {activities} = await bot.says('会議ブースの予約はいつまで？');
    const shown = visibleText(cardOf(activities[0]));
    assert.match(shown, /会議ブース利用規程/);
    assert.doesNotMatch(shown, /会議ブース調査報告書/);
  });

  it('shows a proposal as one, and beside it the rule that it would change, as a contradiction', async () => {
    await bring(
      'paper.txt',
      'みなと市端末委員会\n\n1 経緯\n\n要望があった。\n\n2 みなと市端末規程改正案\n\n私物のスマートフォンは、業務に限り勤務時間中の使用を認める。\n\n○みなと市端末規程\n\n（私物の禁止）\n\n第5条 私物のスマートフォンは、勤務時間中は使用してはならない。\n',
    );
    const {activities} = await bot.says('私物のスマートフォンを勤務時間中に使用していい？');
    const card = cardOf(activities[0]);
    const shown = visibleText(card);
    assert.match(shown, /使用してはならない/);
    assert.match(shown, /食い違う記載があります（してよいかどうか）/);
    assert.match(shown, /改正の案または改正文/);
    assert.match(shown, /使用を認める/);
    // The other side, opened, shows the same contradiction from its side.
    const other = [...buttonsOf(card)].find(([title]) => title.startsWith('2.'))?.[1];
    const pressed = await bot.presses(other ?? {});
    assert.match(visibleText((pressed.body as {value: unknown}).value), /食い違う記載があります/);
  });

  it('links a source that has an address, and says from where it opens', async () => {
    await bring('a.md', head({source: 'https://www.example.jp/kitei'}) + RULE('七'));
    const {activities} = await bot.says('端末の貸出しの期間は何日？');
    assert.match(
      JSON.stringify(cardOf(activities[0])),
      /"Action.OpenUrl","title":"出典を開く（インターネット）"/,
    );
  });

  it('shows to nobody what is for a section, as long as there is no staff list', async () => {
    await bring('a.md', head({audience: '"課:人事課"'}) + RULE('七'));
    for (const place of ['personal', 'groupChat', 'channel'] as const) {
      const {activities} = await bot.says('端末の貸出しの期間は何日？', {place});
      assert.match(visibleText(activities), /見つかりませんでした/);
    }
    assert.equal((await list())[0]?.['audience'], '課:人事課');
  });
});

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const value = await read();
    if (holds(value)) return value;
    await sleep(20);
  }
  return read();
}
