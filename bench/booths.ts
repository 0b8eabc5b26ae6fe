// What a booking costs beside what it cannot do without, and a day's overview beside its bare query.
//   node --import tsx bench/booths.ts [BOOKINGS]
// Bookings a second through the desk, and as many bare transactions of as many rows of the same sizes, eight at once,
// on the same Azurite, turn by turn; a round that only warms up, then three, of whose ratios the median counts. Then
// the overview of 40 booths with 20,000 bookings in the table, in as many rounds.
import {availability} from '../src/features/booths/rules/availability.ts';
import {boothDesk} from '../src/features/booths/store/booth-desk.ts';
import {BOOTHS_TABLE, keyOf, SHAPE, slotRow} from '../src/features/booths/store/tables/rows.ts';
import {nowIn, quartersOf} from '../src/features/booths/rules/stretch.ts';
import type {Account} from '../src/kernel/person.ts';
import {Temporal} from '../src/kernel/time.ts';
import {systemClock} from '../src/platform/clock.ts';
import type {Office} from '../src/platform/office/shape.ts';
import {connectTables} from '../src/platform/storage/azure-table.ts';
import {keyPrefix, type Operation, type Storage} from '../src/platform/storage/table.ts';
import {sampleOffice} from '../test/features/booths/rules/sample.ts';
import {startAzurite} from '../test/support/azurite.ts';

/** The first only warms up. */
const ROUNDS = 4;
const AT_ONCE = 8;
const BOOTHS = 40;
const HOURS = [540, 600, 660, 720, 780, 840, 900, 960];
const ZONE = 'Asia/Tokyo';
const now = () => nowIn(Temporal.Instant.from('2026-11-20T00:00:00Z'), ZONE);
const ms = () => systemClock.monotonic();

function officeOf(booths: number): Office {
  const office = sampleOffice({horizon: 366});
  const [one] = office.booths;
  if (one === undefined) throw new Error('the sample has no booth');
  return {...office, booths: Array.from({length: booths}, (_, i) => ({...one, id: `focus-${i + 1}`}))};
}

function daysFrom(first: string, count: number): string[] {
  return Array.from({length: count}, (_, i) => Temporal.PlainDate.from(first).add({days: i}).toString());
}

// Working days without a holiday among them.
const DAYS = [...daysFrom('2026-11-24', 4), ...daysFrom('2026-11-30', 5), ...daysFrom('2026-12-07', 5)];

/** The n-th of many hours that do not touch: booth, day, start. */
function hourOf(n: number) {
  const day = DAYS[Math.floor(n / BOOTHS) % DAYS.length] ?? '';
  const from = HOURS[Math.floor(n / (BOOTHS * DAYS.length))] ?? 0;
  return {booth: `focus-${(n % BOOTHS) + 1}`, day, from};
}

async function atOnce(count: number, work: (n: number) => Promise<void>): Promise<number> {
  const started = ms();
  let next = 0;
  const run = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({length: AT_ONCE}, run));
  return (1000 * count) / (ms() - started);
}

/** What the desk writes for an hour: the booking, four slots, the person's day, the press. */
function bareRows(n: number, day: string): Operation[] {
  const pk = `${day}-bare`;
  const account = `city~person-${n}`;
  const id = `${day}.k${n}`;
  const slots = [0, 1, 2, 3].map((quarter) => ({
    ...{pk, rk: `s|focus-${n}|${quarter}`, v: SHAPE},
    ...{is: 'booking', by: id, until: '', account: ''},
  }));
  const stretch = {booking: id, booth: 'focus-1', kind: 'focus', from: 540, to: 600};
  return [
    {
      ...{pk, rk: keyOf.booking(id), v: SHAPE, account, booth: 'focus-1', kind: 'focus', from: 540, to: 600},
      ...{status: 'booked', placed: '2026-11-20T00:00:00Z'},
    },
    ...slots,
    {pk, rk: keyOf.person(account), v: SHAPE, stretches: JSON.stringify([stretch])},
    {
      pk,
      rk: keyOf.operation(account, `op-${n}`),
      v: SHAPE,
      hash: '0123456789abcdef',
      kind: 'booked',
      subject: id,
    },
  ].map((row) => ({kind: 'insert', row}));
}

