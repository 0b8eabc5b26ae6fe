import assert from 'node:assert/strict';
import fc from 'fast-check';
import {WHEREABOUTS_TABLE} from '../../../src/features/whereabouts/index.ts';
import {spread} from '../../../src/features/whereabouts/rules/when.ts';
import {say, type Where} from '../../../src/features/whereabouts/rules/state.ts';
import {presence} from '../../../src/features/whereabouts/store/presence.ts';
import {purgeBefore} from '../../../src/features/whereabouts/store/purge.ts';
import {Temporal} from '../../../src/kernel/time.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage, Table} from '../../../src/platform/storage/table.ts';
import {SAMPLE_STAFF} from '../../support/staff.ts';
import {staff, startChat} from './chat.ts';

const TODAY = '2026-11-24';
const day = fc
  .integer({min: -3, max: 20})
  .map((days) => Temporal.PlainDate.from(TODAY).add({days}).toString());
const minute = fc.integer({min: 0, max: 1440});
const when = fc.record({date: day, dateEnd: day, from: minute, until: minute}, {requiredKeys: []});

async function rowsOf(storage: Storage, name: string): Promise<string[]> {
  const rows: string[] = [];
  for await (const {row} of storage.table(name).list({})) rows.push(JSON.stringify(row));
  return rows;
}

/** A storage of which every call but the first so many fails, as of a process that was killed. */
function dying(inner: Storage, after: number): Storage {
  let left = after;
  const alive = () => {
    if (left-- <= 0) throw new Error('killed');
  };
  return {
    ...inner,
    table(name): Table {
      const to = inner.table(name);
      return {
        ...to,
        insert: async (row, options) => (alive(), to.insert(row, options)),
        delete: async (pk, rk, etag, options) => (alive(), to.delete(pk, rk, etag, options)),
        transact: async (operations, options) => (alive(), to.transact(operations, options)),
      };
    },
  };
}

/** A storage whose reads take a moment, so that changes which are made at once meet. */
function reading(inner: Storage): Storage {
  return {
    ...inner,
    table(name): Table {
      const to = inner.table(name);
      return {
        ...to,
        async get(pk, rk, options) {
          const found = await to.get(pk, rk, options);
          await new Promise((resolve) => setTimeout(resolve, 3));
          return found;
        },
      };
    },
  };
}

describe('whereabouts against the clock', () => {
  it('are of days from today on, each stretch within its day, and else asked back', () => {
    fc.assert(
      fc.property(when, fc.integer({min: 0, max: 1439}), (said, now) => {
        const made = spread(said, {day: TODAY, minute: now});
        if (made.kind !== 'ok') return;
        const last = said.dateEnd ?? said.date ?? TODAY;
        for (const part of made.parts) {
          assert.ok(part.day >= TODAY && part.day <= last, JSON.stringify(made));
          assert.ok(part.from >= 0 && part.from < part.until && part.until <= 1440, JSON.stringify(made));
        }
      }),
    );
  });

  it('ask back where the end is before the start', () => {
    fc.assert(
      fc.property(minute, minute, fc.option(day, {nil: undefined}), (one, other, date) => {
        const [until, from] = [Math.min(one, other), Math.max(one, other)];
        const made = spread({date, from, until}, {day: TODAY, minute: 0});
        assert.notEqual(made.kind, 'ok');
        if (date === undefined) assert.equal(made.kind, 'end-before-start');
      }),
    );
  });

  it('do not survive their day, whatever was said for whichever days', async () => {
    const chat = await startChat(`${TODAY}T08:00:00`);
    const taro = staff('000103');
    for (const said of [
      '6F-C-12',
      '午後から県庁',
      '明日は在宅',
      '水曜から3日間出張',
      '15時まで6階で打合せ',
      'もう帰ります',
    ])
      await chat.says(said, taro);
    for (let days = 1; days <= 4; days++) {
      const now = Temporal.PlainDate.from(TODAY).add({days}).toString();
      chat.at(`${now}T00:00:00`);
      const jobs = chat.bot.house.features.all.flatMap((feature) => feature.jobs);
      await jobs.find(({name}) => name === 'whereabouts.purge')?.run(chat.now(), AbortSignal.timeout(5_000));
      const left = await rowsOf(chat.storage, WHEREABOUTS_TABLE);
      for (const row of left) assert.ok((JSON.parse(row) as {pk: string}).pk >= now, row);
      const found = await chat.says('田中太郎さんどこ？', staff('000104'));
      assert.match(found.text, days <= 3 ? /出張/ : /今日はまだ登録がありません/);
    }
    await chat.stop();
  });

  it('are purged by the next run where one died in the middle, with the same counts', async () => {
    const chat = await startChat(`${TODAY}T10:00:00`);
    for (const {number} of SAMPLE_STAFF.slice(0, 20))
      await chat.says('6階のコミュニケーションエリアにいます', staff(number));
    const filled = await rowsOf(chat.storage, WHEREABOUTS_TABLE);
    await chat.stop();
    const ends = async (after: number | undefined) => {
      const storage = memoryStorage();
      await storage.ensure([WHEREABOUTS_TABLE, 'counts']);
      // More rows than one transaction takes.
      for (const row of filled) await storage.table(WHEREABOUTS_TABLE).insert(JSON.parse(row) as never);
      for (let i = 0; i < 150; i++)
        await storage.table(WHEREABOUTS_TABLE).insert({pk: TODAY, rk: `a|x|${String(i)}`, v: 1, at: 'x'});
      const purge = (of: Storage) => purgeBefore(of, '2026-11-25', 30, () => false, undefined);
      if (after !== undefined) await assert.rejects(purge(dying(storage, after)), /killed/);
      await purge(storage);
      assert.deepEqual(await rowsOf(storage, WHEREABOUTS_TABLE), []);
      return rowsOf(storage, 'counts');
    };
    const whole = await ends(undefined);
    assert.match(whole.join(), /registered\\":20/);
    for (const after of [0, 1, 2]) assert.deepEqual(await ends(after), whole, `dead after ${after} calls`);
  });

  it('are of one device or the other where two say at once, and never of both', async () => {
    const storage = memoryStorage();
    await storage.ensure([WHEREABOUTS_TABLE]);
    const slow = reading(storage);
    const account = {tenant: 't', objectId: 'taro'};
    const where = (area: string): Where => ({kind: 'place', site: 'main', floor: 6, area});
    const devices: readonly Where[] = [where('6f-communication'), {kind: 'home'}, where('6f-recharge')];
    for (let round = 0; round < 8; round++) {
      await Promise.all(
        devices.map((each) =>
          presence(slow).change(account, TODAY, (said) =>
            say(said, {where: each, from: 600 + round, until: 1440, at: `t${round}`}),
          ),
        ),
      );
      const rows = (await rowsOf(storage, WHEREABOUTS_TABLE)).map(
        (row) => JSON.parse(row) as {rk: string; said: string},
      );
      const [own, ...more] = rows.filter(({rk}) => rk.startsWith('p|'));
      assert.deepEqual(more, []);
      const said = JSON.parse(own?.said ?? '[]') as {where: {area?: string}}[];
      // The floor's rows say the same as the person's own: no place is left over from a change that lost.
      const areas = rows.filter(({rk}) => rk.startsWith('f|')).map(({rk}) => rk.split('|')[2] ?? '');
      const told = said.flatMap(({where: {area}}) => area ?? []);
      assert.deepEqual(areas.sort(), [...new Set(told)].sort());
    }
  });
});
