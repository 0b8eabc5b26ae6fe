import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {Temporal} from '../../../src/kernel/time.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import {
  buttonsOf,
  cardOf,
  sato,
  startBot,
  tanaka,
  TENANT,
  visibleText,
  type TestBot,
} from '../../support/bot.ts';
import {eventually} from '../../support/processes.ts';

const clock: Clock = {
  // A Tuesday, 10:00 in Tokyo.
  now: () => Temporal.Instant.from('2026-11-24T01:00:00Z'),
  monotonic: () => performance.now(),
};

describe('the house in chat', () => {
  let bot: TestBot;
  before(async () => {
    bot = await startBot({clock});
  });
  after(() => bot.stop());

  const says = async (text: string) => visibleText((await bot.says(text)).activities);

  for (const text of ['ヘルプ', '使い方', 'ﾍﾙﾌﾟ', 'help', '何ができるの？']) {
    it(`answers 「${text}」 with what each feature does`, async () => {
      const {activities} = await bot.says(text);
      const shown = visibleText(cardOf(activities[0]));
      for (const feature of bot.house.features.all) {
        const language = text === 'help' ? 'en' : 'ja';
        assert.ok(shown.includes(feature.help[language].title), feature.name);
      }
    });
  }

  it('greets, and thanks back', async () => {
    assert.match(await says('おはようございます'), /こんにちは/);
    assert.match(await says('ありがとう！'), /どういたしまして/);
    assert.match(await says('thanks'), /welcome/);
  });

  it('shows first steps at once when something has happened, whom to call now first', async () => {
    const {activities} = await bot.says('メールを誤送信してしまった');
    const shown = visibleText(cardOf(activities[0]));
    assert.match(shown, /誤送信/);
    assert.match(shown, /2199/);
    assert.ok(shown.indexOf('2199') < shown.indexOf('2999'), 'it is within the hours');
    assert.match(shown, /すぐにすること/);
    assert.match(shown, /してはいけないこと/);
  });

  it('names the after-hours contact first in the evening', async () => {
    const late = await startBot({
      clock: {...clock, now: () => Temporal.Instant.from('2026-11-24T11:00:00Z')},
    });
    try {
      const shown = visibleText((await late.says('USBをなくした')).activities);
      assert.ok(shown.indexOf('2999') < shown.indexOf('2199'));
    } finally {
      await late.stop();
    }
  });

  it('lists the emergencies, and each opens its steps on the same card', async () => {
    const {activities} = await bot.says('緊急のとき');
    const buttons = [...buttonsOf(cardOf(activities[0]))];
    assert.ok(buttons.length >= 6);
    for (const [title, data] of buttons) {
      const pressed = await bot.presses(data);
      const replaced = pressed.sent.find((s) => s.method === 'put');
      assert.ok(replaced !== undefined);
      assert.equal(replaced.activityId, 'the-card');
      assert.ok(visibleText(replaced.activity).includes(title.replace(/^▸ /, '')), title);
    }
  });

  it('answers a client that draws a card anew by itself, and edits no message', async () => {
    const [, data] = [...buttonsOf(cardOf((await bot.says('緊急のとき')).activities[0]))][0] ?? [];
    const value = {action: {type: 'Action.Execute', verb: data?.['verb'], data}, trigger: 'automatic'};
    const drawn = await bot.presses(data ?? {}, {activity: {value}});
    assert.match(visibleText((drawn.body as {value: unknown}).value), /すぐにすること/);
    assert.deepEqual(drawn.sent, []);
  });

  it('takes in no message with an individual number, and does not repeat it', async () => {
    const number = '1234 5678 9018';
    const {activities} = await bot.says(`私のマイナンバーは${number}です。手続きを教えて`);
    const shown = visibleText(activities);
    assert.match(shown, /個人番号/);
    assert.match(shown, /削除/);
    assert.match(shown, /2199/);
    assert.doesNotMatch(JSON.stringify(activities), /9018/);
    assert.doesNotMatch(bot.logged.join(''), /9018|マイナンバー/);
  });

  it('says that a date cannot be', async () => {
    assert.match(await says('11/31は開庁日ですか'), /11\/31.*という日付はありません/);
  });

  it('welcomes a person once, with a button for each feature, however often the client reports it', async () => {
    const base = {
      channelId: 'msteams',
      serviceUrl: bot.connector.url,
      from: {id: '29:new', aadObjectId: 'new-person'},
      recipient: {id: '28:shigotoba'},
      conversation: {id: 'personal-new', conversationType: 'personal', tenantId: TENANT},
    };
    const heard = await Promise.all([
      bot.receives({...base, id: 'i1', type: 'installationUpdate', action: 'add'}),
      bot.receives({...base, id: 'i2', type: 'conversationUpdate', membersAdded: [{id: '29:new'}]}),
    ]);
    await bot.receives({...base, id: 'i3', type: 'installationUpdate', action: 'add'});
    const cards = () => bot.connector.sent.filter((s) => s.conversation === 'personal-new');
    await eventually(() => cards().length > 0);
    // Long enough for a second one to have come.
    await setTimeout(500);
    assert.equal(cards().length, 1, `${heard.length} events`);
    const actions = cardOf(cards()[0]?.activity)['actions'] as unknown[];
    assert.equal(actions.length, bot.house.features.all.length);
  });

  it('shows a person what is kept about them', async () => {
    await bot.says('ヘルプ', {by: sato});
    const {activities} = await bot.says('自分のデータ', {by: sato});
    assert.match(visibleText(cardOf(activities[0])), /日本語/);
  });

  it('answers a press on an unknown or an old card with the way on, never with an error', async () => {
    for (const data of [
      {verb: 'nowhere.nothing', v: 1},
      {verb: 'house.incident', v: 99, kind: 'wrong-send'},
      {verb: 'house.incident', v: 1, kind: 7},
      {verb: 'house.incident', v: 1},
      {},
    ]) {
      const {status, body} = await bot.presses(data);
      assert.equal(status, 200);
      assert.match(visibleText((body as {value?: unknown}).value), /古くなった/);
    }
  });

  it('answers invokes that are not its own without an error', async () => {
    const {status} = await bot.presses({}, {activity: {name: 'task/fetch', value: {data: 1}}});
    assert.equal(status, 200);
  });

  it('says nothing twice when an activity is delivered again', async () => {
    const again = {activity: {id: 'the-same-activity'}};
    assert.equal((await bot.says('ヘルプ', again)).activities.length, 1);
    assert.equal((await bot.says('ヘルプ', again)).activities.length, 0);
  });

  it('says what a button says below the card, once, however often the press is delivered', async () => {
    const data = {verb: 'talk.say', v: 1, says: 'ヘルプ'};
    const first = await bot.presses(data, {activity: {id: 'the-same-press'}});
    assert.deepEqual(
      first.sent.map((s) => s.method),
      ['post'],
    );
    const again = await bot.presses(data, {activity: {id: 'the-same-press'}});
    assert.equal(again.status, 200);
    assert.deepEqual(again.sent, []);
  });

  it('hears a press of a client that can only submit', async () => {
    const value = {verb: 'house.incident', v: 1, kind: 'lost-device'};
    const {sent} = await bot.says('', {activity: {value, replyToId: 'the-card'}});
    assert.deepEqual(
      sent.map((s) => s.method),
      ['put'],
    );
    assert.match(visibleText(sent.map((s) => s.activity)), /紛失/);
  });

  it('answers in the language of the last sentence, and remembers it', async () => {
    await bot.says('help', {by: sato});
    const english = visibleText((await bot.says('?!', {by: sato})).activities);
    assert.match(english, /no words/);
    await bot.says('ヘルプ', {by: sato});
    assert.match(visibleText((await bot.says('?!', {by: sato})).activities), /言葉が見つかりません/);
  });

  for (const text of ['   ', '😀😀', '\u202e\u200b', 'x'.repeat(10_000), '長い'.repeat(5_000)]) {
    it(`answers ${JSON.stringify(text.slice(0, 8))}… (${text.length} characters) politely`, async () => {
      const {activities, status} = await bot.says(text);
      assert.equal(status, 200);
      assert.equal(activities.length, 1);
      assert.notEqual(visibleText(activities), '');
    });
  }

  for (const text of [
    '**太字**の[規程](http://x.example)は？',
    '<b>規程</b>',
    '${process.env.HOME} の規程',
    '{{規程}}',
  ]) {
    it(`shows ${text} inert`, async () => {
      const {activities, status} = await bot.says(text);
      assert.equal(status, 200);
      assert.doesNotMatch(JSON.stringify(activities), /root|"http:\/\/x\.example"/);
    });
  }
});

