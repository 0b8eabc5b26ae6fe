import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {chromium, type Browser, type Locator, type Page} from 'playwright-core';

const SCREENSHOTS = resolve(import.meta.dirname, '../../../build/screenshots');
const BOT = 'しごとば';

// No sandbox, as a container has none to offer; the rest keeps the browser from asking for the internet.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's own Chromium: `CHROMIUM`, or where Debian has it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  assert.ok(existsSync(executablePath), `no browser at ${executablePath}: install chromium, or set CHROMIUM`);
  return chromium.launch({executablePath, args: FLAGS});
}

/** The browser client as a person sees it. */
export interface Chat {
  readonly page: Page;
  /** All messages of the chat that is open, the person's and the bot's, oldest first. */
  readonly messages: Locator;
  /** The bot's messages in the chat that is open, oldest first. */
  readonly answers: Locator;
  /** Opens a chat or a channel by its name in the left list. */
  open(name: string): Promise<void>;
  /** Writes a message. @param mention begins it with the bot's name, as groups and channels need it */
  say(text: string, mention?: 'mention'): Promise<void>;
  /** Writes a message and waits for the next message of the bot. */
  ask(text: string, mention?: 'mention'): Promise<Locator>;
  /** Takes a picture for people to look at. */
  shot(name: string): Promise<void>;
}

/**
 * Opens the client in a window of its own.
 *
 * @param look width: of the window, below 1200 it hides its left list; scale: dots of a picture for one of the
 *   page, in each direction
 */
export async function openChat(browser: Browser, url: string, look = {width: 1280, scale: 1}): Promise<Chat> {
  const page = await browser.newPage({
    viewport: {width: look.width, height: 1000},
    deviceScaleFactor: look.scale,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  // It has told the bot that it is there, and whatever that brings comes next.
  await page.getByText('conversationUpdate 200').waitFor();
  await page.getByTitle('Toggle Log Panel').click();
  return chatOn(page);
}

function chatOn(page: Page): Chat {
  const messages = page.locator('xpath=//*[@aria-label="Message header"]/..');
  const answers = messages.filter({
    has: page.locator('[aria-label="Message author"]').filter({hasText: BOT}),
  });
  // In a channel the first is for a new post, the others are for replies.
  const box = page.getByRole('textbox').first();

  async function say(text: string, mention?: 'mention'): Promise<void> {
    await box.click();
    if (mention !== undefined) {
      await page.keyboard.type('@');
      await page.getByRole('menuitem', {name: BOT}).click();
    }
    await page.keyboard.insertText(mention === undefined ? text : ` ${text}`);
    await page.keyboard.press('Enter');
  }

  return {
    page,
    messages,
    answers,
    say,
    async open(name) {
      await page.getByRole('treeitem', {name}).click();
    },
    async ask(text, mention) {
      const before = await answers.count();
      await say(text, mention);
      const answer = answers.nth(before);
      await answer.waitFor();
      return answer;
    },
    async shot(name) {
      await mkdir(SCREENSHOTS, {recursive: true});
      await page.screenshot({path: join(SCREENSHOTS, `${name}.png`)});
    },
  };
}

/**
 * Whether letters are really drawn: without a font for them every letter is the same empty box.
 *
 * @param letters all different in shape
 */
export async function drawsLetters(page: Page, letters: string): Promise<boolean> {
  // A text, as it runs in the page: this project's own code has no `document`.
  const drawn = await page.evaluate<string[]>(`[' ', ...${JSON.stringify(letters)}].map((letter) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 40, height: 40});
    const pen = canvas.getContext('2d');
    pen.font = '30px ' + getComputedStyle(document.querySelector('.ac-textBlock')).fontFamily;
    pen.fillText(letter, 4, 32);
    return canvas.toDataURL();
  })`);
  return new Set(drawn).size === drawn.length;
}

/** A picture of what is said in the chat, without the client's own frame. */
export async function pictureOf({page, messages}: Chat, path: string): Promise<void> {
  const boxes = await Promise.all((await messages.all()).map((message) => message.boundingBox()));
  const seen = boxes.filter((box) => box !== null);
  assert.ok(seen.length > 0);
  const margin = 12;
  const x = Math.min(...seen.map((b) => b.x)) - margin;
  const y = Math.min(...seen.map((b) => b.y)) - margin;
  const right = Math.max(...seen.map((b) => b.x + b.width)) + margin;
  const bottom = Math.max(...seen.map((b) => b.y + b.height)) + margin;
  await page.screenshot({path, clip: {x, y, width: right - x, height: bottom - y}});
}
