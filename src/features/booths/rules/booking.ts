import type {DayText, MinuteOfDay} from '../../../kernel/time.ts';
import {isDay, type Booth, type BoothKind, type Office} from '../../../platform/office/shape.ts';
import {breachOf, type Breach, type Ground} from './breach.ts';
import {candidatesOf, chooseBooth, type Wanted} from './choices.ts';
import {without, type DayState} from './day-state.ts';
import {phaseOf, type Booking} from './lifecycle.ts';
import {offersFor, type Offer} from './offers.ts';
import {floorTo, type Now, type Span} from './stretch.ts';

/** What a person asks for. The times may lie anywhere; they are rounded down to slots. */
export interface Request extends Span {
  readonly wanted: Wanted;
}

/** A booking that may be made as it is said here. */
export interface Allowed extends Span {
  readonly kind: 'ok';
  readonly day: DayText;
  readonly booth: Booth;
  readonly boothKind: BoothKind;
  /** The times as asked, where they did not lie on slots. */
  readonly rounded?: Span;
}

export interface Refused {
  readonly kind: 'refused';
  readonly breach: Breach;
  /** The nearest that is allowed, at most three. */
  readonly allowed: readonly Offer[];
}

/**
 * Whether a person may book, and in which booth.
 *
 * @param state the asked day as that person meets it
 */
export function decideBooking(
  request: Request,
  state: DayState,
  office: Office,
  now: Now,
): Allowed | Refused {
  const {wanted, from: askedFrom, to: askedTo} = request;
  const refuse = (breach: Breach, allowed: readonly Offer[] = []): Refused => ({
    kind: 'refused',
    breach,
    allowed,
  });
  if (!isDay(state.day) || !isTime(askedFrom) || !isTime(askedTo) || askedFrom >= askedTo) {
    return refuse({rule: 'invalid-time'});
  }
  const found = candidatesOf(wanted, office);
  if (found === undefined) return refuse({rule: 'unknown-booth'});
  const {kind, booths} = found;
  const ground: Ground = {state, office, now};
  // Less than a slot was asked for, though rounding might make it one.
  const tooShort = askedTo - askedFrom < kind.slot;
  const from = floorTo(askedFrom, kind.slot);
  const span = {from, to: tooShort ? from + kind.slot : floorTo(askedTo, kind.slot)};
  if (tooShort) {
    const breach: Breach = {rule: 'too-short', slot: kind.slot};
    return refuse(breach, offersFor(breach, wanted, span, ground));
  }
  const booth = chooseBooth(kind, booths, span, ground);
  if (booth !== undefined) {
    const off = span.from !== askedFrom || span.to !== askedTo;
    const rounded = off ? {rounded: {from: askedFrom, to: askedTo}} : {};
    return {kind: 'ok', day: state.day, booth, boothKind: kind, ...span, ...rounded};
  }
  // Of several booths the refusal that most can be done about: one that is taken may come free.
  const breaches = booths.flatMap((each) => breachOf({booth: each, kind, ...span}, ground) ?? []);
  const breach = breaches.find(isTaken) ?? breaches[0] ?? {rule: 'unknown-booth'};
  return refuse(breach, offersFor(breach, wanted, span, ground));
}

function isTaken(breach: Breach): boolean {
  return breach.rule === 'taken' && breach.by.kind !== 'closed';
}

/** A minute of a day, 24:00 included: a number by hand may be anything. */
function isTime(minute: MinuteOfDay): boolean {
  return Number.isInteger(minute) && minute >= 0 && minute <= 1440;
}

/**
 * Whether a booking that has not begun may be moved. Once it has begun, its used quarters count for good:
 * otherwise a use could be made longer by moving it away at its end.
 *
 * @param state the day that it is moved to; the booking itself, if it lies there, does not stand in its own way
 */
export function decideMove(
  booking: Booking,
  request: Request,
  state: DayState,
  office: Office,
  now: Now,
): Allowed | Refused | Unmovable {
  if (booking.status !== 'booked' && booking.status !== 'started') {
    return {kind: 'unmovable', why: 'gone'};
  }
  const phase = phaseOf(booking, now);
  if (phase !== 'before') return {kind: 'unmovable', why: phase === 'over' ? 'over' : 'begun'};
  // Within its kind it is one of the open bookings before and after.
  const same = candidatesOf(request.wanted, office)?.kind.id === booking.kind ? 1 : 0;
  const rest = without({...state, openBookings: state.openBookings - same}, booking.id);
  const decided = decideBooking(request, rest, office, now);
  const {day, booth, from, to} = booking;
  if (
    decided.kind === 'ok' &&
    decided.day === day &&
    decided.booth.id === booth &&
    decided.from === from &&
    decided.to === to
  ) {
    return {kind: 'unmovable', why: 'same'};
  }
  return decided;
}

/** Why a booking cannot be moved at all: it is gone or over, its time has begun, or it lies there already. */
export interface Unmovable {
  readonly kind: 'unmovable';
  readonly why: 'gone' | 'over' | 'begun' | 'same';
}
