import assert from 'node:assert/strict';
import {occasionText, readOccasion} from '../../../../src/features/booths/notices/occasion.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import type {CardReply, CommandIo} from '../../../../src/platform/feature.ts';
import {OUTBOX_TABLE} from '../../../../src/platform/scheduling/outbox/rows.ts';
import {SYSTEM_TABLE} from '../../../../src/platform/storage/versions.ts';
import {buttonsOf, sato, suzuki, tanaka, TENANT, visibleText, type Person} from '../../../support/bot.ts';
import {startChat, type Chat} from '../chat.ts';

interface Entry {
  readonly occasion: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

const quietIo = (now: Temporal.Instant): CommandIo => ({
  json: true,
  out: () => undefined,
  err: () => undefined,
  now,
  progress: () => ({step: () => undefined, end: () => undefined}),
  signal: new AbortController().signal,
});

describe('notices of booths', () => {
  let chat: Chat;
  beforeEach(async () => (chat = await startChat('2026-11-24T09:00')));
  afterEach(() => chat.stop());

  const at = (time: string) =>
    Temporal.PlainDateTime.from(`2026-11-24T${time}`).toZonedDateTime('Asia/Tokyo').toInstant();

  async function book(sentence: string, by: Person = tanaka): Promise<void> {
    await chat.presses((await chat.says(sentence, {by})).button('予約する'), {by});
  }

  const booths = () => {
    const feature = chat.bot.house.features.all.find(({name}) => name === 'booths');
    assert.ok(feature !== undefined);
    return feature;
  };

  async function watch(time: string): Promise<void> {
    chat.at(`2026-11-24T${time}`);
    const job = booths().jobs.find(({name}) => name === 'booths.watch');
    await job?.run(at(time), new AbortController().signal);
  }

  async function entries(about: string): Promise<Entry[]> {
    const found: Entry[] = [];
    for await (const {row} of chat.bot.house.storage.table(OUTBOX_TABLE).list({})) {
      const [occasion, notBefore, notAfter] = ['occasion', 'notBefore', 'notAfter'].map((key) =>
        String(row[key]),
      );
      if (row.rk.startsWith('k|') && occasion?.startsWith(`${about}|`) === true) {
        found.push({occasion, notBefore: notBefore ?? '', notAfter: notAfter ?? ''});
      }
    }
    return found;
  }

  async function rendered({occasion}: Entry, time: string, by = tanaka): Promise<CardReply | undefined> {
    const account = {tenant: TENANT, objectId: by.objectId};
    return booths().render?.(occasion, account, at(time), 'ja');
  }

  it('come once, ten minutes before the start, with 利用開始', async () => {
    await book('今日の10時から1時間、集中ブース1');
    await watch('09:40');
    assert.deepEqual(await entries('start'), []);
    await watch('09:47');
    await watch('09:48');
    const [notice, ...more] = await entries('start');
    assert.ok(notice !== undefined);
    assert.deepEqual(more, []);
    assert.equal(Temporal.Instant.compare(Temporal.Instant.from(notice.notBefore), at('09:50')), 0);
    const card = await rendered(notice, '09:50');
    assert.match(visibleText(card), /まもなく予約の時間です[^]*集中ブース1[^]*10:00〜11:00/);
    assert.ok([...buttonsOf(card?.card).keys()].includes('利用開始'));
    // It stands in a preview that others may see.
    assert.doesNotMatch(card?.summary ?? '', /集中ブース1|10:00/);
  });

  it('say nothing of what was cancelled, moved or begun meanwhile', async () => {
    await book('今日の10時から1時間、集中ブース1');
    await watch('09:47');
    const [notice] = await entries('start');
    assert.ok(notice !== undefined && (await rendered(notice, '09:50')) !== undefined);
    assert.equal(await rendered(notice, '09:50', sato), undefined);
    chat.at('2026-11-24T09:52');
    await chat.says('利用開始');
    assert.equal(await rendered(notice, '09:53'), undefined);
  });

  it('do not tell who has just booked that it begins', async () => {
    chat.at('2026-11-24T09:55');
    await book('今日の10時から1時間、集中ブース1');
    await watch('09:56');
    assert.deepEqual(await entries('start'), []);
  });

  it('come before the end, and anew where it was extended', async () => {
    await book('今日の10時から1時間、集中ブース1');
    chat.at('2026-11-24T10:00');
    const seen = await chat.says('利用開始');
    await watch('10:47');
    const [first] = await entries('end');
    assert.ok(first !== undefined);
    assert.match(visibleText(await rendered(first, '10:50')), /まもなく終わりの時間です/);
    await chat.presses(seen.button('15分延長'));
    assert.equal(await rendered(first, '10:51'), undefined);
    await watch('11:03');
    assert.equal((await entries('end')).length, 2);
  });

  // What an instance writes each minute, and what the sender writes once Teams has taken a message.
  async function beats(from: string, to: string): Promise<void> {
    const table = chat.bot.house.storage.table(SYSTEM_TABLE);
    for (
      let instant = at(from);
      Temporal.Instant.compare(instant, at(to)) <= 0;
      instant = instant.add({minutes: 1})
    ) {
      const text = instant.toString({smallestUnit: 'millisecond'});
      await table.put({pk: `beats-${text.slice(0, 10)}`, rk: `${text}|x`, v: 1});
    }
  }
  async function delivered(time: string): Promise<void> {
    const table = chat.bot.house.storage.table(OUTBOX_TABLE);
    for await (const {row} of table.list({})) {
      if (row.rk.startsWith('k|') && String(row['occasion']).startsWith('release|')) {
        await table.put({pk: row.pk, rk: row.rk, v: row.v, state: 'sent', at: at(time).toString()});
      }
    }
  }
  const state = async () => (await chat.says('自分の予約')).text;

  it('release a booking that nobody began, told in time, with the bot up all the while', async () => {
    await book('今日の10時から1時間、集中ブース1');
    await beats('09:45', '10:20');
    await watch('10:09');
    const [notice] = await entries('release');
    assert.ok(notice !== undefined);
    assert.match(visibleText(await rendered(notice, '10:10')), /まもなく自動解放します[^]*集中ブース1/);
    await delivered('10:10');
    await watch('10:14');
    assert.match(await state(), /集中ブース1/);
    await watch('10:15');
    assert.match(await state(), /予約はありません/);
    const [released] = await entries('released');
    assert.ok(released !== undefined);
    const card = await rendered(released, '10:16');
    assert.match(visibleText(card), /自動解放しました/);
    const back = [...buttonsOf(card?.card)].find(([title]) => title === 'まだ使っています')?.[1];
    chat.at('2026-11-24T10:16');
    assert.match((await chat.presses(back ?? {})).text, /集中ブース1/);
    assert.match(await state(), /利用中/);
    assert.equal(await rendered(released, '10:17'), undefined);
  });

  it('release nothing where the notice was not delivered, or the bot was not up', async () => {
    await book('今日の10時から1時間、集中ブース1');
    await beats('09:45', '10:00');
    await watch('10:09');
    await watch('10:16');
    assert.match(await state(), /集中ブース1/);
    await delivered('10:10');
    await watch('10:17');
    assert.match(await state(), /集中ブース1/);
    assert.deepEqual(await entries('released'), []);
  });

  it('release nothing that was begun', async () => {
    await book('今日の10時から1時間、集中ブース1');
    await beats('09:45', '10:20');
    chat.at('2026-11-24T10:01');
    await chat.says('利用開始');
    await watch('10:09');
    assert.deepEqual(await entries('release'), []);
    await watch('10:16');
    assert.match(await state(), /集中ブース1/);
  });

  it('tell whose booking the office took away, as the booth is closed', async () => {
    await book('今日の10時から1時間、集中ブース1');
    const close = booths().commands.find(({name}) => name === 'booths close');
    const options = {from: '2026-11-24T09:00', to: '2026-11-24T12:00', reason: '点検'};
    assert.equal(await close?.run({arguments: ['集中ブース1'], options}, quietIo(at('09:00'))), 0);
    const [notice] = await entries('closed');
    assert.ok(notice !== undefined);
    assert.match(
      visibleText(await rendered(notice, '09:01')),
      /集中ブース1[^]*10:00〜11:00[^]*取り消されました/,
    );
    assert.equal(await rendered(notice, '09:01', sato), undefined);
  });

  it('tell who sits in a booth that is closed until when, and offer another for the rest', async () => {
    chat.at('2026-11-24T10:05');
    await book('今日の10時から2時間、集中ブース1');
    const close = booths().commands.find(({name}) => name === 'booths close');
    const options = {from: '2026-11-24T00:00', to: '2026-11-24T23:45', reason: '点検'};
    assert.equal(await close?.run({arguments: ['集中ブース1'], options}, quietIo(at('10:20'))), 0);
    const [notice] = await entries('closed');
    assert.ok(notice !== undefined);
    assert.equal(Temporal.Instant.from(notice.notAfter).toString(), at('12:00').toString());
    const card = await rendered(notice, '10:31');
    const text = visibleText(card);
    assert.match(text, /ご利用中の集中ブース1[^]*10:30まで/);
    assert.match(text, /10:30〜12:00/);
    chat.at('2026-11-24T10:31');
    const button = [...buttonsOf(card?.card)].find(([title]) => title === '予約する')?.[1];
    assert.match((await chat.presses(button ?? {})).text, /予約しました[^]*10:30〜12:00/);
    assert.equal(await rendered(notice, '12:00'), undefined);
  });

  it('tell one who waits again, where something is held again after a closure', async () => {
    await book('今日の14時から1時間、集中ブース1');
    const full = await chat.says('今日の14時から1時間、集中ブース1', {by: sato});
    await chat.presses(full.button('空いたら知らせる'), {by: sato});
    const mine = await chat.says('自分の予約をキャンセル');
    await chat.presses(mine.button('この予約をキャンセルする'));
    await watch('09:01');
    assert.equal((await entries('free')).length, 1);
    const command = async (name: string, time: string) => {
      const found = booths().commands.find((each) => each.name === name);
      const options = {from: '2026-11-24T13:00', to: '2026-11-24T16:00', reason: '点検'};
      const given = name === 'booths close' ? options : {from: options.from, to: options.to};
      assert.equal(await found?.run({arguments: ['集中ブース1'], options: given}, quietIo(at(time))), 0);
    };
    await command('booths close', '09:02');
    await command('booths open', '09:04');
    await watch('09:05');
    assert.equal((await entries('free')).length, 2);
  });

  it('tell the first in line that it is free, kept for ten minutes, with the way to book it', async () => {
    await book('今日の14時から1時間、集中ブース1');
    const full = await chat.says('今日の14時から1時間、集中ブース1', {by: sato});
    await chat.presses(full.button('空いたら知らせる'), {by: sato});
    const mine = await chat.says('自分の予約をキャンセル');
    await chat.presses(mine.button('この予約をキャンセルする'));
    await watch('09:01');
    const [notice, ...more] = await entries('free');
    assert.ok(notice !== undefined);
    assert.deepEqual(more, []);
    const card = await rendered(notice, '09:01', sato);
    assert.match(visibleText(card), /空きました[^]*集中ブース1[^]*14:00〜15:00/);
    const book1 = [...buttonsOf(card?.card)].find(([title]) => title === '予約する')?.[1];
    const done = await chat.presses(book1 ?? {}, {by: sato});
    assert.match(done.text, /予約しました/);
    assert.equal(await rendered(notice, '09:02', tanaka), undefined);
  });

  it('tell the next in line on any day, once the hold for the first has run out', async () => {
    const wish = '11月27日の14時から1時間、集中ブース1';
    await book(wish);
    for (const by of [sato, suzuki]) {
      await chat.presses((await chat.says(wish, {by})).button('空いたら知らせる'), {by});
      chat.at('2026-11-24T09:01');
    }
    const mine = await chat.says('自分の予約をキャンセル');
    await chat.presses(mine.button('この予約をキャンセルする'));
    await watch('09:02');
    assert.equal((await entries('free')).length, 1);
    await watch('09:12');
    assert.equal((await entries('free')).length, 2);
  });
});

describe('occasionText', () => {
  it('is read back, and what it did not write is not', () => {
    for (const occasion of [
      {about: 'start', booking: '2026-11-24~x', minute: 600},
      {about: 'end', booking: '2026-11-24~x', minute: 660},
      {about: 'free', wait: '2026-11-24~w', booth: 'focus-1', from: 840},
      {about: 'free', wait: '2026-11-24~w', booth: 'focus-1', from: 840, until: 29_800_000},
    ] as const) {
      const text = occasionText(occasion);
      assert.ok(text.length <= 120);
      assert.deepEqual(readOccasion(text), occasion);
    }
    for (const text of ['', 'start', 'start|x|y', 'free|w|b', 'other|x|1'])
      assert.equal(readOccasion(text), undefined);
  });
});
