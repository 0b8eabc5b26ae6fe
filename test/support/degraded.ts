import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {localTime} from '../../src/kernel/time.ts';
import {systemClock} from '../../src/platform/clock.ts';
import {readYamlFile} from '../../src/platform/content/yaml-file.ts';
import {calendarOf, nextOpenDay} from '../../src/platform/office/calendar.ts';
import {officeSchema} from '../../src/platform/office/office.ts';
import {createOutbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import {startAzurite} from './azurite.ts';
import {clientOf, type Client} from './client.ts';
import {startConnector} from './connector.ts';
import {endPrograms, eventually, startBotProgram, temporaryFolder} from './processes.ts';
import {startStorageGate, type Way} from './storage-gate.ts';

/** What Teams waits for, and what is promised beyond it. */
const PRESS_MS = 4_500;
const MESSAGE_MS = 10_000;
const BACK_MS = 10_000;
/** A pile of turns may hold so much; a leak would hold more with each. */
const GROWTH_MIB = 100;

/** What a person is told when nothing can be kept just now: that it failed, and what to do. */
const SAYS_SO = /(?=[^]*(保存|時間|できません))(?=[^]*(もう一度|やり直|しばらく))/;

/**
 * A bot as a process whose way to the storage goes bad, and good again: everybody is answered in time, nothing that was
 * confirmed is lost, the memory stays bounded, and soon after all goes on.
 *
 * @param turns that come at once while it is bad
 */
export async function liveThrough(way: Exclude<Way, 'open'>, turns: number): Promise<string> {
  const [azurite, connector, folder] = await Promise.all([
    startAzurite(),
    startConnector(),
    temporaryFolder(),
  ]);
  const gate = await startStorageGate(azurite.port);
  try {
    const bot = await startBotProgram({
      STORAGE_CONNECTION_STRING: gate.through(azurite.connectionString),
      ...{DATA_DIR: folder.path, LEASE_SECONDS: '2', LOG_LEVEL: 'info'},
    });
    const client = (name: string): Client => clientOf(name, () => bot.url, connector);
    const sato = client('sato');
    const ready = async () => (await fetch(`${bot.url}/readyz`)).status;
    const day = await openDay();
    let count = 0;
    const book = () => {
      const from = 540 + 60 * (count % 6);
      const booth = `focus-${1 + (Math.floor(count++ / 6) % 6)}`;
      const data = {v: 1, op: randomUUID(), wanted: {booth}, day, from, to: from + 30};
      return {verb: 'booths.book', ...data};
    };
    const first = book();
    assert.match((await sato.presses(first)).text, /予約しました/);
    const before = rssMiB(bot.pid);

    await gate.set(way);
    const [press, message] = await Promise.all([client('kato').presses(book()), sato.says('私の予約')]);
    assert.equal(press.status, 200);
    for (const {text} of [press, message]) assert.match(text, SAYS_SO, text);
    assert.equal(await ready(), 503);
    // What is known by heart is answered all the same.
    assert.match((await sato.says('ありがとう')).text, /./);

    const crowd = await Promise.all(
      Array.from({length: turns}, (_, i) =>
        i % 2 === 0 ? client(`p${i}`).presses(book()) : client(`p${i}`).says('今日どこにいる？'),
      ),
    );
    assert.ok(crowd.every(({status}) => status === 200));
    const slowest = (odd: 0 | 1) =>
      Math.max(...crowd.filter((_, i) => i % 2 === odd).map(({ms}) => ms), [press, message][odd]?.ms ?? 0);
    const growth = rssMiB(bot.pid) - before;
    const open = gate.open();

    // Something to say meanwhile.
    const storage = connectTables(azurite.connectionString, {clock: systemClock});
    const notices = createOutbox({storage, rows: outboxRows(storage), clock: systemClock, newId: randomUUID});
    const now = systemClock.now();
    await notices.of('house').enqueue({
      account: {tenant: 'city', objectId: 'sato'},
      ...{occasion: 'welcome', lane: 'booths', notBefore: now, notAfter: now.add({hours: 1})},
    });
    await sleep(5_000);
    const said = bot.said().err.length;
    const sentBefore = connector.sent.length;

    await gate.set('open');
    const back = performance.now();
    const until = () => Math.max(0, BACK_MS - (performance.now() - back));
    await eventually(async () => (await ready()) === 200, until());
    await eventually(
      async () => (await client('mori').presses(book())).text.includes('予約しました'),
      until(),
    );
    await eventually(
      () => connector.sent.slice(sentBefore).some((each) => each.conversation === 'personal-sato'),
      until(),
    );
    const took = performance.now() - back;
    assert.ok((await sato.says('私の予約')).text.includes(first.wanted.booth.slice(-1)));
    assert.match((await sato.says('今日は6階で働きます')).text, /6階|名簿/);
    await sleep(3_000);
    const welcomes = connector.sent.filter(
      ({conversation, method}, i) => i >= sentBefore && method === 'post' && conversation === 'personal-sato',
    );
    // The notice once, and the two answers.
    assert.equal(welcomes.length, 3);
    const jobs = [
      ...bot
        .said()
        .err.slice(said)
        .matchAll(/"job":"([^"]+)","msg":"job\.done"/g),
    ];
    const twice = jobs.map(([, name]) => name).filter((name, i, all) => all.indexOf(name) !== i);
    assert.deepEqual(twice, [], 'a job caught up more than once');

    const line =
      `${way}: presses within ${Math.round(slowest(0))} ms, messages within ${Math.round(slowest(1))} ms, ` +
      `${Math.round(growth)} MiB more, ${open} connections, all well ${Math.round(took)} ms after its return`;
    assert.ok(slowest(0) < PRESS_MS, line);
    assert.ok(slowest(1) < MESSAGE_MS, line);
    assert.ok(growth < GROWTH_MIB, line);
    return line;
  } finally {
    await endPrograms();
    await gate.stop();
    await connector.stop();
    await azurite.stop();
    await folder.remove();
  }
}

async function openDay(): Promise<string> {
  const file = await readYamlFile('content/office.yaml', officeSchema);
  if (file.kind !== 'read') throw new Error('the sample office cannot be read');
  const tomorrow = localTime(systemClock.now(), 'Asia/Tokyo').day.add({days: 1}).toString();
  const day = nextOpenDay(calendarOf(file.value, {site: 'main'}), tomorrow);
  assert.ok(day !== undefined);
  return day;
}

function rssMiB(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1_024;
}
