import {formatMinutePadded, type MinuteOfDay} from '../../../kernel/time.ts';
import type {Slots, Trouble, World} from '../sentence.ts';
import {after, before, take, type Hit} from './reading.ts';

/** What the clock says in a sentence. */
interface Said {
  /** Undefined where there is no such time. */
  readonly minute: MinuteOfDay | undefined;
  /** Said without 午前 or 午後 and no later than 12: the other half of the day may be meant. */
  readonly bare?: boolean;
  /** Said with pm: passes it on to the start of `2-4pm`. */
  readonly pm?: boolean;
  /** The stretch that 午前中 means. */
  readonly until?: MinuteOfDay;
  /** Which end of a stretch it is, where its own words say so. */
  readonly role?: 'start' | 'end';
}

/** What reading a time needs to know of the world. */
export interface Day extends Pick<World, 'opens' | 'closes'> {
  /** The present minute of the day. */
  readonly minute: MinuteOfDay;
}

const NOON = 12 * 60;
const MIDNIGHT = 24 * 60;
/** When an office's afternoon begins. */
const AFTERNOON = 13 * 60;
const EVENING = 17 * 60;

const PART = '(?:お?(?<part>午前|午後|朝|昼|夕方|夕|夜|晩|深夜)の?\\s?)?';
const AM_PM = '(?:am|pm|a\\.m\\.|p\\.m\\.)(?![a-z])';
const NOT_COUNTED =
  '(?![\\d:/.%]|[.,]\\d|\\s?(?:min|hour|hr|h\\b|day|week|month|year|people|person|staff|booth|st\\b|nd\\b|rd\\b|th\\b|am\\b|pm\\b|f\\b|時間|分|日|月|階))';

type Groups = Readonly<Record<string, string | undefined>>;

