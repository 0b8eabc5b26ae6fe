import assert from 'node:assert/strict';
import {keptQuestions} from '../../../../src/features/knowledge/feedback/kept-questions.ts';
import {voteStore} from '../../../../src/features/knowledge/feedback/votes.ts';
import {CodedError} from '../../../../src/kernel/errors.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import type {Clock} from '../../../../src/platform/clock.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../../src/platform/storage/table.ts';
import {
  buttonsOf,
  cardOf,
  sato,
  startBot,
  tanaka,
  visibleText,
  type Heard,
  type TestBot,
} from '../../../support/bot.ts';
import {DOCUMENTS as SAMPLES, writeContentFolder} from '../../../support/content-folder.ts';
import {eventually, temporaryFolder} from '../../../support/processes.ts';
import {commandLine} from '../../../cli/run.ts';
import {allRows} from '../rows.ts';

const START = Temporal.Instant.from('2026-11-24T01:00:00Z');
const LET_KEEP = '質問を所管課の改善に使ってよい（名前は付けません）';

const DOCUMENTS = {
  ...SAMPLES,
  'kiki.md': `---
title: 情報機器取扱規程
---
## 第1条 持ち出し
端末を庁舎の外に持ち出すときは、課長の許可を受けなければならない。

## 第2条 保管
端末は鍵のかかる棚に保管する。

## 第3条 貸出し
端末の貸出しの期間は、七日を限度とする。
`,
};

