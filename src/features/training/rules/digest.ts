import {shortHash} from '../../../kernel/ids.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import {reminderDays, type Occasion, type ReminderDay, type Snooze} from './cadence.ts';
import type {Hours, Plan} from './course.ts';
import type {Duty} from './duty.ts';
import type {WorkingTime} from './working-time.ts';
import {addDays} from './validity.ts';

/** One course that a person still has to take. */
export interface OpenItem {
  readonly course: string;
  readonly round: string;
  readonly duty: Pick<Duty, 'need' | 'opens' | 'due'>;
  readonly plan: Plan;
  readonly snooze?: Snooze | undefined;
  readonly pausedUntil?: Day | undefined;
}

/** A moment of the office, to the second: 20,000 digests do not fit into minutes. */
export interface Moment {
  readonly day: Day;
  /** Since midnight, 0 to 86,399. */
  readonly second: number;
}

export interface DigestCase {
  readonly person: PersonKey;
  readonly now: Moment;
  readonly time: WorkingTime;
  readonly open: readonly OpenItem[];
  /** On leave, on a trip or out that day; which of them is nobody's business. */
  readonly away: (day: Day) => boolean;
  /** The day of the last digest. */
  readonly toldOn?: Day | undefined;
  /** A day on which a digest was due and could not go out. */
  readonly carried?: Day | undefined;
  /** The days of an item's plan, where whoever asks has them already. */
  readonly daysOf?: ((item: OpenItem) => readonly ReminderDay[]) | undefined;
}

/** One course on a digest; `occasions` is empty where it only comes along. */
export interface DigestItem {
  readonly course: string;
  readonly round: string;
  readonly due: Day;
  readonly need: Duty['need'];
  readonly occasions: readonly Occasion[];
}

export type DigestDecision =
  /** Nothing is open, or all of it rests. */
  | {readonly kind: 'nothing'}
  /** `carry`: one was due, and the next day that is possible takes its place. */
  | {readonly kind: 'not-today'; readonly carry: boolean}
  | {
      readonly kind: 'digest';
      readonly day: Day;
      /** Seconds since midnight: not before, and not after. */
      readonly from: number;
      readonly to: number;
      readonly items: readonly DigestItem[];
    };

/** The last minutes of a stretch of hours are left free, for what waits its turn in the outbox. */
const ROOM_SECONDS = 600;

/** Whether a person gets a digest today, when, and with what: the most urgent first. */
export function decideDigest(asked: DigestCase): DigestDecision {
  const {now, time, away, toldOn, carried} = asked;
  const {day} = now;
  const speaking = asked.open.filter((item) => item.duty.opens <= day && !rests(item, day));
  if (speaking.length === 0) return {kind: 'nothing'};
  const daysOf = asked.daysOf ?? ((item) => reminderDays(item.duty, item.plan, time));
  const items = speaking.map((item) => itemOf(item, day, daysOf(item))).sort(byUrgency);
  const named = items.some(({occasions}) => occasions.length > 0);
  const waiting = carried !== undefined && carried <= day && (toldOn === undefined || toldOn < carried);
  if (!named && !waiting) return {kind: 'not-today', carry: false};
  if (toldOn === day) return {kind: 'not-today', carry: false};
  const hours = away(day) ? [] : time.hoursOn(day);
  const span = spread(`${asked.person}|${day}`, hours, now.second);
  if (span === undefined) return {kind: 'not-today', carry: true};
  return {kind: 'digest', day, ...span, items: named ? items : items.map(asCarried)};
}

function asCarried(item: DigestItem): DigestItem {
  return {...item, occasions: ['carried']};
}

/** Whether a course is not spoken of on a day: put off by the person, or asked about by them. */
export function rests({snooze, pausedUntil}: Pick<OpenItem, 'snooze' | 'pausedUntil'>, day: Day): boolean {
  return (snooze !== undefined && day < snooze.until) || (pausedUntil !== undefined && day <= pausedUntil);
}

function itemOf({course, round, duty, snooze}: OpenItem, day: Day, days: readonly ReminderDay[]): DigestItem {
  const planned = days.flatMap((each) => (each.day === day ? [each.occasion] : []));
  const again: Occasion[] = snooze?.until === day ? ['again'] : [];
  return {course, round, due: duty.due, need: duty.need, occasions: [...planned, ...again]};
}

/** By what must be first: required before encouraged, then the earlier due day. */
export function byUrgency(a: Pick<DigestItem, 'need' | 'due' | 'course'>, b: typeof a): number {
  const rank = ({need}: typeof a) => (need === 'required' ? 0 : 1);
  const text = (each: typeof a) => `${rank(each)}${each.due}${each.course}`;
  return text(a) < text(b) ? -1 : 1;
}

/**
 * A moment of the hours that are left of a day, the same whenever it is asked, and spread evenly over many seeds.
 *
 * @returns seconds; `to` ends the stretch of hours in which `from` lies; undefined where none are left
 */
export function spread(
  seed: string,
  hours: readonly Hours[],
  notBefore: number,
): {from: number; to: number} | undefined {
  const left = hours.flatMap(({from, to}) => {
    const stretch = {from: Math.max(from * 60, notBefore), to: to * 60};
    return stretch.from < stretch.to ? [stretch] : [];
  });
  const room = left.map(({from, to}) => Math.max(to - from - ROOM_SECONDS, 1));
  const all = room.reduce((sum, each) => sum + each, 0);
  let offset = all === 0 ? 0 : Number.parseInt(shortHash(seed).slice(-8), 16) % all;
  for (const [i, stretch] of left.entries()) {
    const size = room[i] ?? 0;
    if (offset < size) return {from: stretch.from + offset, to: stretch.to};
    offset -= size;
  }
  return undefined;
}

/**
 * Whether no hour is left in which a person could be told before a course is due. Whoever it is has to be told in
 * another way, so they are reported.
 */
export function unreachable({duty}: OpenItem, asked: Pick<DigestCase, 'now' | 'time' | 'away'>): boolean {
  const {now, time, away} = asked;
  if (duty.need !== 'required' || now.day > duty.due) return false;
  for (let day = now.day < duty.opens ? duty.opens : now.day; day <= duty.due; day = addDays(day, 1)) {
    const begin = day === now.day ? now.second : 0;
    if (!away(day) && time.hoursOn(day).some(({to}) => to * 60 > begin)) return false;
  }
  return true;
}
