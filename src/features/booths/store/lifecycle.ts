import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import {kindOf} from '../../../platform/office/office.ts';
import {
  decideCancel,
  decideEnd,
  decideExtend,
  decideRelease,
  decideStart,
  decideTakeBack,
  type Watched,
} from '../rules/lifecycle.ts';
import type {Now} from '../rules/stretch.ts';
import {withHeld} from './book.ts';
import type {ReleaseResult} from './back-office.ts';
import type {
  Busy,
  CancelResult,
  Done,
  EndResult,
  ExtendResult,
  Press,
  Spent,
  StartResult,
  TakeBackResult,
  Unknown,
} from './desk.ts';
import {plain, readDay, stateOf, type DayRows} from './tables/day.ts';
import {
  findBooking,
  findOwn,
  kept,
  pause,
  pressOf,
  pressRow,
  tried,
  write,
  type Bench,
  type Tried,
} from './tables/press.ts';
import type {BookingRecord, OperationRecord} from './tables/rows.ts';

/** What is to become of a booking: what it shall be, or why it stays. */
export type Decided<No> =
  {readonly kind: 'change'; readonly after: BookingRecord} | {readonly kind: 'no'; readonly why: No};

/** A change of a booking that its owner asked for. */
export interface Asked<Kind extends string, No> {
  /** What it is called when it is done. */
  readonly done: Kind;
  readonly press: Press;
  /** What else the press says: the same token with another of it is another request. */
  readonly request?: readonly unknown[];
  readonly decide: (booking: BookingRecord, rows: DayRows) => Decided<No>;
}

