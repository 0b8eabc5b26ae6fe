import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {boothDesk} from '../../src/features/booths/store/booth-desk.ts';
import {localTime} from '../../src/kernel/time.ts';
import {systemClock} from '../../src/platform/clock.ts';
import {readYamlFile} from '../../src/platform/content/yaml-file.ts';
import {calendarOf, nextOpenDay} from '../../src/platform/office/calendar.ts';
import {officeSchema} from '../../src/platform/office/office.ts';
import type {Office} from '../../src/platform/office/shape.ts';
import {createOutbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import {conversations} from '../../src/platform/teams/conversations.ts';
import {startAzurite} from '../support/azurite.ts';
import {clientOf} from '../support/client.ts';
import {startConnector, type Connector} from '../support/connector.ts';
import {
  endPrograms,
  eventually,
  startBotProgram,
  statusOf,
  temporaryFolder,
  type BotProgram,
} from '../support/processes.ts';
import {startStorageGate, type StorageGate} from '../support/storage-gate.ts';

// A bot that is stopped while twenty people press and ask at once, and notices go out. App Service gives it 30 seconds.

const GONE_MS = 25_000;
const CLIENTS = 20;

describe('a bot that is stopped under load', () => {
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let connector: Connector;
  let gate: StorageGate;
  let office: Office;
  let days: string[];
  beforeEach(async () => {
    [azurite, connector, folder] = await Promise.all([startAzurite(), startConnector(), temporaryFolder()]);
    gate = await startStorageGate(azurite.port);
    const file = await readYamlFile('content/office.yaml', officeSchema);
    if (file.kind !== 'read') throw new Error('the sample office cannot be read');
    office = file.value;
    const calendar = calendarOf(office, {site: 'main'});
    days = [];
    for (let at = tomorrow(); days.length < 6; at = at.add({days: 1})) {
      if (nextOpenDay(calendar, at.toString()) === at.toString()) days.push(at.toString());
    }
  });
  afterEach(async () => {
    await endPrograms();
    await gate.stop();
    await connector.stop();
    await azurite.stop();
    await folder.remove();
  });

  const start = (through: boolean) =>
    startBotProgram({
      STORAGE_CONNECTION_STRING: through ? gate.through(azurite.connectionString) : azurite.connectionString,
      ...{DATA_DIR: folder.path, LEASE_SECONDS: '15', LOG_LEVEL: 'info'},
    });

  /** Twenty people who press and ask until nobody answers any more. */
  function load(bot: BotProgram) {
    const confirmed: string[] = [];
    let answered = 0;
    let wishes = 0;
    let over = false;
    const one = async (person: string): Promise<void> => {
      while (!over) {
        const n = wishes++;
        const from = 540 + 60 * (Math.floor(n / 6) % 8);
        const day = days[Math.floor(n / 48) % days.length] ?? '';
        const data = {day, from, to: from + 30, wanted: {booth: `focus-${1 + (n % 6)}`}};
        const client = clientOf(`${person}-${n}`, () => bot.url, connector);
        try {
          const {status, text} = await client.presses({verb: 'booths.book', v: 1, op: randomUUID(), ...data});
          if (status !== 200) return;
          answered++;
          if (text.includes('予約しました')) confirmed.push(`${person}-${n}`);
          if (n % 5 === 0) await client.says('集中ブースは何時間まで？', 12_000);
        } catch {
          // Nobody is there any more.
          return;
        }
      }
    };
    const all = Promise.all(Array.from({length: CLIENTS}, (_, i) => one(`p${i}`)));
    return {
      /** Who was told that they have a booking. */
      confirmed,
      answered: () => answered,
      async end() {
        over = true;
        await all;
      },
    };
  }

  async function enqueue(count: number): Promise<void> {
    const storage = connectTables(azurite.connectionString, {clock: systemClock});
    const people = conversations(storage, systemClock);
    const notices = createOutbox({storage, rows: outboxRows(storage), clock: systemClock, newId: randomUUID});
    const now = systemClock.now();
    await Promise.all(
      Array.from({length: count}, async (_, i) => {
        const account = {tenant: 't', objectId: `n${i}`};
        const to = {channel: 'msteams', tenant: 't', user: `29:n${i}`, bot: '28:b'};
        await people.renew(
          account,
          {address: {serviceUrl: connector.url, ...to}, conversation: `c-n${i}`},
          undefined,
        );
        const times = {notBefore: now, notAfter: now.add({hours: 1})};
        await notices.of('house').enqueue({account, occasion: 'welcome', lane: 'digests', ...times});
      }),
    );
  }

  async function stopsWhere(trouble: 'none' | 'channel' | 'storage'): Promise<void> {
    const bot = await start(true);
    await enqueue(300);
    const loading = load(bot);
    await sleep(3_000);
    if (trouble === 'channel') for (let i = 0; i < 500; i++) connector.failures.push('hang');
    if (trouble === 'storage') await gate.set('silent');
    const began = performance.now();
    bot.child.kill('SIGTERM');
    await eventually(async () => (await statusOf(`${bot.url}/readyz`)) !== 200, 2_000);
    const {code} = await bot.ended;
    const ms = performance.now() - began;
    connector.failures.length = 0;
    await loading.end();

    const next = await start(false);
    // Given back, so that nobody waits for it to run out; with the storage silent it could not be.
    await eventually(() => next.said().err.includes('lease.held'), trouble === 'storage' ? 25_000 : 5_000);
    const storage = connectTables(azurite.connectionString, {clock: systemClock});
    const desk = boothDesk({storage, office: () => office, newId: randomUUID});
    const kept = (await Promise.all(days.map((day) => desk.bookingsOn(day)))).flat();
    const names = new Set(kept.map(({account}) => account.objectId));
    const {confirmed} = loading;
    let unknown = 0;
    for await (const {entry} of outboxRows(storage).all()) if (entry.state === 'unknown') unknown++;
    console.log(
      `      gone after ${Math.round(ms)} ms; ${loading.answered()} answered, ${confirmed.length} confirmed, ${unknown} unknown`,
    );
    assert.equal(code, 0);
    assert.ok(ms < GONE_MS, `${ms} ms`);
    assert.ok(confirmed.length > 20);
    assert.deepEqual(
      confirmed.filter((person) => !names.has(person)),
      [],
      'a confirmed booking is lost',
    );
    if (trouble === 'none') assert.equal(unknown, 0);
  }

  it('answers what is under way, gives the lease back and is gone in time', () => stopsWhere('none')).timeout(
    90_000,
  );

  it('is gone in time also where the channel does not answer', () => stopsWhere('channel')).timeout(90_000);

  it('is gone in time also where the storage says nothing', () => stopsWhere('storage')).timeout(120_000);
});

function tomorrow() {
  return localTime(systemClock.now(), 'Asia/Tokyo').day.add({days: 1});
}
