import {Temporal} from '../../../src/kernel/time.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import type {Directory} from '../../../src/platform/directory/staff.ts';
import {directoryOf} from '../../../src/platform/directory/in-memory.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {cardProblems} from '../../../src/platform/cards/check.ts';
import {
  buttonsOf,
  cardOf,
  startBot,
  TENANT,
  visibleText,
  type Person,
  type TestBot,
  type Where,
} from '../../support/bot.ts';
import {SAMPLE_SECTIONS, SAMPLE_STAFF} from '../../support/staff.ts';

/** A person of the sample list, at the keyboard. */
export function staff(number: string): Person {
  const member = SAMPLE_STAFF.find((each) => each.number === number);
  return {
    id: `29:${number}`,
    name: member?.name ?? number,
    objectId: `00000000-0000-4000-8000-${number.padStart(12, '0')}`,
  };
}

/** Everybody of the sample has met this bot. */
export function directory(members = SAMPLE_STAFF): Directory {
  const links = members.map(({key, number}) => ({
    account: {tenant: TENANT, objectId: staff(number).objectId},
    person: key,
  }));
  return directoryOf({members, links, version: 'sample-1', sections: SAMPLE_SECTIONS});
}

export interface Seen {
  readonly text: string;
  readonly buttons: ReadonlyMap<string, Record<string, unknown>>;
  readonly card: Record<string, unknown>;
}

export interface Chat {
  readonly bot: TestBot;
  readonly storage: Storage;
  at(time: string): void;
  now(): Temporal.Instant;
  says(text: string, by: Person, where?: Where): Promise<Seen>;
  presses(data: Readonly<Record<string, unknown>>, by: Person): Promise<Seen>;
  stop(): Promise<void>;
}

/** @param time in Tokyo, 2026-11-24T10:00 */
export async function startChat(time: string, list = directory()): Promise<Chat> {
  const instant = (text: string) => Temporal.Instant.from(`${text}+09:00`);
  let now = instant(time);
  const clock: Clock = {now: () => now, monotonic: () => performance.now()};
  const storage = memoryStorage();
  const bot = await startBot({clock, directory: list, storage});
  const seen = (card: Record<string, unknown>): Seen => {
    const problems = cardProblems(card);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return {text: visibleText(card), buttons: buttonsOf(card), card};
  };
  return {
    bot,
    storage,
    at(next) {
      now = instant(next);
    },
    now: () => now,
    async says(text, by, where = {}) {
      const heard = await bot.says(text, {by, ...where});
      const carrier = heard.activities.find((each) => each.attachments !== undefined);
      if (carrier === undefined) throw new Error(`no card: ${JSON.stringify(heard.activities)}`);
      return seen(cardOf(carrier));
    },
    async presses(data, by) {
      const heard = await bot.presses(data, {by});
      return seen((heard.body as {value: Record<string, unknown>}).value);
    },
    stop: () => bot.stop(),
  };
}

/** The data of the first button whose title holds this. */
export function button({buttons}: Seen, title: string): Record<string, unknown> {
  const found = [...buttons].find(([each]) => each.includes(title));
  if (found === undefined) throw new Error(`no button ${title} among ${[...buttons.keys()].join(', ')}`);
  return found[1];
}
