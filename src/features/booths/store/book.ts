import {accountKey, shortHash} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {DayText} from '../../../kernel/time.ts';
import {isDay, type Office} from '../../../platform/office/shape.ts';
import type {Table} from '../../../platform/storage/table.ts';
import {decideBooking, type Allowed, type Refused} from '../rules/booking.ts';
import {candidatesOf, type Wanted} from '../rules/choices.ts';
import type {DayState} from '../rules/day-state.ts';
import {quartersOf, type Now} from '../rules/stretch.ts';
import type {BookResult, Order} from './desk.ts';
import {daysIn, listDay, listDayOnce, readDayList, type DayList} from './tables/day-list.ts';
import {aheadIn, countAhead, plain, readDay, stateOf, type DayRows} from './tables/day.ts';
import {findOwn, kept, pressOf, pressRow, tried, write, type Bench, type Tried} from './tables/press.ts';
import {keyOf, known, readWait, type BookingRecord, type OperationRecord} from './tables/rows.ts';

/** A day read for one who wants to book, and what a decision needs to know of the other days. */
export interface Ordered {
  readonly rows: DayRows;
  readonly state: DayState;
  /** The person's list of days, which must name this one before anything is written in it. */
  readonly list: DayList;
}

/**
 * How much of the day is read. `one` is the named booth's slots, all where none was named; `all` is for offers.
 */
export type Reach = 'one' | 'all';

/** Reads what a decision on an order needs. */
export async function readOrdered(
  table: Table,
  person: string,
  {wanted, day}: {readonly wanted: Wanted; readonly day: DayText},
  office: Office,
  now: Now,
  {reach, waits = false}: {reach: Reach; waits?: boolean},
  signal: AbortSignal | undefined,
): Promise<Ordered> {
  const found = candidatesOf(wanted, office);
  const [only] = reach === 'all' || !('booth' in wanted) ? [] : (found?.booths ?? []);
  const [rows, list] = await Promise.all([
    readDay(table, day, {booth: only?.id, waits, person}, signal),
    readDayList(table, person, signal),
  ]);
  const kind = found?.kind.id ?? '';
  const others = daysIn(list).filter((each) => each !== day && each >= now.day);
  const elsewhere = await countAhead(table, person, kind, others, now, signal);
  const open = elsewhere + aheadIn(rows.persons.get(person), day, kind, now);
  return {rows, state: stateOf(rows, plain(rows.slots), person, open), list};
}

/**
 * What is most often so, without a look: a named booth is as free as the card showed it, and the person has nothing
 * ahead. Where that is wrong, the list of days or the transaction clashes, and all is read.
 *
 * @returns undefined where it is known to be otherwise
 */
function guessed(
  {lists}: Bench,
  person: string,
  {wanted, day}: {readonly wanted: Wanted; readonly day: DayText},
  now: Now,
): Ordered | undefined {
  const list = lists.of(person);
  if (!('booth' in wanted) || daysIn(list).some((each) => each >= now.day)) return undefined;
  const rows = {day, slots: new Map(), waits: new Map(), persons: new Map([[person, undefined]])};
  return {rows, state: emptyDay(day), list};
}

/** The rows with the waits whose holds lie where something is to be booked. */
export async function withHeld(
  table: Table,
  rows: DayRows,
  {booth, from, to}: {readonly booth: string; readonly from: number; readonly to: number},
  signal: AbortSignal | undefined,
): Promise<DayRows> {
  const ids = quartersOf({from, to}).flatMap((quarter) => {
    const slot = rows.slots.get(keyOf.slot(booth, quarter))?.value;
    return slot?.is === 'hold' ? [slot.by] : [];
  });
  const missing = [...new Set(ids)].filter((id) => !rows.waits.has(keyOf.wait(id)));
  if (missing.length === 0) return rows;
  const found = await Promise.all(missing.map((id) => table.get(rows.day, keyOf.wait(id), {signal})));
  const waits = found.flatMap((stored) =>
    stored === undefined
      ? []
      : [[stored.row.rk, {value: readWait(known(stored.row)), etag: stored.etag}] as const],
  );
  return {...rows, waits: new Map([...rows.waits, ...waits])};
}

