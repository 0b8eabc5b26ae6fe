import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Browser, Locator} from 'playwright-core';
import {Temporal} from '../../src/kernel/time.ts';
import {launchBrowser, openChat, type Chat} from '../support/browser/chat.ts';
import {colleague, type Colleague} from '../support/browser/colleague.ts';
import {endAllOn, npmCommand, npmStart, type NpmStart} from '../support/browser/npm-start.ts';
import {writeContentFolder} from '../support/content-folder.ts';
import {eventually, temporaryFolder} from '../support/processes.ts';

// Reminders as a person sees them: they come unasked, their card is used, and what is done is not asked for again. The
// steps build on each other. Each leaves a picture in build/screenshots, for people to look at.

const TODAY = Temporal.Now.plainDateISO('Asia/Tokyo');
const TANAKA = {number: '000201', name: '田中 さくら', upn: 'tanaka.sakura@example.jp'};
const CHIEF = {
  number: '000203',
  name: '鈴木 みなみ',
  upn: 'suzuki.minami@example.jp',
  id: '5e190000-0000-4000-8000-000000000103',
};

const LIST = `職員番号,氏名,フリガナ,所属,係,役職,内線,UPN
${TANAKA.number},${TANAKA.name},タナカ サクラ,財政課,財政係,主任,2201,${TANAKA.upn}
${CHIEF.number},${CHIEF.name},スズキ ミナミ,人事課,研修係,係長,2203,${CHIEF.upn}
`;

/** Six for all; each names today, or the working day before, by its plan, on whatever day the test runs. */
const TITLES = [
  '情報セキュリティ研修',
  '個人情報の取り扱い研修',
  'ハラスメント防止研修',
  'クラウド活用研修',
  '防災研修',
  '接遇研修',
];
const COURSES = `courses:\n${TITLES.map(
  (title, i) => `  - id: course-${i}
    title: { ja: ${title}, en: Course ${i} }
    kind: video
    link: https://learning.example.lg.jp/course-${i}
    network: ${i === 0 ? 'intranet' : 'internet'}
    minutes: ${15 * (i + 1)}
    windows: [{ from: '${TODAY.subtract({days: 20}).toString()}', to: '${TODAY.add({days: 20 + i}).toString()}' }]
    validity: window
    audience: { required: [{ everyone: true }] }
    plan: { required: { before: [${20 + i}, ${19 + i}, ${18 + i}, ${17 + i}] } }
    proof: ${i === 0 ? 'import' : 'self'}
`,
).join('')}`;

/** What `training remind --dry-run --json` says of a person. */
interface Judged {
  readonly number: string;
  readonly digest?: {readonly items: readonly {readonly course: string}[]};
}

