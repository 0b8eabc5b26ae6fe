import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {DayText} from '../../../kernel/time.ts';
import {isDay, type Office} from '../../../platform/office/shape.ts';
import {keyPrefix, type Storage} from '../../../platform/storage/table.ts';
import {phaseOf} from '../rules/lifecycle.ts';
import type {Now} from '../rules/stretch.ts';
import type {BackOffice, PastDay} from './back-office.ts';
import {book, emptyDay} from './book.ts';
import type {BoothDesk, KeptBooking, OwnedBooking} from './desk.ts';
import {cancel, end, extend, release, start, takeBack} from './lifecycle.ts';
import {finishMoves, move} from './move.ts';
import {daysOf, rememberedLists} from './tables/day-list.ts';
import {aheadIn, countAhead, plain, readDay, stateOf} from './tables/day.ts';
import {findOwn, kept, type Bench} from './tables/press.ts';
import {accountOf, BOOTHS_TABLE, keyOf, known, readBooking, readStretches} from './tables/rows.ts';
import {close, open, withdrawFrom} from './upkeep/closing.ts';
import {misfits} from './upkeep/misfits.ts';
import {erase, retire} from './upkeep/retire.ts';
import {settleWaits} from './upkeep/settle.ts';
import {findWait, unwait, wait, waits} from './wait.ts';

export interface DeskDeps {
  readonly storage: Storage;
  /** The office as it is at this moment. */
  readonly office: () => Office;
  /** Letters, digits and hyphens, 64 at most. */
  readonly newId: () => string;
}

/** The desk over a storage. Any number of them may stand over the same one. */
export function boothDesk({storage, office, newId}: DeskDeps): BoothDesk & BackOffice {
  const table = storage.table(BOOTHS_TABLE);
  const bench: Bench = {table, office, newId, lists: rememberedLists()};
  return {
    day: async (account, day, now, signal, kind) => {
      if (!isDay(day)) return emptyDay(day);
      const person = accountKey(account);
      const [rows, days] = await Promise.all([
        readDay(table, day, {person}, signal),
        kind === undefined ? [] : daysOf(table, person, now.day, signal),
      ]);
      const others = days.filter((each) => each !== day);
      const elsewhere = kind === undefined ? 0 : await countAhead(table, person, kind, others, now, signal);
      const here = kind === undefined ? 0 : aheadIn(rows.persons.get(person), day, kind, now);
      return stateOf(rows, plain(rows.slots), person, elsewhere + here);
    },
    bookings: (account, now, signal) => bookings(bench, account, now, signal),
    find: async (account, id, signal) => {
      const found = await findOwn(table, accountKey(account), id, signal);
      return found && kept(found.value);
    },
    book: (account, order, now, signal) => book(bench, account, order, now, signal),
    cancel: (account, press, now, signal) => cancel(bench, account, press, now, signal),
    start: (account, press, now, signal) => start(bench, account, press, now, signal),
    end: (account, press, now, signal) => end(bench, account, press, now, signal),
    extend: (account, press, now, signal) => extend(bench, account, press, now, signal),
    move: (account, press, now, signal) => move(bench, account, press, now, signal),
    takeBack: (account, press, now, signal) => takeBack(bench, account, press, now, signal),
    wait: (account, order, now, signal) => wait(bench, account, order, now, signal),
    unwait: (account, press, now, signal) => unwait(bench, account, press, now, signal),
    waits: (account, now, signal) => waits(bench, account, now, signal),
    findWait: (account, id, signal) => findWait(bench, account, id, signal),
    bookingsOn: (day, signal) => bookingsOn(bench, day, signal),
    release: (id, watched, now, signal) => release(bench, id, watched, now, signal),
    settleWaits: (day, now, signal) => settleWaits(bench, day, now, signal),
    finishMoves: (now, signal) => finishMoves(bench, now, signal),
    close: (booth, closing, now, signal) => close(bench, booth, closing, now, signal),
    open: (booth, span, _now, signal) => open(bench, booth, span, signal),
    misfits: (day, now, signal) => misfits(bench, day, now, signal),
    withdraw: (id, now, signal) => withdrawFrom(bench, id, 0, now, signal),
    retire: (before, signal) => retire(storage, before, signal),
    past: (account, now, signal) => past(bench, account, now, signal),
    erase: (account, now, signal) => erase(table, account, now, signal),
  };
}

/** The person's day rows name them; the records say what became of them. */
async function bookings(
  {table}: Bench,
  account: Account,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<KeptBooking[]> {
  const person = accountKey(account);
  const days = await daysOf(table, person, now.day, signal);
  const rows = await Promise.all(days.map((day) => table.get(day, keyOf.person(person), {signal})));
  const ids = rows.flatMap((row) => readStretches(row).map(({booking}) => booking));
  const found = await Promise.all(ids.map((id) => findOwn(table, person, id, signal)));
  return found
    .flatMap((each) => (each === undefined ? [] : [kept(each.value)]))
    .filter(
      (each) => (each.status === 'booked' || each.status === 'started') && phaseOf(each, now) !== 'over',
    )
    .sort((a, b) => (a.day === b.day ? a.from - b.from : a.day < b.day ? -1 : 1));
}

async function past(
  {table}: Bench,
  account: Account,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<PastDay[]> {
  const person = accountKey(account);
  const days = (await daysOf(table, person, '0000-00-00', signal)).filter((day) => day <= now.day);
  const rows = await Promise.all(days.map((day) => table.get(day, keyOf.person(person), {signal})));
  return days.flatMap((day, i) => {
    const all = readStretches(rows[i]);
    const over = all.filter(({to}) => day < now.day || to <= now.minute);
    return over.length > 0 || day < now.day ? [{day, stretches: over}] : [];
  });
}

async function bookingsOn(
  {table}: Bench,
  day: DayText,
  signal: AbortSignal | undefined,
): Promise<OwnedBooking[]> {
  const found: OwnedBooking[] = [];
  for await (const {row} of table.list({pk: day, ...keyPrefix('b')}, {signal})) {
    const record = readBooking(known(row));
    if (record.account === '') continue;
    found.push({account: accountOf(record.account), booking: kept(record)});
  }
  return found.sort((a, b) => a.booking.from - b.booking.from);
}
