import type {Day} from '../../../platform/directory/staff.ts';
import {roundsOf, type Course} from '../rules/course.ts';
import {CONFIRM_AFTER, type Channel, type Completion} from '../rules/obligation.ts';
import {addDays, countsIn} from '../rules/validity.ts';
import type {EntryBody} from './entry.ts';
import type {PersonRecord} from './record.ts';

/** A completion that somebody says there was. */
export interface Claim {
  readonly day: Day;
  readonly channel: Channel;
  /** A file's hash, a session: where to look it up. */
  readonly source: string;
}

export type ClaimDecision =
  | {readonly kind: 'add'; readonly entry: EntryBody}
  /** The register has it already. */
  | {readonly kind: 'known'; readonly completion: Completion}
  | {readonly kind: 'refused'; readonly why: DayRefusal};

export type DayRefusal = 'future' | 'before-opening';

/**
 * Whether a completion is to be written. The same one is written once, however often a file is taken in; what only
 * the person said is written again by whoever can prove it.
 *
 * @param today the office's
 */
export function decideClaim(record: PersonRecord, course: Course, claim: Claim, today: Day): ClaimDecision {
  const refused = refusalOf(course, claim.day, today);
  if (refused !== undefined) return {kind: 'refused', why: refused};
  const known = (record.completions[course.id] ?? []).find((each) => covers(record, course.id, each, claim));
  if (known !== undefined) return {kind: 'known', completion: known};
  return {kind: 'add', entry: {kind: 'completion', course: course.id, written: today, ...claim}};
}

/** Why nobody can have completed a course on a day; undefined where they can. */
export function refusalOf(course: Course, day: Day, today: Day): DayRefusal | undefined {
  if (day > today) return 'future';
  const [first] = roundsOf(course);
  return first !== undefined && day < first.from ? 'before-opening' : undefined;
}

// A self-report says nothing new once anything counts for the same round; another proof does if it is of another
// day, or if there was none.
function covers(record: PersonRecord, course: string, known: Completion, claim: Claim): boolean {
  if (claim.channel !== 'self') return known.channel !== 'self' && known.day === claim.day;
  if (known.unconfirmed) return false;
  if (known.day === claim.day) return true;
  return record.rounds.some(
    ({course: of, duty}) =>
      of === course &&
      duty !== undefined &&
      countsIn(duty.counts, known.day) &&
      countsIn(duty.counts, claim.day),
  );
}

/**
 * The self-reports that an import should have had and has not: those that were made at least a week before it.
 *
 * @param confirmed whether the import has the person
 * @param today the day of the import
 */
export function unconfirmedBy(
  record: PersonRecord,
  course: Course,
  confirmed: boolean,
  source: string,
  today: Day,
): EntryBody[] {
  if (course.proof !== 'import' || confirmed) return [];
  const all = record.completions[course.id] ?? [];
  const proven = (said: Completion) => all.some((each) => each.channel !== 'self' && each.day >= said.day);
  return all
    .filter((each) => each.channel === 'self' && !each.unconfirmed && !proven(each))
    .filter(({written}) => addDays(written, CONFIRM_AFTER) <= today)
    .map(({entry}) => ({kind: 'unconfirmed', course: course.id, entry, source}));
}
