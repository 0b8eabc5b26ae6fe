import type {DayText, MinuteOfDay} from '../../../kernel/time.ts';

/** Where somebody works. */
export type Where =
  | {
      readonly kind: 'place';
      readonly site: string;
      readonly floor: number;
      readonly area?: string | undefined;
      /** The code on a desk: `6F-C-12`. */
      readonly seat?: string | undefined;
      /** A booth that they checked in to, by its id. */
      readonly booth?: string | undefined;
    }
  | {readonly kind: 'home'}
  /** Out of the house for some hours, `to` in the person's own words. */
  | {readonly kind: 'out'; readonly to?: string | undefined}
  | {readonly kind: 'trip'; readonly to?: string | undefined}
  | {readonly kind: 'leave'}
  | {readonly kind: 'gone'};

/** One thing that was said of a part of a day. What is said later holds over what was said before. */
export interface Said {
  readonly where: Where;
  readonly from: MinuteOfDay;
  /** Where none was said, the end of the day. */
  readonly until: MinuteOfDay;
  /** When it was said: an instant in UTC, as text. */
  readonly at: string;
  /** The account key of a colleague who said it for the person. */
  readonly by?: string | undefined;
}

/** A person's day, in the order in which it was said. */
export type DaySaid = readonly Said[];

/** A stretch of the day in which one thing holds. */
export interface Stretch extends Said {
  readonly day: DayText;
}

export const END_OF_DAY = 1440;
/** More than anybody says of one day; the oldest go. */
export const MOST_SAID = 24;
/** Plans may be said so many days ahead. */
export const PLAN_DAYS = 14;

/** What holds at a minute: of all that covers it, what was said last. */
export function saidAt(said: DaySaid, minute: MinuteOfDay): Said | undefined {
  return said.findLast(({from, until}) => from <= minute && minute < until);
}

/** The day as stretches that do not overlap, in the order of time; neighbours that say the same are one. */
export function timeline(said: DaySaid): Said[] {
  const edges = [...new Set(said.flatMap(({from, until}) => [from, until]))].sort((a, b) => a - b);
  const stretches: Said[] = [];
  edges.forEach((from, i) => {
    const until = edges[i + 1];
    const holds = until === undefined ? undefined : saidAt(said, from);
    if (until === undefined || holds === undefined) return;
    const last = stretches.at(-1);
    if (last?.until === from && last.at === holds.at && last.where === holds.where) {
      stretches[stretches.length - 1] = {...last, until};
    } else stretches.push({...holds, from, until});
  });
  return stretches;
}

/** The day with one more thing said. What it covers wholly is forgotten, so that a day stays short. */
export function say(said: DaySaid, one: Said): DaySaid {
  const left = said.filter(({from, until}) => from < one.from || until > one.until);
  return [...left, one].slice(-MOST_SAID);
}

/** The day without what a booth's check-in said: the place before it holds again. */
export function unsayBooth(said: DaySaid, booth: string): DaySaid {
  return said.filter(({where}) => !(where.kind === 'place' && where.booth === booth));
}

/** Whether a state means that the person is not at work that day. */
export function isAbsence({kind}: Where): boolean {
  return kind === 'leave' || kind === 'trip' || kind === 'out';
}

/** Of the day's office hours so many minutes of absence make it a day on which nobody is reminded of anything. */
const AWAY_MINUTES = 240;
const OFFICE_HOURS = {from: 8 * 60, to: 18 * 60};

/** Whether somebody is away on most of a day. */
export function isAway(said: DaySaid): boolean {
  const minutes = timeline(said)
    .filter(({where}) => isAbsence(where))
    .reduce(
      (sum, {from, until}) =>
        sum + Math.max(0, Math.min(until, OFFICE_HOURS.to) - Math.max(from, OFFICE_HOURS.from)),
      0,
    );
  return minutes >= AWAY_MINUTES;
}
