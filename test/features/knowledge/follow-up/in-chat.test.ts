import assert from 'node:assert/strict';
import {voteStore} from '../../../../src/features/knowledge/feedback/votes.ts';
import {talkStore, type Talks} from '../../../../src/features/knowledge/follow-up/talks.ts';
import {CodedError} from '../../../../src/kernel/errors.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import {systemClock, type Clock} from '../../../../src/platform/clock.ts';
import {connectTables} from '../../../../src/platform/storage/azure-table.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../../src/platform/storage/table.ts';
import {startAzurite} from '../../../support/azurite.ts';
import {
  buttonsOf,
  cardOf,
  sato,
  startBot,
  tanaka,
  TENANT,
  type Person,
  visibleText,
  type TestBot,
  type Where,
} from '../../../support/bot.ts';
import {DOCUMENTS as SAMPLES, writeContentFolder} from '../../../support/content-folder.ts';
import {temporaryFolder} from '../../../support/processes.ts';
import {allRows} from '../rows.ts';
import {ALONE} from './sentences.ts';

const START = Temporal.Instant.from('2026-11-24T01:00:00Z');

const DOCUMENTS = {
  ...SAMPLES,
  'kenshu.md': `---
title: 研修のきまり
---
## 受ける人
情報セキュリティ研修は、職員の全員が受ける。

## 派遣の職員
派遣の職員には情報セキュリティ研修の受講を勧めるが、義務ではない。

## 期間
情報セキュリティ研修の期間は、二月八日から三月五日までとする。
`,
  'kyushoku.md': `---
title: 食堂の利用
---
## 営業時間
食堂の営業時間は11時から14時までとする。
`,
};

const FIRST = '情報セキュリティ研修は誰が受けますか';
const WENT_ON = /『.*研修.*』についての続きとして答えました/;

