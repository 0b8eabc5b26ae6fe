import {dayOfEra, Temporal} from '../../../kernel/time.ts';
import type {Slots, Trouble} from '../sentence.ts';
import {after, before, take, type Hit} from './reading.ts';

/** How a date follows from the day on which it is said; `undefined` where there is no such date. */
type Meaning = (from: Reference) => Temporal.PlainDate | undefined;

interface Reference {
  readonly today: Temporal.PlainDate;
  /** The first day of a range, where its last is looked for. */
  readonly first?: Temporal.PlainDate;
}

// A date without a year that lies further back than this means its next occurrence: people ask about what
// comes. Within it, they mean the one that just was.
const LOOKS_BACK_DAYS = 31;
// 12/2から11/30まで is a slip, not a year less two days.
const LONGEST_DAYS = 183;

const JA_WEEKDAYS = '月火水木金土日';
const EN_WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EN_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const EN_WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const EN_DAY = `(?:${EN_WEEKDAY}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)`;
const EN_MONTH =
  '(?<enMonth>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
// (金), 金曜, （金曜日） after a date. It decides the year where none is said.
const WEEKDAY_AFTER = `(?:\\s?(?:[(]\\s?(?<inBrackets>[${JA_WEEKDAYS}])(?:曜日?)?(?:・祝)?\\s?[)]|(?<inWords>[${JA_WEEKDAYS}])曜日?))?`;
// What follows a weekday that is written without 曜, so that 来週日程 is none.
const WORD_END = '(?=[のにはもかで、。,!?\\s(]|から|まで|午|朝|昼|夕|\\d|$)';

type Groups = Readonly<Record<string, string | undefined>>;

interface Form {
  readonly pattern: RegExp;
  /** `said` and `rest` are what stands before and after. */
  readonly read: (groups: Groups, said: string, rest: string) => Meaning | undefined;
}

