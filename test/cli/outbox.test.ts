import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Account} from '../../src/kernel/person.ts';
import {systemClock} from '../../src/platform/clock.ts';
import type {Entry} from '../../src/platform/scheduling/outbox/entry.ts';
import {createHolds, HOLDS_VERSION, isLaneHeld} from '../../src/platform/scheduling/outbox/holds.ts';
import {createOutbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {SYSTEM_TABLE} from '../../src/platform/storage/versions.ts';
import {commandLine, type Ran} from './run.ts';

describe('the operator’s commands for the outbox', () => {
  let storage: Storage;
  let run: (...words: string[]) => Promise<Ran>;
  beforeEach(async () => {
    storage = memoryStorage();
    await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE, 'audit', 'content']);
    run = commandLine(storage, 'content');
  });

  const rows = () => outboxRows(storage);
  const account = (objectId: string): Account => ({tenant: 't', objectId});
  async function put(objectId: string, change: Partial<Entry> = {}): Promise<string> {
    const outbox = createOutbox({storage, rows: rows(), clock: systemClock, newId: randomUUID});
    const notBefore = systemClock.now();
    const notAfter = notBefore.add({hours: 1});
    const lane = change.lane ?? 'digests';
    await outbox.of('house').enqueue({account: account(objectId), occasion: 'o', lane, notBefore, notAfter});
    for await (const stored of rows().all(account(objectId))) {
      assert.ok(await rows().write(stored, {...stored.entry, ...change}));
    }
    const [list] = (await run('outbox', 'list', '--json')).json() as [{key: string; person: string}[]];
    const {out} = await run('outbox', 'list');
    assert.ok(list.every(({key}) => out.includes(key)));
    return list.at(-1)!.key;
  }
  async function stateOf(objectId: string): Promise<[string, string] | undefined> {
    for await (const {entry} of rows().all(account(objectId))) return [entry.state, entry.reason];
    return undefined;
  }
  async function audited(): Promise<string[]> {
    const found: string[] = [];
    for await (const {row} of storage.table('audit').list({})) {
      found.push(`${String(row['action'])} ${String(row['subject'])}`.trim());
    }
    return found;
  }

  it('resend puts what is unknown back to wait, and leaves a row of it', async () => {
    const key = await put('a', {state: 'unknown', reason: 'no-answer', tries: 3});
    const {code, out} = await run('outbox', 'resend', key);
    assert.deepEqual([code, out], [0, `${key}: 済み done\n`]);
    assert.deepEqual(await stateOf('a'), ['waiting', 'resent']);
    assert.equal((await rows().due(systemClock.now(), 10)).due.length, 1);
    assert.deepEqual(await audited(), [`outbox resend ${key}`]);
  });

  it('watch says how it goes on until nothing is left whose time has come', async () => {
    await put('gone', {state: 'sent'});
    await put('stuck', {state: 'unknown', reason: 'no-answer'});
    await put('later', {notBefore: systemClock.now().add({minutes: 30})});
    await put('a');
    await put('b', {lane: 'booths'});
    await run('outbox', 'hold', '--lane', 'booths');
    const watching = run('outbox', 'watch', '--every', '1', '--json');
    await sleep(300);
    for (const name of ['a', 'b']) {
      for await (const stored of rows().all(account(name))) {
        await rows().write(stored, {...stored.entry, state: 'sent', at: systemClock.now()});
      }
    }
    const {code, out} = await watching;
    const looks = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual([code, looks.length], [0, 2]);
    const counts = looks.map(({left, sent, unknown, failed, lapsed}) => [
      left,
      sent,
      unknown,
      failed,
      lapsed,
    ]);
    assert.deepEqual(counts, [
      [2, 1, 1, 0, 0],
      [0, 3, 1, 0, 0],
    ]);
    assert.deepEqual(looks[0]?.['held'], ['booths']);
    assert.ok(Number(looks[1]?.['aSecond']) > 0.5);
    const [line] = (await run('outbox', 'watch')).out.split('\n');
    assert.match(line ?? '', /^\d\d:\d\d:\d\d {2}残り left 0 {2}送信 sent 3 {2}不明 unknown 1/);
    assert.equal((await run('outbox', 'watch', '--every', '0')).code, 2);
  });

  it('resend refuses what waits, what is too late and what is not there, and says which', async () => {
    const waiting = await put('a');
    const {code, err} = await run('outbox', 'resend', waiting, 'nothing');
    assert.equal(code, 1);
    assert.match(err, new RegExp(`${waiting}: .*its state does not allow it`));
    assert.match(err, /nothing: .*there is none/);
    for await (const stored of rows().all(account('a'))) {
      await rows().write(stored, {
        ...stored.entry,
        ...{state: 'failed', reason: 'render', notAfter: systemClock.now().subtract({minutes: 1})},
      });
    }
    assert.match((await run('outbox', 'resend', waiting)).err, /past its last time/);
    assert.deepEqual(await stateOf('a'), ['failed', 'render']);
  });

  it('settle closes what is unknown as arrived or as given up, and nothing else', async () => {
    const key = await put('a', {state: 'unknown', reason: 'no-answer'});
    assert.equal((await run('outbox', 'settle', key, '--as', 'failed')).code, 2);
    assert.equal((await run('outbox', 'settle', key, '--as', 'lapsed')).code, 0);
    assert.deepEqual(await stateOf('a'), ['lapsed', 'settled']);
    assert.equal((await run('outbox', 'settle', key)).code, 1);
    assert.deepEqual((await run('outbox', 'list', '--state', 'unknown', '--json')).json(), [[]]);
  });

  it('hold and release keep a lane back, and say so to every instance', async () => {
    const holds = createHolds(storage);
    const version = async () =>
      (await storage.table(SYSTEM_TABLE).get('versions', HOLDS_VERSION))?.row['version'];
    assert.equal((await run('outbox', 'hold', '--lane', 'digests')).code, 0);
    const now = systemClock.now();
    assert.ok(isLaneHeld(await holds.refresh(), 'digests', now));
    assert.ok(!isLaneHeld(holds.current(), 'booths', now));
    assert.equal(await version(), 1);
    assert.match((await run('quiet')).out, /Not quiet[^]*digests: .*held/);
    await run('outbox', 'release', '--lane', 'digests');
    assert.ok(!isLaneHeld(await holds.refresh(), 'digests', now));
    assert.equal(await version(), 2);
    assert.deepEqual(await audited(), ['outbox hold lane digests', 'quiet', 'outbox release lane digests']);
  });

  it('cancel of a lane lets lapse what waits in it, and nothing of another', async () => {
    await put('a');
    await put('b', {lane: 'booths'});
    assert.match((await run('outbox', 'cancel', '--lane', 'digests')).out, /\(1\)/);
    assert.deepEqual(await stateOf('a'), ['lapsed', 'cancelled']);
    assert.deepEqual(await stateOf('b'), ['waiting', '']);
  });

  it('hold refuses a course that there is none of, and what is neither course nor lane', async () => {
    assert.equal((await run('outbox', 'hold', '--course', 'nothing')).code, 2);
    assert.equal((await run('outbox', 'hold')).code, 2);
    assert.equal((await run('outbox', 'hold', '--lane', 'all')).code, 2);
    assert.equal((await run('outbox', 'hold', '--lane', 'booths', '--course', 'x')).code, 2);
    assert.deepEqual((await createHolds(storage).refresh()).topics.size, 0);
  });

  it('release of a course has what waited for it looked at anew', async () => {
    const holds = createHolds(storage);
    await holds.holdTopic('情報', {kind: 'held', at: systemClock.now()});
    assert.equal((await holds.refresh()).topics.get('情報')?.kind, 'held');
    await put('a', {reason: 'held', notBefore: systemClock.now().add({minutes: 5})});
    await put('b', {notBefore: systemClock.now().add({minutes: 5})});
    assert.match((await run('outbox', 'release', '--course', '情報')).out, /\(1\)/);
    assert.equal((await holds.refresh()).topics.size, 0);
    assert.equal((await rows().due(systemClock.now(), 10)).due.length, 1);
  });

  it('quiet holds all but booths until then, and off ends it', async () => {
    const holds = createHolds(storage);
    const now = systemClock.now();
    const until = now.add({hours: 2});
    assert.match((await run('quiet', '--until', until.toString())).out, /Quiet until then/);
    const held = await holds.refresh();
    assert.ok(isLaneHeld(held, 'digests', now) && !isLaneHeld(held, 'booths', now));
    assert.ok(!isLaneHeld(held, 'digests', until));
    assert.equal((await run('quiet', '--until', now.subtract({hours: 1}).toString())).code, 2);
    assert.equal((await run('quiet', '--until', 'soon')).code, 2);
    assert.match((await run('quiet', '--off')).out, /Not quiet/);
    assert.ok(!isLaneHeld(await holds.refresh(), 'digests', now));
  });

  it('stats by the hour count what waits, was sent, is unknown or has failed', async () => {
    await put('a', {state: 'unknown', reason: 'no-answer'});
    await put('b', {state: 'sent'});
    await put('c');
    const [hours] = (await run('outbox', 'stats', '--hours', '--json')).json() as [Record<string, number>[]];
    const sum = (state: string) => hours.reduce((total, row) => total + (row[state] ?? 0), 0);
    assert.deepEqual(['waiting', 'sent', 'unknown', 'failed'].map(sum), [1, 1, 1, 0]);
    assert.match((await run('outbox', 'stats', '--hours')).out, /^hour .*waiting .*\n\d{4}-\d\d-\d\dT\d\d /);
  });
});
