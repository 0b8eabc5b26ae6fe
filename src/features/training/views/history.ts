import type {Bilingual} from '../../../kernel/person.ts';
import type {Day} from '../../../platform/directory/staff.ts';
import type {Entry} from '../register/entry.ts';
import {recordOf} from '../register/record.ts';
import type {Trainings} from '../rules/course.ts';
import type {Channel} from '../rules/obligation.ts';
import {titleOf} from './mine.ts';

/** One line of 「自分の受講履歴」. */
export interface HistoryLine {
  readonly course: string;
  readonly title: Bilingual;
  readonly day: Day;
  readonly channel: Channel;
  /** 未確認 */
  readonly unconfirmed: boolean;
}

/** What a person took, the latest first. What was taken back by a correction is left out. */
export function historyOf(entries: readonly Entry[], trainings: Trainings): HistoryLine[] {
  const {completions} = recordOf(entries);
  return Object.entries(completions)
    .flatMap(([course, all]) =>
      all.map(({day, channel, unconfirmed}) => {
        return {course, title: titleOf(trainings, course), day, channel, unconfirmed};
      }),
    )
    .sort((a, b) => (a.day > b.day || (a.day === b.day && a.course < b.course) ? -1 : 1));
}