describe('group chats and channels', () => {
  let bot: TestBot;
  before(async () => {
    bot = await startBot({clock});
  });
  after(() => bot.stop());

  for (const place of ['groupChat', 'channel'] as const) {
    it(`hold nothing about a person: every intent asked in a ${place}`, async () => {
      for (const intent of bot.house.features.all.flatMap((feature) => feature.intents)) {
        for (const text of [...intent.examples.ja, ...intent.examples.en]) {
          const {sent, status} = await bot.says(text, {place});
          assert.equal(status, 200, text);
          const inPublic = sent.filter((s) => s.conversation.startsWith(place));
          assert.equal(inPublic.length, 1, text);
          if (intent.where !== 'private') continue;
          assert.match(visibleText(inPublic[0]?.activity), /個人チャット|personal chat/, text);
          const privately = sent.filter((s) => s.method === 'post' && !s.conversation.startsWith(place));
          assert.ok(privately.length > 0, `${text} is answered in the personal chat`);
        }
      }
    });
  }

  it('answer in the personal chat that is known, and make one for a person who has none', async () => {
    const stranger = await bot.says('自分のデータ', {by: sato, place: 'channel'});
    assert.ok(stranger.sent.some((s) => s.method === 'create'));
    await bot.says('ヘルプ', {by: tanaka});
    const known = await bot.says('自分のデータ', {by: tanaka, place: 'channel'});
    assert.ok(!known.sent.some((s) => s.method === 'create'));
    assert.ok(known.sent.some((s) => s.conversation === `personal-${tanaka.id}`));
  });

  it('are told to open a personal chat where none can be made', async () => {
    const other = {id: '29:other', name: '鈴木', objectId: 'suzuki-object'};
    const before = bot.connector.sent.length;
    // The neutral sentence is taken, making the chat is not.
    bot.connector.failures.push(200, 403);
    const {sent} = await bot.says('自分のデータ', {by: other, place: 'groupChat'});
    assert.ok(bot.connector.sent.length > before);
    assert.match(visibleText(sent.map((s) => s.activity)), /個人チャットを開いて/);
  });
});
