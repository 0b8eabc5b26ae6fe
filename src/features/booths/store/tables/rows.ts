import {decodeKey, encodeKey, shortHash} from '../../../../kernel/ids.ts';
import {CodedError} from '../../../../kernel/errors.ts';
import type {Account} from '../../../../kernel/person.ts';
import {Temporal, type DayText} from '../../../../kernel/time.ts';
import {isDay} from '../../../../platform/office/shape.ts';
import type {Row, Stored} from '../../../../platform/storage/table.ts';
import type {Wanted} from '../../rules/choices.ts';
import type {Booking} from '../../rules/lifecycle.ts';
import type {Stretch} from '../../rules/stretch.ts';
import type {Wait} from '../../rules/waiting.ts';
import type {KeptBooking} from '../desk.ts';

// One partition a day, all sites:
//   b|booking         the record; whoever changes slots of a booking changes it by its tag
//   s|booth|quarter   who has this quarter of the booth: a booking, a hold or a closure
//   d|account         all that the account has booked that day; the rules are checked on it
//   o|account|token   what a press has done
//   w|wait            one who waits; changed by its tag with the slots that are held for it
//   c|booth           changed by its tag with the slots that are closed
//   m|booking         a booking that was moved here from another day, until that one is cancelled
// One partition a person, `a|account`: `days`, the days with such rows (see day-list.ts).

export const BOOTHS_TABLE = 'booths';
/** The shape of all these rows. */
export const SHAPE = 1;

/** Ids are made here, so one that looks otherwise was made by hand. */
const ID = /^(\d{4}-\d{2}-\d{2})\.[A-Za-z0-9-]{1,64}$/;
const LONGEST_TOKEN = 64;

export const keyOf = {
  booking: (id: string) => `b|${id}`,
  slot: (booth: string, quarter: number) => `s|${encodeKey(booth)}|${String(quarter).padStart(2, '0')}`,
  person: (account: string) => `d|${account}`,
  operation: (account: string, token: string) =>
    `o|${account}|${encodeKey(token.length > LONGEST_TOKEN ? shortHash(token) : token)}`,
  wait: (id: string) => `w|${id}`,
  closures: (booth: string) => `c|${encodeKey(booth)}`,
  move: (id: string) => `m|${id}`,
  account: (account: string) => `a|${account}`,
  days: 'days',
} as const;

/** The day of a booking or a wait; undefined for what is no id. */
export function dayOfId(id: string): DayText | undefined {
  const day = ID.exec(id)?.[1];
  return day !== undefined && isDay(day) ? day : undefined;
}

/** The account behind its key. A tenant's id holds no `~`. */
export function accountOf(key: string): Account {
  const at = key.indexOf('~');
  return {tenant: decodeKey(key.slice(0, at)), objectId: decodeKey(key.slice(at + 1))};
}

/** A booking with its owner, as the table has it. The account is empty once the person was erased. */
export interface BookingRecord extends KeptBooking {
  readonly account: string;
}

/** Who has a quarter of a booth. */
export type Slot =
  | {readonly is: 'booking'; readonly by: string}
  | {readonly is: 'hold'; readonly by: string; readonly until: Temporal.Instant; readonly account: string}
  | {readonly is: 'closed'; readonly by: string};

/** A wait with its owner. `served` and `left` are over: booked by it, given up. */
export interface WaitRecord extends Omit<Wait, 'status'> {
  readonly account: string;
  readonly day: DayText;
  readonly status: Wait['status'] | 'served' | 'left';
  readonly held?: {readonly booth: string; readonly until: Temporal.Instant};
}

/** What a press has done. `subject` is the booking's or wait's id. */
export interface OperationRecord {
  readonly hash: string;
  readonly kind: string;
  readonly subject: string;
  readonly rounded?: {readonly from: number; readonly to: number};
}

/**
 * A row of a shape that is known here.
 *
 * @throws CodedError `storage/newer-version` where a later version of the program wrote it: reading it would
 *   lead to rewriting it
 */
export function known(row: Row): Row {
  if (row.v > SHAPE) throw new CodedError('storage/newer-version', {what: row.rk.slice(0, 1)});
  return row;
}

const text = (row: Row, column: string): string => String(row[column] ?? '');
const number = (row: Row, column: string): number => Number(row[column]);

