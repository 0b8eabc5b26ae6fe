import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import type {Account} from '../../../../src/kernel/person.ts';
import {NO_METRICS} from '../../../../src/platform/telemetry/metrics.ts';
import type {CardReply} from '../../../../src/platform/feature.ts';
import {createLog} from '../../../../src/platform/log.ts';
import type {Holding} from '../../../../src/platform/scheduling/lease.ts';
import {NOTHING_HELD, type Held} from '../../../../src/platform/scheduling/outbox/holds.ts';
import {createOutbox} from '../../../../src/platform/scheduling/outbox/outbox.ts';
import {
  OUTBOX_TABLE,
  outboxRows,
  type OutboxRows,
  type StoredEntry,
} from '../../../../src/platform/scheduling/outbox/rows.ts';
import {createSendEntry, type Render} from '../../../../src/platform/scheduling/sending/send-entry.ts';
import type {Outcome, Sender} from '../../../../src/platform/scheduling/sending/sender.ts';
import {createSending} from '../../../../src/platform/scheduling/sending/sending.ts';
import {realWait} from '../../../../src/platform/scheduling/wait.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import type {Row} from '../../../../src/platform/storage/table.ts';
import {SYSTEM_TABLE} from '../../../../src/platform/storage/versions.ts';
import {testClock} from '../../../support/clock.ts';
import {eventually} from '../../../support/processes.ts';

const card = (text: string): CardReply => ({
  kind: 'card',
  card: {type: 'AdaptiveCard', version: '1.5', body: [{type: 'TextBlock', text}]},
  summary: 'お知らせ',
});
const person = (n: number): Account => ({tenant: 't', objectId: `person-${n}`});
const silent = createLog('silent', {write: () => undefined});

/** An outbox whose sender notes what it is given, and answers what it is told to. */
async function setUp() {
  const storage = memoryStorage();
  await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE]);
  const clock = testClock();
  const rows = outboxRows(storage);
  const outbox = createOutbox({storage, rows, clock, newId: randomUUID});
  const booths = outbox.of('booths');
  const requests: string[] = [];
  const outcomes: Outcome[] = [];
  let text: string | undefined = 'はじめ';
  let answer: 'held' | undefined;
  let meanwhile: (() => Promise<unknown>) | undefined;
  const sender: Sender = {
    reach: ({objectId}) => {
      const make = (how: string) => async (reply: CardReply) => {
        requests.push(`${how} ${objectId} ${/text":"(.*?)"/.exec(JSON.stringify(reply.card['body']))?.[1]}`);
        await meanwhile?.();
        return outcomes.shift() ?? {kind: 'sent' as const, conversation: 'c', activity: `a-${objectId}`};
      };
      return Promise.resolve({
        kind: 'reached',
        language: 'ja',
        send: make('post'),
        replace: (reply) => make('put')(reply),
      });
    },
  };
  const render: Render = (_feature, occasion) => {
    if (occasion === 'broken') return Promise.reject(new Error('no'));
    if (answer !== undefined) return Promise.resolve(answer);
    return Promise.resolve(text === undefined ? undefined : card(`${text} ${occasion}`));
  };
  const holders = (token: number) => {
    const ended = new AbortController();
    let able = true;
    const holding: Holding = {token, mayStart: () => able && !ended.signal.aborted, signal: ended.signal};
    return {holding, end: () => ended.abort(), stall: () => void (able = false)};
  };
  const wait = (ms: number, signal: AbortSignal) => realWait(ms / 1_000, signal);
  const deps = {
    ...{rows, sender, render, clock, log: silent, newId: randomUUID, random: () => 0.5, wait},
    metrics: NO_METRICS,
  };
  const sendEntry = createSendEntry(deps);
  let keptBack = NOTHING_HELD;
  const held = () => keptBack;
  return {
    held,
    sendEntryWith: (other: OutboxRows) => createSendEntry({...deps, rows: other}),
    answers: (other: 'held' | undefined) => void (answer = other),
    keepsBack: (other: Held) => void (keptBack = other),
    table: {
      storage,
      put: (row: Row) => storage.table(OUTBOX_TABLE).put(row),
      partition: async (occasion: string) => {
        for await (const {row} of storage.table(OUTBOX_TABLE).list({})) {
          if (row['occasion'] === occasion) return row.pk;
        }
        return '';
      },
    },
    clock,
    rows,
    outbox,
    booths,
    requests,
    outcomes,
    holders,
    sendEntry,
    says: (other: string | undefined) => void (text = other),
    whileSending: (work: (() => Promise<unknown>) | undefined) => void (meanwhile = work),
    notice: (n: number, occasion = 'o', minutes = 0) => ({
      account: person(n),
      occasion,
      lane: 'booths' as const,
      notBefore: clock.now().add({minutes}),
      notAfter: clock.now().add({minutes: minutes + 60}),
    }),
    /** Sends what is due, then stops. */
    sends: async (token = 1) => {
      const {holding, end} = holders(token);
      const sending = createSending({rows, sendEntry, clock, log: silent, wait, held});
      const running = sending.run(holding);
      await realWait(30, new AbortController().signal);
      end();
      await running;
    },
    state: async (n: number, occasion = 'o') => {
      const found = await booths.find(person(n), occasion);
      return found && [found.state, found.reason];
    },
    sideRows: async () => {
      const keys: string[] = [];
      for await (const {row} of storage.table(OUTBOX_TABLE).list({})) keys.push(row.rk.split('|')[0] ?? '');
      return keys.sort().join('');
    },
  };
}

