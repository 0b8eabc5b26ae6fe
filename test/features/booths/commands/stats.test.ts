import assert from 'node:assert/strict';
import {statsCommand} from '../../../../src/features/booths/commands/stats.ts';
import {counting, refusalCounts} from '../../../../src/features/booths/store/upkeep/refusals.ts';
import type {Stats} from '../../../../src/features/booths/store/upkeep/stats.ts';
import {createLog} from '../../../../src/platform/log.ts';
import {eventually} from '../../../support/processes.ts';
import {at, DAY, nowAt} from '../rules/sample.ts';
import {BEFORE, deskBench, newId, op, SATO, TANAKA, type DeskBench} from '../store/bench.ts';

describe('booths stats', () => {
  let bench: DeskBench;
  const log = createLog('silent', {write: () => undefined});

  beforeEach(async () => {
    bench = await deskBench();
    await bench.booked(TANAKA, 'focus-1', '10:30', '11:30');
    await bench.booked(SATO, 'web-a', '10:00', '12:00');
    const gone = await bench.booked(SATO, 'focus-2', '15:00', '16:00');
    await bench.desk.cancel(SATO, {op: op(), booking: gone.id}, BEFORE);
  });

  async function run(options: Record<string, unknown> = {}, json = false): Promise<string> {
    const lines: string[] = [];
    const io = {
      ...{json, out: (line: string) => void lines.push(line), err: () => undefined},
      ...{now: nowAt('18:00').instant, signal: new AbortController().signal},
      progress: () => ({step: () => undefined, end: () => undefined}),
    };
    const command = statsCommand({...bench, office: () => Promise.resolve(bench.office), zone: 'Asia/Tokyo'});
    await command.run({arguments: [], options: {format: 'table', ...options}}, io);
    return lines.join('\n');
  }
  const stats = async (options = {}) => JSON.parse(await run(options, true)) as Stats;

  it('counts use by booth and hour, without anybody', async () => {
    const {booths} = await stats();
    assert.equal(booths['focus-1']?.used, 1);
    assert.deepEqual(booths['focus-1'].hours.slice(9, 13), [0, 30, 30, 0]);
    assert.equal(booths['focus-2']?.cancelled, 1);
    assert.doesNotMatch(await run({}, true), /tanaka|sato/);
  });

  it('says the same once the bookings have become counts', async () => {
    const before = await stats();
    await bench.desk.retire('2026-11-25');
    assert.deepEqual(await stats(), before);
  });

  it('counts refusals by rule, also where two desks refuse at once', async () => {
    const desks = [0, 1].map(() => counting(bench.desk, refusalCounts(bench.storage, newId, log)));
    const order = () => ({
      op: op(),
      wanted: {booth: 'focus-1'},
      day: DAY,
      from: at('10:00'),
      to: at('11:00'),
    });
    const all = Array.from({length: 6}, () => desks.map((desk) => desk.book(SATO, order(), BEFORE))).flat();
    for (const {kind} of await Promise.all(all)) assert.equal(kind, 'refused');
    const counted = async () => {
      const {refusals} = await stats({from: BEFORE.day});
      return Object.values(refusals).reduce((sum, count) => sum + count, 0);
    };
    await eventually(async () => (await counted()) === 12, 5_000);
    assert.deepEqual(Object.keys((await stats({from: BEFORE.day})).refusals), ['own-booking']);
  });

  it('keeps to the days that are asked for, both included', async () => {
    assert.deepEqual((await stats({from: '2026-11-01', to: '2026-11-23'})).booths, {});
    assert.ok('focus-1' in (await stats({from: DAY, to: DAY})).booths);
  });

  it('is a table, a file for a spreadsheet, or a picture', async () => {
    assert.match(await run(), /focus-1 {2}利用 used 1 {2}1\.0時間/);
    const [head, first] = (await run({format: 'csv'})).split('\n');
    assert.equal(head, '"what","name","used","minutes","cancelled","released"');
    assert.equal(first, '"kind","focus",1,60,1,0');
    assert.match(await run({format: 'svg'}), /^<svg[^]*<\/svg>$/);
  });

  it('names what is wrong with the days or the format', async () => {
    for (const options of [
      {from: '2026-11-31'},
      {from: '2026-11-24', to: '2026-11-23'},
      {from: '2020-01-01'},
      {format: 'pdf'},
    ]) {
      await assert.rejects(run(options), {code: 'command/usage'});
    }
  });
});
