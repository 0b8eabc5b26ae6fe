/** The weekly cards: where a section stands, for its heads; what could not be delivered, for the section in charge. */
import type {Account} from '../../../kernel/person.ts';
import {Temporal} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import type {Undelivered} from '../../../platform/scheduling/outbox/undelivered.ts';
import {dayOfOccasion} from '../reminding/occasion.ts';
import {momentOf} from '../reminding/plan.ts';
import type {Trainings} from '../rules/course.ts';
import {spread} from '../rules/digest.ts';
import {addDays} from '../rules/validity.ts';
import {instantOf, workingDayFrom, workingTimes, type WorkingTime} from '../rules/working-time.ts';
import type {Register} from '../store/register.ts';
import {sectionViews, type SectionView} from '../views/section.ts';
import type {NotTold, UndeliveredWeek, WeeklyBook} from './store.ts';

export interface WeekDeps {
  readonly book: WeeklyBook;
  readonly register: Pick<Register, 'everybody'>;
  readonly directory: Directory;
  readonly trainings: () => Trainings;
  readonly office: () => Office;
  readonly outbox: Pick<FeatureOutbox, 'enqueue'>;
  readonly isInCharge: (account: Account) => boolean;
  /** This feature's entries that failed, may have failed, or came too late. */
  readonly undelivered: (signal?: AbortSignal) => AsyncIterable<Undelivered>;
  readonly zone: string;
}

export const WEEK_OCCASIONS = {heads: 'heads', undelivered: 'undelivered'} as const;

/** Of long lists the first, so that a row and a card hold them. */
const MOST_PEOPLE = 100;
const WEEK_DAYS = 7;

/**
 * Puts the week's cards into the outbox, on the organisation's first working day of the week. Whoever does not work
 * that day gets theirs on their own next working day. May be run again at any point: a card is one entry.
 */
export async function sendWeek(deps: WeekDeps, now: Temporal.Instant, signal?: AbortSignal): Promise<void> {
  const {book, register, directory, trainings, zone} = deps;
  const {day} = momentOf(now, zone);
  const timeOf = workingTimes(deps.office(), trainings().settings.hours);
  if (!directory.known() || !isFirstOfWeek(day, timeOf(NOBODY)) || (await book.isDone(day, signal))) return;
  const views = await sectionViews(register, trainings(), day, signal);
  for (const [section, view] of views) {
    const {report, pending} = view;
    const lines = report.lines.map(({course, round, figures, rate, mark}) => {
      return {course, round, figures, rate, mark};
    });
    await book.putSection(day, section, {lines, pending: pending.slice(0, MOST_PEOPLE)}, signal);
  }
  const missed = await undeliveredOf(deps, views, day, signal);
  await book.putUndelivered(day, missed, signal);

  const tell = async (member: StaffMember, occasion: string, accounts: readonly Account[]) => {
    const hours = nextHours(member, timeOf(member), now, zone);
    if (hours === undefined) return;
    for (const account of accounts) {
      await deps.outbox.enqueue(
        {account, occasion: `${occasion}.${day}`, lane: 'digests', ...hours},
        {signal},
      );
    }
  };
  for (const member of directory.all()) {
    const accounts = directory.accountsOf(member.key);
    if (sectionsLed(member).some((section) => views.has(section))) {
      await tell(member, WEEK_OCCASIONS.heads, accounts);
    }
    if (missed.people.length > 0) {
      await tell(member, WEEK_OCCASIONS.undelivered, accounts.filter(deps.isInCharge));
    }
  }
  await book.forgetBefore(addDays(day, -4 * WEEK_DAYS), signal);
  await book.noteDone(day, signal);
}

/** The codes of the sections that somebody is head of: none for who is no head. */
export function sectionsLed({flags, main, further}: StaffMember): string[] {
  return flags.includes('manager') ? [...new Set([main, ...further].map(({section}) => section))] : [];
}

// The organisation's own calendar and hours, without anybody's section.
const NOBODY: Pick<StaffMember, 'main' | 'workingDays' | 'workingHours'> = {
  main: {section: '', sectionName: ''},
};

function isFirstOfWeek(day: Day, time: WorkingTime): boolean {
  const monday = addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
  return workingDayFrom(time, monday) === day;
}

/** A moment in a person's next working hours, spread as digests are; undefined where there are none for a week. */
function nextHours(
  {key}: StaffMember,
  time: WorkingTime,
  now: Temporal.Instant,
  zone: string,
): {notBefore: Temporal.Instant; notAfter: Temporal.Instant} | undefined {
  const today = momentOf(now, zone);
  for (let ahead = 0; ahead < WEEK_DAYS; ahead++) {
    const day = addDays(today.day, ahead);
    const span = spread(`${key}|week|${day}`, time.hoursOn(day), ahead === 0 ? today.second : 0);
    if (span === undefined) continue;
    return {notBefore: instantOf(day, span.from, zone), notAfter: instantOf(day, span.to, zone)};
  }
  return undefined;
}

/** Who has something to take and was not told of it in the last seven days. */
async function undeliveredOf(
  {directory, undelivered}: WeekDeps,
  views: ReadonlyMap<string, SectionView>,
  day: Day,
  signal: AbortSignal | undefined,
): Promise<UndeliveredWeek> {
  const pending = new Set([...views.values()].flatMap((view) => view.pending.map(({person}) => person)));
  const found = new Map<PersonKey, NotTold>();
  const since = addDays(day, -WEEK_DAYS);
  for await (const {account, occasion, why} of undelivered(signal)) {
    const on = dayOfOccasion(occasion);
    const person = directory.memberOf(account)?.key;
    if (on !== undefined && on >= since && person !== undefined && pending.has(person))
      found.set(person, why);
  }
  for (const person of pending) {
    if (directory.person(person) !== undefined && directory.accountsOf(person).length === 0) {
      found.set(person, 'no-account');
    }
  }
  // Whoever is not to stand in the list stands in none.
  const listed = [...found].filter(([person]) => directory.person(person)?.unlisted === false);
  const counts: Partial<Record<NotTold, number>> = {};
  for (const [, why] of listed) counts[why] = (counts[why] ?? 0) + 1;
  return {counts, people: listed.slice(0, MOST_PEOPLE).map(([person, why]) => ({person, why}))};
}
