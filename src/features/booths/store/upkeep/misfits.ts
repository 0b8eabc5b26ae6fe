import type {DayText} from '../../../../kernel/time.ts';
import {boothOf, kindOf} from '../../../../platform/office/office.ts';
import type {Office} from '../../../../platform/office/shape.ts';
import {keyPrefix} from '../../../../platform/storage/table.ts';
import {openBreach} from '../../rules/breach.ts';
import {phaseOf} from '../../rules/lifecycle.ts';
import {minutesOf, usesOf, type Now} from '../../rules/stretch.ts';
import type {Misfit} from '../back-office.ts';
import {emptyDay} from '../book.ts';
import {kept, type Bench} from '../tables/press.ts';
import {accountOf, known, readBooking, type BookingRecord} from '../tables/rows.ts';

/** What counts towards a use: what was used of an ended booking is booked time as well. */
const COUNTED: readonly string[] = ['booked', 'started', 'ended'];

/** The bookings of a day that stand and no longer fit the office. */
export async function misfits(
  {table, office}: Bench,
  day: DayText,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<Misfit[]> {
  const bookings: BookingRecord[] = [];
  for await (const {row} of table.list({pk: day, ...keyPrefix('b')}, {signal})) {
    const booking = readBooking(known(row));
    if (COUNTED.includes(booking.status) && booking.account !== '') bookings.push(booking);
  }
  return judgeBookings(bookings, office(), day, now).map(({booking, rule}) => ({
    ...{account: accountOf(booking.account), booking: kept(booking), rule},
  }));
}

/**
 * Judges in the order of time, each on top of those before it that may stay: of two bookings that follow each other
 * and make up a use that is too long by now, the later one goes.
 */
function judgeBookings(
  bookings: readonly BookingRecord[],
  office: Office,
  day: DayText,
  now: Now,
): {readonly booking: BookingRecord; readonly rule: string}[] {
  const found: {booking: BookingRecord; rule: string}[] = [];
  const staying = new Map<string, BookingRecord[]>();
  for (const booking of [...bookings].sort((a, b) => a.from - b.from)) {
    const whose = `${booking.account}|${booking.kind}`;
    const before = staying.get(whose) ?? [];
    const over = booking.status === 'ended' || phaseOf(booking, now) === 'over';
    const rule = over ? undefined : brokenBy(booking, before, office, day, now);
    if (rule === undefined) staying.set(whose, [...before, booking]);
    else found.push({booking, rule});
  }
  return found;
}

function brokenBy(
  booking: BookingRecord,
  before: readonly BookingRecord[],
  office: Office,
  day: DayText,
  now: Now,
): string | undefined {
  const booth = boothOf(office, booking.booth);
  const kind = kindOf(office, booking.kind);
  if (kind === undefined || booth?.kind !== kind.id) return 'unknown-booth';
  const uses = usesOf([...before, booking], kind.gap);
  const own = uses.find(({from, to}) => from <= booking.from && booking.to <= to);
  if ((own?.minutes ?? minutesOf(booking)) > kind.longestUse) return 'longest-use';
  const booked = uses.reduce((sum, {minutes}) => sum + minutes, 0);
  if (kind.dayCap !== undefined && booked > kind.dayCap) return 'day-cap';
  const wish = {booth, kind, from: booking.from, to: booking.to};
  return openBreach(wish, {state: emptyDay(day), office, now})?.rule;
}
