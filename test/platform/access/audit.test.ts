import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import {AUDIT_TABLE, createAudit} from '../../../src/platform/access/audit.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';

const at = (text: string) => Temporal.Instant.from(text);

async function setUp() {
  const storage = memoryStorage();
  await storage.ensure([AUDIT_TABLE]);
  let now = at('2026-11-24T01:00:00Z');
  let id = 0;
  const audit = createAudit(storage, {now: () => now, monotonic: () => 0}, () => `id-${++id}`);
  const record = (time: string, action: string) => {
    now = at(time);
    return audit.record({actor: 't~o', role: 'operator', action, subject: 'F-1', outcome: 'allowed'});
  };
  const list = async (from: string, to: string) => {
    const actions: string[] = [];
    for await (const entry of audit.list(at(from), at(to))) actions.push(entry.action);
    return actions;
  };
  const sweep = async (time: string) => {
    for (const job of audit.jobs) await job.run(at(time), new AbortController().signal);
  };
  return {audit, record, list, sweep};
}

describe('the audit', () => {
  it('keeps who, when, what and on what', async () => {
    const {audit, record} = await setUp();
    await record('2026-11-24T01:00:00.5Z', 'booths close');
    const entries = [];
    for await (const entry of audit.list(at('2026-11-01T00:00:00Z'), at('2026-12-01T00:00:00Z'))) {
      entries.push({...entry, at: entry.at.toString()});
    }
    const expected = {
      actor: 't~o',
      role: 'operator',
      action: 'booths close',
      subject: 'F-1',
      outcome: 'allowed',
    };
    assert.deepEqual(entries, [{...expected, at: '2026-11-24T01:00:00.5Z'}]);
  });

  it('lists in the order of time, over months and parts of a second', async () => {
    const {record, list} = await setUp();
    for (const [time, action] of [
      ['2026-12-01T00:00:00Z', 'fourth'],
      ['2026-11-30T23:59:59.5Z', 'third'],
      ['2026-11-30T23:59:59Z', 'second'],
      ['2026-10-31T10:00:00Z', 'first'],
    ] as const) {
      await record(time, action);
    }
    assert.deepEqual(await list('2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'), [
      'first',
      'second',
      'third',
      'fourth',
    ]);
    assert.deepEqual(await list('2026-11-30T23:59:59.5Z', '2026-12-01T00:00:00Z'), ['third']);
  });

  it('keeps two entries of one millisecond apart', async () => {
    const {record, list} = await setUp();
    await record('2026-11-24T01:00:00Z', 'a');
    await record('2026-11-24T01:00:00Z', 'b');
    assert.equal((await list('2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z')).length, 2);
  });

  it('forgets after five years, not before', async () => {
    const {record, list, sweep} = await setUp();
    await record('2021-10-31T23:00:00Z', 'old');
    await record('2021-11-01T00:00:00Z', 'kept');
    await sweep('2026-11-24T01:00:00Z');
    assert.deepEqual(await list('2021-01-01T00:00:00Z', '2026-12-01T00:00:00Z'), ['kept']);
  });
});
