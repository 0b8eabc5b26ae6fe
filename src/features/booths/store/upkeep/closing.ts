import {Temporal, type DayText} from '../../../../kernel/time.ts';
import {QUARTER} from '../../../../platform/office/shape.ts';
import type {Operation, Stored} from '../../../../platform/storage/table.ts';
import {decideEnd, phaseOf} from '../../rules/lifecycle.ts';
import {floorTo, quartersOf, type Now, type Span} from '../../rules/stretch.ts';
import type {ClosedResult, Closing} from '../back-office.ts';
import type {OwnedBooking} from '../desk.ts';
import {officeChange, type Decided} from '../lifecycle.ts';
import {readDay, type DayRows} from '../tables/day.ts';
import {draftOf, operationsOf, passHold} from '../tables/draft.ts';
import {kept, pause, type Bench} from '../tables/press.ts';
import {accountOf, keyOf, known, placeOfSlot, SHAPE, type BookingRecord} from '../tables/rows.ts';

const TRIES = 8;
/** Quarters in one transaction: with a wait for each, and the closure's own row, it stays below the limit. */
const AT_ONCE = 40;
const LONGEST_CLOSING_DAYS = 400;

/** Closes a booth, day by day; what was done stays where it breaks off, and the same command goes on. */
export async function close(
  bench: Bench,
  booth: string,
  closing: Closing,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<ClosedResult> {
  const withdrawn: OwnedBooking[] = [];
  let quarters = 0;
  for (const {day, ...span} of daysOfClosing(closing)) {
    // What is past is nobody's any more.
    const from =
      day < now.day ? 1440 : day === now.day ? Math.max(span.from, floorTo(now.minute, QUARTER)) : span.from;
    if (from >= span.to) continue;
    const closed = await closeDay(bench, booth, day, {from, to: span.to}, closing.reason, now, signal);
    quarters += closed.quarters;
    withdrawn.push(...closed.withdrawn);
  }
  return {quarters, withdrawn};
}

/** The parts of days in a closing, on whole quarters. */
function daysOfClosing({from, to}: Omit<Closing, 'reason'>): ({day: DayText} & Span)[] {
  const parts: ({day: DayText} & Span)[] = [];
  let day = Temporal.PlainDate.from(from.day);
  for (let n = 0; day.toString() <= to.day && n < LONGEST_CLOSING_DAYS; n++) {
    const text = day.toString();
    const begin = text === from.day ? floorTo(from.minute, QUARTER) : 0;
    const end = text === to.day ? Math.ceil(to.minute / QUARTER) * QUARTER : 1440;
    if (begin < end) parts.push({day: text, from: begin, to: end});
    day = day.add({days: 1});
  }
  return parts;
}

async function closeDay(
  bench: Bench,
  booth: string,
  day: DayText,
  span: Span,
  reason: string,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<ClosedResult> {
  const withdrawn: OwnedBooking[] = [];
  let quarters = 0;
  let attempt = 0;
  for (let left = quartersOf(span); left.length > 0;) {
    const part = left.slice(0, AT_ONCE);
    const rows = await readDay(bench.table, day, {booth, waits: true}, signal);
    const taken = part.flatMap((quarter) => {
      const slot = rows.slots.get(keyOf.slot(booth, quarter))?.value;
      return slot?.is === 'booking' ? [{quarter, booking: slot.by}] : [];
    });
    const gone = new Map<number, boolean>();
    for (const id of new Set(taken.map(({booking}) => booking))) {
      const outcome = await withdrawFrom(bench, id, span.from, now, signal);
      if (outcome !== undefined) withdrawn.push(outcome);
    }
    if (taken.length > 0) {
      // Read again; what is left then is the quarter in which somebody sits, and stays theirs.
      const after = await readDay(bench.table, day, {booth, waits: true}, signal);
      for (const quarter of part) {
        if (after.slots.get(keyOf.slot(booth, quarter))?.value.is === 'booking') gone.set(quarter, true);
      }
    }
    const free = part.filter((quarter) => !gone.has(quarter));
    const closed = await closeQuarters(bench, booth, day, free, reason, signal);
    if (closed === undefined) {
      attempt += 1;
      if (attempt >= TRIES) return {quarters, withdrawn};
      await pause(attempt, booth + day);
      continue;
    }
    quarters += closed;
    left = left.slice(AT_ONCE);
  }
  return {quarters, withdrawn};
}

/** The quarters that were closed; undefined where somebody booked one of them meanwhile. */
async function closeQuarters(
  {table}: Bench,
  booth: string,
  day: DayText,
  quarters: readonly number[],
  reason: string,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const [rows, own] = await Promise.all([
    readDay(table, day, {booth, waits: true}, signal),
    table.get(day, keyOf.closures(booth), {signal}),
  ]);
  const draft = draftOf(rows);
  let closed = 0;
  for (const quarter of quarters) {
    const rk = keyOf.slot(booth, quarter);
    const slot = rows.slots.get(rk)?.value;
    if (slot?.is === 'booking') return undefined;
    if (slot?.is === 'hold') backInLine(draft, slot.by);
    closed += 1;
    draft.slots.set(rk, {is: 'closed', by: reason});
  }
  if (closed === 0) return 0;
  draft.others.push(closureRow(day, booth, own));
  const {kind} = await table.transact(operationsOf(draft), {signal});
  return kind === 'done' ? closed : undefined;
}

// Another booth may come free for the one who waits.
function backInLine(draft: ReturnType<typeof draftOf>, id: string): void {
  passHold(draft, id);
  const rk = keyOf.wait(id);
  const wait = draft.waits.get(rk);
  if (wait?.status === 'passed') draft.waits.set(rk, {...wait, status: 'waiting'});
}

// Closed slots are deleted without a tag, so whoever changes one changes this row by its own.
function closureRow(day: DayText, booth: string, own: Stored | undefined): Operation {
  const row = {pk: day, rk: keyOf.closures(booth), v: SHAPE};
  return own === undefined
    ? {kind: 'insert', row}
    : {kind: 'update', row: {...row, v: known(own.row).v}, etag: own.etag};
}

/** Opens a booth again. Returns the quarters that are free again. */
export async function open(
  bench: Bench,
  booth: string,
  span: Omit<Closing, 'reason'>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const {table} = bench;
  let opened = 0;
  for (const {day, ...part} of daysOfClosing(span)) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const own = await table.get(day, keyOf.closures(booth), {signal});
      if (own === undefined) break;
      const rows = await readDay(table, day, {booth}, signal);
      const rks = closedIn(rows, part);
      if (rks.length === 0) break;
      const draft = draftOf(rows);
      // Half of them at a time: a whole day has 96.
      for (const rk of rks.slice(0, AT_ONCE)) draft.slots.set(rk, undefined);
      draft.others.push(closureRow(day, booth, own));
      const {kind} = await table.transact(operationsOf(draft), {signal});
      if (kind === 'done') opened += Math.min(AT_ONCE, rks.length);
      else await pause(attempt, booth + day);
    }
  }
  return opened;
}

