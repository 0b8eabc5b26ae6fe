import type {Absence, Day, Posting, StaffMember} from '../../../platform/directory/staff.ts';
import type {AudienceRule, Course} from './course.ts';

/** How a course concerns a person. */
export type Need = 'required' | 'encouraged';

export type Concern =
  | {readonly kind: 'in'; readonly need: Need}
  /** The rule would have them, an exception takes them out. */
  | {readonly kind: 'excepted'}
  | {readonly kind: 'out'};

/**
 * Whether a course concerns a person of the list on a day. An exception stands before everything; `encouraged`
 * stands before `required`, since it is the narrower rule: all staff must, dispatched staff may.
 */
export function concernOf({audience}: Pick<Course, 'audience'>, member: StaffMember, day: Day): Concern {
  if (!isEmployed(member, day)) return {kind: 'out'};
  const of = (rules: readonly AudienceRule[]) => rules.some((rule) => matches(rule, member, day));
  const need = of(audience.encouraged) ? 'encouraged' : of(audience.required) ? 'required' : undefined;
  if (need === undefined) return {kind: 'out'};
  if (of(audience.except)) return {kind: 'excepted'};
  return {kind: 'in', need};
}

/** Whether all that a rule says holds of a person on a day. */
export function matches(rule: AudienceRule, member: StaffMember, day: Day): boolean {
  const {employment, flags, status, weeklyHours, columns, hiredAfter} = rule;
  return (
    inPosting(rule, [member.main, ...member.further]) &&
    (employment === undefined || among(employment, member.employment)) &&
    (flags === undefined || flags.some((flag) => member.flags.includes(flag))) &&
    (status === undefined || among(status, absenceOn(member, day)?.kind ?? 'present')) &&
    (weeklyHours === undefined || within(weeklyHours, member.weeklyHours)) &&
    (columns === undefined ||
      Object.entries(columns).every(([heading, values]) => among(values, member.columns[heading]))) &&
    (hiredAfter === undefined || (member.from !== undefined && member.from > hiredAfter))
  );
}

// Section, unit and post must hold of one posting: a head of section A who also works in B is no head of B.
function inPosting({sections, units, posts}: AudienceRule, postings: readonly Posting[]): boolean {
  if (sections === undefined && units === undefined && posts === undefined) return true;
  return postings.some(
    ({section, sectionName, unit, post}) =>
      (sections === undefined || among(sections, section) || among(sections, sectionName)) &&
      (units === undefined || among(units, unit)) &&
      (posts === undefined || among(posts, post)),
  );
}

// Where the list says nothing, no rule about hours holds: nobody is asked for what is not known of them.
function within({from, to}: {from?: number | undefined; to?: number | undefined}, hours: number | undefined) {
  return hours !== undefined && (from === undefined || from <= hours) && (to === undefined || hours <= to);
}

function among(values: readonly string[], value: string | undefined): boolean {
  return value !== undefined && values.includes(value);
}

/** Whether a person belongs to the staff on a day. */
export function isEmployed({from, to}: Pick<StaffMember, 'from' | 'to'>, day: Day): boolean {
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

/** The long absence that covers a day; undefined where there is none. */
export function absenceOn({absences}: Pick<StaffMember, 'absences'>, day: Day): Absence | undefined {
  return absences.find(({from, to}) => from <= day && (to === undefined || day <= to));
}
