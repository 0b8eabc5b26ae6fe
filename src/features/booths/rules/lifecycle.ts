import type {DayText, MinuteOfDay, Temporal} from '../../../kernel/time.ts';
import {boothOf, kindOf} from '../../../platform/office/office.ts';
import {QUARTER, type BoothKind, type Office} from '../../../platform/office/shape.ts';
import {openBreach, personBreach, takenBreach, type Breach, type Wish} from './breach.ts';
import {without, type DayState} from './day-state.ts';
import {floorTo, minutesUntil, type Now, type Stretch} from './stretch.ts';

/** How long before its start a booking can be taken up. */
export const START_EARLY = 10;
/** How long before a release the person is told. */
export const RELEASE_NOTICE = 5;
/** A pause between two beats that still counts as being up. */
const LONGEST_PAUSE_SECONDS = 90;

/** A booking as it is stored. `to` moves where it is ended or extended; the other statuses leave the time alone. */
export interface Booking extends Omit<Stretch, 'booking'> {
  readonly id: string;
  readonly day: DayText;
  /** `started`: confirmed on the spot. All others but `booked` hold no slots any more after now. */
  readonly status: 'booked' | 'started' | 'ended' | 'cancelled' | 'released';
  /** When it was booked, or last moved: who books a time that runs already is given as long as everybody. */
  readonly placed: Temporal.Instant;
}

/** Why a press on a booking does nothing. */
export type Stale =
  {readonly kind: 'gone'; readonly status: 'ended' | 'cancelled' | 'released'} | {readonly kind: 'over'};

/** Whether a booking's time is still to come, running, or over. */
export function phaseOf(
  {day, from, to}: Pick<Booking, 'day' | 'from' | 'to'>,
  now: Now,
): 'before' | 'running' | 'over' {
  if (minutesUntil(day, from, now) > 0) return 'before';
  return minutesUntil(day, to, now) > 0 ? 'running' : 'over';
}

function staleOf(booking: Booking, now: Now): Stale | undefined {
  const {status} = booking;
  if (status !== 'booked' && status !== 'started') return {kind: 'gone', status};
  return phaseOf(booking, now) === 'over' ? {kind: 'over'} : undefined;
}

/** 利用開始: from ten minutes before, for as long as it has not been released. */
export function decideStart(
  booking: Booking,
  now: Now,
): {kind: 'ok'} | {kind: 'already'} | {kind: 'too-early'; from: MinuteOfDay} | Stale {
  const stale = staleOf(booking, now);
  if (stale !== undefined) return stale;
  if (booking.status === 'started') return {kind: 'already'};
  const early = minutesUntil(booking.day, booking.from, now) > START_EARLY;
  return early ? {kind: 'too-early', from: booking.from - START_EARLY} : {kind: 'ok'};
}

/** Before it begins, a booking is given up without a trace. Once it runs it is ended: its used part counts. */
export function decideCancel(booking: Booking, now: Now): {kind: 'ok'} | {kind: 'begun'} | Stale {
  return staleOf(booking, now) ?? (phaseOf(booking, now) === 'before' ? {kind: 'ok'} : {kind: 'begun'});
}

/**
 * 利用終了: the rest is free at once. The quarter in which it is pressed counts as used, at least the first.
 *
 * @returns `to`: where the booking now ends; what lies after it was freed, if anything
 */
export function decideEnd(
  booking: Booking,
  now: Now,
): {kind: 'ok'; to: MinuteOfDay} | {kind: 'not-begun'} | Stale {
  const stale = staleOf(booking, now);
  if (stale !== undefined) return stale;
  if (phaseOf(booking, now) === 'before') return {kind: 'not-begun'};
  const used = Math.ceil(now.minute / QUARTER) * QUARTER;
  return {kind: 'ok', to: Math.min(booking.to, Math.max(booking.from + QUARTER, used))};
}

/** In how many minutes nobody came is established; negative once it is. A time booked as it ran is not shorter. */
export function minutesUntilRelease(booking: Booking, {releaseAfter}: BoothKind, now: Now): number {
  const start = minutesUntil(booking.day, booking.from, now);
  const placed = Math.ceil((booking.placed.epochMilliseconds - now.instant.epochMilliseconds) / 60_000);
  return Math.max(start, placed) + releaseAfter;
}

/** What is known of the time in which somebody might have come. */
export interface Watched {
  /** That the bot was up all through it: see {@link wasUp}. */
  readonly up: boolean;
  /** That the notice before the release was delivered. */
  readonly told: boolean;
}

/**
 * 自動解放: nobody came. Only where the person could have said otherwise: the bot was up and the notice was
 * delivered; else the booking stays to its end.
 */
