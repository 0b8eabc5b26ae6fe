import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Temporal} from '../../../src/kernel/time.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import type {Command, CommandIo} from '../../../src/platform/feature.ts';
import {buttonsOf, cardOf, startBot, visibleText, type TestBot} from '../../support/bot.ts';

let now = Temporal.Instant.from('2026-11-24T01:00:00Z');
const clock: Clock = {now: () => now, monotonic: () => performance.now()};

const RULE = `みなと市情報機器取扱規程

（目的）
第一条 この規程は、職員が使う情報機器の取扱いを定める。

（持ち出し）
第二条 端末を庁舎の外に持ち出すときは、課長の許可を受けなければならない。
2 許可の期間は、七日を限度とする。

（保管）
第三条 端末は、次のとおり保管する。
一 使わないときは、鍵のかかる棚に入れる。
二 棚の鍵は、次の者が管理する。
イ 課長
ロ 課長が不在のときは庶務担当係長

付則
この規程は、令和八年四月一日から施行する。
`;

describe('knowledge in chat', () => {
  let bot: TestBot;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'));
    bot = await startBot({clock}, {contentDir: folder});
    await bring('kiki.txt', RULE);
  });
  after(async () => {
    await bot.stop();
    await rm(folder, {recursive: true});
  });

  async function run(name: string, ...args: string[]): Promise<unknown> {
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
    await command.run({arguments: args, options: {}}, io);
    return JSON.parse(out.join('')) as unknown;
  }

  // Imports as the command does, and waits until the running bot has heard of it.
  async function bring(name: string, text: string): Promise<void> {
    await writeFile(join(folder, name), text);
    await run('knowledge import', join(folder, name));
    for (const feature of bot.house.features.all) await feature.refresh?.();
  }

  it('answers with the clause, its sentence marked, document, path and source', async () => {
    const {activities} = await bot.says('端末を持ち出すときは誰の許可がいる？');
    const card = cardOf(activities[0]);
    const shown = visibleText(card);
    assert.match(shown, /課長の許可を受けなければならない/);
    assert.match(shown, /第二条/);
    assert.match(shown, /みなと市情報機器取扱規程/);
    assert.match(shown, /kiki\.txt/);
    assert.match(shown, /令和8年4月1日から/);
    const marked = /"text":"([^"]*)","weight":"bolder","highlight":true/.exec(JSON.stringify(card))?.[1];
    assert.match(marked ?? '', /課長の許可/);
  });

  it('finds an article by its number and an item by its words', async () => {
    assert.match(visibleText((await bot.says('第三条には何が書いてある')).activities), /鍵のかかる棚/);
    assert.match(
      visibleText((await bot.says('棚の鍵は課長が不在のとき誰が管理する')).activities),
      /庶務担当係長/,
    );
  });

  it('opens a candidate on the same card, and the first one again', async () => {
    const {activities} = await bot.says('端末の保管は');
    const first = cardOf(activities[0]);
    const [title, data] = [...buttonsOf(first)][0] ?? [];
    assert.ok(title !== undefined && data !== undefined);
    const opened = await bot.presses(data);
    const card = cardOf(opened.sent.find((s) => s.method === 'put')?.activity);
    assert.ok(visibleText(card).includes(title.replace(/^\d+\. /, '')), title);
    assert.deepEqual(
      (opened.body as {value: unknown}).value,
      card,
      'the invoke is answered with the same card',
    );
    const back = [...buttonsOf(card)].find(([t]) => t.startsWith('1.'))?.[1];
    const again = await bot.presses(back ?? {});
    assert.deepEqual((again.body as {value: unknown}).value, first);
  });

  it('says that nothing supports an answer, and whom to ask', async () => {
    const shown = visibleText((await bot.says('結婚休暇は何日もらえますか')).activities);
    assert.match(shown, /見つかりませんでした/);
    assert.match(shown, /お尋ねください/);
    assert.doesNotMatch(shown, /みなと市/);
  });

  it('says that a document was replaced when an old card is pressed', async () => {
    const {activities} = await bot.says('端末の保管は');
    const old = [...buttonsOf(cardOf(activities[0])).values()][0] ?? {};
    now = now.add({minutes: 1});
    await bring('kiki.txt', RULE.replace('七日', '十日'));
    const pressed = await bot.presses(old);
    assert.match(visibleText((pressed.body as {value: unknown}).value), /差し替えられた/);
    assert.match(visibleText((await bot.says('持ち出しの許可の期間は')).activities), /十日/);
  });

  it('refuses card data that was changed by hand, and changes nothing', async () => {
    const {activities} = await bot.says('端末の保管は');
    const good = [...buttonsOf(cardOf(activities[0])).values()][0] ?? {};
    for (const change of [
      {refs: []},
      {refs: 'all'},
      {open: 99},
      {open: '0'},
      {refs: [{d: 'x'.repeat(10_000), g: 'g', p: 'p'}]},
      {refs: [{d: '../../etc/passwd', g: 'g', p: '0001'}], open: 0},
    ]) {
      const {status, body} = await bot.presses({...good, ...change});
      assert.equal(status, 200);
      assert.match(
        visibleText((body as {value: unknown}).value),
        /古くなった|差し替えられた/,
        JSON.stringify(change).slice(0, 60),
      );
    }
  });

  it('leaves out what takes effect later', async () => {
    await bring(
      'future.md',
      '---\ntitle: 新しい食堂\neffective: 2027-04-01\n---\n## 営業時間\n食堂の営業時間は11時から14時までです。\n',
    );
    assert.match(visibleText((await bot.says('食堂の営業時間は')).activities), /見つかりませんでした/);
    const before = now;
    now = Temporal.Instant.from('2027-04-01T00:00:00Z');
    assert.match(visibleText((await bot.says('食堂の営業時間は')).activities), /11時から14時/);
    now = before;
  });

  it('shows a document’s Markdown and HTML as the text that it is', async () => {
    await bring(
      'bad.md',
      '## 庁内放送\n庁内放送の申込みは[こちら](http://evil.example/x)<img src="http://evil.example/y">から**必ず**行う。\n',
    );
    const {activities} = await bot.says('庁内放送の申込みは');
    const blocks = JSON.stringify(cardOf(activities[0])['body']);
    // Whatever of it is left stands in blocks that draw no Markdown.
    for (const block of blocks.matchAll(/\{"type":"TextBlock","text":"([^"]*)"/g)) {
      assert.doesNotMatch(block[1] ?? '', /\]\(http|<img/);
    }
  });

  it('keeps questions out of the log', () => {
    assert.doesNotMatch(bot.logged.join(''), /端末|食堂|結婚/);
  });
});
