import {boothOf, kindOf} from '../../../../platform/office/office.ts';
import type {Office} from '../../../../platform/office/shape.ts';
import type {Operation, Stored, Table} from '../../../../platform/storage/table.ts';
import {openBreach, personBreach} from '../../rules/breach.ts';
import {candidatesOf} from '../../rules/choices.ts';
import {overlap, quartersOf, spansOf, type Now, type Span, type Stretch} from '../../rules/stretch.ts';
import {handOut, type Wait} from '../../rules/waiting.ts';
import type {GivenTo} from '../desk.ts';
import {stateOf, type DayRows} from './day.ts';
import {
  accountOf,
  bookingRow,
  keyOf,
  personRow,
  readStretches,
  slotRow,
  waitRow,
  type BookingRecord,
  type Slot,
  type WaitRecord,
} from './rows.ts';

/** A change of one day as it is being put together: what the rows are to be, on top of what was read. */
export interface Draft {
  readonly rows: DayRows;
  /** By row key; undefined frees the quarter. */
  readonly slots: Map<string, Slot | undefined>;
  readonly waits: Map<string, WaitRecord>;
  /** By account key. */
  readonly stretches: Map<string, readonly Stretch[]>;
  /** Bookings, operations and other rows of which nothing more is asked here. */
  readonly others: Operation[];
}

/** A part of a booth's day. */
export interface Part extends Span {
  readonly booth: string;
}

export function draftOf(rows: DayRows): Draft {
  return {rows, slots: new Map(), waits: new Map(), stretches: new Map(), others: []};
}

/** Whether a booking has slots: one that was ended keeps those that were used. */
export function holdsSlots({status}: Pick<BookingRecord, 'status'>): boolean {
  return status === 'booked' || status === 'started' || status === 'ended';
}

/**
 * Puts a booking in place of what it was: its record, the slots that differ, its owner's day.
 *
 * @param before the record as it was read; left out for a new one
 * @returns what comes free
 */
export function replace(
  draft: Draft,
  before: {readonly value: BookingRecord; readonly etag: string} | undefined,
  after: BookingRecord,
): Part[] {
  const row = bookingRow(after);
  draft.others.push(before === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: before.etag});
  const old = before === undefined ? new Map<string, number>() : slotsOf(before.value);
  const fresh = slotsOf(after);
  for (const rk of old.keys()) if (!fresh.has(rk)) draft.slots.set(rk, undefined);
  const taken = [...fresh.keys()].filter((rk) => !old.has(rk));
  for (const rk of taken) takeSlot(draft, rk, after);
  const differ = before === undefined || taken.length > 0 || fresh.size !== old.size;
  if (differ) remember(draft, after);
  const booth = before?.value.booth ?? after.booth;
  const freed = [...old].filter(([rk]) => !fresh.has(rk)).map(([, quarter]) => quarter);
  return spansOf(freed).map((span) => ({booth, ...span}));
}

function slotsOf(booking: BookingRecord): Map<string, number> {
  const quarters = holdsSlots(booking) ? quartersOf(booking) : [];
  return new Map(quarters.map((quarter) => [keyOf.slot(booking.booth, quarter), quarter]));
}

function remember(
  {rows, stretches}: Draft,
  {account, id, booth, kind, from, to, status}: BookingRecord,
): void {
  const before = stretches.get(account) ?? readStretches(rows.persons.get(account));
  const others = before.filter(({booking}) => booking !== id);
  const own = holdsSlots({status}) ? [{booking: id, booth, kind, from, to}] : [];
  stretches.set(account, [...others, ...own]);
}

function takeSlot(draft: Draft, rk: string, {id, account}: BookingRecord): void {
  const before = draft.rows.slots.get(rk)?.value;
  if (before?.is === 'hold') passHold(draft, before.by, account);
  draft.slots.set(rk, {is: 'booking', by: id});
}

/**
 * A hold of which a part is booked, by its own person or after it ran out, holds nothing any more. Its rows may go
 * without a tag because the wait itself is changed by its own.
 */
export function passHold(draft: Draft, id: string, taker?: string): void {
  const rk = keyOf.wait(id);
  const wait = draft.rows.waits.get(rk)?.value;
  // Its rows are then free to be replaced, each by its tag, and are not deleted.
  if (wait?.status !== 'held' || draft.waits.has(rk)) return;
  const {held: _, ...rest} = wait;
  draft.waits.set(rk, {...rest, status: wait.account === taker ? 'served' : 'passed'});
  for (const [slot, {value}] of draft.rows.slots) {
    if (value.is === 'hold' && value.by === id && !draft.slots.has(slot)) draft.slots.set(slot, undefined);
  }
}

