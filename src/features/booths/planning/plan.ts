import {Temporal, type DayText, type MinuteOfDay} from '../../../kernel/time.ts';
import {calendarOf, hoursOn, nextOpenDay} from '../../../platform/office/calendar.ts';
import {isDay, type Booth, type BoothKind, type Office, type Site} from '../../../platform/office/shape.ts';
import {decideBooking, decideMove, type Allowed, type Refused, type Unmovable} from '../rules/booking.ts';
import {lastDay} from '../rules/breach.ts';
import {allowedLengths, allowedStarts, candidatesOf, slotsOfDay, type Wanted} from '../rules/choices.ts';
import {without, type DayState} from '../rules/day-state.ts';
import type {Booking} from '../rules/lifecycle.ts';
import type {Now} from '../rules/stretch.ts';
import {boothsFor, completed, draftKind, sitesWith, wantedOf, type Draft} from './draft.ts';

/** What the card asks next, with the draft as far as it stands. */
export type Step = {readonly draft: Draft} & (
  | {readonly step: 'nothing'}
  | {readonly step: 'kind'; readonly kinds: readonly BoothKind[]}
  | {readonly step: 'site'; readonly sites: readonly Site[]}
  | {readonly step: 'day'; readonly kind: BoothKind; readonly first: DayText; readonly last: DayText}
  | {
      readonly step: 'start';
      readonly kind: BoothKind;
      readonly starts: readonly MinuteOfDay[];
      readonly booths: readonly Booth[];
    }
  | {
      readonly step: 'length';
      readonly kind: BoothKind;
      readonly from: MinuteOfDay;
      readonly lengths: readonly number[];
      readonly booths: readonly Booth[];
    }
  | {readonly step: 'confirm'; readonly allowed: Allowed}
  | {readonly step: 'refused'; readonly refused: Refused; readonly wanted: Wanted | undefined}
  | {readonly step: 'unmovable'; readonly why: Unmovable['why']}
);

/** The part of the way for which no day has to be read; undefined once it has. */
export function stepBeforeDay(given: Draft, office: Office, now: Now): Step | undefined {
  const draft = completed(given, office);
  if (office.booths.length === 0) return {step: 'nothing', draft};
  if (draft.kind === undefined) return {step: 'kind', kinds: office.kinds, draft};
  const kind = draftKind(draft, office);
  const wanted = wantedOf(draft);
  if (kind === undefined || wanted === undefined || candidatesOf(wanted, office) === undefined) {
    return refused(draft, {kind: 'refused', breach: {rule: 'unknown-booth'}, allowed: []});
  }
  if (draft.site === undefined) return {step: 'site', sites: sitesWith(kind.id, draft.floor, office), draft};
  if (draft.day === undefined) {
    const last = lastDay(kind, now);
    return {step: 'day', kind, first: firstDay(draft.site, kind, office, now) ?? now.day, last, draft};
  }
  return isDay(draft.day)
    ? undefined
    : refused({...draft, day: undefined}, {kind: 'refused', breach: {rule: 'invalid-time'}, allowed: []});
}

/** The next day on which something can begin: today only while there is time left in it. */
function firstDay(site: string, kind: BoothKind, office: Office, now: Now): DayText | undefined {
  const over = now.minute > hoursOn(kind, now.day).to - kind.slot;
  const from = over ? Temporal.PlainDate.from(now.day).add({days: 1}).toString() : now.day;
  const day = nextOpenDay(calendarOf(office, {site}), from, kind.horizon);
  return day !== undefined && day <= lastDay(kind, now) ? day : undefined;
}

function refused(draft: Draft, why: Refused): Step {
  return {step: 'refused', refused: why, draft, wanted: wantedOf(draft)};
}

/**
 * The rest of the way.
 *
 * @param state the draft's day as the person meets it
 * @param moving the booking that the draft is to replace
 */
export function stepOnDay(given: Draft, office: Office, state: DayState, now: Now, moving?: Booking): Step {
  const draft = completed(given, office);
  const kind = draftKind(draft, office);
  const wanted = wantedOf(draft);
  if (kind === undefined || wanted === undefined) {
    return refused(draft, {kind: 'refused', breach: {rule: 'unknown-booth'}, allowed: []});
  }
  // The booking itself does not stand in its own way, and is counted once.
  const same = moving?.kind === kind.id ? 1 : 0;
  const rest =
    moving === undefined ? state : without({...state, openBookings: state.openBookings - same}, moving.id);
  const ground = {state: rest, office, now};
  const decide = (from: number, minutes: number) => {
    const request = {wanted, from, to: from + minutes};
    return moving === undefined
      ? decideBooking(request, state, office, now)
      : decideMove(moving, request, state, office, now);
  };
  const booths = boothsFor(draft, office);
  const {from, minutes} = draft;
  if (from === undefined) {
    const starts = allowedStarts(wanted, ground);
    if (starts.length > 0) return {step: 'start', kind, starts, booths, draft};
    return refused(draft, {...whyNone(wanted, kind, rest, office, now), allowed: []});
  }
  if (minutes === undefined) {
    const start = from - (from % kind.slot);
    const lengths = allowedLengths(wanted, start, ground);
    if (lengths.length > 0) {
      const free = booths.filter((booth) => allowedLengths({booth: booth.id}, start, ground).length > 0);
      return {step: 'length', kind, from: start, lengths, booths: free, draft: {...draft, from: start}};
    }
  }
  const decided = decide(from, minutes ?? kind.slot);
  if (decided.kind === 'ok') return {step: 'confirm', allowed: decided, draft};
  if (decided.kind === 'unmovable') return {step: 'unmovable', why: decided.why, draft};
  return {step: 'refused', refused: decided, draft, wanted};
}

// Of a day without a start that is allowed: why its last slot is not. Earlier ones may just be past.
function whyNone(wanted: Wanted, kind: BoothKind, state: DayState, office: Office, now: Now): Refused {
  const last = slotsOfDay(kind, {state, office, now}).at(-1) ?? 0;
  const decided = decideBooking({wanted, from: last, to: last + kind.slot}, state, office, now);
  return decided.kind === 'refused' ? decided : {kind: 'refused', breach: {rule: 'past'}, allowed: []};
}

/** A day as somebody meets it of whom nothing is known: what may be shown to all of a group. */
export function neutral(state: DayState): DayState {
  return {
    ...state,
    mine: [],
    openBookings: 0,
    occupied: state.occupied.map((each) =>
      each.by.kind === 'closed' ? each : {...each, by: {...each.by, mine: false}},
    ),
  };
}