describe('feedback in chat', () => {
  let now = START;
  const clock: Clock = {now: () => now, monotonic: () => performance.now()};
  let folder: {path: string; remove: () => Promise<void>};
  let bot: TestBot;
  beforeEach(async () => {
    now = START;
    folder = await temporaryFolder();
    await writeContentFolder(folder.path, {documents: DOCUMENTS});
    bot = await startBot({clock}, {contentDir: folder.path});
  });
  afterEach(async () => {
    await bot.stop();
    await folder.remove();
  });

  const QUESTION = '端末を持ち出すときは誰の許可がいる？';
  const counts = async () => {
    const all = await voteStore(bot.house.storage, () => '').counts();
    return all.map(({document, passage, useful, wrong, week}) => ({document, passage, useful, wrong, week}));
  };
  const kept = () =>
    keptQuestions(bot.house.storage).list(now.toZonedDateTimeISO('Asia/Tokyo').toPlainDate());
  const asked = async (question = QUESTION) => cardOf((await bot.says(question)).activities[0]);
  const button = (card: unknown, title: string) => {
    const data = buttonsOf(card).get(title);
    assert.ok(data !== undefined, `${title} in ${[...buttonsOf(card).keys()].join(' | ')}`);
    return data;
  };
  const answered = ({body}: Heard) => (body as {value: unknown}).value;

  it('counts a vote for the passage that was shown, and says that it has come', async () => {
    const pressed = answered(await bot.presses(button(await asked(), '役に立った')));
    assert.match(visibleText(pressed), /✓ 「役に立った」と伝えました/);
    assert.match(visibleText(pressed), /課長の許可/, 'the answer is still there');
    assert.deepEqual(await counts(), [
      {document: 'kiki', passage: '0001', useful: 1, wrong: 0, week: '2026-W48'},
    ]);
  });

  it('counts a press once, however often it is delivered, and each person’s', async () => {
    const vote = button(await asked(), '違う');
    await bot.presses(vote);
    const again = answered(await bot.presses(vote, {activity: {id: 'another-delivery'}}));
    assert.match(visibleText(again), /✓ 「違う」と伝えました/);
    await Promise.all([1, 2, 3].map((n) => bot.presses(vote, {activity: {id: `at-once-${n}`}, by: sato})));
    assert.deepEqual(
      (await counts()).map(({wrong}) => wrong),
      [2],
    );
  });

  it('moves the count of a person who thinks again, also to a candidate that was opened since', async () => {
    const first = answered(await bot.presses(button(await asked('端末の保管は'), '役に立った')));
    const changed = answered(await bot.presses(button(first, '「違う」に変える')));
    assert.deepEqual(
      (await counts()).map(({useful, wrong}) => [useful, wrong]),
      [[0, 1]],
    );
    const [title] = [...buttonsOf(changed).keys()].filter((t) => /^\d\. /.test(t));
    const opened = answered(await bot.presses(button(changed, title ?? '')));
    assert.match(visibleText(opened), /✓ 「違う」/, 'it is the same answer, whichever candidate is open');
    await bot.presses(button(opened, '「役に立った」に変える'));
    const all = await counts();
    assert.deepEqual(
      all.map(({useful, wrong}) => [useful, wrong]),
      [[1, 0]],
    );
    assert.ok(all.every(({passage}) => passage !== '0002'));
  });

  it('takes votes on guesses, and none where there is nothing to vote on', async () => {
    const guess = await asked('端末の保管と修理');
    assert.match(visibleText(guess), /近いのは次の箇所/);
    const pressed = answered(await bot.presses(button(guess, '役に立った')));
    assert.match(visibleText(pressed), /✓ 「役に立った」/);
    assert.match(visibleText(pressed), /近いのは次の箇所/);
    assert.equal((await counts()).length, 1);
    assert.ok(!buttonsOf(await asked('結婚休暇は何日もらえますか')).has('違う'));
  });

  it('acts in a group for the person who pressed, and shows the others nothing', async () => {
    const {activities} = await bot.says(QUESTION, {place: 'groupChat'});
    const pressed = await bot.presses(button(cardOf(activities[0]), '違う'), {place: 'groupChat', by: sato});
    assert.deepEqual(pressed.activities, []);
    assert.doesNotMatch(JSON.stringify(pressed.body), /佐藤|田中|00000000-0000-4000-8000/);
    await bot.presses(button(cardOf(activities[0]), '違う'), {place: 'groupChat', by: tanaka});
    assert.deepEqual(
      (await counts()).map(({wrong}) => wrong),
      [2],
    );
  });

  it('keeps nothing of the question unless the person lets it', async () => {
    const {logged, house} = bot;
    const none = await asked('結婚休暇は何日もらえますか');
    const wrong = answered(await bot.presses(button(await asked(), '違う')));
    assert.ok(buttonsOf(wrong).has(LET_KEEP) && buttonsOf(none).has(LET_KEEP));
    assert.ok(!buttonsOf(await asked()).has(LET_KEEP), 'nothing is offered before 「違う」');
    const elsewhere = (await allRows(house.storage)).filter(({table}) => table !== 'knowledge');
    assert.ok(elsewhere.length > 3);
    assert.doesNotMatch(JSON.stringify(elsewhere), /結婚休暇|持ち出すときは|誰の許可/);
    assert.doesNotMatch(logged.join(''), /結婚休暇|持ち出すときは/);
    assert.deepEqual(await kept(), []);
  });

  it('keeps it masked, with the week, once, and without a trace of the person', async () => {
    const question = '田中太郎さんが端末を庁舎の外に持ち出すときは課長の許可を受けなければならないか';
    const wrong = answered(await bot.presses(button(await asked(question), '違う')));
    const masked = '〔氏名〕さんが端末を庁舎の外に持ち出すときは課長の許可を受けなければならないか';
    assert.ok(visibleText(wrong).includes(masked), 'shows what would be kept');
    const consent = button(wrong, LET_KEEP);
    const pressed = answered(await bot.presses(consent));
    await Promise.all([1, 2].map((n) => bot.presses(consent, {activity: {id: `again-${n}`}})));
    assert.match(visibleText(pressed), /✓ 質問の文を、名前を付けずに残しました/);
    assert.ok(!buttonsOf(pressed).has(LET_KEEP));
    assert.deepEqual(await kept(), [
      {question: masked, week: '2026-W48', came: 'unsure', document: 'kiki', language: 'ja'},
    ]);
    const rows = (await allRows(bot.house.storage)).filter(({table}) =>
      ['questions', 'counts'].includes(table),
    );
    const [row] = rows.flatMap(({row: r}) => (r.rk.startsWith('q|') ? [r] : []));
    assert.deepEqual(Object.keys(row ?? {}).sort(), [
      'came',
      'document',
      'language',
      'pk',
      'question',
      'rk',
      'v',
      'week',
    ]);
    assert.match(row?.rk ?? '', /^q\|[0-9a-f]{32}$/, 'a hash');
    // No trace beside it, and beside the vote one that tells the week alone.
    const beside = rows.filter(({row: {rk}}) => rk.startsWith('o|'));
    assert.deepEqual(
      beside.map(({table, row: {until}}) => [table, until]),
      [['counts', '2026-12-30']],
    );
    assert.doesNotMatch(
      JSON.stringify(rows),
      /田中|太郎|00000000-0000-4000|personal-29|2026-11-2|T\d\d:\d\d/,
    );
  });

  it('keeps of an answer that was called wrong the document that it came from', async () => {
    const wrong = answered(await bot.presses(button(await asked(), '違う')));
    await bot.presses(button(wrong, LET_KEEP));
    assert.deepEqual(
      (await kept()).map(({came, document}) => [came, document]),
      [['wrong', 'kiki']],
    );
  });

  it('keeps a question without an answer, in the week and language in which it was asked', async () => {
    await bot.presses(button(await asked('結婚休暇は何日もらえますか'), LET_KEEP));
    const english = await asked('How much marriage leave may I take?');
    const pressed = answered(
      await bot.presses(
        button(english, 'My question may be used to improve the documents (no name is attached)'),
      ),
    );
    assert.match(visibleText(pressed), /Your question is kept/);
    const all = await kept();
    assert.deepEqual(all.map(({came, language}) => `${came} ${language}`).sort(), ['none en', 'none ja']);
  });

  it('refuses card data that was changed by hand, and changes nothing', async () => {
    const card = await asked();
    const vote = button(card, '違う');
    const fb = vote['fb'] as Record<string, unknown>;
    const consent = button(await asked('結婚休暇は何日もらえますか'), LET_KEEP);
    const keeping = consent['fb'] as Record<string, unknown>;
    for (const change of [
      {vote: 'great'},
      {refs: []},
      {open: 7},
      {refs: [{d: '../x', g: 'g', p: '0001'}]},
      {fb: {...fb, op: 'mine'}},
      {fb: {...fb, op: '00000000-0000-4000-8000-000000000000'}},
      {fb: {...fb, day: '2026-11-23'}},
      {fb: {...fb, came: 'unsure'}},
      {fb: {...fb, q: 'ボーナスを増やすべきですか'}},
      {fb: {...fb, q: undefined}},
      {fb: {...fb, sig: undefined}},
      {fb: {...fb, by: keeping['by']}},
      {fb: {...fb, op: `${String(fb['op'])}|x`}},
      {fb: {...fb, came: 'none'}},
      {fb: {...fb, day: '2026-02-31'}},
      {fb: {...fb, day: '2027-11-24'}},
      {fb: {...fb, day: '2026-10-01'}},
      {fb: undefined},
    ]) {
      const {status, body} = await bot.presses({...vote, ...change});
      assert.equal(status, 200);
      assert.match(
        visibleText((body as {value: unknown}).value),
        /古くなった|差し替えられた|受付は終わりました/,
      );
    }
    for (const change of [
      {q: 'マイナンバーは 1234 5678 9018 です。どう保管する？'},
      {q: 'あ'.repeat(301)},
      {q: '😀'},
      {q: 7},
      {q: 'ボーナスを増やすべきですか'},
      {op: '00000000-0000-4000-8000-000000000000'},
      {sig: String(fb['sig'])},
      {came: 'answer'},
      {day: '2026-10-01'},
    ]) {
      const {body} = await bot.presses({...consent, fb: {...keeping, ...change}});
      assert.match(visibleText((body as {value: unknown}).value), /古くなった|受付は終わりました/);
    }
    assert.deepEqual([await counts(), await kept()], [[], []]);
    const traces = (await allRows(bot.house.storage)).filter(({row}) => row.rk.startsWith('o|'));
    assert.deepEqual(traces, []);
  });

  it('lets nobody but the person who asked have the question kept', async () => {
    const {activities} = await bot.says('結婚休暇は何日もらえますか', {place: 'channel'});
    const consent = button(cardOf(activities[0]), LET_KEEP);
    const {status, body, sent} = await bot.presses(consent, {place: 'channel', by: sato});
    assert.equal(status, 200);
    assert.match(JSON.stringify(body), /activity\.message.*質問した本人だけが/);
    assert.deepEqual(sent, [], 'the card in the channel stays as it is');
    assert.deepEqual(await kept(), []);
    await bot.presses(consent, {place: 'channel', by: tanaka});
    assert.equal((await kept()).length, 1);
  });

  it('takes a press on a card of another instance, and shows nobody the key', async () => {
    const {storage} = bot.house;
    const card = await asked();
    const second = await startBot({clock, storage}, {contentDir: folder.path});
    try {
      const wrong = answered(await second.presses(button(card, '違う')));
      assert.match(visibleText(wrong), /✓ 「違う」/);
      await second.presses(button(wrong, LET_KEEP));
      assert.deepEqual([(await counts()).length, (await kept()).length], [1, 1]);
      const row = await storage.table('system').get('secrets', 'feedback');
      const key = row?.row['secret'];
      assert.ok(key instanceof Uint8Array);
      const shown = JSON.stringify([card, wrong, bot.logged, second.logged]);
      for (const form of ['hex', 'base64'] as const)
        assert.ok(!shown.includes(Buffer.from(key).toString(form)));
    } finally {
      await second.stop();
    }
  });

  it('says that a document was replaced, and counts nothing for it', async () => {
    const vote = button(await asked(), '役に立った');
    const run = commandLine(bot.house.storage, folder.path);
    assert.equal((await run('knowledge', 'remove', 'kiki')).code, 0);
    for (const feature of bot.house.features.all) await feature.refresh?.();
    assert.match(visibleText(answered(await bot.presses(vote))), /差し替えられたか、取り下げられました/);
    assert.deepEqual(await counts(), []);
  });

  it('forgets questions after 180 days, and who voted after 37', async () => {
    const sweep = async () => {
      for (const feature of bot.house.features.all) {
        for (const job of feature.jobs) await job.run(now, new AbortController().signal);
      }
    };
    await bot.presses(button(await asked('結婚休暇は何日もらえますか'), LET_KEEP));
    await bot.presses(button(await asked(), '役に立った'));
    const keys = async () =>
      (await allRows(bot.house.storage))
        .filter(({table}) => ['questions', 'counts'].includes(table))
        .map(({row}) => row.rk.slice(0, 2))
        .sort();
    await eventually(async () => (await keys()).includes('n|'), 2_000);
    assert.deepEqual(await keys(), ['c|', 'n|', 'o|', 'q|']);
    now = Temporal.Instant.from('2026-12-30T01:00:00Z');
    await sweep();
    assert.deepEqual(await keys(), ['c|', 'n|', 'o|', 'q|']);
    now = now.add({hours: 24});
    await sweep();
    assert.deepEqual(await keys(), ['c|', 'n|', 'q|']);
    // 180 days from the Monday of its week, the 23rd: the day before, the question is still there.
    now = Temporal.Instant.from('2027-05-21T14:00:00Z');
    await sweep();
    assert.equal((await kept()).length, 1);
    now = Temporal.Instant.from('2027-05-22T01:00:00Z');
    assert.deepEqual(await kept(), [], 'it is not shown any more, swept or not');
    await sweep();
    assert.deepEqual(await keys(), ['c|', 'n|']);
  });

  it('leaves rows of a later version alone', async () => {
    const voted = answered(await bot.presses(button(await asked(), '役に立った')));
    const table = bot.house.storage.table('counts');
    const rows = (await allRows(bot.house.storage)).filter(({row}) => row.rk.startsWith('c|'));
    for (const {row} of rows) await table.put({...row, v: 9, useful: 41});
    await bot.presses(button(voted, '「違う」に変える'));
    assert.deepEqual(
      (await counts()).map(({useful, wrong}) => [useful, wrong]),
      [[41, 0]],
    );
  });
});