describe('trainings in a browser', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let browser: Browser;
  let bot: NpmStart;
  let chat: Chat;
  let chief: Colleague;

  before(async function () {
    // The first look at who is asked for what comes within a minute.
    this.timeout(150_000);
    folder = await temporaryFolder();
    const content = join(folder.path, 'content');
    await writeContentFolder(content);
    await writeFile(join(content, 'trainings.yaml'), COURSES);
    browser = await launchBrowser();
    bot = await npmStart(folder.path, {CONTENT_DIR: content, ROLE_COURSE_SECTION: CHIEF.id});
    const list = join(folder.path, 'staff.csv');
    await writeFile(list, LIST);
    assert.match(await npmCommand(folder.path, 'staff', 'import', list), /2/);
    chat = await openChat(browser, bot.url);
    await chat.answers.first().waitFor();
    chief = await colleague(bot.botUrl, CHIEF.id, CHIEF.name, CHIEF.upn);
    await eventually(async () => {
      const card = await chat.ask('受けていない研修は？');
      await chief.says('こんにちは');
      return ((await card.textContent()) ?? '').includes(TITLES[0] ?? '');
    }, 100_000);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) await chat.shot('training-failed').catch(() => undefined);
  });
  after(async () => {
    await browser.close();
    endAllOn(folder.path);
    await folder.remove();
    await chief.stop();
  });

  /** The part of a card that is about one training. */
  const about = (card: Locator, title: string) =>
    card.locator('.ac-container').filter({hasText: title}).last();
  const press = (part: Locator, name: string) => part.getByRole('button', {name}).first().click();
  const showsSoon = (part: Locator, text: string | RegExp) => part.getByText(text).first().waitFor();

  let day = TODAY;
  /** To when something was put off. */
  let again = TODAY;
  const remind = (...more: string[]) =>
    npmCommand(folder.path, 'training', 'remind', '--as-of', `${day.toString()}T10:00`, ...more);
  let digest: Locator;

  it('are asked for unasked, the most urgent five first', async () => {
    // A weekend or a holiday sends nothing.
    await eventually(async () => {
      if ((await remind('--dry-run')).includes('送る to be told: 2')) return true;
      day = day.subtract({days: 1});
      return false;
    }, 50_000);
    const before = await chat.answers.count();
    assert.match(await remind('--yes'), /enqueued: 2/);
    await eventually(async () => (await chat.answers.count()) > before, 20_000);
    digest = chat.answers.nth(before);
    await showsSoon(digest, '研修の受講をお願いします');
    await chat.shot('training-1-digest');
    const text = await digest.innerText();
    for (const [i, title] of TITLES.entries()) assert.equal(text.includes(title), i < 5, title);
    assert.match(text, /あと20日/);
    assert.equal(await digest.getByRole('button', {name: '受講済みにする'}).count(), 5);
    await press(digest, 'ほかの1件を見る');
    await showsSoon(digest, TITLES[5] ?? '');
    await chat.shot('training-2-rest');
    await press(digest, '最初に戻る');
    await showsSoon(digest, TITLES[0] ?? '');
  });

  it('are done by a press', async () => {
    await press(about(digest, TITLES[1] ?? ''), '受講済みにする');
    await showsSoon(digest, `「${TITLES[1] ?? ''}」を受講済みにしました`);
    await chat.shot('training-3-done');
    // The card says so for good, and asks for what was the sixth.
    await eventually(async () => (await digest.innerText()).includes('✓ 受講済みです'), 10_000);
    await showsSoon(digest, TITLES[5] ?? '');
    await chat.shot('training-4-redrawn');
  });

  it('are put off until the next working day', async () => {
    await press(about(digest, TITLES[2] ?? ''), '明日もう一度');
    const told = /「ハラスメント防止研修」は(\d+)月(\d+)日\(.\)にもう一度お知らせします/;
    await showsSoon(digest, told);
    const [, month, date] = (told.exec(await digest.innerText()) ?? []).map(Number);
    again = TODAY.with({month, day: date});
    if (Temporal.PlainDate.compare(again, TODAY) < 0) again = again.add({years: 1});
    const part = about(digest, TITLES[2] ?? '');
    assert.equal(await part.getByRole('button', {name: '明日もう一度'}).count(), 0);
    assert.equal(await part.getByRole('button', {name: '受講済みにする'}).count(), 1);
    await chat.shot('training-5-later');
  });

  it('that somebody thinks are not theirs are ruled on, and they are told', async () => {
    const before = await chat.answers.count();
    await press(about(digest, TITLES[3] ?? ''), '対象外だと思う');
    await showsSoon(digest, '所管課に確認を頼みました');
    await chat.shot('training-6-objection');
    const asked = await chief.hears('研修の対象外の申し出');
    assert.match(asked.text, /田中 さくら（財政課）/);
    const ruled = await chief.presses({...asked.button('対象のまま')});
    assert.match(ruled.text, /対象のままにしました/);
    await eventually(async () => (await chat.answers.count()) > before, 20_000);
    await showsSoon(chat.answers.nth(before), '対象のままです');
    await chat.shot('training-7-ruled');
    // What was ruled is not asked again.
    await eventually(
      async () =>
        (await about(digest, TITLES[3] ?? '')
          .getByRole('button', {name: '対象外だと思う'})
          .count()) === 0,
      10_000,
    );
  });

  it('that are done, or rest, are not asked for by the next reminder', async () => {
    const said = await chat.ask('情報セキュリティ研修を受講しました');
    await chat.shot('training-8-said');
    await press(said, '受講済みにする');
    await showsSoon(said, `「${TITLES[0] ?? ''}」を受講済みにしました`);
    for (const title of [TITLES[3], TITLES[4], TITLES[5]]) {
      const card = await chat.ask(`${title ?? ''}を受講しました`);
      await press(about(card, title ?? ''), '受講済みにする');
      await showsSoon(card, `「${title ?? ''}」を受講済みにしました`);
    }
    // Judged on the day to which one was put off: that one alone is left, and today nothing may be said of it.
    day = again;
    const shown = JSON.parse(await remind('--dry-run', '--json')) as Judged[];
    const mine = shown.find(({number}) => number === TANAKA.number)?.digest?.items ?? [];
    assert.deepEqual(
      mine.map(({course}) => course),
      ['course-2'],
    );
    const others = shown.find(({number}) => number === CHIEF.number)?.digest?.items ?? [];
    assert.equal(others.length, TITLES.length);
    const before = await chat.answers.count();
    assert.match(await remind('--yes'), /enqueued: 2/);
    await eventually(() => chief.heard('研修の受講をお願いします') === 2, 20_000);
    await chat.page.waitForTimeout(2_000);
    assert.equal(await chat.answers.count(), before);
  });

  it('stand in the person’s history', async () => {
    const card = await chat.ask('自分の受講履歴');
    const text = await card.innerText();
    for (const title of [TITLES[0], TITLES[1], TITLES[3], TITLES[4], TITLES[5]])
      assert.match(text, new RegExp(`${title ?? ''} \\d+年\\d+月\\d+日\\(.\\)（本人の申告）`));
    assert.doesNotMatch(text, /ハラスメント防止研修/);
    await chat.shot('training-9-history');
  });

  it('and who must take one is a question, not a report of one’s own', async () => {
    const card = await chat.ask('情報セキュリティ研修は誰が対象？');
    assert.doesNotMatch(await card.innerText(), /受講済みにする/);
    await chat.shot('training-10-question');
  });
});
