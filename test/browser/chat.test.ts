import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {Browser, Locator} from 'playwright-core';
import {drawsLetters, launchBrowser, openChat, pictureOf, type Chat} from '../support/browser/chat.ts';
import {endAllOn, npmCommand, npmStart, type NpmStart} from '../support/browser/npm-start.ts';
import {eventually, processesNaming, temporaryFolder} from '../support/processes.ts';

// What a newcomer does after `npm ci`: one command, a browser, a chat. The steps build on each other, so the
// first failure ends the run. Each leaves a picture in build/screenshots, for people to look at.
//
//   SOURCES=FOLDER npm run test:browser         also imports FOLDER's text files and asks about them
//   SCREENSHOT=docs/images/chat.png npm run test:browser   draws the picture of the README anew

const FIXTURES = resolve(import.meta.dirname, 'fixtures');
const FEATURES = resolve(import.meta.dirname, '../../src/features');
const RULE = '汐見区情報取扱安全規程';
const PAPER = '第二庁舎の使い方について';
const GROUP = 'デジタル推進の打合せ';
const CHANNEL = 'お知らせ';
const PERSONAL = 'Personal Chat';
const READY_MS = 15_000;
const LIVE_MS = 2_000;

const SOURCES = process.env['SOURCES'];
const PICTURE = process.env['SCREENSHOT'] ?? 'build/screenshots/readme.png';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let browser: Browser;
let bot: NpmStart;
let chat: Chat;
let opened = false;

before(async () => {
  folder = await temporaryFolder();
  browser = await launchBrowser();
});

afterEach(async function () {
  if (opened && this.currentTest?.isFailed() === true) await chat.shot('failed').catch(() => undefined);
});

after(async () => {
  await browser.close();
  endAllOn(folder.path);
  await folder.remove();
});

describe('npm start', () => {
  it('has the chat ready in time, and says where it is in at most ten lines', async () => {
    bot = await npmStart(folder.path);
    console.log(`      ready after ${Math.round(bot.readyMs)} ms`);
    assert.ok(bot.readyMs < READY_MS, `${bot.readyMs} ms`);
    const own = bot
      .said()
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^(>|npm )/.test(line));
    assert.ok(own.length <= 10, own.join('\n'));
  });
});