async function allOf(rows: OutboxRows): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for await (const stored of rows.all()) found.push(stored);
  return found;
}

describe('the outbox', () => {
  it('says a thing once, however often it is put in', async () => {
    const {booths, notice, sends, requests, state} = await setUp();
    const results = await Promise.all(Array.from({length: 10}, () => booths.enqueue(notice(1))));
    assert.equal(results.filter(({kind}) => kind === 'enqueued').length, 1);
    await sends();
    assert.equal((await booths.enqueue(notice(1))).kind, 'exists');
    await sends(2);
    assert.deepEqual(requests, ['post person-1 はじめ o']);
    assert.deepEqual(await state(1), ['sent', '']);
  });

  it('keeps the occasions of features and of persons apart', async () => {
    const {outbox, booths, notice, sends, requests} = await setUp();
    await booths.enqueue(notice(1));
    await booths.enqueue(notice(2));
    await outbox.of('training').enqueue(notice(1));
    await sends();
    assert.equal(requests.length, 3);
  });

  it('computes what it says when it says it, and lets lapse what has nothing left to say', async () => {
    const {booths, notice, sends, says, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    says('あとから');
    await sends();
    assert.deepEqual(requests, ['post person-1 あとから o']);
    await booths.enqueue(notice(2));
    says(undefined);
    await sends();
    assert.equal(requests.length, 1);
    assert.deepEqual(await state(2), ['lapsed', 'nothing-to-say']);
  });

  it('says nothing before its time and nothing after', async () => {
    const {booths, notice, sends, clock, requests, state} = await setUp();
    await booths.enqueue(notice(1, 'o', 10));
    clock.pass(599_999);
    await sends();
    assert.deepEqual([requests.length, await state(1)], [0, ['waiting', '']]);
    clock.pass(1);
    await sends();
    assert.equal(requests.length, 1);
    await booths.enqueue(notice(2, 'o', 10));
    clock.pass(70 * 60_000 + 1);
    await sends();
    assert.deepEqual([requests.length, await state(2)], [1, ['lapsed', 'too-late']]);
  });

  it('takes booths before digests, then the earlier first', async () => {
    const {rows, booths, notice, clock} = await setUp();
    await booths.enqueue({...notice(1, 'digest', -9), lane: 'digests'});
    await booths.enqueue(notice(2, 'later', -1));
    await booths.enqueue(notice(3, 'earlier', -5));
    await booths.enqueue(notice(4, 'tomorrow', 60));
    const {due, next} = await rows.due(clock.now(), 100);
    assert.deepEqual(
      due.map(({key}) => key.split('|').at(-1)),
      ['earlier', 'later', 'digest'],
    );
    assert.equal(next?.toString(), '2026-11-24T02:00:00Z');
  });

  it('can be cancelled and put off while it waits, and not any more once it is sent', async () => {
    const {booths, notice, sends, clock, requests} = await setUp();
    await booths.enqueue(notice(1));
    assert.equal(await booths.cancel(person(1), 'o'), 'lapsed');
    await booths.enqueue(notice(2));
    const times = {notBefore: clock.now().add({minutes: 5}), notAfter: clock.now().add({minutes: 6})};
    assert.equal(await booths.postpone(person(2), 'o', times), 'waiting');
    await sends();
    assert.deepEqual(requests, []);
    clock.pass(5 * 60_000);
    await sends();
    assert.deepEqual(requests, ['post person-2 はじめ o']);
    assert.equal(await booths.cancel(person(2), 'o'), 'sent');
    assert.equal(await booths.postpone(person(2), 'o', times), 'sent');
    assert.equal(await booths.cancel(person(3), 'o'), undefined);
  });

  it('tries again what was surely not taken, with pauses that grow, and gives up in the end', async () => {
    const {booths, notice, sends, clock, outcomes, requests, state} = await setUp();
    await booths.enqueue({...notice(1), notAfter: clock.now().add({hours: 9})});
    for (let i = 0; i < 10; i++) outcomes.push({kind: 'again', reason: 'status-503', after: undefined});
    await sends();
    assert.deepEqual([requests.length, await state(1)], [1, ['waiting', 'status-503']]);
    await sends();
    assert.equal(requests.length, 1);
    for (let i = 0; i < 14; i++) {
      clock.pass(120_000);
      await sends();
    }
    assert.deepEqual([requests.length, await state(1)], [10, ['failed', 'status-503']]);
  });

  it('waits as long as Teams asks', async () => {
    const {booths, notice, sends, clock, outcomes, requests} = await setUp();
    await booths.enqueue(notice(1));
    outcomes.push({kind: 'again', reason: 'status-429', after: 300_000});
    await sends();
    clock.pass(299_999);
    await sends();
    assert.equal(requests.length, 1);
    clock.pass(1);
    await sends();
    assert.equal(requests.length, 2);
  });

  it('never sends again what may have gone out', async () => {
    const {booths, notice, sends, clock, outcomes, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    outcomes.push({kind: 'unknown', reason: 'no-answer'});
    await sends();
    clock.pass(3_600_000);
    await sends(2);
    assert.deepEqual([requests.length, await state(1)], [1, ['unknown', 'no-answer']]);
  });

  it('gives back what the lease had no time for', async () => {
    const {booths, notice, sends, outcomes, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    outcomes.push({kind: 'not-started'});
    await sends();
    assert.ok(requests.length >= 1);
    assert.deepEqual(await state(1), ['sent', '']);
  });

  it('takes for unknown what a holder before was sending, unless that one still marks it', async () => {
    const {booths, notice, sends, holders, rows, sendEntry, whileSending, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    const former = holders(1);
    let seen: unknown;
    whileSending(async () => {
      former.end();
      whileSending(undefined);
      await sends(2);
      seen = await state(1);
    });
    const [entry] = await allOf(rows);
    await sendEntry(entry!, former.holding);
    assert.deepEqual(seen, ['unknown', 'holder-gone']);
    // Late, but it knows.
    assert.deepEqual(await state(1), ['sent', '']);
    assert.equal(requests.length, 1);
  });

  it('lets one of two holders send who both think that it is theirs', async () => {
    const {booths, notice, holders, rows, sendEntry, requests} = await setUp();
    for (let n = 0; n < 20; n++) await booths.enqueue(notice(n));
    const entries = await allOf(rows);
    const both = [holders(1), holders(2)];
    await Promise.all(both.flatMap(({holding}) => entries.map((entry) => sendEntry(entry, holding))));
    assert.equal(requests.length, 20);
    assert.equal(new Set(requests).size, 20);
  });

  it('tries a content that fails again, without claiming it', async () => {
    const {booths, notice, sends, requests, state} = await setUp();
    await booths.enqueue(notice(1, 'broken'));
    await booths.enqueue(notice(2));
    await sends();
    assert.deepEqual(requests, ['post person-2 はじめ o']);
    assert.deepEqual(await state(1, 'broken'), ['waiting', 'render']);
  });

  it('draws a sent card anew in place, and again after a failure', async () => {
    const {booths, notice, sends, says, outcomes, clock, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    assert.equal(await booths.update(person(1), 'o'), true);
    await sends();
    says('変わった');
    assert.equal(await booths.update(person(1), 'o'), true);
    outcomes.push({kind: 'unknown', reason: 'no-answer'});
    await sends();
    clock.pass(10_000);
    await sends();
    await sends();
    assert.deepEqual(requests, [
      'post person-1 はじめ o',
      'put person-1 変わった o',
      'put person-1 変わった o',
    ]);
    assert.deepEqual(await state(1), ['sent', '']);
  });

  it('draws a card anew whose state changed while it was being sent', async () => {
    const {booths, notice, sends, says, whileSending, requests} = await setUp();
    await booths.enqueue(notice(1));
    whileSending(async () => {
      whileSending(undefined);
      says('変わった');
      assert.equal(await booths.update(person(1), 'o'), true);
    });
    await sends();
    await sends();
    assert.deepEqual(requests, ['post person-1 はじめ o', 'put person-1 変わった o']);
  });

  it('cannot change what is not known to be there', async () => {
    const {booths, notice, sends, outcomes} = await setUp();
    await booths.enqueue(notice(1));
    outcomes.push({kind: 'unknown', reason: 'no-answer'});
    await sends();
    assert.equal(await booths.update(person(1), 'o'), false);
    assert.equal(await booths.update(person(2), 'o'), false);
  });

  it('holds a lane back and all but booths on a quiet day, and goes on afterwards', async () => {
    const {booths, notice, sends, keepsBack, clock, requests} = await setUp();
    await booths.enqueue({...notice(1), lane: 'digests'});
    await booths.enqueue(notice(2));
    const quietUntil = clock.now().add({minutes: 30});
    keepsBack({...NOTHING_HELD, quietUntil});
    await sends();
    assert.deepEqual(requests, ['post person-2 はじめ o']);
    clock.pass(30 * 60_000);
    keepsBack({...NOTHING_HELD, quietUntil, lanes: new Set(['digests'])});
    await sends();
    assert.equal(requests.length, 1);
    keepsBack({...NOTHING_HELD, quietUntil});
    await sends();
    assert.equal(requests.length, 2);
  });

  it('goes on waiting where all that it would say is held', async () => {
    const {booths, notice, sends, answers, clock, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    answers('held');
    await sends();
    assert.deepEqual([requests.length, await state(1)], [0, ['waiting', 'held']]);
    answers(undefined);
    clock.pass(300_000);
    await sends();
    assert.deepEqual(await state(1), ['sent', '']);
  });

  it('computes anew what took long to claim, and does not ask for what was done meanwhile', async () => {
    const {booths, notice, rows, holders, sendEntryWith, says, clock, requests, state} = await setUp();
    await booths.enqueue(notice(1));
    const slow: OutboxRows = {
      ...rows,
      async write(from, to, options) {
        const done = await rows.write(from, to, options);
        if (to.state === 'sending') {
          says(undefined);
          clock.pass(2_000);
        }
        return done;
      },
    };
    const [entry] = await allOf(rows);
    await sendEntryWith(slow)(entry!, holders(1).holding);
    assert.deepEqual([requests.length, await state(1)], [0, ['lapsed', 'nothing-to-say']]);
  });

  it('goes on beside one request that hangs', async () => {
    const {booths, notice, rows, holders, sendEntry, clock, whileSending, requests, held} = await setUp();
    let release: (() => void) | undefined;
    whileSending(() => {
      whileSending(undefined);
      return new Promise<void>((resolve) => (release = resolve));
    });
    for (let n = 0; n < 120; n++) await booths.enqueue(notice(n));
    const {holding, end} = holders(1);
    const wait = (ms: number, signal: AbortSignal) => realWait(ms / 1_000, signal);
    const running = createSending({rows, sendEntry, clock, log: silent, wait, held}).run(holding);
    await eventually(() => requests.length === 120, 5_000);
    release?.();
    end();
    await running;
  });

  it('goes on behind rows that are damaged or of a newer version, however many', async () => {
    const {booths, notice, sends, table, requests} = await setUp();
    await booths.enqueue(notice(1, 'well'));
    const pk = await table.partition('well');
    for (let n = 0; n < 80; n++) {
      const key = `t~x${n}|booths|o`;
      await table.put({pk, rk: `k|${key}`, v: n % 2 === 0 ? 2 : 1, notBefore: 'damaged'});
      await table.put({pk, rk: `q|booths|2020-01-01T00:00:00.0${10 + n}Z|${key}`, v: 1});
    }
    await table.put({pk, rk: 'q|booths|no-time|t~y|booths|o', v: 1});
    await sends();
    assert.deepEqual(requests, ['post person-1 はじめ well']);
  });

  it('has a second row for what waits or is being sent, and none for what is over', async () => {
    const {booths, notice, sends, sideRows, whileSending} = await setUp();
    await booths.enqueue(notice(1));
    assert.equal(await sideRows(), 'kq');
    let between = '';
    whileSending(async () => {
      between = await sideRows();
    });
    await sends();
    assert.equal(between, 'ks');
    assert.equal(await sideRows(), 'k');
    await booths.update(person(1), 'o');
    assert.equal(await sideRows(), 'kq');
    await sends();
    assert.equal(await sideRows(), 'k');
  });

  it('forgets what is over after the set time, and a person who asks for it', async () => {
    const {booths, outbox, notice, sends, clock, sideRows} = await setUp();
    await booths.enqueue(notice(1));
    await sends();
    await booths.enqueue(notice(2, 'o', 60 * 24 * 40));
    assert.equal(await outbox.sweep(clock.now()), 0);
    clock.pass(1);
    assert.equal(await outbox.sweep(clock.now()), 1);
    assert.equal(await sideRows(), 'kq');
    assert.equal(await outbox.erase(person(2)), 1);
    assert.equal(await sideRows(), '');
  });

  it('drops a row of the queue that no entry knows, and leaves one of a newer version waiting without a rush', async () => {
    const {booths, notice, table, requests, holders, rows, sendEntry, clock, sideRows, held} = await setUp();
    await booths.enqueue(notice(1, 'newer'));
    const [entry] = await allOf(outboxRows(table.storage));
    const pk = await table.partition('newer');
    await table.put({pk, rk: `k|${entry!.entry.key}`, v: 2});
    await table.put({pk, rk: 'q|booths|2026-11-24T00:00:00.000Z|t~nobody|booths|gone', v: 1});
    const waits: number[] = [];
    const wait = (ms: number, signal: AbortSignal) => {
      waits.push(ms);
      return realWait(ms === 0 ? 0 : 5, signal);
    };
    const {holding, end} = holders(1);
    const running = createSending({rows, sendEntry, clock, log: silent, wait, held}).run(holding);
    await realWait(60, new AbortController().signal);
    end();
    await running;
    assert.equal(requests.length, 0);
    assert.equal(await sideRows(), 'kq');
    // At once after the row that was dropped; with nothing to move it takes its time.
    assert.ok(waits.length > 2);
    assert.ok(waits.filter((ms) => ms === 0).length <= 2, waits.join(' '));
  });

  it('is looked at as soon as something comes in', async () => {
    const {booths, notice, requests, holders, rows, sendEntry, clock, held} = await setUp();
    // Without a call it would sleep for a long time.
    const wait = (ms: number, signal: AbortSignal) => realWait(ms > 2_000 ? 60_000 : 1, signal);
    const {holding, end} = holders(1);
    const sending = createSending({rows, sendEntry, clock, log: silent, wait, held});
    const running = sending.run(holding);
    await realWait(30, new AbortController().signal);
    await booths.enqueue(notice(1));
    sending.wake();
    await eventually(() => requests.length === 1, 1_000);
    end();
    await running;
  });
});
