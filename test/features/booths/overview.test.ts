import assert from 'node:assert/strict';
import {sato, tanaka} from '../../support/bot.ts';
import {startChat, type Chat} from './chat.ts';

describe('a day at a glance', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await startChat('2026-11-24T09:00');
    await book('今日の14時から1時間、集中ブース1', tanaka);
    await book('今日の16時から1時間、集中ブース1', sato);
  });
  afterEach(() => chat.stop());

  const book = async (sentence: string, by = tanaka) =>
    chat.presses((await chat.says(sentence, {by})).button('予約する'), {by});

  it('has a line a booth, with what is free in words', async () => {
    const day = await chat.says('集中ブースの空きを見る');
    assert.match(day.text, /11月24日\(火\)の空き/);
    assert.equal(day.text.match(/▸ 集中ブース/g)?.length, 6);
    assert.match(day.text, /空き 9:00〜14:00、15:00〜16:00、17:00〜20:00 \/ 自分の予約 14:00〜15:00/);
  });

  it('tells free, taken and one’s own apart by their signs, from 8:30 on', async () => {
    const mine = await chat.says('集中ブース1の空き');
    assert.ok(mine.text.includes('・□□□□□□□□□□◆◆□□■■□□□□□□'), mine.text);
    const theirs = await chat.says('集中ブース1の空き', {by: sato});
    assert.ok(theirs.text.includes('・□□□□□□□□□□■■□□◆◆□□□□□□'), theirs.text);
  });

  it('names nobody', async () => {
    const {card} = (await chat.says('ブースの空き')) as {card: unknown};
    assert.doesNotMatch(JSON.stringify(card), /田中|佐藤|00000000-0000/);
  });

  it('leads from a line to a time in that booth', async () => {
    const day = await chat.says('集中ブースの空きを見る');
    const start = await chat.presses(day.button('集中ブース2の時間を選ぶ'));
    assert.match(start.text, /集中ブース2 11月24日/);
    const length = await chat.presses({...start.button('次へ'), in_start: '780'});
    const confirm = await chat.presses({...length.button('次へ'), in_length: '60', in_booth: 'focus-2'});
    assert.match(confirm.text, /集中ブース2[^]*13:00〜14:00/);
  });

  it('goes to the next working day by a button, and to any by its date', async () => {
    const day = await chat.says('ブースの空き');
    assert.match((await chat.presses(day.button('11月25日(水) ▶'))).text, /11月25日\(水\)の空き/);
    const other = await chat.presses({...day.button('この日を見る'), in_day: '2026-11-28'});
    assert.match(other.text, /11月28日\(土\)の空き[^]*休みです（休みの曜日）/);
    assert.ok([...other.buttons.keys()].includes('◀ 11月27日(金)'));
  });

  it('says which booths are free at a time that was asked for', async () => {
    const day = await chat.says('今日の14時に空いている集中ブース', {by: sato});
    assert.match(day.text, /14:00〜15:00に空いている: 集中ブース2、/);
  });

  it('in a group is the same for all, and each client asks for its own', async () => {
    const where = {by: tanaka, place: 'groupChat'} as const;
    const shared = await chat.says('集中ブース1の空き', where);
    assert.doesNotMatch(shared.text, /自分の予約 /);
    assert.ok(shared.text.includes('■■□□■■'), shared.text);
    const {action} = shared.card['refresh'] as {action: {data: Record<string, unknown>}};
    const mine = await chat.presses(action.data, where);
    assert.ok(mine.text.includes('◆◆□□■■'), mine.text);
    const theirs = await chat.presses(action.data, {by: sato, place: 'groupChat'});
    assert.ok(theirs.text.includes('■■□□◆◆'), theirs.text);
    // The group's own card stays as it is.
    assert.deepEqual(theirs.heard.sent, []);
  });
});

describe('booking in a group', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await startChat('2026-11-24T09:00');
  });
  afterEach(() => chat.stop());

  const group = (by = tanaka) => ({by, place: 'groupChat'}) as const;

  it('is for whoever presses, and only that person sees it', async () => {
    const asked = await chat.says('明日の14時から1時間、集中ブース', group());
    assert.match(asked.text, /押した人の予約/);
    const done = await chat.presses(asked.button('予約する'), group(sato));
    assert.match(done.text, /^予約しました/);
    assert.deepEqual(done.heard.sent, []);
    assert.match((await chat.says('自分の予約', {by: sato})).text, /14:00〜15:00/);
    assert.match((await chat.says('自分の予約', {by: tanaka})).text, /予約はありません/);
  });

  it('does not tell the group what the person has booked', async () => {
    const mine = await chat.says('明日の14時から1時間、集中ブース1');
    await chat.presses(mine.button('予約する'));
    const {text} = await chat.says('明日の14時から1時間、集中ブース2', group());
    assert.doesNotMatch(text, /ご自身の予約/);
  });

  it('keeps one’s own bookings to the personal chat', async () => {
    const {sent} = await chat.bot.says('自分の予約', group());
    const here = sent.filter(({conversation}) => conversation === 'groupChat-1');
    assert.deepEqual(
      here.map(({activity}) => activity.text),
      ['個人に関わるため、個人チャットでお答えします。'],
    );
  });
});
