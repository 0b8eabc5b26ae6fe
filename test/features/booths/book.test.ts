import assert from 'node:assert/strict';
import {sato, tanaka} from '../../support/bot.ts';
import {startChat, type Chat} from './chat.ts';

// A Tuesday.
const MORNING = '2026-11-24T09:00';

describe('booking a booth in chat', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await startChat(MORNING);
  });
  afterEach(() => chat.stop());

  const book = async (sentence: string, by = tanaka) => {
    const asked = await chat.says(sentence, {by});
    return chat.presses(asked.button('予約する'), {by});
  };

  it('by a sentence with all it needs shows what would be booked, and books it by a press', async () => {
    const asked = await chat.says('明日の14時から1時間、集中ブース');
    assert.match(asked.text, /集中ブース1/);
    assert.match(asked.text, /11月25日\(水\) 14:00〜15:00（1時間）/);
    assert.match(asked.text, /電話は持ち込めません/);
    assert.match(asked.text, /まだ予約していません/);
    assert.doesNotMatch((await chat.says('自分の予約')).text, /14:00/);
    const done = await chat.presses(asked.button('予約する'));
    assert.match(done.text, /^予約しました/);
    assert.match(done.text, /集中ブース1（本庁舎 6階）/);
    assert.match(done.text, /11月25日\(水\) 14:00〜15:00/);
    assert.match((await chat.says('自分の予約')).text, /14:00〜15:00/);
  });

  it('gives a link that puts it into the calendar', async () => {
    const done = await book('明日の14時から1時間、集中ブース1');
    const link = /https:[^"]*meeting\/new[^"]*/.exec(JSON.stringify(done.card))?.[0] ?? '';
    const url = new URL(link);
    assert.equal(url.host, 'teams.microsoft.com');
    assert.equal(url.searchParams.get('startTime'), '2026-11-25T14:00:00+09:00');
    assert.equal(url.searchParams.get('endTime'), '2026-11-25T15:00:00+09:00');
    assert.match(url.searchParams.get('subject') ?? '', /集中ブース1/);
    assert.doesNotMatch(link, /\+/);
  });

  it('in English is answered in English', async () => {
    const asked = await chat.says('book a focus booth tomorrow at 2pm for 1 hour');
    assert.match(asked.text, /Wed 25 Nov 14:00–15:00/);
    assert.match((await chat.presses(asked.button('Book'))).text, /^Booked/);
  });

  it('by card asks for the day, then the start, then the lengths that the rule allows', async () => {
    const day = await chat.says('集中ブースを予約');
    assert.match(JSON.stringify(day.card), /"Input.Date"/);
    assert.match(day.text, /1回2時間まで/);
    const start = await chat.presses({...day.button('次へ'), in_day: '2026-11-25'});
    assert.match(start.text, /11月25日\(水\)/);
    const length = await chat.presses({...start.button('次へ'), in_start: '600'});
    const lengths = choicesOf(length.card, 'in_length');
    assert.deepEqual(lengths, ['15', '30', '45', '60', '75', '90', '105', '120']);
    assert.equal(choicesOf(length.card, 'in_booth').length, 7);
    const confirm = await chat.presses({...length.button('次へ'), in_length: '90', in_booth: 'focus-3'});
    assert.match(confirm.text, /集中ブース3/);
    const done = await chat.presses(confirm.button('予約する'));
    assert.match(done.text, /予約しました[^]*集中ブース3[^]*10:00〜11:30/);
  });

  it('asks only for what the sentence leaves open, with the rest filled in', async () => {
    const which = await chat.says('明日14時にブースを予約したい');
    const length = await chat.presses(which.button('集中ブース'));
    assert.match(length.text, /11月25日\(水\) 14:00〜/);
    assert.ok(choicesOf(length.card, 'in_length').includes('120'));
  });

  it('offers shorter lengths where others have booked', async () => {
    await book('明日の15時から1時間、集中ブース1', sato);
    const length = await chat.says('明日14時に集中ブース1を予約');
    assert.deepEqual(choicesOf(length.card, 'in_length'), ['15', '30', '45', '60']);
  });

  it('of three hours says the rule and offers two hours now and the next use, both of which can be had', async () => {
    const refused = await chat.says('明日の10時から3時間、集中ブース');
    assert.match(refused.text, /1回2時間まで/);
    const shorter = await chat.presses(refused.button('短くする'));
    assert.match(shorter.text, /予約しました[^]*10:00〜12:00/);
    const next = await chat.presses(shorter.button('続けて予約'));
    assert.match(next.text, /予約しました[^]*12:15〜13:15/);
  });

  it('that was taken meanwhile says so and offers what is near, told which', async () => {
    const mine = await chat.says('明日の14時から1時間、集中ブース1');
    await book('明日の14時から1時間、集中ブース1', sato);
    const refused = await chat.presses(mine.button('予約する'));
    assert.match(refused.text, /先に予約しています/);
    const titles = [...refused.buttons.keys()];
    assert.equal(titles.filter((title) => /^(同じ時間|別の時間)/.test(title)).length, 3);
    assert.doesNotMatch(refused.text, /佐藤/);
    const done = await chat.presses(refused.button('同じ時間'));
    assert.match(done.text, /予約しました[^]*集中ブース[2-6][^]*14:00〜15:00/);
  });

  it('lets one wait for a time that is full', async () => {
    const mine = await chat.says('明日の14時から1時間、集中ブース1');
    const theirs = await book('明日の14時から1時間、集中ブース1', sato);
    const refused = await chat.presses(mine.button('予約する'));
    const waiting = await chat.presses(refused.button('空いたら知らせる'));
    assert.match(waiting.text, /空いたらお知らせします/);
    const asked = await chat.presses(theirs.button('キャンセル'), {by: sato});
    await chat.presses(asked.button('この予約をキャンセルする'), {by: sato});
    const list = await chat.says('自分の予約');
    assert.match(list.text, /確保されています/);
    const taken = await chat.presses(list.button('確保された時間を予約する'));
    assert.match(taken.text, /予約しました[^]*集中ブース1[^]*14:00〜15:00/);
  });

  it('pressed twice books once, and says so again', async () => {
    const asked = await chat.says('明日の14時から1時間、集中ブース');
    const [one, two] = await Promise.all([
      chat.presses(asked.button('予約する')),
      chat.presses(asked.button('予約する')),
    ]);
    assert.match(one.text, /^予約しました/);
    assert.match(two.text, /^予約しました/);
    const list = await chat.says('自分の予約');
    assert.equal(list.text.match(/14:00〜15:00/g)?.length, 1);
  });

  it('of more coming bookings than one may hold says how many, and shows them', async () => {
    for (const hour of [9, 11, 13]) await book(`明日の${hour}時から1時間、集中ブース`);
    const refused = await chat.says('明日の15時から1時間、集中ブース');
    assert.match(refused.text, /これからの集中ブースの予約は3件まで/);
    const mine = await chat.presses(refused.button('自分の予約を見る'));
    assert.equal(mine.text.match(/▸/g)?.length, 3);
    // Another kind has a count of its own.
    assert.match((await book('明日の15時から1時間、Web会議ブース')).text, /^予約しました/);
  });

  it('at a time of one’s own is refused, with one’s own', async () => {
    await book('明日の10時から1時間、Web会議ブース');
    const refused = await chat.says('明日の10時から1時間、集中ブース');
    assert.match(refused.text, /ご自身の予約（10:00〜11:00 Web会議ブース/);
  });

  it('speaks English all the way to those who do', async () => {
    const seen = [await chat.says('book a booth')];
    const next = async (title: string, inputs: object = {}) => {
      seen.push(await chat.presses({...seen.at(-1)?.button(title), ...inputs}));
    };
    await next('Focus booth');
    await next('Next', {in_day: '2026-11-25'});
    await next('Next', {in_start: '600'});
    await next('Next', {in_length: '60', in_booth: 'any'});
    await next('Book');
    await next('Change time');
    seen.push(await chat.says('which booths are free tomorrow?'));
    seen.push(await chat.says('my bookings'));
    await next('Extend by 15 min');
    await next('Cancel');
    await next('Cancel this booking');
    seen.push(await chat.says('a focus booth tomorrow at 2pm for 3 hours'));
    for (const {text, card} of seen) {
      assert.doesNotMatch(text, /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}（）]/u);
      assert.doesNotMatch(String(card['fallbackText']), /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u);
    }
  });

  it('of a booth that there is not says so, and books no other', async () => {
    for (const said of [
      '集中ブース9を明日10時から1時間',
      '集中ブース９の空き',
      'ブースZを予約',
      '集中9番を今日の15時から予約',
    ]) {
      const answer = await chat.says(said);
      assert.match(answer.text, /というブースはありません/, said);
      assert.ok(!answer.buttons.has('予約する'), said);
    }
    assert.match((await chat.says('集中ブースを10時から1時間')).text, /10:00〜11:00/);
  });

  it('of a day that is past is told as such', async () => {
    for (const said of [
      '昨日の14時から1時間、集中ブース',
      '11月20日の10時から1時間、集中ブース',
      '昨日の集中ブースの空き',
    ]) {
      assert.match((await chat.says(said)).text, /過ぎています/, said);
    }
  });

  it('on a closed day says why and offers the next open one', async () => {
    const refused = await chat.says('12月30日の10時から1時間、web会議ブース');
    assert.match(refused.text, /までです|年末年始/);
    const holiday = await chat.says('11/28の10時から1時間、集中ブース');
    assert.match(holiday.text, /休みの曜日/);
    const next = await chat.presses(holiday.button('11月30日(月)にする'));
    assert.match(next.text, /11月30日\(月\) 10:00〜11:00/);
  });

  for (const [said, answer] of [
    ['11月31日の14時に集中ブースを予約', /日付はありません/],
    ['明日の15時から14時まで集中ブースを予約', /終わりが始まりより前/],
    ['明日の25時に集中ブースを予約', /時刻はありません/],
  ] as const) {
    it(`asks back 「${said}」`, async () => {
      const {activities} = await chat.bot.says(said);
      assert.match(activities[0]?.text ?? '', answer);
      assert.equal(activities.length, 1);
    });
  }

  it('asks first for a day on which something can begin', async () => {
    for (const [time, day] of [
      ['2026-11-24T09:00', '2026-11-24'],
      // Too late today.
      ['2026-11-24T19:50', '2026-11-25'],
      // A Saturday; and the last moment before the year's end.
      ['2026-11-28T10:00', '2026-11-30'],
      ['2026-12-28T19:55', '2027-01-04'],
    ] as const) {
      chat.at(time);
      const asked = await chat.says('集中ブースを予約');
      assert.match(JSON.stringify(asked.card), new RegExp(`"value":"${day}"`), time);
    }
  });
});

/** The values that an input offers. */
function choicesOf(card: Record<string, unknown>, id: string): string[] {
  const body = card['body'] as readonly {id?: string; choices?: readonly {value: string}[]}[];
  return (body.find((element) => element.id === id)?.choices ?? []).map(({value}) => value);
}
