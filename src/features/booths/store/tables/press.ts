import {accountKey, shortHash} from '../../../../kernel/ids.ts';
import type {Account} from '../../../../kernel/person.ts';
import type {DayText} from '../../../../kernel/time.ts';
import type {Office} from '../../../../platform/office/shape.ts';
import {LIMITS} from '../../../../platform/storage/limits.ts';
import type {Table} from '../../../../platform/storage/table.ts';
import type {Now} from '../../rules/stretch.ts';
import type {Busy, GivenTo, KeptBooking, Spent} from '../desk.ts';
import type {RememberedLists} from './day-list.ts';
import {readPress, type DayRows, type Tagged} from './day.ts';
import {draftOf, hand, operationsOf, replace, waitersOf, withPersons, type Draft} from './draft.ts';
import {
  dayOfId,
  keyOf,
  known,
  operationRow,
  readBooking,
  type BookingRecord,
  type OperationRecord,
} from './rows.ts';

/** What every part of the desk works with. */
export interface Bench {
  readonly table: Table;
  /** The office as it is at this moment. */
  readonly office: () => Office;
  readonly newId: () => string;
  readonly lists: RememberedLists;
}

/** One try of a change. A clash is with another's change, or with our own earlier one. */
export type Tried<T> =
  | {readonly kind: 'done'; readonly result: T}
  | {readonly kind: 'refused'; readonly result: T}
  | {readonly kind: 'clash'};

/** Of several people who want the same one booth, each round serves one: enough rounds for a floor of them. */
const TRIES = 16;
const LONGEST_PAUSE = 40;

/** A press: by whom, on which day, under which token, for what. */
export interface Pressed {
  readonly person: string;
  readonly day: DayText;
  readonly op: string;
  readonly hash: string;
}

export function pressOf(account: Account, day: DayText, op: string, request: readonly unknown[]): Pressed {
  return {person: accountKey(account), day, op, hash: shortHash(JSON.stringify(request))};
}

/**
 * Tries a change until it is done or refused. Before a refusal or another try the operation's row is read: the same
 * press may have been answered already, by another instance or by a try of ours whose answer was lost, and what looks
 * taken then is our own.
 *
 * @param again the answer to a press that was answered before
 */
export async function tried<T>(
  {table}: Pick<Bench, 'table'>,
  {person, day, op, hash}: Pressed,
  once: (attempt: number) => Promise<Tried<T>>,
  again: (before: OperationRecord) => Promise<T | undefined>,
  signal: AbortSignal | undefined,
): Promise<T | Spent | Busy> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const outcome = await once(attempt);
    if (outcome.kind === 'done') return outcome.result;
    const before = await readPress(table, day, person, op, signal);
    if (before !== undefined) {
      const answer = before.hash === hash ? await again(before) : undefined;
      return answer ?? spent(table, person, before, signal);
    }
    if (outcome.kind === 'refused') return outcome.result;
    await pause(attempt, hash + op + person);
  }
  return {kind: 'busy'};
}

/** Those who clashed try again at different moments: by a hash, so that a test runs the same each time. */
export function pause(attempt: number, seed: string): Promise<void> {
  const share = Number.parseInt(shortHash(`${seed}${attempt}`).slice(-4), 16) / 0xffff;
  const ms = Math.min(LONGEST_PAUSE, 2 ** attempt) * share;
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function spent(
  table: Table,
  person: string,
  {subject}: OperationRecord,
  signal: AbortSignal | undefined,
): Promise<Spent> {
  const found = await findOwn(table, person, subject, signal);
  return {kind: 'spent', ...(found === undefined ? {} : {booking: kept(found.value)})};
}

/** The row that says what a press has done. */
export function pressRow({day, person, op, hash}: Pressed, done: Omit<OperationRecord, 'hash'>) {
  return operationRow(day, keyOf.operation(person, op), {...done, hash});
}

/** A booking by its id, whosever. */
export async function findBooking(
  table: Table,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Tagged<BookingRecord> | undefined> {
  const day = dayOfId(id);
  const stored = day === undefined ? undefined : await table.get(day, keyOf.booking(id), {signal});
  return stored === undefined ? undefined : {value: readBooking(known(stored.row)), etag: stored.etag};
}

/** A booking of the person's own. */
export async function findOwn(
  table: Table,
  person: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Tagged<BookingRecord> | undefined> {
  const found = await findBooking(table, id, signal);
  return found?.value.account === person ? found : undefined;
}

/** The booking as it leaves the store: whose it is was asked before. */
export function kept({account: _, ...booking}: BookingRecord): KeptBooking {
  return booking;
}

/** A change of one booking within its day. */
export interface Change {
  readonly rows: DayRows;
  readonly before?: Tagged<BookingRecord> | undefined;
  readonly after: BookingRecord;
  /** Adds the rows that belong to it: the operation's, say. */
  readonly more: (draft: Draft) => void;
}

/**
 * Writes a change as one transaction. What comes free by it is handed out in the same; where that would be too much
 * for one transaction, it is left to the next round of settling.
 *
 * @returns undefined on a clash: nothing was written
 */
export async function write(
  {table, office}: Bench,
  {rows: read, before, after, more}: Change,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<readonly GivenTo[] | undefined> {
  const parts = replace(draftOf(read), before, after);
  const rows = await withPersons(table, read, waitersOf(read, parts), signal);
  for (const handing of [true, false]) {
    const draft = draftOf(rows);
    replace(draft, before, after);
    more(draft);
    const given = handing ? hand(draft, parts, office(), now) : [];
    const operations = operationsOf(draft);
    if (handing && operations.length > LIMITS.operations) continue;
    const {kind} = await table.transact(operations, {signal});
    return kind === 'done' ? given : undefined;
  }
  return undefined;
}
