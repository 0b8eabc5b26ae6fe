import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import {cardProblems} from '../../../src/platform/cards/check.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import {
  buttonsOf,
  cardOf,
  startBot,
  tanaka,
  TENANT,
  visibleText,
  type Heard,
  type Person,
  type TestBot,
  type Where,
} from '../../support/bot.ts';

export type Data = Readonly<Record<string, unknown>>;

/** What a person sees after a sentence or a press. */
export interface Seen {
  readonly text: string;
  readonly card: Record<string, unknown>;
  readonly buttons: ReadonlyMap<string, Record<string, unknown>>;
  readonly heard: Heard;
  /** The data of the first button whose title holds this. */
  button(title: string): Record<string, unknown>;
}

/** A bot with a clock that can be set, and presses by a button's words. */
export interface Chat {
  readonly bot: TestBot;
  at(time: string): void;
  says(text: string, where?: Where): Promise<Seen>;
  presses(data: Data, where?: Where): Promise<Seen>;
  /** What the outbox holds for a person, as it would be drawn now. */
  notices(by?: Person): Promise<Seen[]>;
  stop(): Promise<void>;
}

/** @param time in Tokyo, 2026-11-24T10:00 */
export async function startChat(time: string): Promise<Chat> {
  let now = instantOf(time);
  const clock: Clock = {now: () => now, monotonic: () => performance.now()};
  const bot = await startBot({clock});
  return {
    bot,
    at(next) {
      now = instantOf(next);
    },
    async says(text, where) {
      const heard = await bot.says(text, where);
      return seen(cardOf(heard.activities.find((each) => each.attachments !== undefined)), heard);
    },
    async presses(data, where) {
      const heard = await bot.presses(data, where);
      const {value} = heard.body as {value: unknown};
      assert.equal(typeof value, 'object', `a card, not ${JSON.stringify(heard.body)}`);
      return seen(value as Record<string, unknown>, heard);
    },
    async notices(by = tanaka) {
      const account = {tenant: TENANT, objectId: by.objectId};
      const found: Seen[] = [];
      for await (const {feature: name, occasion} of bot.house.outbox.entries(account)) {
        const feature = bot.house.features.all.find((each) => each.name === name);
        const reply = await feature?.render?.(occasion, account, now, 'ja');
        const heard = {sent: [], activities: [], status: 200, body: undefined};
        if (reply !== undefined && name !== 'house') found.push(seen({...reply.card}, heard));
      }
      return found;
    },
    stop: () => bot.stop(),
  };
}

function instantOf(time: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(time).toZonedDateTime('Asia/Tokyo').toInstant();
}

function seen(card: Record<string, unknown>, heard: Heard): Seen {
  // Every card that any test meets is one that Teams shows.
  assert.deepEqual(cardProblems(card), []);
  const buttons = buttonsOf(card);
  return {
    text: visibleText(card),
    card,
    buttons,
    heard,
    button(title) {
      const found = [...buttons].find(([name]) => name.includes(title));
      assert.ok(found, `「${title}」 among ${[...buttons.keys()].join(' | ')}`);
      return found[1];
    },
  };
}
