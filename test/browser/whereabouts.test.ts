import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import iconv from 'iconv-lite';
import type {Browser, Locator} from 'playwright-core';
import {launchBrowser, openChat, type Chat} from '../support/browser/chat.ts';
import {colleague, type Colleague} from '../support/browser/colleague.ts';
import {endAllOn, npmCommand, npmStart, type NpmStart} from '../support/browser/npm-start.ts';
import {eventually, temporaryFolder} from '../support/processes.ts';

// Colleagues on a free-address floor: one in the browser, two from clients of their own, all of them on a list in
// Shift_JIS that knows nobody's object id. The steps build on each other.

const LIST = `職員番号,氏名,フリガナ,所属,係,役職,内線,UPN
000201,田中 さくら,ﾀﾅｶ ｻｸﾗ,財政課,財政係,主任,2201,PLAYGROUND
000202,髙橋 健,タカハシ ケン,財政課,財政係,係長,2202,takahashi@city.example
000203,高橋 結,タカハシ ユイ,区民課,窓口係,主事,2203,yui@city.example
000204,隠野 静,カクレノ シズカ,財政課,財政係,主事,2204,shizuka@city.example
`;
const CHANNEL = 'お知らせ';
const PERSONAL = 'Personal Chat';
const PLAYGROUND_UPN = 'tanaka.sakura@example.jp';

describe('whereabouts in a browser', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let browser: Browser;
  let bot: NpmStart;
  let chat: Chat;
  let takahashi: Colleague;
  let shizuka: Colleague;

  before(async () => {
    folder = await temporaryFolder();
    browser = await launchBrowser();
    bot = await npmStart(folder.path);
    chat = await openChat(browser, bot.url);
    await chat.answers.first().waitFor();
    const file = join(folder.path, 'staff.csv');
    await writeFile(file, iconv.encode(LIST.replace('PLAYGROUND', PLAYGROUND_UPN), 'cp932'));
    assert.match(await npmCommand(folder.path, 'staff', 'import', file), /4/);
    takahashi = await colleague(bot.botUrl, 'takahashi', '髙橋 健', 'takahashi@city.example');
    shizuka = await colleague(bot.botUrl, 'shizuka', '隠野 静', 'shizuka@city.example');
    // The list reaches the running bot within two seconds; who writes then is bound.
    await eventually(async () => {
      const {text} = await takahashi.says('6階のコミュニケーションエリアにいます');
      return text.includes('同じ課の人には場所まで');
    }, 15_000);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) await chat.shot('whereabouts-failed').catch(() => undefined);
  });
  after(async () => {
    await takahashi.stop();
    await shizuka.stop();
    await browser.close();
    endAllOn(folder.path);
    await folder.remove();
  });

  const press = (card: Locator, name: string | RegExp) => card.getByRole('button', {name}).first().click();
  const showsSoon = (card: Locator, text: string) => card.getByText(text).first().waitFor();

  it('are said by a sentence', async () => {
    const card = await chat.ask('6F-C-12');
    await showsSoon(card, '登録しました：6階 コミュニケーションエリア（席 6F-C-12）');
    await chat.shot('whereabouts-1-said');
  });

  it('are said by card, in three taps', async () => {
    const card = await chat.ask('居場所を登録');
    await showsSoon(card, '今日はどこで？');
    await chat.shot('whereabouts-2-card');
    await press(card, '在宅');
    await showsSoon(card, '登録しました：在宅');
    await chat.shot('whereabouts-3-home');
  });

  it('are found by reading and by post, with what the asker may see', async () => {
    const byPost = await chat.ask('財政課の係長どこ？');
    await showsSoon(byPost, '髙橋 健');
    assert.match(await byPost.innerText(), /コミュニケーションエリア/);
    assert.match(await byPost.innerText(), /2202/);
    await chat.shot('whereabouts-4-post');
    const seen = await takahashi.says('たなかさん来てる？');
    assert.match(seen.text, /田中 さくら/);
    assert.match(seen.text, /在宅/);
  });

  it('of two of one name are a list', async () => {
    const card = await chat.ask('たかはしさんどこ？');
    await showsSoon(card, '2人います');
    await chat.shot('whereabouts-5-several');
    await card.getByText('高橋 結').first().click();
    await showsSoon(card, '今日はまだ登録がありません');
    await chat.shot('whereabouts-6-silent');
  });

  it('that are hidden are as if nothing had been said, and who is not to be listed is nobody', async () => {
    const settings = await takahashi.says('居場所を出さない');
    await takahashi.presses({
      ...settings.button('保存する'),
      ...{in_visibility: 'hidden', in_others: 'false', in_morning: 'never'},
    });
    await showsSoon(await chat.ask('髙橋係長どこ？'), '今日はまだ登録がありません');
    await shizuka.says('6階のコミュニケーションエリアにいます');
    await npmCommand(folder.path, 'staff', 'hide', '000204');
    await eventually(async () => {
      const card = await chat.ask('隠野さんどこ？');
      return (await card.innerText()).includes('見つかりませんでした');
    }, 20_000);
    await chat.shot('whereabouts-7-nobody');
  });

  it('of a floor are bands', async () => {
    const card = await chat.ask('6階の空いてる席ある？');
    await showsSoon(card, '6階の様子');
    assert.match(await card.innerText(), /○ 空き/);
    assert.doesNotMatch(await card.innerText(), /隠野|髙橋/);
    await chat.shot('whereabouts-8-floor');
  });

  it('asked for in a channel are answered in the personal chat', async () => {
    await chat.open(CHANNEL);
    await chat.say('高橋結さんどこ？', 'mention');
    await chat.page.getByText('個人チャットでお答えします').first().waitFor();
    await chat.shot('whereabouts-9-channel');
    await chat.open(PERSONAL);
    await chat.page.getByText('区民課 窓口係 主事').last().waitFor();
    await chat.shot('whereabouts-10-privately');
  });
});
