import {Temporal, type DayText} from '../../../kernel/time.ts';
import {calendarOf, hoursOn, nextOpenDay, whyClosed, type Closed} from '../../../platform/office/calendar.ts';
import type {Booth, BoothKind, Hours, Office} from '../../../platform/office/shape.ts';
import {inTheWay, type DayState, type Holder} from './day-state.ts';
import {floorTo, overlap, usesOf, type Now, type Span, type Stretch, type Use} from './stretch.ts';

/** The rule that a wish breaks, with what its sentence needs. */
export type Breach =
  /** Taken out of the office, or never in it. */
  | {readonly rule: 'unknown-booth'}
  /** No such day or minute, or an end before the start. */
  | {readonly rule: 'invalid-time'}
  | {readonly rule: 'too-short'; readonly slot: number}
  | {readonly rule: 'past'}
  | {readonly rule: 'beyond-horizon'; readonly last: DayText}
  | {readonly rule: 'closed-day'; readonly why: Closed; readonly next?: DayText}
  | {readonly rule: 'outside-hours'; readonly hours: Hours}
  | {readonly rule: 'own-booking'; readonly stretch: Stretch}
  /** `use` is what would result, and `longest` what it may be. */
  | {readonly rule: 'longest-use'; readonly longest: number; readonly use: Use}
  | {readonly rule: 'day-cap'; readonly cap: number; readonly minutes: number}
  | {readonly rule: 'open-bookings'; readonly most: number}
  | {readonly rule: 'taken'; readonly by: Holder};

export type Rule = Breach['rule'];

/** A booth and a time in it. */
export interface Wish extends Span {
  readonly booth: Booth;
  readonly kind: BoothKind;
}

/** What a decision about bookings rests on, beside the wish. */
export interface Ground {
  readonly state: DayState;
  readonly office: Office;
  readonly now: Now;
}

/**
 * The first rule that a new booking would break; undefined where it may be made. The order is that in which a
 * person can do something about it: the time itself, the day, one's own bookings, others' bookings.
 */
export function breachOf(wish: Wish, ground: Ground): Breach | undefined {
  const {state, now} = ground;
  return (
    shapeBreach(wish) ??
    pastBreach(wish, state.day, now) ??
    horizonBreach(wish.kind, state.day, now) ??
    openBreach(wish, ground) ??
    personBreach(wish, state) ??
    countBreach(wish, ground) ??
    takenBreach(wish.booth, wish, ground)
  );
}

function shapeBreach({kind, from, to}: Wish): Breach | undefined {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > 1440 || from >= to) {
    return {rule: 'invalid-time'};
  }
  return to - from < kind.slot ? {rule: 'too-short', slot: kind.slot} : undefined;
}

// A start inside the running slot means that slot.
function pastBreach({kind, from}: Wish, day: DayText, now: Now): Breach | undefined {
  const past = day === now.day ? from < floorTo(now.minute, kind.slot) : day < now.day;
  return past ? {rule: 'past'} : undefined;
}

/** The last day on which a kind can be booked. */
export function lastDay({horizon}: BoothKind, now: Now): DayText {
  return Temporal.PlainDate.from(now.day).add({days: horizon}).toString();
}

function horizonBreach(kind: BoothKind, day: DayText, now: Now): Breach | undefined {
  const last = lastDay(kind, now);
  return day > last ? {rule: 'beyond-horizon', last} : undefined;
}

/** Whether the office is closed at that time: the day, or the hours. */
export function openBreach({booth, kind, from, to}: Wish, {state, office, now}: Ground): Breach | undefined {
  const calendar = calendarOf(office, {site: booth.site});
  const why = whyClosed(calendar, state.day);
  if (why !== undefined) {
    const next = nextOpenDay(calendar, state.day, kind.horizon);
    const known = next !== undefined && next <= lastDay(kind, now);
    return {rule: 'closed-day', why, ...(known ? {next} : {})};
  }
  const hours = hoursOn(kind, state.day);
  return from < hours.from || to > hours.to ? {rule: 'outside-hours', hours} : undefined;
}

/**
 * Whether the person's own bookings of the day forbid it: two at once, or a use that would become too long. All
 * uses of the kind are looked at, so it does not matter in which order or by which change a chain is built.
 */
export function personBreach({kind, from, to}: Wish, {mine}: DayState): Breach | undefined {
  const stretch = mine.find((own) => overlap(own, {from, to}));
  if (stretch !== undefined) return {rule: 'own-booking', stretch};
  const spans: Span[] = mine.filter((own) => own.kind === kind.id);
  const uses = usesOf([...spans, {from, to}], kind.gap);
  // A use that is too long since the rule was changed does not forbid another one.
  const use = uses.find((each) => each.from <= from && to <= each.to);
  if (use !== undefined && use.minutes > kind.longestUse) {
    return {rule: 'longest-use', longest: kind.longestUse, use};
  }
  const minutes = uses.reduce((sum, each) => sum + each.minutes, 0);
  return kind.dayCap !== undefined && minutes > kind.dayCap
    ? {rule: 'day-cap', cap: kind.dayCap, minutes}
    : undefined;
}

// Who wants to sit down now is not kept from it by what is booked for other days.
function countBreach({kind, from}: Wish, {state, now}: Ground): Breach | undefined {
  const begins = state.day > now.day || from > now.minute;
  return begins && state.openBookings >= kind.openBookings
    ? {rule: 'open-bookings', most: kind.openBookings}
    : undefined;
}

/** Whether somebody else, a hold or a closure stands in the way. */
export function takenBreach(booth: Booth, span: Span, {state, now}: Ground): Breach | undefined {
  const found = inTheWay(state, booth.id, span, now);
  return found === undefined ? undefined : {rule: 'taken', by: found.by};
}

/** Whether a booking counts against `openBookings`: it has not begun. */
export function isAhead(day: DayText, {from}: Span, now: Now): boolean {
  return day > now.day || (day === now.day && from > now.minute);
}

/** The longest time from a start that breaks no rule, in whole slots; 0 where there is none. */
export function longestFrom(start: Omit<Wish, 'to'>, ground: Ground): number {
  const {slot, longestUse} = start.kind;
  let longest = 0;
  // What breaks a rule breaks it at every greater length too.
  for (let length = slot; length <= longestUse; length += slot) {
    if (breachOf({...start, to: start.from + length}, ground) !== undefined) break;
    longest = length;
  }
  return longest;
}
