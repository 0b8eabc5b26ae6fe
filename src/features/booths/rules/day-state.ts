import type {DayText, Temporal} from '../../../kernel/time.ts';
import {quartersOf, overlap, spansOf, subtract, type Now, type Span, type Stretch} from './stretch.ts';

/** Who or what keeps a booth from being free. `mine`: it is the asking person's. */
export type Holder =
  | {readonly kind: 'booking'; readonly booking: string; readonly mine: boolean}
  /** Kept for one who waits. Counts as free for that person, and for everybody once it has run out. */
  | {readonly kind: 'hold'; readonly wait: string; readonly mine: boolean; readonly until: Temporal.Instant}
  /** Closed by command. */
  | {readonly kind: 'closed'; readonly reason: string};

/** A part of a day in which a booth is not free. */
export interface Occupied extends Span {
  readonly booth: string;
  readonly by: Holder;
}

/** What a decision is taken on: one day as one person meets it. */
export interface DayState {
  readonly day: DayText;
  /** All that the person has booked that day, ended parts included; not what was cancelled or released. */
  readonly mine: readonly Stretch[];
  /** All that is not free, of at least the booths that the decision is about. */
  readonly occupied: readonly Occupied[];
  /** How many bookings of the kind the person holds from now to the horizon that have not begun. */
  readonly openBookings: number;
}

/** One slot row as the rules need it. */
export interface OccupiedQuarter {
  readonly booth: string;
  readonly quarter: number;
  readonly by: Holder;
}

/** Slot rows joined to the stretches that they make up, in the order of booth and time. */
export function joinQuarters(rows: readonly OccupiedQuarter[]): Occupied[] {
  const groups = new Map<string, OccupiedQuarter[]>();
  for (const row of rows) {
    const key = `${row.booth}|${JSON.stringify(row.by)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .flatMap((group) =>
      group
        .slice(0, 1)
        .flatMap(({booth, by}) =>
          spansOf(group.map(({quarter}) => quarter)).map((span) => ({booth, by, ...span})),
        ),
    )
    .sort((a, b) => (a.booth === b.booth ? a.from - b.from : a.booth < b.booth ? -1 : 1));
}

/** Whether it keeps the person away at present. */
export function blocks({by}: Occupied, now: Now): boolean {
  return by.kind !== 'hold' || (!by.mine && !hasRunOut(by, now));
}

/** Whether a hold is no longer one. */
export function hasRunOut(hold: {readonly until: Temporal.Instant}, now: Now): boolean {
  return hold.until.epochMilliseconds <= now.instant.epochMilliseconds;
}

/** What stands in the way of a span in a booth. */
export function inTheWay(state: DayState, booth: string, span: Span, now: Now): Occupied | undefined {
  return state.occupied.find((each) => each.booth === booth && overlap(each, span) && blocks(each, now));
}

/** The free parts of a span in a booth. */
export function freeIn(state: DayState, booth: string, span: Span, now: Now): Span[] {
  return subtract(
    span,
    state.occupied.filter((each) => each.booth === booth && blocks(each, now)),
  );
}

/** The day as it would be without one of the person's bookings. */
export function without(state: DayState, booking: string): DayState {
  return {
    ...state,
    mine: state.mine.filter((stretch) => stretch.booking !== booking),
    occupied: state.occupied.filter(({by}) => by.kind !== 'booking' || by.booking !== booking),
  };
}

/** The day as it would be with one more stretch of the person. */
export function withStretch(state: DayState, stretch: Stretch): DayState {
  const {booking, booth, from, to} = stretch;
  const by: Holder = {kind: 'booking', booking, mine: true};
  return {
    ...state,
    mine: [...state.mine, stretch],
    occupied: [...state.occupied, {booth, from, to, by}],
  };
}

/** The rows of a stretch, for tests and stores that keep one a quarter. */
export function quarterRows({booth, by, ...span}: Occupied): OccupiedQuarter[] {
  return quartersOf(span).map((quarter) => ({booth, quarter, by}));
}
