import type {Language} from '../../../kernel/person.ts';
import {
  formatDay,
  formatMinute,
  localTime,
  Temporal,
  type DayText,
  type MinuteOfDay,
} from '../../../kernel/time.ts';
import type {Posting} from '../../../platform/directory/staff.ts';
import {boothOf} from '../../../platform/office/office.ts';
import type {Office} from '../../../platform/office/shape.ts';
import {messages} from '../messages.ts';
import {areaOf, floorOf} from '../rules/place.ts';
import {END_OF_DAY, type Said, type Where} from '../rules/state.ts';
import type {DayPart} from '../rules/when.ts';

/** What drawing needs to know of the moment. */
export interface Scene {
  readonly language: Language;
  readonly office: Office;
  readonly zone: string;
  readonly day: DayText;
  readonly minute: MinuteOfDay;
  readonly now: Temporal.Instant;
}

/** A place as people call it, 「6階 コミュニケーションエリア（席 6F-C-12）」. */
export function whereWords(where: Where, {language, office}: Pick<Scene, 'language' | 'office'>): string {
  const m = messages[language];
  switch (where.kind) {
    case 'place': {
      const found = floorOf(office, where.floor, where.site);
      const booth = where.booth === undefined ? undefined : boothOf(office, where.booth)?.name[language];
      const area = booth ?? (found && areaOf(found.floor, where.area)?.name[language]);
      const named = [found?.floor.name[language] ?? String(where.floor), area ?? ''].join(' ').trim();
      return where.seat === undefined ? named : m.to(named, m.seat(where.seat));
    }
    case 'out':
    case 'trip':
      return where.to === undefined ? m.states[where.kind] : m.to(m.states[where.kind], where.to);
    default:
      return m.states[where.kind];
  }
}

/** 出勤中・在宅・不在 alone. */
export function statusWords({kind}: Where, language: Language): string {
  const {status} = messages[language];
  return kind === 'place' || kind === 'home' ? status[kind] : status.away;
}

/** 「11月26日(木) 13:00から15:00まで」; of today the day is left out. */
export function partWords({day, from, until}: DayPart, scene: Scene): string {
  const m = messages[scene.language];
  const today = Temporal.PlainDate.from(scene.day);
  const words = [
    ...(day === scene.day ? [] : [formatDay(Temporal.PlainDate.from(day), scene.language, today)]),
    ...(from === 0 || (day === scene.day && from <= scene.minute) ? [] : [m.from(formatMinute(from))]),
    ...(until === END_OF_DAY ? [] : [m.until(formatMinute(until))]),
  ];
  return words.join(' ');
}

/** The stretches with their place, days of one kind joined by the first and the last. */
export function plannedWords(where: Where, parts: readonly DayPart[], scene: Scene): string {
  const [first, last] = [parts[0], parts.at(-1)];
  const place = whereWords(where, scene);
  if (first === undefined || last === undefined) return place;
  const start = partWords(first, scene);
  const time = first === last ? start : `${start}〜${partWords(last, scene)}`;
  return time === '' ? place : `${place} ${time}`;
}

/** When it was said; how long ago, once it is older than the organisation calls fresh. */
export function sinceWords(said: Said, by: string | undefined, staleMinutes: number, scene: Scene): string {
  const m = messages[scene.language].find;
  const at = Temporal.Instant.from(said.at);
  const {day, minute} = localTime(at, scene.zone);
  const time = formatMinute(minute);
  const today = Temporal.PlainDate.from(scene.day);
  const when = m.at(day.equals(today) ? time : `${formatDay(day, scene.language, today)} ${time}`);
  const age = Math.floor(scene.now.since(at).total('minutes'));
  const old = age > staleMinutes ? `(${m.age(Math.floor(age / 60), age)})` : '';
  return [`${when}${old}`, ...(by === undefined ? [] : [m.sinceBy(by)])].join(' ');
}

/** 「情報システム課 システム係 係長」 */
export function postWords({sectionName, unit, post}: Posting): string {
  return [sectionName, unit, post].filter((part) => part !== undefined && part !== '').join(' ');
}
