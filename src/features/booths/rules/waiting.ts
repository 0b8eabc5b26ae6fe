import type {Temporal} from '../../../kernel/time.ts';
import type {Booth, Office} from '../../../platform/office/shape.ts';
import {candidatesOf, type Wanted} from './choices.ts';
import {decideBooking, type Allowed, type Refused, type Request} from './booking.ts';
import {inTheWay, type DayState} from './day-state.ts';
import {minutesUntil, overlap, type Now, type Span} from './stretch.ts';

/** For how long a freed time is kept for one who waits. */
export const HOLD_MINUTES = 10;
/** With less time than this to the start it is offered to all at once: there is none for asking in turn. */
export const OFFER_ALL_MINUTES = 20;

/** One person's wait for a time of one day. */
export interface Wait extends Span {
  readonly id: string;
  readonly wanted: Wanted;
  /** Its place in the line. */
  readonly since: Temporal.Instant;
  /** `passed`: something was held for the person, who did not take it. */
  readonly status: 'waiting' | 'held' | 'passed';
}

/**
 * Whether a person may wait for a time: it is taken, and nothing but that stands in the way.
 *
 * @param own the person's waits of that day that still stand
 */
export function decideWait(
  request: Request,
  state: DayState,
  own: readonly Wait[],
  office: Office,
  now: Now,
):
  | ({kind: 'ok'; wanted: Wanted} & Span)
  | {kind: 'free'; booking: Allowed}
  | {kind: 'already'; wait: Wait}
  | Refused {
  const booking = decideBooking(request, state, office, now);
  if (booking.kind === 'ok') return {kind: 'free', booking};
  const found = candidatesOf(request.wanted, office);
  const {breach} = booking;
  // A booth that is closed does not come free.
  if (found === undefined || breach.rule !== 'taken' || breach.by.kind === 'closed') return booking;
  const {slot, id} = found.kind;
  const span = {from: request.from - (request.from % slot), to: request.to - (request.to % slot)};
  const wait = own.find((each) => overlap(each, span) && candidatesOf(each.wanted, office)?.kind.id === id);
  return wait === undefined ? {kind: 'ok', wanted: request.wanted, ...span} : {kind: 'already', wait};
}

/** A free time that is kept for one wait, or offered to it among others. */
export interface Given extends Span {
  readonly wait: string;
  readonly booth: string;
}

/** What becomes of a time that came free. */
export interface Handout {
  /** To be written with the change that frees the slots: kept until `until`. */
  readonly holds: readonly (Given & {readonly until: Temporal.Instant})[];
  /** To be told, the first in line first; whoever books first has it. */
  readonly offers: readonly Given[];
}

/**
 * Gives a freed time to those who wait for a part of it, the first in line first. Waits that were passed over come
 * again only when it is offered to all. After a hold has run out, its wait is passed, and the hold's time is
 * freed: the same function finds the next.
 *
 * @param freed the part of the booth that came free
 * @param state the day in which it is free, as nobody in particular meets it: all that stands is in the way
 * @param mayTake false for a wait whose person could not book it at present; all rules run again when it is taken
 */
export function handOut(
  booth: Booth,
  freed: Span,
  waits: readonly Wait[],
  state: DayState,
  office: Office,
  now: Now,
  mayTake: (wait: Wait) => boolean = () => true,
): Handout {
  const holds: (Given & {until: Temporal.Instant})[] = [];
  const offers: Given[] = [];
  const until = now.instant.add({minutes: HOLD_MINUTES});
  for (const wait of inLine(waits)) {
    const span = {from: wait.from, to: wait.to};
    const fits =
      overlap(span, freed) &&
      wants(wait, booth, office) &&
      !holds.some((hold) => overlap(hold, span)) &&
      isFree(state, booth, span, now) &&
      mayTake(wait);
    if (!fits) continue;
    const given = {wait: wait.id, booth: booth.id, ...span};
    const minutes = minutesUntil(state.day, wait.from, now);
    // Nothing is held over what those before were told they can have.
    if (minutes < OFFER_ALL_MINUTES || offers.some((offer) => overlap(offer, span))) {
      // One that has begun cannot be booked as it was asked any more.
      if (minutes > 0) offers.push(given);
    } else if (wait.status === 'waiting') holds.push({...given, until});
  }
  return {holds, offers};
}

function inLine(waits: readonly Wait[]): Wait[] {
  return [...waits].sort(
    (a, b) => a.since.epochMilliseconds - b.since.epochMilliseconds || (a.id < b.id ? -1 : 1),
  );
}

function wants({wanted}: Wait, booth: Booth, office: Office): boolean {
  return candidatesOf(wanted, office)?.booths.some(({id}) => id === booth.id) ?? false;
}

function isFree(state: DayState, booth: Booth, span: Span, now: Now): boolean {
  return inTheWay(state, booth.id, span, now) === undefined;
}