function closedIn({slots}: DayRows, part: Span): string[] {
  const within = new Set(quartersOf(part));
  return [...slots].flatMap(([rk, {value}]) =>
    value.is === 'closed' && within.has(placeOfSlot(rk).quarter) ? [rk] : [],
  );
}

/**
 * Cancels a booking in the office's name; one that runs keeps what lies before a minute, at least the quarter in
 * which its person sits.
 *
 * @returns undefined where nothing was left to cancel
 */
export async function withdrawFrom(
  bench: Bench,
  id: string,
  from: number,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<OwnedBooking | undefined> {
  const decide = (booking: BookingRecord): Decided<undefined> => {
    const no = {kind: 'no', why: undefined} as const;
    if (booking.status !== 'booked' && booking.status !== 'started') return no;
    if (phaseOf(booking, now) === 'before') {
      return {kind: 'change', after: {...booking, status: 'cancelled', byOffice: true}};
    }
    const ended = decideEnd(booking, now);
    if (ended.kind !== 'ok') return no;
    const to = Math.min(booking.to, Math.max(ended.to, from));
    if (to === booking.to) return no;
    return {kind: 'change', after: {...booking, to, byOffice: true, formerTo: booking.to}};
  };
  const outcome = await officeChange(bench, id, decide, now, signal);
  if (outcome.kind !== 'done' || outcome.after.account === '') return undefined;
  return {account: accountOf(outcome.after.account), booking: kept(outcome.after)};
}
