import type {Bilingual} from '../../../kernel/person.ts';
import type {Day} from '../../../platform/directory/staff.ts';
import type {Need} from '../rules/audience.ts';
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
  /** Put off, or asked about: not on today's digest. */
  readonly resting: boolean;
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
      const resting = rests({snooze: state.nudges.snoozed?.[course.id], pausedUntil: round.pausedUntil}, day);
      const daysLeft = daysBetween(day, due);
      return [
        {course, round: round.round, need, due, daysLeft, overdue: kind === 'overdue', unconfirmed, resting},
      ];
    })
    .sort((a, b) => byUrgency({...a, course: a.course.id}, {...b, course: b.course.id}));
}

/** A course's title, or its id once it is out of the file. */
export function titleOf(trainings: Trainings, course: string): Bilingual {
  return courseOf(trainings, course)?.title ?? {ja: course, en: course};
}