describe('the chat in a browser', () => {
  it('welcomes once, with a button for each feature', async () => {
    chat = await openChat(browser, bot.url);
    opened = true;
    await chat.answers.first().waitFor();
    const welcome = chat.answers.first();
    await shows(welcome, 'しごとばへようこそ');
    assert.equal(await welcome.locator('.ac-actionSet button').count(), readdirSync(FEATURES).length);
    await chat.shot('01-welcome');
  });

  it('draws Japanese letters', async () => {
    assert.ok(await drawsLetters(chat.page, '職場規程所ひアー「'));
  });

  it('follows a button of the welcome card', async () => {
    const before = await chat.answers.count();
    await chat.answers.first().locator('.ac-actionSet button').first().click();
    await chat.answers.nth(before).waitFor();
    await chat.shot('02-button');
    assert.equal(await chat.answers.filter({hasText: 'ようこそ'}).count(), 1);
  });

  it('does not know a rule before it is imported', async () => {
    const answer = await chat.ask('記録媒体を持ち出すときは何を書きますか');
    assert.ok(!(await answer.innerText()).includes(RULE));
    await chat.shot('03-before-import');
  });

  it('answers from an imported document within two seconds, by its article', async () => {
    const report = await npmCommand(folder.path, 'knowledge', 'import', ...filesIn(FIXTURES));
    assert.match(report, /条項 passages/);
    const answer = await askSoonAfterImport('第四条', RULE);
    await shows(answer, RULE, '第四条', '記録媒体を庁舎の外へ');
    await chat.shot('04-by-article');
  });

  it('answers a colloquial question from a paper whose text was broken', async () => {
    const answer = await chat.ask('雨の日って自転車どこに停めればいい？');
    await shows(answer, PAPER, '貸出自転車');
    // The sentence that answers stands out, and is whole.
    const marked = await answer.locator('.ac-textRun').allInnerTexts();
    assert.ok(marked.includes('雨の日は東側の屋根付き置場に停める'), marked.join('|'));
    await chat.shot('05-colloquial');
  });

  it('opens another candidate on the same card', async () => {
    const card = chat.answers.last();
    const messages = await chat.messages.count();
    const title = await card.getByRole('heading').first().innerText();
    const button = card.locator('.ac-actionSet button').filter({hasText: /^2\. /});
    const candidate = (await button.innerText()).replace(/^2\. /, '');
    await button.click();
    await eventually(async () => (await card.getByRole('heading').first().innerText()) !== title);
    assert.equal(await card.getByRole('heading').first().innerText(), candidate);
    assert.equal(await chat.messages.count(), messages);
    await chat.shot('06-candidate');
    await card.locator('.ac-actionSet button').filter({hasText: /^1\. /}).click();
    await eventually(async () => (await card.getByRole('heading').first().innerText()) === title);
    assert.equal(await chat.messages.count(), messages);
  });

  it('says so when no document supports an answer, and whom to ask', async () => {
    const answer = await chat.ask('区長の好きな食べ物は何ですか');
    await shows(answer, '見つかりませんでした', '内線');
    await chat.shot('07-unanswerable');
  });

  it('cites the clause as people do', async () => {
    const answer = await chat.ask('記録媒体を庁舎の外へ持ち出すときの決まりは');
    await shows(answer, RULE, '第四条', '種類', '規程');
    await chat.shot('07a-clause');
  });

  it('answers from the version in force, and says from when the next one holds', async () => {
    const {path} = folder;
    await npmCommand(path, 'knowledge', 'import', join(FIXTURES, 'editions/now.md'));
    await npmCommand(path, 'knowledge', 'import', join(FIXTURES, 'editions/next.md'));
    const answer = await askSoonAfterImport('端末の貸出しの期間は何日？', '新しい版に変わります');
    await shows(answer, '七日まで', '第2条', '令和81年4月1日から新しい版に変わります');
    assert.doesNotMatch(await answer.innerText(), /十四日/);
    await chat.shot('07b-versions');
  });

  it('shows what contradicts a rule beside it, and what is no rule as such', async () => {
    const files = ['shiomi-studio-rule.txt', 'shiomi-studio-report.txt'];
    await npmCommand(
      folder.path,
      'knowledge',
      'import',
      ...files.map((name) => join(FIXTURES, 'contradiction', name)),
    );
    const answer = await askSoonAfterImport('録音室の利用は何時間まで？', '1回2時間まで');
    await shows(
      answer,
      '1回2時間まで',
      '食い違う記載があります',
      '1回3時間まで',
      '報告（規程ではありません）',
    );
    await chat.shot('07c-contradiction');
  });

  it('goes on from the last answer', async () => {
    const answer = await chat.ask('飲食は？');
    await shows(answer, '『録音室』についての続きとして', '飲食をしてはならない');
    await chat.shot('07d-follow-up');
  });

  it('takes a vote, and keeps the question only if one lets it', async () => {
    const card = chat.answers.last();
    const messages = await chat.messages.count();
    await card.getByRole('button', {name: '違う'}).click();
    await card.getByText('✓').first().waitFor();
    await chat.shot('07e-vote');
    await card.getByRole('button', {name: /改善に使ってよい/}).click();
    await eventually(async () => (await card.getByRole('button', {name: /改善に使ってよい/}).count()) === 0);
    await chat.shot('07f-consent');
    assert.equal(await chat.messages.count(), messages);
    const gaps = await npmCommand(folder.path, 'knowledge', 'gaps');
    assert.match(gaps, /飲食/);
  });

  it('books a booth by a sentence, and shows it among one’s own', async () => {
    let asked = await chat.ask('来週の火曜の14時から1時間、集中ブース');
    // One of them is no holiday.
    for (const day of ['水曜', '木曜']) {
      if ((await asked.innerText()).includes('予約する')) break;
      asked = await chat.ask(`来週の${day}の14時から1時間、集中ブース`);
    }
    await shows(asked, '集中ブース1', '14:00〜15:00', '電話は持ち込めません');
    await chat.shot('07g-booth-confirm');
    await asked.getByRole('button', {name: '予約する'}).click();
    await asked.getByText('予約しました').waitFor();
    await shows(await chat.ask('自分の予約'), '14:00〜15:00', '予約済み');
    await chat.shot('07h-booth-mine');
    await shows(await chat.ask('ブースの空き'), 'の空き');
    await chat.shot('07i-booth-day');
  });

  it('gives the first steps of an emergency at once', async () => {
    const answer = await chat.ask('メールを誤送信した');
    await shows(answer, 'いま電話するところ', '内線', 'すぐにすること', 'してはいけないこと');
    await chat.shot('08-emergency');
  });

  it('lists the emergencies, and turns the list into the first steps on a press', async () => {
    const before = await chat.answers.count();
    await chat.answers.last().locator('.ac-actionSet button').filter({hasText: 'ほかの事故の手順'}).click();
    const list = chat.answers.nth(before);
    await list.waitFor();
    await chat.shot('09-emergency-list');
    await list.getByText('端末・USBメモリの紛失・盗難').click();
    await list.getByText('すぐにすること').waitFor();
    assert.equal(await chat.answers.count(), before + 1);
    await shows(list, '端末・USBメモリの紛失・盗難', 'してはいけないこと');
    await chat.shot('10-emergency-pressed');
  });

  it('does not take in a message with an individual number', async () => {
    const answer = await chat.ask('1234 5678 9018 の人の担当課はどこですか');
    await shows(answer, '個人番号', '削除してください');
    assert.ok(!(await answer.innerText()).includes('9018'));
    await chat.shot('11-individual-number');
  });

  it('answers a question in a group chat when it is mentioned', async () => {
    await chat.open(GROUP);
    const answer = await chat.ask('離席するときはどうする？', 'mention');
    await shows(answer, RULE, '施錠');
    await chat.shot('12-group');
  });

  it('answers a question in a channel when it is mentioned, below the question', async () => {
    await chat.open(CHANNEL);
    await chat.say('記録媒体の数はいつ点検する？', 'mention');
    const thread = chat.page.getByRole('group').filter({hasText: '記録媒体の数はいつ点検する？'});
    await thread.locator('.ac-adaptiveCard').waitFor();
    await shows(thread, RULE, '六月及び十二月');
    await chat.shot('13-channel');
  });

  it('answers what concerns a person in the personal chat only', async () => {
    await chat.open(GROUP);
    const answer = await chat.ask('自分のデータ', 'mention');
    await shows(answer, '個人チャットでお答えします');
    assert.equal(await chat.messages.filter({hasText: '保存期間'}).count(), 0);
    await chat.shot('14-own-data-in-group');
    await chat.open(PERSONAL);
    const held = chat.answers.last();
    await held.getByText('あなたについて保存しているもの').waitFor();
    await chat.shot('15-own-data-in-personal-chat');
  });

  it('does not welcome again when the page is opened a second time', async () => {
    await chat.page.close();
    chat = await openChat(browser, bot.url);
    // Whatever opening brings has been said when a later message is answered.
    await shows(await chat.ask('ヘルプ'), 'できること');
    assert.equal(await chat.answers.count(), 1);
    await chat.shot('16-opened-again');
  });

  it('draws the picture of the README', async () => {
    const fresh = await openChat(browser, bot.url, {width: 640, scale: 2});
    const answer = await fresh.ask('集中ブースは何時間まで使えますか');
    await shows(answer, '集中ブース', '2時間');
    await pictureOf(fresh, PICTURE);
    await fresh.page.close();
    const {size} = await stat(PICTURE);
    assert.ok(size > 0 && size < 200_000, `${size} bytes`);
  });
});

