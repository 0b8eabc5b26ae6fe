import {Temporal} from 'temporal-polyfill/full';

// The one door to dates: everything else imports Temporal from here, so that the polyfill can go
// when every supported Node has Temporal of its own.
export {Temporal};

/** Where rules are computed, whatever the machine's own zone. */
export const DEFAULT_ZONE = 'Asia/Tokyo';

/** A day as rows keep it: `2026-11-24`. */
export type DayText = string;

/** Minutes since the day's midnight, 0 to 1440. */
export type MinuteOfDay = number;

/**
 * The day and the minute of an instant in a zone.
 *
 * @param instant the moment
 * @param zone IANA name of the zone in which the rules hold
 * @returns the calendar day there and the minutes since its midnight (whole minutes, rounded down)
 */
export function localTime(
  instant: Temporal.Instant,
  zone: string,
): {day: Temporal.PlainDate; minute: MinuteOfDay} {
  const zoned = instant.toZonedDateTimeISO(zone);
  return {day: zoned.toPlainDate(), minute: zoned.hour * 60 + zoned.minute};
}

/** `9:05` as people here write a time of day; 1440 is `24:00`. */
export function formatMinute(minute: MinuteOfDay): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

/** `09:05`, the form of slots and of options. */
export function formatMinutePadded(minute: MinuteOfDay): string {
  return formatMinute(minute).padStart(5, '0');
}

const WEEKDAYS_JA = ['月', '火', '水', '木', '金', '土', '日'] as const;
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS_EN = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/**
 * A day as people write it: `11月24日(火)` or `Tue 24 Nov`; the year is added where it is not this year.
 *
 * @param day the day
 * @param language the reader's
 * @param today the reader's today; a day of another year carries its year
 */
export function formatDay(day: Temporal.PlainDate, language: 'ja' | 'en', today: Temporal.PlainDate): string {
  const otherYear = day.year !== today.year;
  if (language === 'ja') {
    const weekday = WEEKDAYS_JA[day.dayOfWeek - 1] ?? '';
    return `${otherYear ? `${day.year}年` : ''}${day.month}月${day.day}日(${weekday})`;
  }
  const text = `${WEEKDAYS_EN[day.dayOfWeek - 1] ?? ''} ${day.day} ${MONTHS_EN[day.month - 1] ?? ''}`;
  return otherYear ? `${text} ${day.year}` : text;
}

// Era names as documents write them, and the names that Temporal's calendar uses.
const ERAS = [
  {calendar: 'reiwa', kanji: '令和', letter: 'R'},
  {calendar: 'heisei', kanji: '平成', letter: 'H'},
  {calendar: 'showa', kanji: '昭和', letter: 'S'},
  {calendar: 'taisho', kanji: '大正', letter: 'T'},
  {calendar: 'meiji', kanji: '明治', letter: 'M'},
] as const;

/**
 * The day of an era date, `令和8年3月5日` being `dayOfEra('令和', 8, 3, 5)`.
 *
 * @param era kanji name or its letter, upper or lower case
 * @returns undefined where the era is unknown, the day does not exist, or it lies outside the era
 */
export function dayOfEra(
  era: string,
  year: number,
  month: number,
  day: number,
): Temporal.PlainDate | undefined {
  const known = ERAS.find((e) => e.kanji === era || e.letter === era.toUpperCase());
  if (known === undefined) return undefined;
  try {
    const date = Temporal.PlainDate.from(
      {calendar: 'japanese', era: known.calendar, eraYear: year, month, day},
      {overflow: 'reject'},
    );
    // Temporal counts a day past an era's end on in the next era; a document that says so is wrong.
    return date.era === known.calendar ? date.withCalendar('iso8601') : undefined;
  } catch {
    return undefined;
  }
}

/** `令和8年3月5日`; a first year is 元年. */
export function formatEra(day: Temporal.PlainDate): string {
  const date = day.withCalendar('japanese');
  const era = ERAS.find((e) => e.calendar === date.era);
  if (era === undefined) return `${day.year}年${day.month}月${day.day}日`;
  const year = date.eraYear === 1 ? '元' : String(date.eraYear);
  return `${era.kanji}${year}年${day.month}月${day.day}日`;
}
