import holidayJp from '@holiday-jp/holiday_jp';
import type {DayText} from '../../kernel/time.ts';
import type {Bilingual} from '../../kernel/person.ts';

/** What the law of holidays says of a day. */
export type NationalHoliday =
  | {readonly kind: 'holiday'; readonly name: Bilingual}
  | {readonly kind: 'none'}
  /** The list does not reach that year: neither answer would be known to be right. */
  | {readonly kind: 'not-covered'};

// The package's type lists each of its 1300 days as a type of its own.
const LIST: Readonly<Record<DayText, {readonly name: string; readonly name_en: string} | undefined>> =
  holidayJp.holidays;

const YEARS = Object.keys(LIST).map((day) => Number(day.slice(0, 4)));

/**
 * The years that the list covers. Days of the next year are final once the government has announced them each
 * February; equinoxes of later years are computed, and a law may change any of them: so keep the package fresh.
 */
export const HOLIDAY_YEARS = {first: Math.min(...YEARS), last: Math.max(...YEARS)} as const;

/**
 * Whether a day is a national holiday of Japan, substitute days (振替休日) and days between two holidays
 * included.
 *
 * @param day an existing day, `2026-11-23`
 */
export function nationalHoliday(day: DayText): NationalHoliday {
  const year = Number(day.slice(0, 4));
  if (!(year >= HOLIDAY_YEARS.first && year <= HOLIDAY_YEARS.last)) return {kind: 'not-covered'};
  const found = LIST[day];
  return found === undefined ? {kind: 'none'} : {kind: 'holiday', name: {ja: found.name, en: found.name_en}};
}