if (SOURCES !== undefined) {
  describe(`documents in ${SOURCES}`, () => {
    it('are imported beside the running bot', async () => {
      const report = await npmCommand(folder.path, 'knowledge', 'import', ...filesIn(SOURCES));
      console.log(report.trimEnd().replace(/^/gm, '      '));
      await askSoonAfterImport('LGWAN接続系とは', 'LGWANに接続された');
    });

    for (const [step, question, expected] of [
      ['20-by-article', '情報セキュリティ対策の第六条', '第六条 情報セキュリティ対策'],
      ['21-colloquial', '私用のスマートフォンって業務で使っちゃだめ？', '龍ヶ崎市'],
      ['22-unanswerable', '食堂のおすすめの定食は？', '見つかりませんでした'],
    ] as const) {
      it(`answer 「${question}」`, async () => {
        const answer = await chat.ask(question);
        await chat.shot(step);
        await shows(answer, expected);
      });
    }
  });
}

describe('stopping npm start', () => {
  let stored: unknown;

  it('ends with 0 on SIGTERM and leaves no process behind', async () => {
    stored = await documents();
    await stops('SIGTERM');
  });

  it('answers from the same data at the second start, with no document twice', async () => {
    bot = await npmStart(folder.path);
    chat = await openChat(browser, bot.url);
    await shows(await chat.ask('第四条'), RULE, '記録媒体を庁舎の外へ');
    await chat.shot('30-second-start');
    assert.deepEqual(await documents(), stored);
  });

  it('ends with 0 on Ctrl-C and leaves no process behind', async () => {
    await stops('SIGINT');
    assert.deepEqual(await documents(), stored);
  });
});

/** Asks until the answer rests on the text, for as long as a running bot may take to hear of an import. */
async function askSoonAfterImport(question: string, text: string): Promise<Locator> {
  const end = performance.now();
  let answer = await chat.ask(question);
  while (!(await answer.innerText()).includes(text) && performance.now() - end < LIVE_MS) {
    answer = await chat.ask(question);
  }
  await shows(answer, text);
  console.log(`      answered ${Math.round(performance.now() - end)} ms after the import`);
  return answer;
}

/** What is stored: each document, its number of passages, and when it was imported; not how often it answered. */
async function documents(): Promise<unknown> {
  const listed = await npmCommand(folder.path, 'knowledge', 'list', '--json');
  return (JSON.parse(listed) as object[]).map((document) => ({...document, answered: undefined}));
}

async function stops(how: 'SIGTERM' | 'SIGINT'): Promise<void> {
  // The bot and its npm, the storage, the browser client: what the check below would find.
  assert.ok(processesNaming(folder.path).length >= 4);
  assert.equal(await bot.stop(how), 0, bot.said());
  assert.deepEqual(processesNaming(folder.path), []);
}

async function shows(message: Locator, ...texts: readonly string[]): Promise<void> {
  const seen = await message.innerText();
  for (const text of texts) assert.ok(seen.includes(text), `no 「${text}」 in:\n${seen}`);
}

function filesIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => join(directory, name));
}
