import {Temporal, type DayText, type MinuteOfDay} from '../../../kernel/time.ts';
import {END_OF_DAY, PLAN_DAYS} from './state.ts';

/** For when something is said; what is left out follows from the moment at which it is said. */
export interface When {
  readonly date?: DayText | undefined;
  /** The last of several days. */
  readonly dateEnd?: DayText | undefined;
  readonly from?: MinuteOfDay | undefined;
  readonly until?: MinuteOfDay | undefined;
}

/** A stretch of one day. */
export interface DayPart {
  readonly day: DayText;
  readonly from: MinuteOfDay;
  readonly until: MinuteOfDay;
}

export type Spread =
  | {readonly kind: 'ok'; readonly parts: readonly [DayPart, ...DayPart[]]}
  /** Over already. */
  | {readonly kind: 'past'}
  | {readonly kind: 'too-far'; readonly last: DayText}
  | {readonly kind: 'end-before-start'};

/**
 * The stretches that are meant, a day each. Times belong to the ends of several days: 水曜の午後から3日間 begins on
 * Wednesday's afternoon and has whole days after it.
 *
 * @param dayEnds when what is said without an end is over
 */
export function spread(
  when: When,
  now: {readonly day: DayText; readonly minute: MinuteOfDay},
  dayEnds: MinuteOfDay = END_OF_DAY,
): Spread {
  const first = when.date ?? now.day;
  const last = when.dateEnd ?? first;
  const farthest = Temporal.PlainDate.from(now.day).add({days: PLAN_DAYS}).toString();
  if (last < first) return {kind: 'end-before-start'};
  if (last < now.day) return {kind: 'past'};
  if (last > farthest) return {kind: 'too-far', last: farthest};
  const parts: DayPart[] = [];
  const begin = first < now.day ? now.day : first;
  for (let at = Temporal.PlainDate.from(begin); at.toString() <= last; at = at.add({days: 1})) {
    const day = at.toString();
    const earliest = day === now.day ? now.minute : 0;
    const from = day === first ? (when.from ?? earliest) : earliest;
    const over = from < dayEnds ? dayEnds : END_OF_DAY;
    const until = day === last ? (when.until ?? over) : over;
    if (until <= from) {
      return {kind: day === now.day && when.from === undefined ? 'past' : 'end-before-start'};
    }
    parts.push({day, from, until});
  }
  const [one, ...more] = parts;
  return one === undefined ? {kind: 'past'} : {kind: 'ok', parts: [one, ...more]};
}