describe('follow-ups on two bots with one storage', () => {
  let now = START;
  const clock: Clock = {now: () => now, monotonic: () => performance.now()};
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  let folder: {path: string; remove: () => Promise<void>};
  let storages: Storage[];
  let bots: TestBot[];
  before(async () => {
    azurite = await startAzurite();
    folder = await temporaryFolder();
    await writeContentFolder(folder.path, {documents: DOCUMENTS});
    storages = [1, 2].map(() => connectTables(azurite.connectionString, {clock: systemClock}));
    bots = await Promise.all(
      storages.map((storage) => startBot({storage, clock}, {contentDir: folder.path})),
    );
  });
  after(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await Promise.all(storages.map((storage) => storage.close()));
    await azurite.stop();
    await folder.remove();
  });
  beforeEach(() => {
    // Each test is a talk of its own.
    now = now.add({hours: 1});
  });

  // Both know what the other has answered, so each activity needs an id of its own.
  let count = 0;
  const reply = async (bot: number, text: string, where: Where = {}) => {
    const said = bots[bot]?.says(text, {...where, activity: {id: `said-${(count += 1)}`, ...where.activity}});
    return (await said)?.activities ?? [];
  };
  const ask = async (bot: number, text: string, where: Where = {}) =>
    visibleText(await reply(bot, text, where));
  const talks = async () => {
    const [storage] = storages;
    assert.ok(storage);
    return (await allRows(storage)).filter(({table}) => table === 'talks').map(({row}) => row);
  };

  it('go on from an answer of the other', async () => {
    assert.match(await ask(0, FIRST), /全員が受ける/);
    const shown = await ask(1, '派遣の人は？');
    assert.match(shown, /勧めるが、義務ではない/);
    assert.match(shown, WENT_ON);
  });

  it('go on twice, the second in place of the first', async () => {
    await ask(0, FIRST);
    await ask(1, '派遣の人は？');
    const shown = await ask(0, 'いつまで？');
    assert.match(shown, WENT_ON);
    assert.match(shown, /二月八日から三月五日まで/);
    // No document speaks of them.
    assert.doesNotMatch(await ask(1, '嘱託の人は？'), /続きとして|義務ではない/);
  });

  it('end after five minutes, and what was kept is deleted', async () => {
    await ask(0, FIRST);
    now = now.add({minutes: 4, seconds: 59});
    assert.match(await ask(1, '派遣の人は？'), WENT_ON);
    now = now.add({minutes: 5});
    assert.doesNotMatch(await ask(0, 'いつまで？'), /続きとして/);
    assert.deepEqual(await talks(), []);
  });

  it('leave a whole question alone', async () => {
    await ask(0, FIRST);
    assert.doesNotMatch(await ask(1, '食堂の営業時間は'), /続きとして/);
    // That is what the talk is about from now on.
    assert.doesNotMatch(await ask(0, '派遣の人は？'), WENT_ON);
  });

  it('mix no whole question with what was said before, whatever it finds alone', async () => {
    const mixed: string[] = [];
    for (const text of ALONE) {
      await ask(0, FIRST);
      if ((await ask(1, text)).includes('続きとして')) mixed.push(text);
    }
    assert.deepEqual(mixed, []);
  });

  it('say that nothing supports an answer where the new word stands nowhere', async () => {
    await ask(0, FIRST);
    assert.match(await ask(1, 'ヨットの場合は？'), /根拠になる記載が見つかりませんでした/);
  });

  it('can be asked alone by a press', async () => {
    await ask(0, FIRST);
    const card = cardOf((await reply(0, '派遣の人は？'))[0]);
    const again = buttonsOf(card).get('続きではなく、この文だけで調べる');
    assert.ok(again);
    const pressed = await bots[0]?.presses(again, {activity: {id: `alone-${count}`}});
    assert.doesNotMatch(visibleText((pressed?.body as {value: unknown}).value), /続きとして/);
    for (const q of ['', 'あ'.repeat(2001), 7, 'マイナンバーは 1234 5678 9018']) {
      const refused = await bots[0]?.presses({...again, q}, {activity: {id: `alone-${(count += 1)}`}});
      assert.match(visibleText((refused?.body as {value: unknown}).value), /古くなった/);
    }
  });

  it('show the next candidate, and the passage again', async () => {
    const first = await ask(0, FIRST);
    const next = await ask(1, '他には？');
    assert.match(next, /研修のきまり/);
    assert.notEqual(next.slice(0, 60), first.slice(0, 60));
    assert.equal((await ask(0, '原文を見せて')).slice(0, 30), next.slice(0, 30));
    for (let i = 0; i < 3; i++) await ask(1, '他には？');
    assert.match(await ask(0, 'ほかには？'), /ほかの候補はありません/);
    now = now.add({minutes: 6});
    assert.match(await ask(0, 'もっと詳しく'), /どの回答の続きか分かりませんでした/);
  });

  it('are each person’s own, and in a channel each conversation’s', async () => {
    await ask(0, FIRST, {place: 'channel'});
    assert.doesNotMatch(await ask(1, '派遣の人は？', {place: 'channel', by: sato}), /続きとして/);
    assert.doesNotMatch(await ask(1, '派遣の人は？', {place: 'personal'}), /続きとして/);
    assert.match(await ask(1, '派遣の人は？', {place: 'channel'}), WENT_ON);
    assert.doesNotMatch(await ask(1, '派遣の人は？', {place: 'groupChat'}), /続きとして/);
  });

  it('keep words and passages, never the sentence, a name or an id', async () => {
    await ask(0, '田中太郎さんは情報セキュリティ研修を受けますか', {by: sato});
    await ask(0, FIRST);
    const rows = await talks();
    assert.ok(rows.length >= 1);
    for (const row of rows) {
      assert.deepEqual(Object.keys(row).sort(), [
        'added',
        'open',
        'pk',
        'refs',
        'rk',
        'sure',
        'terms',
        'until',
        'v',
      ]);
    }
    const text = JSON.stringify(rows);
    assert.match(text, /研修/);
    assert.doesNotMatch(text, /受けますか|田中|太郎|00000000-0000-4000|personal-29/);
  });

  it('are shown to the person whose they are, and deleted with what else is kept', async () => {
    await ask(0, FIRST);
    assert.match(await ask(1, '自分のデータ'), /研修.*文そのものは残していません[\s\S]*5分/);
    const account = {tenant: TENANT, objectId: tanaka.objectId};
    const data = bots[0]?.house.features.all.find(({name}) => name === 'knowledge')?.personalData;
    const {signal} = new AbortController();
    assert.match(JSON.stringify(await data?.export(account, signal)), /研修/);
    assert.ok(((await data?.erase(account, signal)) ?? 0) > 0);
    assert.equal(await data?.export(account, signal), undefined);
    assert.doesNotMatch(await ask(1, '派遣の人は？'), /続きとして/);
  });

  it('have their votes counted once, whichever instance is pressed, and none lost', async () => {
    const press = async (data: Record<string, unknown>, bot: number, by: Person) =>
      bots[bot]?.presses(data, {by, activity: {id: `pressed-${(count += 1)}`}});
    const card = cardOf((await reply(0, FIRST))[0]);
    const [useful, wrong] = ['役に立った', '違う'].map((title) => buttonsOf(card).get(title) ?? {});
    assert.ok(useful && wrong);
    await Promise.all([0, 1, 0, 1].flatMap((bot) => [tanaka, sato].map((by) => press(useful, bot, by))));
    const sums = async () => {
      const counts = await voteStore(storages[0] ?? memoryStorage(), () => '').counts();
      return counts.map((c) => [c.useful, c.wrong]);
    };
    assert.deepEqual(await sums(), [[2, 0]]);
    await Promise.all([0, 1].map((bot) => press(wrong, bot, sato)));
    assert.deepEqual(await sums(), [[1, 1]]);
  });

  it('are deleted by a sweep, too', async () => {
    await ask(0, FIRST);
    now = now.add({minutes: 6});
    for (const feature of bots[0]?.house.features.all ?? []) {
      for (const job of feature.jobs) await job.run(now, new AbortController().signal);
    }
    assert.deepEqual(await talks(), []);
  });
});

