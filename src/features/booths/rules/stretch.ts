import {localTime, Temporal, type DayText, type MinuteOfDay} from '../../../kernel/time.ts';
import {QUARTER} from '../../../platform/office/shape.ts';

/** A part of one day: `to` is the first minute after it. On whole quarters wherever it is booked. */
export interface Span {
  readonly from: MinuteOfDay;
  readonly to: MinuteOfDay;
}

/** What one person has booked of one booth. */
export interface Stretch extends Span {
  /** The booking's id. */
  readonly booking: string;
  readonly booth: string;
  /** The booth's kind: uses are counted by kind. */
  readonly kind: string;
}

/** The present, and what day and minute it is at the office. */
export interface Now {
  readonly instant: Temporal.Instant;
  readonly day: DayText;
  readonly minute: MinuteOfDay;
}

/** The present in the office's zone, whatever the machine's. */
export function nowIn(instant: Temporal.Instant, zone: string): Now {
  const {day, minute} = localTime(instant, zone);
  return {instant, day: day.toString(), minute};
}

/** Minutes from now until a minute of a day at the office; negative once it is past. */
export function minutesUntil(day: DayText, minute: MinuteOfDay, now: Now): number {
  // Days are 24 hours here: Japan knows no summer time, and rules across a day's end do not exist.
  return Temporal.PlainDate.from(now.day).until(day).days * 1440 + minute - now.minute;
}

/** The last time on or before a minute that lies on slots of this length. */
export function floorTo(minute: MinuteOfDay, slot: number): MinuteOfDay {
  return Math.floor(minute / slot) * slot;
}

export function minutesOf({from, to}: Span): number {
  return to - from;
}

/** Whether two spans share a minute. Spans that touch do not. */
export function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The quarters of a span, 0 to 95, as their rows are numbered. */
export function quartersOf({from, to}: Span): number[] {
  const quarters: number[] = [];
  for (let quarter = Math.floor(from / QUARTER); quarter * QUARTER < to; quarter++) quarters.push(quarter);
  return quarters;
}

/** Quarters in any order as the spans that they make up. */
export function spansOf(quarters: readonly number[]): Span[] {
  return union(quarters.map((quarter) => ({from: quarter * QUARTER, to: (quarter + 1) * QUARTER})));
}

/** The spans that some spans cover together, in order; those that touch become one. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) {
      joined[joined.length - 1] = {from: last.from, to: Math.max(last.to, span.to)};
    } else joined.push({from: span.from, to: span.to});
  }
  return joined;
}

/** What is left of a span without some others, in order. */
export function subtract(span: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let from = span.from;
  for (const other of union(others.filter((each) => overlap(each, span)))) {
    if (other.from > from) left.push({from, to: other.from});
    from = Math.max(from, other.to);
  }
  if (from < span.to) left.push({from, to: span.to});
  return left;
}

/** One use: stretches of one kind, in whatever booth, that follow each other by less than the gap. */
export interface Use extends Span {
  /** The booked minutes in it: a pause shorter than the gap is not counted, it only does not end the use. */
  readonly minutes: number;
}

/** The uses that spans of one kind and one person make up in a day, in order. */
export function usesOf(spans: readonly Span[], gap: number): Use[] {
  const uses: Use[] = [];
  for (const span of union(spans)) {
    const last = uses.at(-1);
    if (last !== undefined && span.from - last.to < gap) {
      uses[uses.length - 1] = {from: last.from, to: span.to, minutes: last.minutes + minutesOf(span)};
    } else uses.push({...span, minutes: minutesOf(span)});
  }
  return uses;
}

/** The slot rows that change where a booking's place or time does: those of both are left alone. */
export function difference(
  before: Span & {readonly booth: string},
  after: Span & {readonly booth: string},
): {freed: number[]; taken: number[]} {
  const [old, fresh] = [quartersOf(before), quartersOf(after)];
  if (before.booth !== after.booth) return {freed: old, taken: fresh};
  return {
    freed: old.filter((quarter) => !fresh.includes(quarter)),
    taken: fresh.filter((quarter) => !old.includes(quarter)),
  };
}
