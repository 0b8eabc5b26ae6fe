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
import {aheadIn, countAhead, daysOf, plain, readDay, stateOf, type DayRows} from './tables/day.ts';
import {findOwn, kept, pressOf, pressRow, tried, write, type Bench, type Tried} from './tables/press.ts';
import {keyOf, known, readWait, SHAPE, type BookingRecord, type OperationRecord} from './tables/rows.ts';

/** A day read for one who wants to book, and what a decision needs to know of the other days. */
export interface Ordered {
  readonly rows: DayRows;
  readonly state: DayState;
  /** Whether the person's list of days names this one. */
  readonly listed: boolean;
}

/** Reads what a decision on an order needs: of one booth alone where one was named and `whole` is not asked for. */
export async function readOrdered(
  table: Table,
  person: string,
  {wanted, day}: {readonly wanted: Wanted; readonly day: DayText},
  office: Office,
  now: Now,
  {whole, waits = false}: {whole: boolean; waits?: boolean},
  signal: AbortSignal | undefined,
): Promise<Ordered> {
  const found = candidatesOf(wanted, office);
  const [only] = whole || !('booth' in wanted) ? [] : (found?.booths ?? []);
  const first = day < now.day ? day : now.day;
  const [rows, days] = await Promise.all([
    readDay(table, day, {booth: only?.id, waits, person}, signal),
    daysOf(table, person, first, signal),
  ]);
  const kind = found?.kind.id ?? '';
  const others = days.filter((each) => each !== day && each >= now.day);
  const elsewhere = await countAhead(table, person, kind, others, now, signal);
  const open = elsewhere + aheadIn(rows.persons.get(person), day, kind, now);
  return {rows, state: stateOf(rows, plain(rows.slots), person, open), listed: days.includes(day)};
}

/** Names the day in the person's list; before the booking, so that none is ever missing there. */
export async function listDay(
  table: Table,
  person: string,
  day: DayText,
  signal: AbortSignal | undefined,
): Promise<void> {
  await table.insert({pk: keyOf.account(person), rk: keyOf.day(day), v: SHAPE}, {signal});
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
    const read = (whole: boolean) => readOrdered(table, person, order, office, now, {whole}, signal);
    const {rows, state, listed} = await read(false);
    const decided = decideBooking(order, state, shuffled(office, person, attempt), now);
    if (decided.kind === 'refused') {
      // What is offered instead may lie in other booths.
      const all = 'booth' in wanted ? (await read(true)).state : state;
      const result = decideBooking(order, all, office, now);
      // What stood in the way is gone since.
      return result.kind === 'ok' ? {kind: 'clash'} : {kind: 'refused', result};
    }
    const after = bookingOf(id, person, decided, now);
    const ready = await withHeld(table, rows, after, signal);
    if (!listed) await listDay(table, person, day, signal);
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
