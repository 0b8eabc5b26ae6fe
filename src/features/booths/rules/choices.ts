import type {MinuteOfDay} from '../../../kernel/time.ts';
import {boothOf, boothsOfKind, kindOf} from '../../../platform/office/office.ts';
import {hoursOn} from '../../../platform/office/calendar.ts';
import type {Booth, BoothKind, Office} from '../../../platform/office/shape.ts';
import {breachOf, longestFrom, type Ground} from './breach.ts';
import {freeIn} from './day-state.ts';
import {minutesOf, type Span} from './stretch.ts';

/** One booth, or any of a kind (おまかせ), of a site or floor where that was said. */
export type Wanted =
  {readonly booth: string} | {readonly kind: string; readonly site?: string; readonly floor?: number};

/** A booth and a time that could be booked. */
export interface Place extends Span {
  readonly booth: Booth;
}

/** The booths that a wish may mean, in the order of the office, with their kind; undefined where there is none. */
export function candidatesOf(
  wanted: Wanted,
  office: Office,
): {kind: BoothKind; booths: readonly Booth[]} | undefined {
  const one = 'booth' in wanted ? boothOf(office, wanted.booth) : undefined;
  const kind = kindOf(office, 'booth' in wanted ? (one?.kind ?? '') : wanted.kind);
  if (kind === undefined) return undefined;
  if ('booth' in wanted) return one === undefined ? undefined : {kind, booths: [one]};
  const {site, floor} = wanted;
  const booths = boothsOfKind(office, kind.id).filter(
    (booth) => (site === undefined || booth.site === site) && (floor === undefined || booth.floor === floor),
  );
  return booths.length === 0 ? undefined : {kind, booths};
}

/**
 * Which booth of some to give for a time: that of the person's stretch right before or after, so that nobody has to
 * move; else the one whose free time it fits best, so that long free times stay whole; else the first of the office.
 *
 * @returns undefined where none may be booked
 */
export function chooseBooth(
  kind: BoothKind,
  booths: readonly Booth[],
  span: Span,
  ground: Ground,
): Booth | undefined {
  const {state, now} = ground;
  const allowed = booths.filter((booth) => breachOf({booth, kind, ...span}, ground) === undefined);
  const neighbours = new Set(
    state.mine.filter((own) => own.to === span.from || own.from === span.to).map((own) => own.booth),
  );
  const adjacent = allowed.find(({id}) => neighbours.has(id));
  if (adjacent !== undefined) return adjacent;
  const around = ({id}: Booth) => {
    const free = freeIn(state, id, hoursOn(kind, state.day), now);
    const whole = free.find(({from, to}) => from <= span.from && span.to <= to);
    if (whole === undefined) return Number.POSITIVE_INFINITY;
    // A time that ends flush with another leaves one rest, otherwise two.
    return minutesOf(whole) * 2 + (whole.from === span.from || whole.to === span.to ? 0 : 1);
  };
  const [best] = allowed.map((booth) => ({booth, around: around(booth)})).sort((a, b) => a.around - b.around);
  return best?.booth;
}

/** The lengths in minutes that a person may book from a start: what the card offers. In any booth for おまかせ. */
export function allowedLengths(wanted: Wanted, from: MinuteOfDay, ground: Ground): number[] {
  const found = candidatesOf(wanted, ground.office);
  if (found === undefined) return [];
  const {kind, booths} = found;
  const longest = Math.max(0, ...booths.map((booth) => longestFrom({booth, kind, from}, ground)));
  return Array.from({length: longest / kind.slot}, (_, i) => (i + 1) * kind.slot);
}

/** The starts of a day from which a person may book at least a given length, a slot where none is given. */
export function allowedStarts(wanted: Wanted, ground: Ground, length?: number): MinuteOfDay[] {
  const found = candidatesOf(wanted, ground.office);
  if (found === undefined) return [];
  const {kind, booths} = found;
  const span = length ?? kind.slot;
  return slotsOfDay(kind, ground).filter((from) =>
    booths.some((booth) => breachOf({booth, kind, from, to: from + span}, ground) === undefined),
  );
}

/**
 * The first time from a minute on at which a person may book: for the whole length if that is possible that day,
 * else as long as the first possible start allows.
 */
export function nextAllowed(
  wanted: Wanted,
  from: MinuteOfDay,
  length: number,
  ground: Ground,
): Place | undefined {
  const found = candidatesOf(wanted, ground.office);
  if (found === undefined) return undefined;
  const {kind, booths} = found;
  const starts = slotsOfDay(kind, ground).filter((start) => start >= from);
  for (const start of starts) {
    const span = {from: start, to: start + length};
    const booth = chooseBooth(kind, booths, span, ground);
    if (booth !== undefined) return {booth, ...span};
  }
  for (const start of starts) {
    const lengths = allowedLengths(wanted, start, ground);
    const span = {from: start, to: start + Math.min(length, lengths.at(-1) ?? 0)};
    const booth = minutesOf(span) === 0 ? undefined : chooseBooth(kind, booths, span, ground);
    if (booth !== undefined) return {booth, ...span};
  }
  return undefined;
}

/** The starts of all slots within the hours of the day. */
export function slotsOfDay(kind: BoothKind, {state}: Ground): MinuteOfDay[] {
  const {from, to} = hoursOn(kind, state.day);
  return Array.from({length: (to - from) / kind.slot}, (_, i) => from + i * kind.slot);
}