/** From the most exact form to the vaguest: the first that fits takes the text. */
const FORMS: readonly {
  readonly pattern: RegExp;
  readonly read: (groups: Groups, day: Day) => Said | undefined;
}[] = [
  {
    // 予約の30分後 counts from something else than now.
    pattern:
      /(?<![のらり])(?:(?<hours>\d{1,2})時間)?(?:(?<half>半)|(?<minutes>\d{1,3})分)?後(?!半|[ろ期者])(?<=[間半分]後)|\bin\s(?:(?<minutes2>\d{1,3})\smin(?:ute)?s?|(?<hours2>\d{1,2}|an)\shours?)\b/giu,
    read: (g, day) => {
      const hours = g['hours2'] === 'an' ? 1 : Number(g['hours'] ?? g['hours2'] ?? 0);
      const minutes = Number(g['minutes'] ?? g['minutes2'] ?? 0) + (g['half'] === undefined ? 0 : 30);
      const minute = day.minute + hours * 60 + minutes;
      return minute < MIDNIGHT ? {minute, role: 'start'} : undefined;
    },
  },
  {
    pattern: new RegExp(
      `${PART}(?<![\\d:./])(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::\\d{2})?(?![\\d:])\\s?(?<half>${AM_PM})?`,
      'giu',
    ),
    read: clock,
  },
  {
    pattern: new RegExp(
      `${PART}(?<![\\d.])(?<hour>\\d{1,2})\\s?時(?!間|[点代期限刻差短系給])\\s?(?:(?<thirty>半)|(?<minute>\\d{1,2})分?(?![間後前以\\d:]))?`,
      'giu',
    ),
    read: clock,
  },
  {
    pattern: new RegExp(`(?<![\\w.:/])(?<hour>\\d{1,2})\\s?(?<half>${AM_PM})`, 'giu'),
    read: clock,
  },
  {
    // 10-12時, 10から12時, 2-4pm: the first of two hours whose unit stands behind the second. The second is
    // a mark by now.
    pattern: new RegExp(`${PART}(?<![\\d.:/-])(?<hour>\\d{1,2})(?=\\s?(?:-|~|から|to)\\s?\\u25ae)`, 'giu'),
    read: clock,
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:at|from|between|until|till)\\s)(?<hour>\\d{1,2})(?:\\so'clock)?${NOT_COUNTED}|(?<=\\b(?:from|between)\\s\\d{1,2}\\s?(?:to|until|till|and|-|~)\\s?)(?<hour2>\\d{1,2})${NOT_COUNTED}|\\b(?<hour3>\\d{1,2})\\so'clock`,
      'giu',
    ),
    read: (g, day) => clock({hour: g['hour'] ?? g['hour2'] ?? g['hour3']}, day),
  },
  {
    pattern:
      /今から|いまから|これから(?=\s?(?:約?\d|半時間|集中|web|ブース|予約))|今すぐ|いますぐ|\b(?:starting|from|right)\snow\b/giu,
    read: (_, day) => ({minute: day.minute, role: 'start'}),
  },
  {
    pattern: /朝(?:イチ|いち|一番?|1(?![\d時]))|\bfirst\sthing\b/giu,
    read: (_, day) => ({minute: day.opens}),
  },
  {pattern: /正午|\b(?:noon|midday)\b/giu, read: () => ({minute: NOON})},
  {pattern: /お?昼(?:過ぎ|すぎ)/gu, read: () => ({minute: AFTERNOON})},
  {pattern: /お?昼(?![休食夜間寝礼ご])/gu, read: () => ({minute: NOON})},
  {pattern: /夕方/gu, read: () => ({minute: EVENING})},
  {
    pattern: /午前中?|\b(?:this|in\sthe|tomorrow)\smorning\b|(?<=\u25ae\s?)morning\b/giu,
    read: (_, day) => ({minute: day.opens, until: NOON}),
  },
  {
    pattern: /午後|\b(?:this|in\sthe)\safternoon\b|(?<=\u25ae\s?)afternoon\b/giu,
    read: () => ({minute: AFTERNOON}),
  },
];

function clock(g: Groups, day: Day): Said {
  const hour = Number(g['hour']);
  const minute = g['thirty'] === undefined ? Number(g['minute'] ?? 0) : 30;
  if (hour > 24 || minute > 59 || hour * 60 + minute > MIDNIGHT) return {minute: undefined};
  const part = g['part'] ?? '';
  const half = (g['half'] ?? '').toLowerCase().replaceAll('.', '');
  const at = hour * 60 + minute;
  const later = at + NOON;
  if (half === 'am') return {minute: hour === 12 ? minute : at};
  if (half === 'pm') return {minute: hour < 12 ? later : at, pm: true};
  if (part === '午前' || part === '朝' || part === '深夜') return {minute: at};
  if (part === '午後' || part.startsWith('夕') || (part === '昼' && hour <= 5)) {
    return {minute: hour < 12 ? later : at};
  }
  if (part === '夜' || part === '晩') return {minute: hour >= 4 && hour < 12 ? later : at};
  // 2時 is 14:00 where only that lies within the office's hours. 02:00 is written as it is meant.
  const exact = hour > 12 || hour === 0 || part === '昼' || /^0\d/.test(g['hour'] ?? '');
  if (!exact && at < day.opens && later <= day.closes) return {minute: later, bare: true};
  return {minute: at, bare: !exact};
}

const SOFT = '(?:頃|ごろ|ころ|くらい|ぐらい|ちょうど|ジャスト)?\\s?';
const STARTS = new RegExp(`^${SOFT}(?:から|より|以降|スタート|開始|~|-|to\\b)`, 'iu');
const ENDS = new RegExp(`^${SOFT}(?:まで|迄|終了|に終わ)`, 'iu');
const AFTER_START = /(?:から|より|~|-|\bto|\band)$/iu;
const AFTER_UNTIL = /\b(?:until|till|by)$/iu;

function roleOf(left: string, hit: Hit<Said>, previous: Hit<Said> | undefined): 'start' | 'end' | undefined {
  if (hit.value.role !== undefined) return hit.value.role;
  const [left1, right] = [before(left, hit.index), after(left, hit.end)];
  if (ENDS.test(right) || AFTER_UNTIL.test(left1)) return 'end';
  if ((previous === undefined ? /~$/u : AFTER_START).test(left1)) return 'end';
  return STARTS.test(right) ? 'start' : undefined;
}

/** The times that a text says, and the text that is left. */
export interface Times {
  readonly slots: Pick<Slots, 'start' | 'end'>;
  readonly troubles: readonly Trouble[];
  readonly left: string;
}

/**
 * Reads a start, an end, or both.
 *
 * @param text what the dates have left
 */
export function readTimes(text: string, day: Day): Times {
  let left = text;
  const found: Hit<Said>[] = [];
  for (const form of FORMS) {
    const taken = take(left, form.pattern, (match) => form.read(match.groups ?? {}, day));
    found.push(...taken.hits);
    left = taken.left;
  }
  found.sort((a, b) => a.index - b.index);

  const troubles: Trouble[] = found
    .filter((hit) => hit.value.minute === undefined)
    .map((hit) => ({kind: 'no-such-time', text: hit.text.trim()}));
  const good = found.filter((hit) => hit.value.minute !== undefined);
  const roles = good.map((hit, i) => roleOf(left, hit, good[i - 1]));
  const startAt = roles.includes('start') ? roles.indexOf('start') : roles.indexOf(undefined);
  const endAt = roles.findIndex((role, i) => role === 'end' && i > startAt);
  const [start, end] = [good[startAt], good[endAt]];
  const {from, to} = stretch(start?.value, end?.value);

  if (from !== undefined && to !== undefined && to <= from && start !== undefined && end !== undefined) {
    troubles.push({kind: 'end-before-start', text: text.slice(start.index, end.end)});
    return {slots: {start: formatMinutePadded(from)}, troubles, left};
  }
  if (from === MIDNIGHT && start !== undefined)
    troubles.push({kind: 'no-such-time', text: start.text.trim()});
  return {
    slots: {
      ...(from === undefined || from === MIDNIGHT ? {} : {start: formatMinutePadded(from)}),
      ...(to === undefined ? {} : {end: formatMinutePadded(to)}),
    },
    troubles,
    left,
  };
}

/** Which halves of the day two bare times mean together. */
function stretch(
  start: Said | undefined,
  end: Said | undefined,
): {from: MinuteOfDay | undefined; to: MinuteOfDay | undefined} {
  let from = start?.minute;
  let to = end?.minute ?? (end === undefined ? start?.until : undefined);
  if (from !== undefined && to !== undefined) {
    // 2-4pm
    if (start?.bare === true && end?.pm === true && from < NOON && from + NOON < to) from += NOON;
    // 午後6時から8時
    if (end?.bare === true && to <= from && to + NOON > from && to + NOON <= MIDNIGHT) to += NOON;
  }
  return {from, to};
}