export function bookingRow({account, id, day, movedTo, byOffice, formerTo, ...rest}: BookingRecord): Row {
  const {booth, kind, from, to, status, placed} = rest;
  return {
    ...{pk: day, rk: keyOf.booking(id), v: SHAPE, account, booth, kind, from, to, status},
    placed: placed.toString(),
    ...(movedTo === undefined ? {} : {movedTo}),
    ...(byOffice === true ? {byOffice} : {}),
    ...(formerTo === undefined ? {} : {formerTo}),
  };
}

export function readBooking(row: Row): BookingRecord {
  const movedTo = row['movedTo'];
  return {
    ...{id: row.rk.slice(2), day: row.pk, account: text(row, 'account')},
    ...{booth: text(row, 'booth'), kind: text(row, 'kind')},
    ...{from: number(row, 'from'), to: number(row, 'to')},
    // What was written is one of them.
    status: text(row, 'status') as Booking['status'],
    placed: Temporal.Instant.from(text(row, 'placed')),
    ...(typeof movedTo === 'string' ? {movedTo} : {}),
    ...(row['byOffice'] === true ? {byOffice: true} : {}),
    ...(row['formerTo'] === undefined ? {} : {formerTo: number(row, 'formerTo')}),
  };
}

/** All columns each time: a merge leaves those that are not named. */
export function slotRow(day: DayText, rk: string, slot: Slot): Row {
  const {is, by} = slot;
  const hold = is === 'hold' ? {until: slot.until.toString(), account: slot.account} : undefined;
  return {pk: day, rk, v: SHAPE, is, by, until: hold?.until ?? '', account: hold?.account ?? ''};
}

export function readSlot(row: Row): Slot {
  const by = text(row, 'by');
  if (row['is'] !== 'hold') return {is: row['is'] === 'closed' ? 'closed' : 'booking', by};
  return {is: 'hold', by, until: Temporal.Instant.from(text(row, 'until')), account: text(row, 'account')};
}

/** The booth and the quarter that a slot row's key names. */
export function placeOfSlot(rk: string): {readonly booth: string; readonly quarter: number} {
  const [, booth = '', quarter = ''] = rk.split('|');
  return {booth: decodeKey(booth), quarter: Number(quarter)};
}

export function personRow(day: DayText, account: string, stretches: readonly Stretch[]): Row {
  return {pk: day, rk: keyOf.person(account), v: SHAPE, stretches: JSON.stringify(stretches)};
}

export function readStretches(stored: Stored | undefined): readonly Stretch[] {
  // Only personRow writes it.
  return stored === undefined ? [] : (JSON.parse(text(known(stored.row), 'stretches')) as Stretch[]);
}

export function waitRow({account, id, day, wanted, from, to, since, status, held}: WaitRecord): Row {
  return {
    ...{pk: day, rk: keyOf.wait(id), v: SHAPE, account, from, to, status},
    ...{wanted: JSON.stringify(wanted), since: since.toString()},
    ...{booth: held?.booth ?? '', until: held?.until.toString() ?? ''},
  };
}

export function readWait(row: Row): WaitRecord {
  const booth = text(row, 'booth');
  return {
    ...{id: row.rk.slice(2), day: row.pk, account: text(row, 'account')},
    ...{from: number(row, 'from'), to: number(row, 'to')},
    // Only waitRow writes them.
    wanted: JSON.parse(text(row, 'wanted')) as Wanted,
    since: Temporal.Instant.from(text(row, 'since')),
    status: text(row, 'status') as WaitRecord['status'],
    ...(booth === '' ? {} : {held: {booth, until: Temporal.Instant.from(text(row, 'until'))}}),
  };
}

export function operationRow(day: DayText, rk: string, operation: OperationRecord): Row {
  const {hash, kind, subject, rounded} = operation;
  const asked = rounded === undefined ? {} : {askedFrom: rounded.from, askedTo: rounded.to};
  return {pk: day, rk, v: SHAPE, hash, kind, subject, ...asked};
}

export function readOperation(row: Row): OperationRecord {
  const asked = row['askedFrom'] !== undefined;
  return {
    ...{hash: text(row, 'hash'), kind: text(row, 'kind'), subject: text(row, 'subject')},
    ...(asked ? {rounded: {from: number(row, 'askedFrom'), to: number(row, 'askedTo')}} : {}),
  };
}