/** From the most exact form to the vaguest: the first that fits takes the text. */
const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(
      `(?<![a-z0-9])(?<era>令和?|平成?|昭和?|大正|明治|[rhs])\\s?(?<year>元|\\d{1,2})(?:\\s?年\\s?|[./-])(?<month>\\d{1,2})(?:\\s?月\\s?|[./-])(?<day>\\d{1,2})(?!\\d)\\s?日?${WEEKDAY_AFTER}`,
      'giu',
    ),
    read: (g) => {
      const era = {令: '令和', 平: '平成', 昭: '昭和'}[g['era'] ?? ''] ?? g['era'] ?? '';
      const year = g['year'] === '元' ? 1 : Number(g['year']);
      return () => dayOfEra(era, year, Number(g['month']), Number(g['day']));
    },
  },
  {
    pattern: new RegExp(
      `(?<![\\w./-])(?<year>\\d{4})(?:\\s?年\\s?|[./-])(?<month>\\d{1,2})(?:\\s?月\\s?|[./-])(?<day>\\d{1,2})(?![\\d/-])\\s?日?${WEEKDAY_AFTER}`,
      'giu',
    ),
    read: (g) => () => dayOf(Number(g['year']), Number(g['month']), Number(g['day'])),
  },
  {
    pattern: new RegExp(
      `(?<![\\w])(?:(?<weekday>${EN_DAY})\\.?,?\\s+)?(?:the\\s)?(?:(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${EN_MONTH}|${EN_MONTH.replace('enMonth', 'enMonth2')}\\s(?<day2>\\d{1,2})(?:st|nd|rd|th)?)(?![\\w:])(?:,?\\s(?<year>\\d{4})(?!\\d))?`,
      'giu',
    ),
    read: (g) => {
      const month = EN_MONTHS.indexOf((g['enMonth'] ?? g['enMonth2'] ?? '').slice(0, 3).toLowerCase()) + 1;
      const day = Number(g['day'] ?? g['day2']);
      if (g['year'] !== undefined) return () => dayOf(Number(g['year']), month, day);
      return (from) => withoutYear(from, month, day, weekdayOf(g['weekday']));
    },
  },
  {
    pattern: new RegExp(
      `(?<relative>今年|来年|昨年|去年)?の?(?<![\\d.-])(?<month>\\d{1,2})\\s?月\\s?(?<day>\\d{1,2})\\s?日(?!間)${WEEKDAY_AFTER}`,
      'giu',
    ),
    read: (g) => (from) => {
      const years = {今年: 0, 来年: 1, 昨年: -1, 去年: -1}[g['relative'] ?? ''];
      const [month, day] = [Number(g['month']), Number(g['day'])];
      if (years !== undefined) return dayOf(from.today.year + years, month, day);
      return withoutYear(from, month, day, weekdayOf(g['inBrackets'] ?? g['inWords']));
    },
  },
  {
    pattern: new RegExp(
      `(?<![\\w./-])(?<month>\\d{1,2})/(?<day>\\d{1,2})(?![\\d/.%]|-\\d+-)${WEEKDAY_AFTER}`,
      'giu',
    ),
    read: (g) => {
      const [month, day] = [Number(g['month']), Number(g['day'])];
      // 11/31 is a mistaken date, 50/50 and 20/100 are none.
      if (month < 1 || month > 19 || day < 1 || day > 39) return undefined;
      return (from) => withoutYear(from, month, day, weekdayOf(g['inBrackets'] ?? g['inWords']));
    },
  },
  {
    pattern:
      /(?<relative>今月|来月|再来月|先月)の?(?:(?<day>\d{1,2})日(?!間)|末日?)|(?<![毎年ヶケヵカか箇\d])月末日?/giu,
    read: (g) => (from) => {
      const months = {今月: 0, 来月: 1, 再来月: 2, 先月: -1}[g['relative'] ?? ''] ?? 0;
      const month = from.today.with({day: 1}).add({months});
      return g['day'] === undefined
        ? month.with({day: month.daysInMonth})
        : dayOf(month.year, month.month, Number(g['day']));
    },
  },
  {
    // 予約の3日後 counts from something else than today.
    pattern:
      /(?<![のらり])(?:(?<days>\d{1,3})日|(?<weeks>\d{1,2})週間?|(?<months>\d{1,2})[ヶケヵカか箇]月)後(?!半)/giu,
    read: (g) => (from) =>
      from.today.add({
        days: Number(g['days'] ?? 0),
        weeks: Number(g['weeks'] ?? 0),
        months: Number(g['months'] ?? 0),
      }),
  },
  {
    pattern: /\bin\s(?:(?<days>\d{1,3}|a)\sdays?|(?<weeks>\d{1,2}|a)\sweeks?)\b(?:'\stime)?/giu,
    read: (g) => (from) => {
      const number = (text = '0'): number => (text === 'a' ? 1 : Number(text));
      return from.today.add({days: number(g['days']), weeks: number(g['weeks'])});
    },
  },
  {
    pattern: new RegExp(
      `(?<week>今週|来週|次週|さ来週|再来週|先週)の?(?<weekday>[${JA_WEEKDAYS}])(?:曜日?|${WORD_END})`,
      'giu',
    ),
    read: (g) => {
      const weeks = {今週: 0, 来週: 1, 次週: 1, さ来週: 2, 再来週: 2, 先週: -1}[g['week'] ?? ''] ?? 0;
      return (from) => inWeek(from.today, weeks, weekdayOf(g['weekday']));
    },
  },
  {
    // next Tuesday is next week's, as 来週の火曜 is.
    pattern: new RegExp(
      `\\b(?:(?:on\\s)?(?<week>this|next|last)\\s(?:week(?:'s)?\\s(?:on\\s)?)?(?<weekday>${EN_DAY})|(?<weekday2>${EN_WEEKDAY})\\s(?:of\\s)?(?<week2>this|next|last)\\sweek)\\b`,
      'giu',
    ),
    read: (g) => {
      const weeks = {this: 0, next: 1, last: -1}[(g['week'] ?? g['week2'] ?? '').toLowerCase()] ?? 0;
      return (from) => inWeek(from.today, weeks, weekdayOf(g['weekday'] ?? g['weekday2']));
    },
  },
  ...(
    [
      [3, /しあさって|明[々明]後日/gu],
      [2, /明後日|(?<!し)あさって|\b(?:the\s)?day\safter\stomorrow\b/giu],
      [-2, /一昨日|おととい|\b(?:the\s)?day\sbefore\syesterday\b/giu],
      [-1, /昨日|(?<![ぁ-ん])きのう|\byesterday\b/giu],
      [1, /明日(?!香)|あした|(?<![ぁ-もゃ-ん])あす(?!か)|\b(?:tomorrow|tmr)\b/giu],
      [
        0,
        /今日(?!的|子)|(?<!日)本日|(?<![ぁ-もゃ-ん])きょう(?!と)|今(?=朝|夜|晩)|\btoday\b|\bthis\s(?=afternoon|morning|evening)/giu,
      ],
    ] as const
  ).map(([days, pattern]) => ({
    pattern: new RegExp(`(?:${pattern.source})(?:\\s?[(][${JA_WEEKDAYS}](?:曜日?)?[)])?`, 'giu'),
    read: () => (from: Reference) => from.today.add({days}),
  })),
  {
    pattern: new RegExp(
      `(?:次の|今度の)?(?<![${JA_WEEKDAYS}何])(?<weekday>[${JA_WEEKDAYS}])曜日?|\\b(?<weekday2>${EN_WEEKDAY})\\b|(?<=\\b(?:on|until|till|by|from|to)\\s)(?<weekday3>${EN_DAY})\\b`,
      'giu',
    ),
    read: (g) => (from) => nextWeekday(from, weekdayOf(g['weekday'] ?? g['weekday2'] ?? g['weekday3'])),
  },
  {
    // 年20日, 週3日, 3日間, 3日前, 3日に1回 count days.
    pattern: new RegExp(
      `(?<![\\d年月週間第約計大限続./-])(?<day>\\d{1,2})日(?!間|以|未満|分|目|前|後|程|ほど|くらい|ぐらい|連続|毎|ごと|おき|本|常|数|曜|勤|たっ|経|あたり|につき|酔|に\\s?[\\d一二][\\s回度])${WEEKDAY_AFTER}`,
      'giu',
    ),
    read: (g, said, rest) => {
      const day = Number(g['day']);
      // So does 1日2時間まで: the first of a month needs a word that makes it a day.
      if (day === 1 && !/^(?:の[午朝昼夕夜\d]|から|まで|は|に(?!何|最大|\d))/u.test(rest)) return undefined;
      // And 明日から3日, unless it goes on with まで.
      if (day <= 14 && /(?:から|より)\s?$/u.test(said) && !/^(?:まで|迄)/u.test(rest)) return undefined;
      return day < 1 || day > 39 ? undefined : (from) => nextDay(from, day);
    },
  },
  {
    pattern: /\bthe\s(?<day>\d{1,2})(?:st|nd|rd|th)\b(?!\sfloor)/giu,
    read: (g) => (from) => nextDay(from, Number(g['day'])),
  },
];

function dayOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({year, month, day}, {overflow: 'reject'});
  } catch {
    return undefined;
  }
}

/** 1 for Monday to 7, of 月 or of an English name; 0 where there is none. */
function weekdayOf(name: string | undefined): number {
  if (name === undefined) return 0;
  return JA_WEEKDAYS.includes(name)
    ? JA_WEEKDAYS.indexOf(name) + 1
    : EN_WEEKDAYS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function withoutYear(
  {today, first}: Reference,
  month: number,
  day: number,
  weekday: number,
): Temporal.PlainDate | undefined {
  const earliest = first ?? today.subtract({days: LOOKS_BACK_DAYS});
  const years = [today.year - 1, today.year, today.year + 1];
  const dates = years.map((year) => dayOf(year, month, day));
  // A weekday that fits tells the year.
  const fitting = dates
    .filter((date) => date !== undefined && date.dayOfWeek === weekday)
    .sort((a, b) => distance(a, today) - distance(b, today));
  if (fitting[0] !== undefined) return fitting[0];
  // The year is chosen by a day that every month has, so that 2/29 is refused where that February lacks it.
  const index = years.findIndex((year) => {
    const near = dayOf(year, month, day) ?? dayOf(year, month, Math.min(day, 28));
    return near !== undefined && Temporal.PlainDate.compare(near, earliest) >= 0;
  });
  return dates[index];
}

function distance(a: Temporal.PlainDate | undefined, b: Temporal.PlainDate): number {
  return a === undefined ? Infinity : Math.abs(b.until(a).days);
}

/** Weeks begin on Monday, as the calendars of offices do. */
function inWeek(today: Temporal.PlainDate, weeks: number, weekday: number): Temporal.PlainDate {
  return today.add({days: weeks * 7 + weekday - today.dayOfWeek});
}

/** Strictly after today: whoever means today says so. A range may end on the day it begins. */
function nextWeekday({today, first}: Reference, weekday: number): Temporal.PlainDate {
  if (first !== undefined) return first.add({days: (weekday - first.dayOfWeek + 7) % 7});
  return today.add({days: ((weekday - today.dayOfWeek + 6) % 7) + 1});
}

/** The next such day of a month, today included; months that lack it are passed over. */
function nextDay({today, first}: Reference, day: number): Temporal.PlainDate | undefined {
  if (day < 1 || day > 31) return undefined;
  const from = first ?? today;
  for (let months = day < from.day ? 1 : 0; ; months++) {
    const month = from.with({day: 1}).add({months});
    if (day <= month.daysInMonth) return month.with({day});
  }
}

/** The dates that a text says, and the text that is left. */
export interface Dates {
  readonly slots: Pick<Slots, 'date' | 'dateEnd'>;
  readonly troubles: readonly Trouble[];
  readonly left: string;
}

/**
 * Reads one date or a range of dates.
 *
 * Without a year: the next occurrence, or the last one if that was at most 31 days ago; a weekday beside it
 * decides otherwise. A bare weekday lies after today, a bare day of the month on or after it. 「金曜まで」 gives
 * `dateEnd` alone.
 *
 * @param text folded, with digits for kanji numerals
 */
export function readDates(text: string, today: Temporal.PlainDate): Dates {
  let left = text;
  const found: Hit<Meaning>[] = [];
  for (const form of FORMS) {
    const taken = take(left, form.pattern, (match) => {
      const from = match.index ?? 0;
      return form.read(match.groups ?? {}, text.slice(0, from), text.slice(from + match[0].length));
    });
    found.push(...taken.hits);
    left = taken.left;
  }
  found.sort((a, b) => a.index - b.index);
  const [one, two] = found;
  if (one === undefined) return {slots: {}, troubles: [], left};

  const troubles: Trouble[] = [];
  const resolve = (hit: Hit<Meaning>, from: Reference): Temporal.PlainDate | undefined => {
    const date = hit.value(from);
    if (date === undefined) troubles.push({kind: 'no-such-date', text: hit.text.trim()});
    return date;
  };
  const first = resolve(one, {today});
  if (first === undefined) return {slots: {}, troubles, left};

  if (
    two !== undefined &&
    /^\s?(?:から|より|~|-|to|through|until|till)\s?$/iu.test(left.slice(one.end, two.index))
  ) {
    const last = resolve(two, {today, first});
    if (
      last !== undefined &&
      (Temporal.PlainDate.compare(last, first) < 0 || first.until(last).days > LONGEST_DAYS)
    ) {
      troubles.push({kind: 'end-before-start', text: text.slice(one.index, two.end)});
    }
    const fits = troubles.length === 0 && last !== undefined;
    return {slots: {date: first.toString(), ...(fits ? {dateEnd: last.toString()} : {})}, troubles, left};
  }
  const days = /(?:から|より|starting)/iu.test(left)
    ? /(?:から|より).*?(\d{1,2})(日間?|週間)(?![前後目])/u.exec(left)
    : null;
  const english = /\bfor\s(\d{1,2})\s(days|weeks)\b/iu.exec(left);
  const length = days ?? english;
  if (length !== null) {
    const count = Number(length[1]) * (/週|week/i.test(length[2] ?? '') ? 7 : 1);
    const rest = take(
      left,
      /\d{1,2}(?:日間?|週間)(?![前後目])|\bfor\s\d{1,2}\s(?:days|weeks)\b/giu,
      () => true,
    ).left;
    if (count >= 1) {
      return {
        slots: {date: first.toString(), dateEnd: first.add({days: count - 1}).toString()},
        troubles,
        left: rest,
      };
    }
  }
  const endsThen =
    /^(?:まで|迄)/u.test(after(left, one.end)) ||
    /\b(?:until|till|through|by)$/iu.test(before(left, one.index));
  return {slots: endsThen ? {dateEnd: first.toString()} : {date: first.toString()}, troubles, left};
}
