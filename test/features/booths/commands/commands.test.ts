import assert from 'node:assert/strict';
import {checkCommand} from '../../../../src/features/booths/commands/check.ts';
import {closeCommand, openCommand} from '../../../../src/features/booths/commands/close.ts';
import {listCommand} from '../../../../src/features/booths/commands/list.ts';
import type {OwnedBooking} from '../../../../src/features/booths/store/desk.ts';
import {isCoded} from '../../../../src/kernel/errors.ts';
import type {Command} from '../../../../src/platform/feature.ts';
import {DAY} from '../rules/sample.ts';
import {BEFORE, deskBench, TANAKA, type DeskBench} from '../store/bench.ts';

describe('The commands of booths', () => {
  const zone = 'Asia/Tokyo';
  let bench: DeskBench;
  let told: OwnedBooking[];
  let commands: Record<'check' | 'list' | 'close' | 'open', Command>;
  beforeEach(async () => {
    bench = await deskBench();
    told = [];
    const deps = {...bench, office: () => Promise.resolve(bench.office), zone};
    const tell = (withdrawn: readonly OwnedBooking[]) => Promise.resolve(void told.push(...withdrawn));
    commands = {
      check: checkCommand(deps),
      list: listCommand(deps),
      close: closeCommand({...deps, tell}),
      open: openCommand(deps),
    };
  });

  const run = async (
    name: keyof typeof commands,
    args: readonly string[] = [],
    options: Record<string, unknown> = {},
    json = false,
  ) => {
    const lines: string[] = [];
    const io = {
      ...{json, out: (line: string) => void lines.push(line), err: () => undefined},
      ...{now: BEFORE.instant, signal: new AbortController().signal},
      progress: () => ({step: () => undefined, end: () => undefined}),
    };
    const code = await commands[name].run({arguments: args, options}, io);
    return {code, text: lines.join('\n')};
  };

  it('check says that nothing is wrong, or what is, and then exits with 1', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    assert.equal((await run('check')).code, 0);
    await bench.storage.table('booths').delete(DAY, 's|focus-1|40', '*');
    const {code, text} = await run('check');
    assert.equal(code, 1);
    assert.equal(text, `${DAY}  足りない行 missing: s|focus-1|40  no slot of ${id}`);
    const json = await run('check', [], {}, true);
    assert.deepEqual(JSON.parse(json.text), [
      {what: 'missing', day: DAY, row: 's|focus-1|40', why: `no slot of ${id}`},
    ]);
  });

  it('list shows a day, for people and as JSON', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const {text} = await run('list', [], {date: DAY});
    assert.equal(text, `10:00–11:00  focus-1  予約 booked  tanaka  ${id}`);
    const json = await run('list', [], {date: DAY}, true);
    assert.deepEqual(JSON.parse(json.text), [
      {
        ...{booking: id, day: DAY, booth: 'focus-1', kind: 'focus', from: '10:00', to: '11:00'},
        ...{status: 'booked', account: 'tanaka', movedTo: null},
      },
    ]);
    assert.match((await run('list')).text, /^2026-11-20: 予約はありません/);
    await assert.rejects(run('list', [], {date: '2026-02-30'}), (e) => isCoded(e, 'command/usage'));
  });

  it('close withdraws and tells; open undoes it', async () => {
    const {id} = await bench.booked(TANAKA, 'focus-1', '10:00', '11:00');
    const time = {from: `${DAY}T10:30`, to: `${DAY}T12:00`};
    const closed = await run('close', ['focus-1'], {...time, reason: 'repairs'}, true);
    assert.deepEqual(JSON.parse(closed.text), {booth: 'focus-1', minutes: 90, withdrawn: [id]});
    assert.deepEqual(
      told.map(({account, booking}) => [account, booking.id]),
      [[TANAKA, id]],
    );
    const opened = await run('open', ['focus 1'], time);
    assert.match(opened.text, /90分を開けました/);
    await bench.judged();
  });

  it('close refuses what it cannot read', async () => {
    const time = {from: `${DAY}T10:30`, to: `${DAY}T12:00`};
    const wrong: [string, Record<string, unknown>][] = [
      ['focus-9', {...time, reason: 'repairs'}],
      ['focus-1', time],
      ['focus-1', {...time, reason: ' '}],
      ['focus-1', {...time, reason: 'x'.repeat(201)}],
      ['focus-1', {from: time.from, reason: 'repairs'}],
      ['focus-1', {from: time.to, to: time.from, reason: 'repairs'}],
      ['focus-1', {from: 'soon', to: time.to, reason: 'repairs'}],
      ['focus-1', {from: time.from, to: '2028-01-01', reason: 'repairs'}],
    ];
    for (const [booth, options] of wrong) {
      await assert.rejects(run('close', [booth], options), (e) => isCoded(e, 'command/usage'));
    }
    assert.deepEqual(await bench.rows(), []);
  });
});