/** Changes a booking within its day, whatever the change. */
export async function change<Kind extends string, No extends {readonly kind: string}>(
  bench: Bench,
  account: Account,
  {done, press: {op, booking: id}, request = [], decide}: Asked<Kind, No>,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<Done<Kind> | No | Spent | Unknown | Busy> {
  const {table} = bench;
  const person = accountKey(account);
  const own = await findOwn(table, person, id, signal);
  if (own === undefined) return {kind: 'unknown'};
  const press = pressOf(account, own.value.day, op, [done, id, ...request]);

  const once = async (attempt: number): Promise<Tried<Done<Kind> | No | Unknown>> => {
    const before = attempt === 0 ? own : await findOwn(table, person, id, signal);
    if (before === undefined) return {kind: 'refused', result: {kind: 'unknown'}};
    const {day, booth} = before.value;
    const rows = await readDay(table, day, {booth, waits: true, person}, signal);
    const decided = decide(before.value, rows);
    if (decided.kind === 'no') return {kind: 'refused', result: decided.why};
    const {after} = decided;
    const row = pressRow(press, {kind: done, subject: id});
    const ready = await withHeld(table, rows, after, signal);
    const more = ({others}: {others: unknown[]}) => void others.push({kind: 'insert', row});
    const given = await write(bench, {rows: ready, before, after, more}, now, signal);
    if (given === undefined) return {kind: 'clash'};
    return {kind: 'done', result: {kind: done, booking: kept(after), fresh: true, given}};
  };
  const again = async ({kind}: OperationRecord): Promise<Done<Kind> | undefined> => {
    const found = await findOwn(table, person, id, signal);
    if (kind !== done || found === undefined) return undefined;
    return {kind: done, booking: kept(found.value), fresh: false, given: []};
  };
  return tried<Done<Kind> | No | Unknown>(bench, press, once, again, signal);
}

type Do<Result, More = unknown> = (
  bench: Bench,
  account: Account,
  press: Press & More,
  now: Now,
  signal: AbortSignal | undefined,
) => Promise<Result>;

export const cancel: Do<CancelResult> = (bench, account, press, now, signal) => {
  const decide = (booking: BookingRecord) =>
    as(decideCancel(booking, now), () => ({...booking, status: 'cancelled' as const}));
  return change(bench, account, {done: 'cancelled', press, decide}, now, signal);
};

export const start: Do<StartResult> = (bench, account, press, now, signal) => {
  const decide = (booking: BookingRecord) =>
    as(decideStart(booking, now), () => ({...booking, status: 'started' as const}));
  return change(bench, account, {done: 'started', press, decide}, now, signal);
};

export const end: Do<EndResult> = (bench, account, press, now, signal) => {
  const decide = (booking: BookingRecord) =>
    as(decideEnd(booking, now), ({to}) => ({...booking, to, status: 'ended' as const}));
  return change(bench, account, {done: 'ended', press, decide}, now, signal);
};

export const extend: Do<ExtendResult, {readonly by: number}> = (bench, account, press, now, signal) => {
  const decide = (booking: BookingRecord, rows: DayRows) => {
    const state = stateOf(rows, plain(rows.slots), booking.account);
    return as(decideExtend(booking, press.by, state, bench.office(), now), ({to}) => ({...booking, to}));
  };
  return change(bench, account, {done: 'extended', press, request: [press.by], decide}, now, signal);
};

export const takeBack: Do<TakeBackResult> = (bench, account, press, now, signal) => {
  const decide = (booking: BookingRecord, rows: DayRows) => {
    const state = stateOf(rows, plain(rows.slots), booking.account);
    return as(decideTakeBack(booking, state, bench.office(), now), ({stretch: {from, to}}) => {
      return {...booking, from, to, status: 'started' as const};
    });
  };
  return change(bench, account, {done: 'taken-back', press, decide}, now, signal);
};

/** A rule's decision, with what the booking becomes where it allows it. */
function as<D extends {readonly kind: string}>(
  decided: D,
  after: (ok: Extract<D, {kind: 'ok'}>) => BookingRecord,
): Decided<Exclude<D, {kind: 'ok'}>> {
  // TypeScript does not narrow a type parameter by its tag.
  return decided.kind === 'ok'
    ? {kind: 'change', after: after(decided as Extract<D, {kind: 'ok'}>)}
    : {kind: 'no', why: decided as Exclude<D, {kind: 'ok'}>};
}

/** A change that nobody pressed for: it needs no token, since its outcome shows in the booking itself. */
export async function officeChange<No>(
  bench: Bench,
  id: string,
  decide: (booking: BookingRecord) => Decided<No>,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<
  | {readonly kind: 'done'; readonly after: BookingRecord; readonly given: Done<string>['given']}
  | {readonly kind: 'no'; readonly why: No; readonly booking: BookingRecord}
  | Unknown
  | Busy
> {
  const {table} = bench;
  for (let attempt = 0; attempt < OFFICE_TRIES; attempt++) {
    const before = await findBooking(table, id, signal);
    if (before === undefined) return {kind: 'unknown'};
    const decided = decide(before.value);
    if (decided.kind === 'no') return {...decided, booking: before.value};
    const {account, day, booth} = before.value;
    const rows = await readDay(table, day, {booth, waits: true, person: account}, signal);
    const {after} = decided;
    const given = await write(bench, {rows, before, after, more: () => undefined}, now, signal);
    if (given !== undefined) return {kind: 'done', after, given};
    await pause(attempt, id);
  }
  return {kind: 'busy'};
}

const OFFICE_TRIES = 8;

/** 自動解放. */
export async function release(
  bench: Bench,
  id: string,
  watched: Watched,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<ReleaseResult> {
  const decide = (
    booking: BookingRecord,
  ): Decided<Exclude<ReleaseResult, Done<'released'> | Unknown | Busy>> => {
    const kind = kindOf(bench.office(), booking.kind);
    // The kind was taken out of the office: its bookings are the operator's to withdraw.
    if (kind === undefined) return {kind: 'no', why: {kind: 'kept', why: 'untold'}};
    return as(decideRelease(booking, kind, watched, now), () => ({...booking, status: 'released' as const}));
  };
  const outcome = await officeChange(bench, id, decide, now, signal);
  switch (outcome.kind) {
    case 'done':
      return {kind: 'released', booking: kept(outcome.after), fresh: true, given: outcome.given};
    case 'no':
      return outcome.why;
    default:
      return outcome;
  }
}