/** The waits as they will stand, those that are over left out. */
export function standing({rows, waits}: Draft): (WaitRecord & Pick<Wait, 'status'>)[] {
  return [...rows.waits].flatMap(([rk, {value}]) => {
    const wait = waits.get(rk) ?? value;
    const {status} = wait;
    return status === 'served' || status === 'left' ? [] : [{...wait, status}];
  });
}

/** Gives what came free to those who wait. The day's waits and their persons' days must have been read. */
export function hand(draft: Draft, parts: readonly Part[], office: Office, now: Now): GivenTo[] {
  const {rows} = draft;
  const given: GivenTo[] = [];
  for (const part of parts) {
    const booth = boothOf(office, part.booth);
    const waits = standing(draft);
    if (booth === undefined || waits.length === 0) continue;
    const state = stateOf(rows, overlaid(draft), undefined);
    const mayTake = ({id}: Wait) =>
      couldBook(
        draft,
        waits.find((wait) => wait.id === id),
        office,
        now,
      );
    const {holds, offers} = handOut(booth, part, waits, state, office, now, mayTake);
    for (const {wait: id, until, from, to} of holds) {
      const wait = waits.find((each) => each.id === id);
      if (wait === undefined) continue;
      const {account, day} = wait;
      draft.waits.set(keyOf.wait(id), {...wait, status: 'held', held: {booth: booth.id, until}});
      for (const quarter of quartersOf({from, to})) {
        const rk = keyOf.slot(booth.id, quarter);
        const before = rows.slots.get(rk)?.value;
        // One that has run out is replaced.
        if (before?.is === 'hold') passHold(draft, before.by);
        draft.slots.set(rk, {is: 'hold', by: id, until, account});
      }
      given.push({account: accountOf(account), wait: id, booth: booth.id, day, from, to, until});
    }
    for (const {wait: id, from, to} of offers) {
      const wait = waits.find((each) => each.id === id);
      if (wait === undefined) continue;
      given.push({account: accountOf(wait.account), wait: id, booth: booth.id, day: rows.day, from, to});
    }
  }
  return given;
}

/** The waits of which a part came free: their persons' days say whether they could take it. */
export function waitersOf(rows: DayRows, parts: readonly Span[]): string[] {
  const waits = [...rows.waits.values()].filter(({value}) => parts.some((part) => overlap(part, value)));
  return [...new Set(waits.map(({value}) => value.account))].filter((account) => !rows.persons.has(account));
}

/** The rows with some more persons' days. */
export async function withPersons(
  table: Table,
  rows: DayRows,
  accounts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<DayRows> {
  if (accounts.length === 0) return rows;
  const found = await Promise.all(
    accounts.map(async (account): Promise<[string, Stored | undefined]> => {
      return [account, await table.get(rows.day, keyOf.person(account), {signal})];
    }),
  );
  return {...rows, persons: new Map([...rows.persons, ...found])};
}

function couldBook(
  {rows, stretches}: Draft,
  wait: WaitRecord | undefined,
  office: Office,
  now: Now,
): boolean {
  if (wait === undefined) return false;
  const found = candidatesOf(wait.wanted, office);
  const kind = found === undefined ? undefined : kindOf(office, found.kind.id);
  const [booth] = found?.booths ?? [];
  if (kind === undefined || booth === undefined) return false;
  const mine = stretches.get(wait.account) ?? readStretches(rows.persons.get(wait.account));
  const {from, to} = wait;
  const state = {day: rows.day, mine, occupied: [], openBookings: 0};
  const wish = {booth, kind, from, to};
  // The office may have changed its hours or days since the wait was written.
  return (openBreach(wish, {state, office, now}) ?? personBreach(wish, state)) === undefined;
}

function* overlaid({rows, slots}: Draft): Generator<readonly [string, Slot]> {
  for (const [rk, {value}] of rows.slots) if (!slots.has(rk)) yield [rk, value];
  for (const [rk, slot] of slots) if (slot !== undefined) yield [rk, slot];
}

/** The draft as one transaction. */
export function operationsOf({rows, slots, waits, stretches, others}: Draft): Operation[] {
  const {day} = rows;
  const operations = [...others];
  for (const [account, list] of stretches) {
    // An erased person has no day.
    if (account === '') continue;
    const row = personRow(day, account, list);
    const etag = rows.persons.get(account)?.etag;
    operations.push(etag === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag});
  }
  for (const [rk, wait] of waits) {
    const etag = rows.waits.get(rk)?.etag;
    const row = waitRow(wait);
    operations.push(etag === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag});
  }
  for (const [rk, slot] of slots) {
    const before = rows.slots.get(rk);
    if (slot === undefined) {
      if (before !== undefined) operations.push({kind: 'delete', pk: day, rk});
    } else {
      const row = slotRow(day, rk, slot);
      operations.push(
        before === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: before.etag},
      );
    }
  }
  return operations;
}
