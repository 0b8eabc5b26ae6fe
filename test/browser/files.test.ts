import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import iconv from 'iconv-lite';
import type {Browser, Locator} from 'playwright-core';
import {launchBrowser, openChat, type Chat} from '../support/browser/chat.ts';
import {endAllOn, npmCommand, npmStart, type NpmStart} from '../support/browser/npm-start.ts';
import {startFileHost, type FileHost} from '../support/file-host.ts';
import {eventually, temporaryFolder} from '../support/processes.ts';

// The section in charge sends a file to the bot. The browser client has no input for files, so it goes as the custom
// activity that its own "Mock an Activity" sends; what comes of it stands in the chat. The steps build on each other.

const LIST = `職員番号,氏名,フリガナ,所属,係,役職,内線,UPN
000201,田中 さくら,タナカ サクラ,財政課,財政係,主任,2201,tanaka.sakura@example.jp
000202,佐藤 健一,サトウ ケンイチ,財政課,財政係,係長,2202,sato.kenichi@example.jp
`;
const TANAKA = '5e190000-0000-4000-8000-000000000101';

const COMPLETIONS = `情報セキュリティ研修 受講者一覧（見本）

職員番号,研修名,受講日
201,情報セキュリティ研修,R8.2.20
000202,情報セキュリティ研修,令和8年2月24日
000999,情報セキュリティ研修,2026/2/24
`;

describe('files in a browser', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let browser: Browser;
  let bot: NpmStart;
  let chat: Chat;
  let host: FileHost;

  before(async () => {
    folder = await temporaryFolder();
    browser = await launchBrowser();
    host = await startFileHost();
    bot = await npmStart(folder.path, {ROLE_COURSE_SECTION: TANAKA});
    const list = join(folder.path, 'staff.csv');
    await writeFile(list, LIST);
    assert.match(await npmCommand(folder.path, 'staff', 'import', list), /2/);
    chat = await openChat(browser, bot.url);
    await chat.answers.first().waitFor();
    // The list reaches the running bot within two seconds; who writes then is bound.
    await eventually(async () => {
      const card = await chat.ask('自分のデータ');
      return ((await card.textContent()) ?? '').includes('000201');
    }, 15_000);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) await chat.shot('files-failed').catch(() => undefined);
  });
  after(async () => {
    await host.stop();
    await browser.close();
    endAllOn(folder.path);
    await folder.remove();
  });

  const press = (card: Locator, name: string) => card.getByRole('button', {name}).first().click();
  const showsSoon = (card: Locator, text: string) => card.getByText(text).first().waitFor();
  const newest = () => chat.answers.last();

  let count = 0;
  async function sends(name: string, bytes: Uint8Array): Promise<void> {
    const path = `/file-${++count}`;
    host.files.set(path, bytes);
    const template = `${bot.url}/_internal/v1/customActivities/template?conversationId=personal-chat-tanaka&type=userAdded`;
    const made = await fetch(template);
    assert.ok(made.ok, `${made.status}`);
    const envelope = (await made.json()) as Record<string, unknown>;
    const content = {downloadUrl: `${host.url}${path}`, uniqueId: `unique-${count}`, fileType: 'csv'};
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const activity = {...envelope, id: `file-${count}`, type: 'message', text: ''};
    const sent = await fetch(`${bot.url}/_internal/v1/customActivities`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({
        ...activity,
        membersAdded: undefined,
        attachments: [{contentType, content, name}],
      }),
    });
    assert.ok(sent.ok, `${sent.status} ${await sent.text()}`);
  }

  it('with mistakes are told by row and column', async () => {
    await sends('受講者.csv', new TextEncoder().encode('職員番号,研修名,受講日\n000201,茶道,2月31日\n'));
    await showsSoon(newest(), '1件の誤りがあります');
    await chat.shot('files-1-mistakes');
  });

  it('are shown first, and taken in by a press', async () => {
    await sends('受講者.csv', iconv.encode(COMPLETIONS, 'cp932'));
    const card = newest();
    await showsSoon(card, '取り込みの確認');
    await showsSoon(card, '6行目 000999');
    await chat.shot('files-2-check');
    await press(card, '取り込む');
    await showsSoon(newest(), '取り込みました');
    await chat.shot('files-3-taken');
    const history = await chat.ask('自分の受講履歴');
    await showsSoon(history, '情報セキュリティ研修');
    await chat.shot('files-4-history');
  });

  it('that would be handed over are told as a command here', async () => {
    const before = await chat.answers.count();
    await chat.ask('研修の報告をファイルで');
    await eventually(async () => (await chat.answers.count()) > before + 1, 10_000);
    await chat.shot('files-5-report');
    const card = await chat.ask('自分のデータ');
    await press(card, 'ファイルで受け取る');
    await showsSoon(newest(), 'person export');
    await chat.shot('files-6-own-data');
  });

  it('and what is kept is deleted after a look at what goes and what stays', async () => {
    const card = await chat.ask('自分のデータ');
    await press(card, '消せるものを消す');
    await showsSoon(card, '残るものと、その理由');
    await chat.shot('files-7-ask');
    await press(card, '消す');
    await showsSoon(card, '消しました');
    await chat.shot('files-8-erased');
  });
});