async function bookings(storage: Storage, count: number): Promise<void> {
  const table = storage.table(BOOTHS_TABLE);
  const office = officeOf(BOOTHS);
  let ids = 0;
  const desk = boothDesk({storage, office: () => office, newId: () => `k${++ids}`});
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await atOnce(count, async (n) => {
      await table.transact(bareRows(n + round * count, hourOf(n + round * count).day));
    });
    const booked = await atOnce(count, async (n) => {
      const {booth, day, from} = hourOf(n + round * count);
      const who: Account = {tenant: 'city', objectId: `person-${round}-${n}`};
      const order = {op: `op-${round}-${n}`, wanted: {booth}, day, from, to: from + 60};
      const {kind} = await desk.book(who, order, now());
      if (kind !== 'booked') throw new Error(`${booth} ${day} ${from}: ${kind}`);
    });
    const figures = {bare: Math.round(bare), booked: Math.round(booked)};
    console.log(`round ${round}${round === 0 ? ' (warms up)' : ''}: ${JSON.stringify(figures)} a second`);
    if (round > 0) ratios.push(booked / bare);
  }
  console.log(`bookings through the desk against bare transactions: ${median(ratios).toFixed(2)}`);
}

async function overview(storage: Storage): Promise<void> {
  const table = storage.table(BOOTHS_TABLE);
  const office = officeOf(BOOTHS);
  const desk = boothDesk({storage, office: () => office, newId: () => ''});
  // Bookings of an hour, all of a booth's day in one transaction: some 60 days of 40 booths.
  const days = daysFrom('2027-02-01', 63);
  await atOnce(BOOTHS * days.length, async (n) => {
    const day = days[n % days.length] ?? '';
    const booth = `focus-${Math.floor(n / days.length) + 1}`;
    const operations = HOURS.flatMap((from): Operation[] => {
      const id = `${day}.${booth}-${from}`;
      const [record, , , , , person] = bareRows(n * HOURS.length + from, day);
      const slots = quartersOf({from, to: from + 60}).map((quarter): Operation => {
        const slot = {is: 'booking', by: id} as const;
        return {kind: 'insert', row: slotRow(day, keyOf.slot(booth, quarter), slot)};
      });
      return [record, person, ...slots].flatMap((each): Operation[] =>
        each?.kind === 'insert' ? [{kind: 'insert', row: {...each.row, pk: day}}] : [],
      );
    });
    await table.transact(operations);
  });
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const take = async (work: (day: string) => Promise<unknown>) => {
      const started = ms();
      for (const day of days.slice(0, 10)) await work(day);
      return (ms() - started) / 10;
    };
    const bare = await take(async (day) => {
      let rows = 0;
      for await (const _ of table.list({pk: day, ...keyPrefix('s')})) rows++;
      if (rows !== BOOTHS * HOURS.length * 4) throw new Error(`${rows} rows`);
    });
    const whole = await take(async (day) => {
      const state = await desk.day({tenant: 'city', objectId: 'reader'}, day, now());
      if (availability(office.booths, state, office, now()).length !== BOOTHS)
        throw new Error('not all booths');
    });
    const figures = {bare: Math.round(bare), overview: Math.round(whole)};
    console.log(`round ${round}${round === 0 ? ' (warms up)' : ''}: ${JSON.stringify(figures)} ms`);
    if (round > 0) ratios.push(whole / bare);
  }
  const count = BOOTHS * days.length * HOURS.length;
  console.log(
    `a day of ${BOOTHS} booths, ${count} bookings in the table, against the bare query: ${median(ratios).toFixed(2)}`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const azurite = await startAzurite();
try {
  const storage = connectTables(azurite.connectionString, {clock: systemClock});
  await storage.ensure([BOOTHS_TABLE]);
  await bookings(storage, Number(process.argv[2] ?? '400'));
  await overview(storage);
} finally {
  await azurite.stop();
}
