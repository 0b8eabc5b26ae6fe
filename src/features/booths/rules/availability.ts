import {calendarOf, hoursOn, whyClosed, type Closed} from '../../../platform/office/calendar.ts';
import {kindOf} from '../../../platform/office/office.ts';
import type {Booth, Hours, Office} from '../../../platform/office/shape.ts';
import {hasRunOut, type DayState, type Holder} from './day-state.ts';
import {floorTo, overlap, subtract, type Now, type Span} from './stretch.ts';

/** What one person sees of a part of a booth's day. */
export interface DayPart extends Span {
  readonly is:
    | 'free'
    /** Somebody's, or held for somebody. */
    | 'taken'
    | 'mine'
    /** Held for this person. */
    | 'held'
    /** Closed by command. */
    | 'closed'
    /** Nobody had it, and it is gone. */
    | 'past';
}

/** A booth's day: either why the office is closed, or the hours and what they hold, without a gap. */
export type BoothDay =
  | {readonly booth: Booth; readonly closed: Closed}
  | {readonly booth: Booth; readonly hours: Hours; readonly stretches: readonly DayPart[]};

/** A day at a glance: for each booth, in the order given, what is free, taken, closed and the person's own. */
export function availability(
  booths: readonly Booth[],
  state: DayState,
  office: Office,
  now: Now,
): BoothDay[] {
  return booths.flatMap((booth): BoothDay[] => {
    const kind = kindOf(office, booth.kind);
    if (kind === undefined) return [];
    const closed = whyClosed(calendarOf(office, {site: booth.site}), state.day);
    if (closed !== undefined) return [{booth, closed}];
    const hours = hoursOn(kind, state.day);
    return [{booth, hours, stretches: stretchesOf(booth, hours, kind.slot, state, now)}];
  });
}

function stretchesOf(booth: Booth, hours: Hours, slot: number, state: DayState, now: Now): DayPart[] {
  const here = state.occupied.filter((each) => each.booth === booth.id && overlap(each, hours));
  const seen = here.flatMap(({from, to, by}): DayPart[] => {
    const is = seenAs(by, now);
    const span = {from: Math.max(from, hours.from), to: Math.min(to, hours.to)};
    return is === undefined ? [] : [{...span, is}];
  });
  const running = floorTo(now.minute, slot);
  const begins = state.day < now.day ? hours.to : state.day > now.day ? hours.from : running;
  const free = subtract(hours, seen).flatMap(({from, to}): DayPart[] => {
    const cut = Math.min(Math.max(from, begins), to);
    return [
      ...(from < cut ? [{from, to: cut, is: 'past' as const}] : []),
      ...(cut < to ? [{from: cut, to, is: 'free' as const}] : []),
    ];
  });
  return join([...seen, ...free].sort((a, b) => a.from - b.from));
}

function seenAs(by: Holder, now: Now): DayPart['is'] | undefined {
  if (by.kind === 'closed') return 'closed';
  if (by.kind === 'booking') return by.mine ? 'mine' : 'taken';
  if (hasRunOut(by, now)) return undefined;
  return by.mine ? 'held' : 'taken';
}

// Two neighbours' bookings are one taken stretch: whose they are is nobody's business.
function join(stretches: readonly DayPart[]): DayPart[] {
  const joined: DayPart[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last?.is === stretch.is && last.to === stretch.from) {
      joined[joined.length - 1] = {...last, to: stretch.to};
    } else joined.push(stretch);
  }
  return joined;
}
