import type {Temporal} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Trainings} from '../rules/course.ts';
import {reminderDays, type ReminderDay} from '../rules/cadence.ts';
import {decideDigest, unreachable, type DigestDecision, type Moment, type OpenItem} from '../rules/digest.ts';
import {workingTimes, type WorkingTime} from '../rules/working-time.ts';
import type {Register} from '../store/register.ts';
import type {PersonState} from '../store/summary.ts';
import {openItems} from '../views/mine.ts';

export interface ReminderDeps {
  readonly register: Pick<Register, 'everybody' | 'change'>;
  readonly directory: Pick<Directory, 'person' | 'accountsOf'>;
  readonly trainings: () => Trainings;
  readonly office: () => Office;
  readonly zone: string;
  /** Who is on leave, on a trip or out on a day; which of these it is, is not told. */
  readonly away: (day: Day, signal?: AbortSignal) => Promise<ReadonlySet<PersonKey>>;
}

/** What one look at a person came to. */
export interface Look {
  readonly member: StaffMember;
  readonly state: PersonState;
  readonly decision: DigestDecision;
  /** Courses before whose due day no hour is left in which they could be told. */
  readonly unreachable: readonly string[];
}

/**
 * Who gets a digest on the day of a moment, when, and why; and who does not. Looks at everybody, writes nothing.
 * People who are not on the list are nobody's to remind.
 */
export async function* lookAtEverybody(
  deps: ReminderDeps,
  moment: Moment,
  signal?: AbortSignal,
): AsyncIterable<Look> {
  const trainings = deps.trainings();
  const timeOf = workingTimes(deps.office(), trainings.settings.hours);
  const daysFor = rememberedDays();
  const away = await deps.away(moment.day, signal);
  for await (const states of deps.register.everybody(signal)) {
    for (const state of states) {
      const member = deps.directory.person(state.person);
      if (member === undefined) continue;
      const open = openItems(state, trainings, moment.day);
      if (open.length === 0) continue;
      const {toldOn, carried} = state.nudges;
      const isAway = (day: Day) => day === moment.day && away.has(state.person);
      const time = timeOf(member);
      const asked = {
        ...{person: state.person, now: moment, time, open, away: isAway, toldOn, carried},
        daysOf: (item: OpenItem) => daysFor(item, time),
      };
      const lost = open.filter((item) => unreachable(item, asked)).map(({course}) => course);
      yield {member, state, decision: decideDigest(asked), unreachable: lost};
    }
  }
}

// Thousands have the same course with the same term and the same working days.
function rememberedDays(): (item: OpenItem, time: WorkingTime) => readonly ReminderDay[] {
  const known = new WeakMap<WorkingTime, Map<string, readonly ReminderDay[]>>();
  return ({course, duty, plan}, time) => {
    const of = known.get(time) ?? new Map<string, readonly ReminderDay[]>();
    known.set(time, of);
    const key = `${course}|${duty.need}|${duty.opens}|${duty.due}`;
    const days = of.get(key) ?? reminderDays(duty, plan, time);
    of.set(key, days);
    return days;
  };
}

/** A moment of the office. */
export function momentOf(now: Temporal.Instant, zone: string): Moment {
  const zoned = now.toZonedDateTimeISO(zone);
  const second = zoned.hour * 3600 + zoned.minute * 60 + zoned.second;
  return {day: zoned.toPlainDate().toString(), second};
}

/** Whether a look found a digest that is to go out. */
export function isDue(look: Look): look is DueLook {
  return look.decision.kind === 'digest';
}

export type DueLook = Look & {readonly decision: Extract<DigestDecision, {kind: 'digest'}>};
