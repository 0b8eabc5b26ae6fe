import assert from 'node:assert/strict';
import type {Browser, Locator} from 'playwright-core';
import {Temporal} from '../../src/kernel/time.ts';
import {launchBrowser, openChat, type Chat} from '../support/browser/chat.ts';
import {colleague, type Colleague} from '../support/browser/colleague.ts';
import {endAllOn, npmCommand, npmStart, type NpmStart} from '../support/browser/npm-start.ts';
import {eventually, temporaryFolder} from '../support/processes.ts';

// A day with booths, as two people see it: one in the browser, one from a client of their own. The steps build on each
// other. Each leaves a picture in build/screenshots, for people to look at.

describe('booths in a browser', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let browser: Browser;
  let bot: NpmStart;
  let chat: Chat;
  let other: Colleague;
  /** An open day after today, `11月27日`, of whatever week the test runs in: all its hours are to come. */
  let day: string;
  let isoDay: string;

  before(async () => {
    folder = await temporaryFolder();
    browser = await launchBrowser();
    bot = await npmStart(folder.path);
    chat = await openChat(browser, bot.url);
    await chat.answers.first().waitFor();
    other = await colleague(bot.botUrl, 'colleague', '佐藤 健');
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) await chat.shot('booths-failed').catch(() => undefined);
  });
  after(async () => {
    await other.stop();
    await browser.close();
    endAllOn(folder.path);
    await folder.remove();
  });

  const press = (card: Locator, name: string | RegExp) => card.getByRole('button', {name}).first().click();
  const showsSoon = (card: Locator, text: string) => card.getByText(text).first().waitFor();

  it('are booked by card: the day, the start, the length', async () => {
    const card = await chat.ask('集中ブースを予約');
    await press(card, '次へ');
    await showsSoon(card, '始める時刻');
    await press(card, '次へ');
    await showsSoon(card, '長さ');
    await chat.shot('booths-1-length');
    await press(card, '次へ');
    await showsSoon(card, '電話は持ち込めません');
    await press(card, '予約する');
    await showsSoon(card, '予約しました');
    await chat.shot('booths-2-booked');
  });

  it('are booked by a sentence, and extended', async () => {
    const overview = await (await chat.ask('集中ブースの空き')).innerText();
    const [, month = '', date = ''] = /(\d+)月(\d+)日\S* ▶/.exec(overview) ?? [];
    day = `${month}月${date}日`;
    const today = Temporal.Now.plainDateISO('Asia/Tokyo');
    const year = Number(month) < today.month ? today.year + 1 : today.year;
    isoDay = [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-');
    const card = await chat.ask(`${day}の14時から1時間、集中ブース2`);
    await showsSoon(card, '14:00〜15:00');
    await press(card, '予約する');
    await showsSoon(card, '予約しました');
    await press(card, /30分/);
    await showsSoon(card, '14:00〜15:30');
    await chat.shot('booths-3-extended');
  });

  it('show a colleague what is taken, without a name', async () => {
    const seen = await other.says(`${day}の集中ブースの空き`);
    assert.match(seen.text, /■■/);
    assert.doesNotMatch(seen.text, /◆◆|田中/);
    const mine = await chat.ask(`${day}の集中ブースの空き`);
    assert.match(await mine.innerText(), /◆◆/);
    await chat.shot('booths-4-day');
  });

  it('that a colleague took are refused with what is near, and that can be had', async () => {
    const asked = await other.says(`${day}の16時から1時間、集中ブース3`);
    assert.match((await other.presses(asked.button('予約する'))).text, /予約しました/);
    const card = await chat.ask(`${day}の16時から1時間、集中ブース3`);
    await showsSoon(card, '近い候補');
    await chat.shot('booths-5-refused');
    await press(card, /同じ時間/);
    await showsSoon(card, '予約しました');
    assert.match(await card.innerText(), /16:00〜17:00/);
    await chat.shot('booths-6-alternative');
  });

  it('are cancelled, and free for the colleague at once', async () => {
    const card = await chat.ask(`${day}の14時の予約をキャンセル`);
    await press(card, /キャンセルする/);
    await showsSoon(card, 'キャンセルしました');
    await chat.shot('booths-7-cancelled');
    const asked = await other.says(`${day}の14時から1時間、集中ブース2`);
    assert.match((await other.presses(asked.button('予約する'))).text, /予約しました/);
  });

  it('that are closed are told of unasked, with what there is instead', async () => {
    const before = await chat.answers.count();
    const mine = await (await chat.ask('自分の予約')).innerText();
    const booth = mine.match(/集中ブース\d/g)?.at(-1) ?? '';
    const report = await npmCommand(
      folder.path,
      ...[
        'booths',
        'close',
        booth,
        '--from',
        `${isoDay}T00:00`,
        '--to',
        `${isoDay}T23:45`,
        '--reason',
        '点検',
      ],
    );
    assert.match(report, /取り消した予約/);
    const notice = chat.answers.nth(before + 1);
    await eventually(async () => (await chat.answers.count()) > before + 1, 30_000);
    await showsSoon(notice, '取り消されました');
    await chat.shot('booths-8-notice');
    await press(notice, '予約する');
    await showsSoon(notice, '予約しました');
    assert.match(await npmCommand(folder.path, 'booths', 'check'), /誤りはありません|No problems|ありません/);
  });
});
