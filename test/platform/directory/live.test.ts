import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import {staffJobs} from '../../../src/platform/directory/jobs.ts';
import {liveDirectory} from '../../../src/platform/directory/live.ts';
import type {StaffRecord} from '../../../src/platform/directory/record.ts';
import {staffStore} from '../../../src/platform/directory/store.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {accountOf, SAMPLE_STAFF, SAMPLE_TENANT} from '../../support/staff.ts';

const {signal} = new AbortController();
const records: StaffRecord[] = SAMPLE_STAFF.map((member) => ({member, held: []}));

async function open() {
  let now = Temporal.Instant.from('2026-03-31T14:59:00Z');
  const storage = memoryStorage();
  await storage.ensure(['staff', 'links']);
  const store = staffStore(storage);
  const clock = {now: () => now, monotonic: () => 0};
  const directory = liveDirectory({store, clock, zone: 'Asia/Tokyo', tenant: SAMPLE_TENANT});
  let ids = 0;
  const put = (day: string, people: readonly StaffRecord[]) =>
    store.put(day, people, {now, id: String((ids += 1)), today: '2026-03-31', signal});
  const at = (instant: string) => (now = Temporal.Instant.from(instant));
  return {storage, store, directory, put, at, now: () => now};
}

describe('the staff list as every instance has it', () => {
  it('knows nobody before the first list', async () => {
    const {directory} = await open();
    await directory.refresh();
    assert.equal(directory.known(), false);
  });

  it('changes over at the midnight of the office, without being told', async () => {
    const {directory, put, at} = await open();
    await put('2026-03-01', records);
    await put('2026-04-01', records.slice(0, 10));
    await directory.refresh();
    assert.equal(directory.all().length, records.length);
    at('2026-03-31T15:00:00Z');
    assert.equal(directory.all().length, 10);
  });

  it('keeps the former list where a new one was cut off while it was written', async () => {
    const {storage, directory, put} = await open();
    await put('2026-03-31', records);
    const table = storage.table('staff');
    await table.insert({pk: 'k|list|2026-03-31', rk: '2026-03-31T00:00:00.000Z-x|00001', v: 1, json: '[]'});
    await directory.refresh();
    assert.equal(directory.all().length, records.length);
  });

  it('leaves out who has left or whose service is over, and marks who is hidden, after an import too', async () => {
    const {directory, put, store} = await open();
    const [first, second, third, ...rest] = records;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    const over: StaffRecord = {...second, member: {...second.member, to: '2026-03-30'}};
    const people = [{...first, closed: '2026-03-30'}, over, third, ...rest];
    await put('2026-03-30', people);
    await store.hide(third.member.key, true, signal);
    await put('2026-03-31', people);
    await directory.refresh();
    assert.equal(directory.person(first.member.key), undefined);
    assert.equal(directory.person(second.member.key), undefined);
    assert.equal(directory.person(third.member.key)?.unlisted, true);
  });

  it('binds an account once; another account and another person are refused and listed', async () => {
    const {directory, put, store, now} = await open();
    await put('2026-03-31', records);
    const bind = (number: string, person: string) =>
      store.bind({account: accountOf(number), person}, now(), signal);
    assert.equal(await bind('000101', 'p-000101'), 'bound');
    assert.equal(await bind('000101', 'p-000101'), 'same');
    assert.equal(await bind('000999', 'p-000101'), 'refused');
    assert.equal(await bind('000101', 'p-000102'), 'refused');
    assert.equal((await store.refused(signal)).length, 2);
    assert.equal(await store.forgetRefused(now(), signal), 0);
    assert.equal(await store.forgetRefused(now().add({seconds: 1}), signal), 2);
    assert.deepEqual(await store.refused(signal), []);
    await directory.refresh();
    assert.equal(directory.memberOf(accountOf('000101'))?.number, '000101');
    assert.equal(directory.memberOf(accountOf('000999')), undefined);
  });

  it('erases people a year after they left', async () => {
    const {put, store, directory, now} = await open();
    const [first, second] = records;
    assert.ok(first !== undefined && second !== undefined);
    await put('2026-03-31', [
      {...first, closed: '2025-03-31'},
      {...second, closed: '2025-04-01'},
    ]);
    const [erase] = staffJobs(store, directory, 'Asia/Tokyo', () => 'erase');
    await erase?.run(now(), signal);
    const [list] = await store.lists(signal);
    assert.ok(list !== undefined);
    assert.deepEqual(
      (await store.read(list, signal)).map(({member}) => member.key),
      [second.member.key],
    );
  });
});
