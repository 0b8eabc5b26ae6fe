import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import {Temporal, type DayText} from '../../../kernel/time.ts';
import {keyPrefix, type Operation} from '../../../platform/storage/table.ts';
import {decideMove, type Allowed, type Unmovable} from '../rules/booking.ts';
import {decideEnd, phaseOf} from '../rules/lifecycle.ts';
import type {Now} from '../rules/stretch.ts';
import {bookingOf, readOrdered, refusedDay, shuffled, withHeld} from './book.ts';
import type {Done, GivenTo, MoveResult, Order, Press} from './desk.ts';
import {listDay} from './tables/day-list.ts';
import {readDay, type DayRows, type Tagged} from './tables/day.ts';
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
  type Pressed,
  type Tried,
} from './tables/press.ts';
import {keyOf, known, operationRow, SHAPE, type BookingRecord, type OperationRecord} from './tables/rows.ts';

/** A move to another day of which the new booking stands and the old one is still to go. */
interface HalfMove {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly op: string;
  readonly hash: string;
}

const FINISH_TRIES = 8;

/**
 * Moves a booking. Within its day that is one transaction that writes the difference. To another day the new one is
 * booked first, with a note of what is left to do, so that nobody ever stands without a booth in between; then the
 * old one is given up.
 */
export async function move(
  bench: Bench,
  account: Account,
  order: Press & Omit<Order, 'op'>,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<MoveResult> {
  const {table} = bench;
  const {op, booking: id, wanted, day, from, to} = order;
  const person = accountKey(account);
  const own = await findOwn(table, person, id, signal);
  if (own === undefined) return {kind: 'unknown'};
  const refused = refusedDay(order, bench.office(), now);
  if (refused !== undefined) return refused;
  const press = pressOf(account, day, op, ['move', id, wanted, from, to]);
  const newId = `${day}.${bench.newId()}`;

  const once = async (attempt: number): Promise<Tried<MoveResult>> => {
    const before = attempt === 0 ? own : await findOwn(table, person, id, signal);
    if (before === undefined) return {kind: 'refused', result: {kind: 'unknown'}};
    const office = bench.office();
    const same = before.value.day === day;
    const what = {reach: 'all', waits: same} as const;
    const {rows, state, list} = await readOrdered(table, person, order, office, now, what, signal);
    const decided = decideMove(before.value, order, state, shuffled(office, person, attempt), now);
    if (decided.kind !== 'ok') return {kind: 'refused', result: decided};
    await listDay(table, person, day, list, signal);
    const written = same
      ? await moveWithin(bench, press, before, decided, rows, now, signal)
      : await moveAcross(bench, press, before, newId, decided, rows, now, signal);
    if (written === undefined) return {kind: 'clash'};
    return written.kind === 'unmovable'
      ? {kind: 'refused', result: written}
      : {kind: 'done', result: {...written, ...roundedOf(decided)}};
  };
  const again = async ({kind, subject, rounded}: OperationRecord): Promise<MoveResult | undefined> => {
    if (kind === 'undone') return {kind: 'unmovable', why: 'gone'};
    if (kind !== 'moved') return undefined;
    if (subject !== id) await finishMove(bench, subject, now, signal);
    const found = await findOwn(table, person, subject, signal);
    if (found === undefined) return undefined;
    return {kind: 'moved', booking: kept(found.value), fresh: false, given: [], ...roundedOf({rounded})};
  };
  return tried(bench, press, once, again, signal);
}

function roundedOf({rounded}: {readonly rounded?: Allowed['rounded'] | undefined}) {
  return rounded === undefined ? {} : {rounded};
}

type Moved = Done<'moved'> | Unmovable;

async function moveWithin(
  bench: Bench,
  press: Pressed,
  before: Tagged<BookingRecord>,
  allowed: Allowed,
  read: DayRows,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<Moved | undefined> {
  const {id, account} = before.value;
  const after = {...before.value, ...bookingOf(id, account, allowed, now)};
  const rows = await withHeld(bench.table, read, after, signal);
  const row = pressRow(press, {kind: 'moved', subject: id, ...roundedOf(allowed)});
  const more = ({others}: {others: Operation[]}) => void others.push({kind: 'insert', row});
  const given = await write(bench, {rows, before, after, more}, now, signal);
  return given && {kind: 'moved', booking: kept(after), fresh: true, given};
}

async function moveAcross(
  bench: Bench,
  press: Pressed,
  before: Tagged<BookingRecord>,
  newId: string,
  allowed: Allowed,
  read: DayRows,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<Moved | undefined> {
  const {person, day, op, hash} = press;
  const after = bookingOf(newId, person, allowed, now);
  const rows = await withHeld(bench.table, read, after, signal);
  const row = pressRow(press, {kind: 'moved', subject: newId, ...roundedOf(allowed)});
  const note = {pk: day, rk: keyOf.move(newId), v: SHAPE, account: person, from: before.value.id, op, hash};
  const more = ({others}: {others: Operation[]}) =>
    void others.push({kind: 'insert', row}, {kind: 'insert', row: note});
  const booked = await write(bench, {rows, after, more}, now, signal);
  if (booked === undefined) return undefined;
  const finished = await finishMove(bench, newId, now, signal);
  if (finished.kind === 'undone') return {kind: 'unmovable', why: 'gone'};
  return {kind: 'moved', booking: kept(after), fresh: true, given: finished.given};
}

/** Does what is left of a move to another day; nothing, where nothing is left. */
async function finishMove(
  bench: Bench,
  newId: string,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<{readonly kind: 'finished' | 'undone'; readonly given: readonly GivenTo[]}> {
  const {table} = bench;
  const day = newId.slice(0, newId.indexOf('.'));
  for (let attempt = 0; attempt < FINISH_TRIES; attempt++) {
    const stored = await table.get(day, keyOf.move(newId), {signal});
    const text = (column: string) => String(stored === undefined ? '' : known(stored.row)[column]);
    if (stored === undefined) return {kind: 'finished', given: []};
    const half: HalfMove = {
      ...{account: text('account'), from: text('from'), to: newId},
      ...{op: text('op'), hash: text('hash')},
    };
    const old = await findBooking(table, half.from, signal);
    const given = await giveUp(bench, half, old, now, signal);
    if (given === 'elsewhere') {
      if (await undo(bench, half, now, signal)) return {kind: 'undone', given: []};
    } else if (given !== undefined) {
      await table.delete(day, keyOf.move(newId), '*', {signal});
      return {kind: 'finished', given};
    }
    await pause(attempt, newId);
  }
  // The note stays, and the job ends it.
  return {kind: 'finished', given: []};
}

/**
 * Gives up the booking that was moved away. Where it has begun meanwhile, it is ended, and its used part counts; where
 * the person has cancelled it meanwhile, or it is over, nothing is left to do.
 *
 * @returns undefined on a clash; `elsewhere` where another move of the same booking was faster
 */
async function giveUp(
  bench: Bench,
  {account, to, op, hash}: HalfMove,
  old: Tagged<BookingRecord> | undefined,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<readonly GivenTo[] | 'elsewhere' | undefined> {
  if (old === undefined || old.value.movedTo === to) return [];
  const {status, day, booth, movedTo} = old.value;
  if (movedTo !== undefined) return 'elsewhere';
  const phase = phaseOf(old.value, now);
  if ((status !== 'booked' && status !== 'started') || phase === 'over') return [];
  const ended = decideEnd(old.value, now);
  const after: BookingRecord =
    ended.kind === 'ok'
      ? {...old.value, to: ended.to, status: 'ended', movedTo: to}
      : {...old.value, status: 'cancelled', movedTo: to};
  const rows = await readDay(bench.table, day, {booth, waits: true, person: account}, signal);
  // Put, not inserted: the job and the press may both come here, and say the same.
  const row = operationRow(day, keyOf.operation(account, op), {hash, kind: 'moved', subject: to});
  const more = ({others}: {others: Operation[]}) => void others.push({kind: 'put', row});
  return write(bench, {rows, before: old, after, more}, now, signal);
}

/** Takes the new booking back: the old one went elsewhere in the meantime, and one booking must not become two. */
async function undo(
  bench: Bench,
  {account, to, op, hash}: HalfMove,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const before = await findBooking(bench.table, to, signal);
  if (before?.value.status !== 'booked') return true;
  const {day, booth} = before.value;
  const rows = await readDay(bench.table, day, {booth, waits: true, person: account}, signal);
  const row = operationRow(day, keyOf.operation(account, op), {hash, kind: 'undone', subject: to});
  const more = ({others}: {others: Operation[]}) =>
    void others.push({kind: 'put', row}, {kind: 'delete', pk: day, rk: keyOf.move(to)});
  const after: BookingRecord = {...before.value, status: 'cancelled'};
  return (await write(bench, {rows, before, after, more}, now, signal)) !== undefined;
}

/** Ends the moves that broke off, of all days that can be booked. Returns how many there were. */
export async function finishMoves(bench: Bench, now: Now, signal: AbortSignal | undefined): Promise<number> {
  let ended = 0;
  for (const day of daysAhead(bench, now)) {
    for await (const {row} of bench.table.list({pk: day, ...keyPrefix('m')}, {signal})) {
      await finishMove(bench, row.rk.slice(2), now, signal);
      ended += 1;
    }
  }
  return ended;
}

// From yesterday: one may have broken off just before midnight.
function daysAhead({office}: Bench, now: Now): DayText[] {
  const horizon = Math.max(0, ...office().kinds.map((kind) => kind.horizon));
  const today = Temporal.PlainDate.from(now.day);
  return Array.from({length: horizon + 2}, (_, i) => today.add({days: i - 1}).toString());
}
