import type {Account} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {Directory} from '../../platform/directory/staff.ts';
import {calendarOf, nextOpenDay} from '../../platform/office/calendar.ts';
import type {Office} from '../../platform/office/shape.ts';

interface Deps {
  readonly directory: Directory;
  readonly office: () => Office;
}

/** Whether a person does not work on a day: by the calendar of their section, their own weekdays, or an absence. */
export function isHoliday(day: Temporal.PlainDate, account: Account, {directory, office}: Deps): boolean {
  const person = directory.memberOf(account);
  const section = person?.main.section;
  const calendar = calendarOf(office(), section === undefined ? {} : {section});
  const text = day.toString();
  if (nextOpenDay(calendar, text, 0) !== text) return true;
  if (person === undefined) return false;
  if (person.workingDays !== undefined && !person.workingDays.includes(day.dayOfWeek)) return true;
  return person.absences.some(({from, to}) => from <= text && (to === undefined || text <= to));
}
