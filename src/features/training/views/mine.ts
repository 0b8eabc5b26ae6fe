import type {Bilingual} from '../../../kernel/person.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import type {Need} from '../rules/audience.ts';
import type {Snooze} from '../rules/cadence.ts';
import {courseOf, type Course, type Trainings} from '../rules/course.ts';
import {byUrgency, rests, type OpenItem} from '../rules/digest.ts';
import {isOpen, type Standing} from '../rules/obligation.ts';
import {daysBetween} from '../rules/validity.ts';
import {standsIn, type RoundRecord} from '../register/record.ts';
import type {PersonState} from '../store/summary.ts';

/** One course that a person still has to take, or may take. */
export interface OpenCourse {
  readonly course: Course;
  readonly round: string;
  readonly need: Need;
  readonly due: Day;
  /** Negative once it is overdue. */
  readonly daysLeft: number;
  readonly overdue: boolean;
  /** 未確認: they said that they took it, and the import did not have it. */
  readonly unconfirmed: boolean;
  /** The section in charge was asked, and said that it concerns them. */
  readonly stays: boolean;
  /** Put off, or asked about: not on today's digest. `until`: the day on which it is spoken of again. */
  readonly rests: {readonly why: 'put-off' | 'objection'; readonly until: Day} | undefined;
}

/** A course that is done, for a card that showed it as open. */
export interface DoneCourse {
  readonly course: Course;
  /** So far only the person says so, where something else must prove it. */
  readonly said: boolean;
}

/** What stands on a person's card. */
export interface OpenView {
  readonly person: PersonKey;
  readonly day: Day;
  /** The most urgent first. */
  readonly open: readonly OpenCourse[];
  readonly done: readonly DoneCourse[];
}

/** A person's rounds with what they are to today's courses. Rounds of withdrawn courses are left out. */
export function standingsOf(
  {record}: Pick<PersonState, 'record'>,
  trainings: Trainings,
  day: Day,
): {readonly round: RoundRecord; readonly course: Course; readonly standing: Standing}[] {
  return record.rounds.flatMap((round) => {
    const course = courseOf(trainings, round.course);
    return course === undefined ? [] : [{round, course, standing: standsIn(record, round, day)}];
  });
}

/** What is open for a person, as the digest's rules take it. */
export function openItems(
  state: Pick<PersonState, 'record' | 'nudges'>,
  trainings: Trainings,
  day: Day,
): OpenItem[] {
  return standingsOf(state, trainings, day).flatMap(({round, course, standing}) =>
    isOpen(standing)
      ? [
          {
            ...{course: course.id, round: round.round, plan: course.plan, pausedUntil: round.pausedUntil},
            duty: {need: standing.need, opens: standing.opens, due: standing.due},
            snooze: state.nudges.snoozed?.[course.id],
          },
        ]
      : [],
  );
}

/** What a person still has to take, the most urgent first: `training.mine`, and the content of a digest. */
export function openCourses(
  state: Pick<PersonState, 'record' | 'nudges'>,
  trainings: Trainings,
  day: Day,
): OpenCourse[] {
  return standingsOf(state, trainings, day)
    .flatMap(({round, course, standing}): OpenCourse[] => {
      if (!isOpen(standing) || standing.opens > day) return [];
      const {need, due, kind, unconfirmed} = standing;
      const snooze = state.nudges.snoozed?.[course.id];
      const {pausedUntil} = round;
      const daysLeft = daysBetween(day, due);
      const rest = restOf(snooze, pausedUntil, day);
      return [
        {
          course,
          round: round.round,
          need,
          due,
          daysLeft,
          overdue: kind === 'overdue',
          unconfirmed,
          stays: round.stays === true,
          rests: rest,
        },
      ];
    })
    .sort((a, b) => byUrgency({...a, course: a.course.id}, {...b, course: b.course.id}));
}

function restOf(snooze: Snooze | undefined, pausedUntil: Day | undefined, day: Day): OpenCourse['rests'] {
  if (!rests({snooze, pausedUntil}, day)) return undefined;
  if (pausedUntil !== undefined && day <= pausedUntil) return {why: 'objection', until: pausedUntil};
  return snooze && {why: 'put-off', until: snooze.until};
}

/**
 * A person's card as of a day.
 *
 * @param since courses that were done on this day or later are shown as done: a card that asked for them stands in
 *   the chat
 */
export function openView(
  state: Pick<PersonState, 'person' | 'record' | 'nudges'>,
  trainings: Trainings,
  day: Day,
  since?: Day,
): OpenView {
  const done = standingsOf(state, trainings, day).flatMap(({course, standing}): DoneCourse[] => {
    const isDone = standing.kind === 'done' || standing.kind === 'self-reported';
    if (since === undefined || !isDone) return [];
    const written = (state.record.completions[course.id] ?? []).some((each) => each.written >= since);
    return written ? [{course, said: standing.kind === 'self-reported'}] : [];
  });
  return {person: state.person, day, open: openCourses(state, trainings, day), done};
}

/** A course's title, or its id once it is out of the file. */
export function titleOf(trainings: Trainings, course: string): Bilingual {
  return courseOf(trainings, course)?.title ?? {ja: course, en: course};
}
