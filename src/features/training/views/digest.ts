import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import type {Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {openCourses, type OpenCourse} from './mine.ts';

/** The content of a digest: what is pending and does not rest, the most urgent first. */
export interface DigestView {
  readonly person: PersonKey;
  readonly day: Day;
  readonly courses: readonly OpenCourse[];
}

/** A person's digest as of a day, read at that moment; undefined where nothing is left to say. */
export async function digestView(
  register: Pick<Register, 'read'>,
  trainings: Trainings,
  person: PersonKey,
  day: Day,
  signal?: AbortSignal,
): Promise<DigestView | undefined> {
  const state = await register.read(person, signal);
  const courses = openCourses(state, trainings, day).filter(({rests}) => rests === undefined);
  return courses.length === 0 ? undefined : {person, day, courses};
}
