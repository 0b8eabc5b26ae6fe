import type {Day} from '../../../platform/directory/staff.ts';
import type {Course, Session, Trainings} from '../rules/course.ts';
import type {Moment} from '../rules/digest.ts';

/** One session with its course. */
export interface Place {
  readonly course: Course;
  readonly session: Session;
}

/** The session that a card names; undefined where the file has none such any more. */
export function placeOf({courses}: Trainings, course: string, session: string): Place | undefined {
  const found = courses.find(({id}) => id === course);
  const held = found?.sessions.find(({id}) => id === session);
  return found === undefined || held === undefined ? undefined : {course: found, session: held};
}

/** Sessions that have not begun, the next one first. */
export function comingSessions({courses}: Trainings, now: Moment): Place[] {
  return courses
    .flatMap((course) => course.sessions.map((session) => ({course, session})))
    .filter(({session}) => !hasBegun(session, now))
    .sort((a, b) => (startOf(a.session) < startOf(b.session) ? -1 : 1));
}

/** Whether nobody can sign up any more, or give a seat back. */
export function hasBegun({day, from}: Pick<Session, 'day' | 'from'>, now: Moment): boolean {
  return day < now.day || (day === now.day && from * 60 <= now.second);
}

function startOf({day, from}: Session): string {
  return `${day}|${String(from).padStart(4, '0')}`;
}

/** What a person holds of a course: a seat, or a place in the line. */
export interface SignUp {
  readonly session: string;
  readonly state: 'in' | 'waiting';
  /** Counts up within the course: who came first is first in line. */
  readonly order: number;
}

/** How a session is filled. */
export interface Filled {
  readonly taken: number;
  readonly waiting: number;
}

/** Whether somebody gets a seat: nobody passes those who wait. */
export function stateFor({seats}: Pick<Session, 'seats'>, {taken, waiting}: Filled): SignUp['state'] {
  return taken < seats && waiting === 0 ? 'in' : 'waiting';
}

/** Sign-ups are kept so many days after a session, for the roster; then attendance stands in the register alone. */
export const KEPT_DAYS = 60;

export function isPastKeeping(day: Day, today: Day, addDays: (day: Day, days: number) => Day): boolean {
  return addDays(day, KEPT_DAYS) < today;
}
