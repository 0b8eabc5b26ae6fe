import {dayOfEra, type Temporal} from '../../../kernel/time.ts';
import {
  dayOf,
  inWeek,
  JA_WEEKDAYS,
  monthOf,
  nextDay,
  nextWeekday,
  weekdayOf,
  withoutYear,
  type Reference,
} from './calendar.ts';

/** How a date follows from the day on which it is said; `undefined` where there is no such date. */
export type Meaning = (from: Reference) => Temporal.PlainDate | undefined;

const EN_WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const EN_DAY = `(?:${EN_WEEKDAY}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)`;
const EN_MONTH =
  '(?<enMonth>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
// (金), 金曜, （金曜日） after a date. It decides the year where none is said.
const WEEKDAY_AFTER = `(?:\\s?(?:[(]\\s?(?<inBrackets>[${JA_WEEKDAYS}])(?:曜日?)?(?:・祝)?\\s?[)]|(?<inWords>[${JA_WEEKDAYS}])曜日?))?`;
// What follows a weekday that is written without 曜, so that 来週日程 is none.
const WORD_END = '(?=[のにはもかで、。,!?\\s(]|から|まで|午|朝|昼|夕|\\d|$)';

type Groups = Readonly<Record<string, string | undefined>>;

/** One way to write a date. */
export interface Form {
  readonly pattern: RegExp;
  /** `said` and `rest` are what stands before and after. */
  readonly read: (groups: Groups, said: string, rest: string) => Meaning | undefined;
}

/** From the most exact form to the vaguest: the first that fits takes the text. */
export const DATE_FORMS: readonly Form[] = [
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
      const month = monthOf(g['enMonth'] ?? g['enMonth2']);
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
