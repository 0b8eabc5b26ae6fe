import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {copyFile} from 'node:fs/promises';
import {join} from 'node:path';
import {boothDesk} from '../../src/features/booths/store/booth-desk.ts';
import {BOOTHS_TABLE} from '../../src/features/booths/store/tables/rows.ts';
import {checkTable} from '../../src/features/booths/store/upkeep/check.ts';
import {nowIn} from '../../src/features/booths/rules/stretch.ts';
import type {Account} from '../../src/kernel/person.ts';
import {localTime, Temporal} from '../../src/kernel/time.ts';
import {systemClock} from '../../src/platform/clock.ts';
import {readYamlFile} from '../../src/platform/content/yaml-file.ts';
import {calendarOf, nextOpenDay} from '../../src/platform/office/calendar.ts';
import {officeSchema} from '../../src/platform/office/office.ts';
import type {Office} from '../../src/platform/office/shape.ts';
import {createOutbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {visibleText} from '../support/bot.ts';
import {startInstances, type Instance, type Instances} from '../support/instances.ts';
import {endPrograms, startProgram, temporaryFolder} from '../support/processes.ts';
import {startLossyProxy} from '../support/lossy-proxy.ts';
import type {Table} from '../../src/platform/storage/table.ts';

// A bot is killed at each request that a booking makes, and the process of a job at each of its own, before the request
// is carried out and after. The rows are judged as `booths check` judges them: nothing half there, nothing confirmed
// lost, and the same press elsewhere has the same answer.

const TIMES = Number(process.env['KILLS'] ?? 20);
const ZONE = 'Asia/Tokyo';

type Moment = 'before' | 'after';
const MOMENTS: readonly Moment[] = ['before', 'after'];

/** Requests that belong to a press: what a bot asks all the time on its own account is left out. */
const ofPress = (url: string) => /booths|conversations|seen\d/i.test(url) || url.includes('$batch');

async function officeOf(): Promise<Office> {
  const file = await readYamlFile('content/office.yaml', officeSchema);
  if (file.kind !== 'read') throw new Error('the sample office cannot be read');
  return file.value;
}

/** Working days that can be booked, none of them today. */
function openDays(office: Office, count: number): string[] {
  const {day: today} = localTime(systemClock.now(), ZONE);
  const days: string[] = [];
  for (let at = today.add({days: 1}); days.length < count;) {
    const day = nextOpenDay(calendarOf(office, {site: 'main'}), at.toString());
    if (day === undefined) break;
    days.push(day);
    at = Temporal.PlainDate.from(day).add({days: 1});
  }
  return days;
}

async function empty(table: Table): Promise<void> {
  for await (const {row} of table.list({})) await table.delete(row.pk, row.rk, '*');
}

describe('a bot that is killed while it books', () => {
  let all: Instances;
  let office: Office;
  let days: string[];
  let victim: Instance;
  let other: Instance;
  let number = 0;
  before(async function () {
    this.timeout(60_000);
    office = await officeOf();
    days = openDays(office, 6);
    all = await startInstances();
    victim = await all.start();
    other = await all.start();
    // The office as data; the running bots follow.
    const folder = await temporaryFolder();
    await copyFile('content/office.yaml', join(folder.path, 'office.yaml'));
    const environment = {
      STORAGE_CONNECTION_STRING: other.proxy.through(all.connectionString),
      DATA_DIR: folder.path,
    };
    const pushed = await startProgram('shigotoba', environment, 'content', 'push', folder.path).ended;
    assert.equal(pushed.code, 0, pushed.err);
    await folder.remove();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
  });
  after(async () => {
    await endPrograms();
    await all.stop();
  });

  /** An hour that nobody has booked, for a person whom nobody has met. */
  function wish() {
    const n = number++;
    const booth = `focus-${(n % 6) + 1}`;
    const day = days[Math.floor(n / 6) % days.length] ?? '';
    const from = 540 + 60 * (Math.floor(n / (6 * days.length)) % 10);
    return {person: `killed-${n}`, data: {v: 1, op: `op-${n}`, wanted: {booth}, day, from, to: from + 60}};
  }

  async function press(
    {bot}: Instance,
    {person, data}: ReturnType<typeof wish>,
  ): Promise<string | undefined> {
    const verb = 'booths.book';
    const value = {action: {type: 'Action.Execute', verb, data: {...data, verb}}, trigger: 'manual'};
    const body = JSON.stringify({
      ...{type: 'invoke', name: 'adaptiveCard/action', id: randomUUID(), replyToId: 'card', value},
      ...{channelId: 'msteams', serviceUrl: all.connector.url},
      from: {id: `29:${person}`, name: person, aadObjectId: person},
      recipient: {id: '28:shigotoba', name: 'しごとば'},
      conversation: {id: `personal-${person}`, conversationType: 'personal', tenantId: 'city'},
    });
    try {
      const headers = {'content-type': 'application/json'};
      const response = await fetch(`${bot.url}/api/messages`, {method: 'POST', headers, body});
      return visibleText(await response.json());
    } catch {
      // It died before it answered.
      return undefined;
    }
  }

  async function judged(): Promise<void> {
    const {day} = localTime(systemClock.now(), ZONE);
    assert.deepEqual(await checkTable(all.storage.table(BOOTHS_TABLE), office, day.toString()), []);
  }

  async function bookingsOf({person, data}: ReturnType<typeof wish>): Promise<number> {
    const desk = boothDesk({storage: all.storage, office: () => office, newId: randomUUID});
    const bookings = await desk.bookingsOn(data.day);
    return bookings.filter(({account}) => account.objectId === person).length;
  }

  /** Presses at the victim, which dies at its n-th request; then the same press elsewhere. */
  async function round(at: number, moment: Moment, at2: 'storage' | 'channel'): Promise<boolean> {
    const wanted = wish();
    const state = {seen: 0, killed: false};
    const arm = (when: Moment): void => {
      if (state.killed || when !== moment) return;
      state.seen++;
      if (state.seen !== at) return;
      state.killed = true;
      victim.bot.child.kill('SIGKILL');
      throw new Error('killed');
    };
    if (at2 === 'storage') {
      victim.proxy.onRequest = (when, _method, url) => {
        if (ofPress(url)) arm(when);
      };
    } else {
      all.connector.onRequest = (when, conversation) => {
        if (conversation === `personal-${wanted.person}`) arm(when);
      };
    }
    const first = await press(victim, wanted);
    // What comes behind the answer is a part of the booking too.
    if (!state.killed) await new Promise((resolve) => setTimeout(resolve, 150));
    victim.proxy.onRequest = undefined;
    all.connector.onRequest = undefined;
    const again = await press(other, wanted);
    assert.match(again ?? '', /予約しました/, `${at} ${moment}: ${String(again)}`);
    if (first !== undefined) assert.match(first, /予約しました/);
    assert.equal(await bookingsOf(wanted), 1);
    if (state.killed) {
      await victim.bot.ended;
      await all.restart(victim);
    }
    return state.killed;
  }

  for (const where of ['storage', 'channel'] as const) {
    for (const moment of MOMENTS) {
      it(`${moment} each request to the ${where} of a booking, ${TIMES} times each`, async () => {
        let kills = 0;
        for (let at = 1; at <= 40; at++) {
          let any = false;
          for (let i = 0; i < TIMES; i++) {
            const died = await round(at, moment, where);
            any ||= died;
            if (died) kills++;
            else break;
          }
          await judged();
          // So many requests it does not make.
          if (!any) break;
        }
        console.log(`      ${kills} kills`);
        assert.ok(kills >= TIMES);
      }).timeout(7_200_000);
    }
  }
});

describe('a job that is killed while it runs', () => {
  let all: Instances;
  let office: Office;
  before(async function () {
    this.timeout(60_000);
    office = await officeOf();
    all = await startInstances();
  });
  // Each test has hours of its own.
  let number = 0;
  after(async () => {
    await endPrograms();
    await all.stop();
  });

  for (const moment of MOMENTS) {
    it(`${moment} each request of booths.watch, ${TIMES} times each: told once, given once`, async () => {
      const [proxy, folder] = [await startLossyProxy(all.port), await temporaryFolder()];
      await copyFile('content/office.yaml', join(folder.path, 'office.yaml'));
      await all.storage.ensure([BOOTHS_TABLE, OUTBOX_TABLE]);
      const days = openDays(office, 5);
      const desk = boothDesk({storage: all.storage, office: () => office, newId: randomUUID});
      const outbox = createOutbox({
        ...{storage: all.storage, rows: outboxRows(all.storage), clock: systemClock, newId: randomUUID},
      });
      let kills = 0;

      async function round(at: number): Promise<boolean> {
        const n = number++;
        const day = days[n % days.length] ?? '';
        const from = 540 + 60 * (Math.floor(n / days.length) % 10);
        const who = (name: string): Account => ({tenant: 'city', objectId: `${moment}-${name}-${n}`});
        const instant = (minute: number) =>
          Temporal.PlainDate.from(day).toZonedDateTime(ZONE).add({minutes: minute}).toInstant();
        const long = nowIn(instant(from).subtract({hours: 8}), ZONE);
        const order = (booth: string) => ({
          ...{op: randomUUID(), wanted: {booth}, day, from, to: from + 60},
        });
        // One is to be told of its start. Another was given up, and its place waits for who stands in line.
        const told = await desk.book(who('told'), order('focus-1'), long);
        const gone = await desk.book(who('gone'), order('focus-2'), long);
        assert.ok(told.kind === 'booked' && gone.kind === 'booked', JSON.stringify([told, gone]));
        const line = await desk.wait(who('line'), order('focus-2'), long);
        assert.ok(line.kind === 'waiting');
        await desk.cancel(who('gone'), {op: randomUUID(), booking: gone.booking.id}, long);
        const asOf = instant(from).subtract({minutes: 9}).toString();
        const environment = {
          STORAGE_CONNECTION_STRING: proxy.through(all.connectionString),
          CONTENT_DIR: folder.path,
          DATA_DIR: folder.path,
        };
        const state = {seen: 0, killed: false};
        const program = startProgram(
          'shigotoba',
          environment,
          'jobs',
          'run',
          'booths.watch',
          '--as-of',
          asOf,
        );
        proxy.onRequest = (when, _method, url) => {
          // A command opens its tables and reads the content before it begins.
          if (state.killed || when !== moment || !/booths\(|booths\?|outbox|\$batch/i.test(url)) return;
          state.seen++;
          if (state.seen !== at) return;
          state.killed = true;
          program.child.kill('SIGKILL');
          throw new Error('killed');
        };
        const first = await program.ended;
        proxy.onRequest = undefined;
        if (state.killed) {
          const again = await startProgram(
            'shigotoba',
            environment,
            ...['jobs', 'run', 'booths.watch', '--as-of', asOf],
          ).ended;
          assert.equal(again.code, 0, again.err);
        } else assert.equal(first.code, 0, first.err);
        const notices = async (name: string) => {
          const found: string[] = [];
          for await (const {occasion} of outbox.entries(who(name))) found.push(occasion.split('|')[0] ?? '');
          return found;
        };
        assert.deepEqual(await notices('told'), ['start']);
        const wait = await desk.findWait(who('line'), line.wait.id);
        assert.ok(wait?.status === 'held' || wait?.status === 'waiting' || wait?.status === 'passed');
        return state.killed;
      }

      for (let at = 1; at <= 60; at++) {
        let any = false;
        for (let i = 0; i < TIMES; i++) {
          const died = await round(at);
          any ||= died;
          if (died) kills++;
          else break;
        }
        const {day} = localTime(systemClock.now(), ZONE);
        assert.deepEqual(await checkTable(all.storage.table(BOOTHS_TABLE), office, day.toString()), []);
        // The hours of some days are soon used up.
        await empty(all.storage.table(BOOTHS_TABLE));
        if (!any) break;
      }
      console.log(`      ${kills} kills`);
      assert.ok(kills >= TIMES);
      await proxy.stop();
      await folder.remove();
    }).timeout(7_200_000);
  }
});