/** The booking that a decision allows. */
export function bookingOf(id: string, account: string, allowed: Allowed, now: Now): BookingRecord {
  const {day, booth, boothKind, from, to} = allowed;
  return {
    ...{id, account, day, booth: booth.id, kind: boothKind.id, from, to},
    ...{status: 'booked', placed: now.instant},
  };
}

/** An order whose day is none is refused without a look at the table. */
export function refusedDay(order: Omit<Order, 'op'>, office: Office, now: Now): Refused | undefined {
  if (isDay(order.day)) return undefined;
  const decided = decideBooking(order, emptyDay(order.day), office, now);
  return decided.kind === 'refused' ? decided : undefined;
}

export function emptyDay(day: DayText): DayState {
  return {day, mine: [], occupied: [], openBookings: 0};
}

/**
 * The office with its booths in another order for each person: of many who want any booth at one moment, not all
 * should try for the same again.
 */
export function shuffled(office: Office, person: string, attempt: number): Office {
  if (attempt === 0) return office;
  const rank = (id: string) => shortHash(`${person}${attempt}${id}`);
  const booths = [...office.booths].sort((a, b) => (rank(a.id) < rank(b.id) ? -1 : 1));
  return {...office, booths};
}

/** Books. */
export async function book(
  bench: Bench,
  account: Account,
  order: Order,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<BookResult> {
  const {table} = bench;
  const {op, wanted, day, from, to} = order;
  const refused = refusedDay(order, bench.office(), now);
  if (refused !== undefined) return refused;
  const person = accountKey(account);
  const press = pressOf(account, day, op, ['book', wanted, from, to]);
  const id = `${day}.${bench.newId()}`;

  const once = async (attempt: number): Promise<Tried<BookResult>> => {
    const office = bench.office();
    const read = (reach: Reach) => readOrdered(table, person, order, office, now, {reach}, signal);
    const guess = attempt === 0 ? guessed(bench, person, order, now) : undefined;
    const {rows, state, list} = guess ?? (await read('one'));
    const decided = decideBooking(order, state, shuffled(office, person, attempt), now);
    if (decided.kind === 'refused') {
      // What is offered instead may lie in other booths.
      const all = 'booth' in wanted ? (await read('all')).state : state;
      const result = decideBooking(order, all, office, now);
      // What stood in the way is gone since.
      return result.kind === 'ok' ? {kind: 'clash'} : {kind: 'refused', result};
    }
    const after = bookingOf(id, person, decided, now);
    const ready = await withHeld(table, rows, after, signal);
    const naming = guess === undefined ? listDay : listDayOnce;
    const named = await naming(table, person, day, list, signal);
    bench.lists.keep(person, named);
    if (named === undefined) return {kind: 'clash'};
    const {rounded} = decided;
    const round = rounded === undefined ? {} : {rounded};
    const row = pressRow(press, {kind: 'booked', subject: id, ...round});
    const more = ({others}: {others: unknown[]}) => void others.push({kind: 'insert', row});
    const given = await write(bench, {rows: ready, after, more}, now, signal);
    if (given === undefined) return {kind: 'clash'};
    return {kind: 'done', result: {kind: 'booked', booking: kept(after), fresh: true, given, ...round}};
  };
  const again = async ({kind, subject, rounded}: OperationRecord): Promise<BookResult | undefined> => {
    const found = await findOwn(table, person, subject, signal);
    if (kind !== 'booked' || found === undefined) return undefined;
    const round = rounded === undefined ? {} : {rounded};
    return {kind: 'booked', booking: kept(found.value), fresh: false, given: [], ...round};
  };
  return tried(bench, press, once, again, signal);
}
