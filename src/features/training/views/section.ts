import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import {reportOn, type Report} from '../reporting/report.ts';
import type {Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {openCourses} from './mine.ts';

/** Where a section stands today, for its head. */
export interface SectionView {
  readonly report: Report;
  /** Who still has to take what is required; to be shown only where the organisation says so. */
  readonly pending: readonly {readonly person: PersonKey; readonly courses: readonly string[]}[];
}

/**
 * Where each section stands on a day, by its code, read from the summaries in one look at everybody. A person counts
 * where they were when it was decided, which for what is still open is where they are.
 */
export async function sectionViews(
  register: Pick<Register, 'everybody'>,
  trainings: Trainings,
  day: Day,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, SectionView>> {
  const all = new Map<
    string,
    {report: ReturnType<typeof reportOn>; pending: SectionView['pending'][number][]}
  >();
  for await (const states of register.everybody(signal)) {
    for (const state of states) {
      const open = openCourses(state, trainings, day).filter(({need}) => need === 'required');
      for (const section of new Set(state.record.rounds.map(({placed}) => placed.section))) {
        const view = all.get(section) ?? {report: reportOn(day, {section}), pending: []};
        all.set(section, view);
        view.report.add(state.record);
        const courses = open.flatMap(({course, round}) => {
          const own = state.record.rounds.find((each) => each.course === course.id && each.round === round);
          return own?.placed.section === section ? [course.id] : [];
        });
        if (courses.length > 0) view.pending.push({person: state.person, courses});
      }
    }
  }
  return new Map(
    [...all].map(([section, {report, pending}]) => [section, {report: report.result(), pending}]),
  );
}