describe('an answer with the key of feedback out of reach', () => {
  it('comes without the buttons of a vote', async () => {
    const folder = await temporaryFolder();
    await writeContentFolder(folder.path, {documents: DOCUMENTS});
    const inner = memoryStorage();
    let broken = true;
    const storage: Storage = {
      ...inner,
      table(name) {
        const table = inner.table(name);
        return {
          ...table,
          get: async (pk, rk, options) => {
            if (broken && pk === 'secrets') throw new CodedError('storage/unreachable', {reason: 'test'});
            return table.get(pk, rk, options);
          },
        };
      },
    };
    const bot = await startBot({storage}, {contentDir: folder.path});
    const asked = async () => cardOf((await bot.says('端末を持ち出すときは誰の許可がいる？')).activities[0]);
    const card = await asked();
    assert.match(visibleText(card), /課長の許可/);
    assert.ok(!buttonsOf(card).has('違う'));
    assert.match(bot.logged.join(''), /feedback\.skipped/);
    broken = false;
    assert.ok(buttonsOf(await asked()).has('違う'));
    await bot.stop();
    await folder.remove();
  });
});

describe('knowledge gaps', () => {
  let folder: {path: string; remove: () => Promise<void>};
  let bot: TestBot;
  let run: ReturnType<typeof commandLine>;
  before(async () => {
    folder = await temporaryFolder();
    await writeContentFolder(folder.path, {documents: DOCUMENTS});
    bot = await startBot({}, {contentDir: folder.path});
    run = commandLine(bot.house.storage, folder.path);
  });
  after(async () => {
    await bot.stop();
    await folder.remove();
  });

  it('says that there are none', async () => {
    const {code, out} = await run('knowledge', 'gaps');
    assert.equal(code, 0);
    assert.match(out, /答えられなかった質問はありません。.*No question went unanswered\./);
    assert.deepEqual((await run('knowledge', 'gaps', '--json')).json(), [{since: null, gaps: [], weeks: []}]);
  });

  it('shows similar questions together, and how many there were beside', async () => {
    for (const question of ['結婚休暇は何日ですか', '結婚休暇は取れますか', '食堂の営業時間を知りたい']) {
      const card = cardOf((await bot.says(question)).activities[0]);
      await bot.presses(buttonsOf(card).get(LET_KEEP) ?? {});
    }
    await bot.says('ヨットの係留料はいくらですか');
    const wrong = cardOf((await bot.says('端末を持ち出すときは誰の許可がいる？')).activities[0]);
    await bot.presses(buttonsOf(wrong).get('違う') ?? {});

    interface Shown {
      gaps: {question: string; count: number; weeks: string[]; came: object; now: string}[];
      weeks: {week: string; none: number; unsure: number; wrong: number}[];
    }
    let shown: Shown = {gaps: [], weeks: []};
    await eventually(async () => {
      shown = (await run('knowledge', 'gaps', '--json')).json()[0] as Shown;
      return shown.weeks[0]?.none === 4;
    }, 3_000);
    assert.deepEqual(
      shown.gaps.map(({count, now}) => [count, now]),
      [
        [2, 'none'],
        [1, 'none'],
      ],
    );
    const [largest] = shown.gaps;
    assert.match(largest?.question ?? '', /^結婚休暇/);
    assert.deepEqual(largest?.came, {none: 2, unsure: 0, wrong: 0});
    const [week] = shown.weeks;
    assert.deepEqual({...week, week: ''}, {week: '', none: 4, unsure: 0, wrong: 1});
    const {out} = await run('knowledge', 'gaps');
    assert.match(out, /^2 {2}\d{4}-W\d\d {2}記載なし none 2 {2}結婚休暇/m);
    assert.match(out, new RegExp(`^${week?.week ?? ''} {2}4 {2}0 {2}1$`, 'm'));
    assert.doesNotMatch(out, /ヨット|持ち出す/);
  });

  it('says of a question that it has an answer now', async () => {
    const {writeFile} = await import('node:fs/promises');
    const path = `${folder.path}/leave.md`;
    await writeFile(path, '---\ntitle: 休暇の手引\n---\n## 結婚休暇\n結婚休暇は七日です。\n');
    assert.equal((await run('knowledge', 'import', path)).code, 0);
    assert.match((await run('knowledge', 'gaps')).out, /今は答えが見つかります/);
  });

  it('takes a week to begin with, and refuses what is none', async () => {
    const [later] = (await run('knowledge', 'gaps', '--since', '2099-W01', '--json')).json() as {gaps: []}[];
    assert.deepEqual(later, {since: '2099-W01', gaps: [], weeks: []});
    for (const week of ['2026-11-21', '2026-W60', 'yesterday']) {
      const {code, err} = await run('knowledge', 'gaps', '--since', week);
      assert.equal(code, 2);
      assert.match(err, /--since/);
    }
  });
});
