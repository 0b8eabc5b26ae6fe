import {localTime, type Temporal} from '../../../kernel/time.ts';
import type {Day} from '../../../platform/directory/staff.ts';
import type {DigestView} from '../views/digest.ts';

/** What an operator keeps back of a course, and since when. */
export type HoldOf = (
  course: string,
) => {readonly kind: 'held' | 'cancelled'; readonly at: Temporal.Instant} | undefined;

/** A digest without what is kept back. */
export interface DigestToSend extends DigestView {
  /** Whether some of what is left out is only held, and may yet be released. */
  readonly isHeld: boolean;
}

/** Leaves out of a digest the courses that are held, and those that were cancelled on its day or later. */
export function digestToSend(view: DigestView, holdOf: HoldOf | undefined, zone: string): DigestToSend {
  const holdOn = (course: string, day: Day) => {
    const hold = holdOf?.(course);
    if (hold === undefined || hold.kind === 'held') return hold?.kind;
    // The next day's digest is another matter.
    return day <= localTime(hold.at, zone).day.toString() ? 'cancelled' : undefined;
  };
  const kinds = view.courses.map(({course}) => holdOn(course.id, view.day));
  return {
    ...view,
    courses: view.courses.filter((_, i) => kinds[i] === undefined),
    isHeld: kinds.includes('held'),
  };
}