export function decideRelease(
  booking: Booking,
  kind: BoothKind,
  watched: Watched,
  now: Now,
):
  | {kind: 'ok'}
  | {kind: 'not-due'; minutes: number}
  | {kind: 'kept'; why: 'started' | 'down' | 'untold'}
  | Stale {
  const stale = staleOf(booking, now);
  if (stale !== undefined) return stale;
  if (booking.status === 'started') return {kind: 'kept', why: 'started'};
  const minutes = minutesUntilRelease(booking, kind, now);
  if (minutes > 0) return {kind: 'not-due', minutes};
  if (!watched.up) return {kind: 'kept', why: 'down'};
  return watched.told ? {kind: 'ok'} : {kind: 'kept', why: 'untold'};
}

/** Whether beats prove that the bot was up from one instant to another: none more than 90 seconds apart. */
export function wasUp(
  beats: readonly Temporal.Instant[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): boolean {
  const [first, last] = [from.epochMilliseconds, until.epochMilliseconds];
  const within = beats.map((beat) => beat.epochMilliseconds).filter((beat) => beat >= first && beat <= last);
  const times = [first, ...within.sort((a, b) => a - b), last];
  return times.every((time, i) => time - (times[i - 1] ?? time) <= LONGEST_PAUSE_SECONDS * 1000);
}

/** Not as it was asked, and how far it may be. */
export interface Limited {
  readonly kind: 'refused';
  readonly breach: Breach;
  /** What is possible instead: minutes to extend by, or the end to which the rest can be taken back. */
  readonly allowed: readonly number[];
}

/**
 * Extending, by whole slots: as far as the rule and the neighbour allow.
 *
 * @param state the booking's day as its owner meets it
 */
export function decideExtend(
  booking: Booking,
  by: number,
  state: DayState,
  office: Office,
  now: Now,
): {kind: 'ok'; to: MinuteOfDay} | Limited | Stale {
  const stale = staleOf(booking, now);
  if (stale !== undefined) return stale;
  const kind = kindOf(office, booking.kind);
  const breach = extendBreach(booking, by, state, office, now);
  if (breach === undefined) return {kind: 'ok', to: booking.to + by};
  const steps = kind === undefined ? [] : [kind.slot, 2 * kind.slot];
  const allowed = steps.filter((step) => extendBreach(booking, step, state, office, now) === undefined);
  return {kind: 'refused', breach, allowed};
}

/** By how many minutes a booking can be extended at present: of one slot and two, those that are allowed. */
export function extensionsOf(booking: Booking, state: DayState, office: Office, now: Now): number[] {
  const kind = kindOf(office, booking.kind);
  if (kind === undefined || staleOf(booking, now) !== undefined) return [];
  return [kind.slot, 2 * kind.slot].filter(
    (step) => extendBreach(booking, step, state, office, now) === undefined,
  );
}

function extendBreach(
  booking: Booking,
  by: number,
  state: DayState,
  office: Office,
  now: Now,
): Breach | undefined {
  const wish = wishOf(booking, booking.from, booking.to + by, office);
  if (wish === undefined) return {rule: 'unknown-booth'};
  if (!Number.isInteger(by) || by <= 0 || by % wish.kind.slot !== 0 || wish.to > 1440) {
    return {rule: 'invalid-time'};
  }
  const rest = without(state, booking.id);
  const ground = {state: rest, office, now};
  return (
    openBreach(wish, ground) ??
    personBreach(wish, rest) ??
    takenBreach(wish.booth, {from: booking.to, to: wish.to}, ground)
  );
}

/**
 * まだ使っています: after a release, the rest from the running quarter on, if it is still free. It counts as started.
 *
 * @param state the booking's day, in which the released booking holds nothing
 */
export function decideTakeBack(
  booking: Booking,
  state: DayState,
  office: Office,
  now: Now,
):
  | {kind: 'ok'; stretch: Stretch}
  | Limited
  | {kind: 'not-released'; status: Exclude<Booking['status'], 'released'>}
  | {kind: 'over'} {
  if (booking.status !== 'released') return {kind: 'not-released', status: booking.status};
  if (phaseOf(booking, now) === 'over') return {kind: 'over'};
  const from = Math.max(booking.from, floorTo(now.minute, QUARTER));
  const breachTo = (to: MinuteOfDay): Breach | undefined => {
    const wish = wishOf(booking, from, to, office);
    if (wish === undefined) return {rule: 'unknown-booth'};
    const ground = {state, office, now};
    return openBreach(wish, ground) ?? personBreach(wish, state) ?? takenBreach(wish.booth, wish, ground);
  };
  const breach = breachTo(booking.to);
  if (breach === undefined) {
    const {id, booth, kind, to} = booking;
    return {kind: 'ok', stretch: {booking: id, booth, kind, from, to}};
  }
  let longest: MinuteOfDay | undefined;
  for (let to = from + QUARTER; to < booking.to && breachTo(to) === undefined; to += QUARTER) longest = to;
  return {kind: 'refused', breach, allowed: longest === undefined ? [] : [longest]};
}

function wishOf(booking: Booking, from: MinuteOfDay, to: MinuteOfDay, office: Office): Wish | undefined {
  const booth = boothOf(office, booking.booth);
  const kind = kindOf(office, booking.kind);
  return booth === undefined || kind === undefined ? undefined : {booth, kind, from, to};
}