describe('what is kept of a talk', () => {
  const place = {account: {tenant: 't', objectId: 'o'}};
  const state = {refs: [], open: 0, sure: true, terms: ['研修'], added: []};
  let storage: Storage;
  let talks: Talks;
  beforeEach(async () => {
    storage = memoryStorage();
    await storage.ensure(['talks']);
    talks = talkStore(storage);
  });

  it('stays where a later version wrote it', async () => {
    await talks.write(place, await talks.read(place, START), state, START);
    const [row] = (await allRows(storage)).map((found) => found.row);
    assert.ok(row);
    await storage.table('talks').put({...row, v: 2});
    const found = await talks.read(place, START.add({hours: 1}));
    assert.equal(found.state, undefined);
    await talks.write(place, found, {...state, terms: ['端末']}, START);
    await talks.sweep(START.add({hours: 1}));
    assert.deepEqual(
      (await allRows(storage)).map((f) => f.row),
      [{...row, v: 2}],
    );
  });

  it('is the later question’s where two come at once', async () => {
    const found = await talks.read(place, START);
    await talks.write(place, found, state, START);
    await talks.write(place, found, {...state, terms: ['端末']}, START);
    assert.deepEqual((await talks.read(place, START)).state?.terms, ['研修']);
  });
});

describe('a follow-up with storage out of reach', () => {
  it('is answered without what was said before', async () => {
    const folder = await temporaryFolder();
    await writeContentFolder(folder.path, {documents: DOCUMENTS});
    const inner = memoryStorage();
    let broken = false;
    const storage: Storage = {
      ...inner,
      table(name) {
        const table = inner.table(name);
        const fail = () => {
          if (broken && name === 'talks') throw new CodedError('storage/unreachable', {reason: 'test'});
        };
        return {
          ...table,
          get: async (pk, rk, options) => (fail(), table.get(pk, rk, options)),
          insert: async (row, options) => (fail(), table.insert(row, options)),
        };
      },
    };
    const bot = await startBot({storage}, {contentDir: folder.path});
    await bot.says(FIRST);
    broken = true;
    assert.match(visibleText((await bot.says(FIRST)).activities), /全員が受ける/);
    const shown = visibleText((await bot.says('派遣の人は？')).activities);
    assert.doesNotMatch(shown, /続きとして/);
    assert.match(shown, /派遣の職員/);
    broken = false;
    assert.match(visibleText((await bot.says('派遣の人は？')).activities), WENT_ON);
    await bot.stop();
    await folder.remove();
  });
});
