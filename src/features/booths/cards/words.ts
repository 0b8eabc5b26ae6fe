import type {Language} from '../../../kernel/person.ts';
import {formatDay, formatMinute, Temporal, type DayText} from '../../../kernel/time.ts';
import {boothOf, kindOf, siteOf} from '../../../platform/office/office.ts';
import type {Closed} from '../../../platform/office/calendar.ts';
import {isDay, type Booth, type Office} from '../../../platform/office/shape.ts';
import {messages} from '../messages.ts';
import type {Breach} from '../rules/breach.ts';
import type {Now, Span} from '../rules/stretch.ts';

/** What all cards of one answer are made with. */
export interface Scene {
  readonly language: Language;
  readonly office: Office;
  readonly now: Now;
  /** The office's time zone. */
  readonly zone: string;
  /** The operation token of this answer: unlike that of any other. */
  readonly op: string;
  /** Whether all of a group will see it: then nothing of one person may stand in it. */
  readonly shared: boolean;
}

/** `11月24日(火)` */
export function dayWords(day: DayText, {language, now}: Scene): string {
  return isDay(day)
    ? formatDay(Temporal.PlainDate.from(day), language, Temporal.PlainDate.from(now.day))
    : day;
}

/** `14:00〜15:00` */
export function spanWords({from, to}: Span, {language}: Pick<Scene, 'language'>): string {
  return messages[language].span(formatMinute(from), formatMinute(to));
}

/** `11月24日(火) 14:00〜15:00` */
export function whenWords(day: DayText, span: Span, scene: Scene): string {
  return `${dayWords(day, scene)} ${spanWords(span, scene)}`;
}

/** `本庁舎 6階` */
export function placeWords({site, floor}: Booth, {language, office}: Scene): string {
  const at = siteOf(office, site);
  const storey = at?.floors.find(({number}) => number === floor);
  return [at?.name[language], storey?.name[language]].filter((part) => part !== undefined).join(' ');
}

/** The booth's name; its id where the office has it no more. */
export function boothWords(id: string, {language, office}: Pick<Scene, 'language' | 'office'>): string {
  return boothOf(office, id)?.name[language] ?? id;
}

/** The kind's name; its id where the office has it no more. */
export function kindWords(id: string, {language, office}: Scene): string {
  return kindOf(office, id)?.name[language] ?? id;
}

/** Why nobody works on a day. */
export function closedWords(closed: Closed, {language}: Pick<Scene, 'language'>): string {
  return 'name' in closed ? closed.name[language] : messages[language].closed[closed.kind];
}

/** The rule that was broken, in the reader's words. */
export function breachWords(breach: Breach, kind: string | undefined, scene: Scene): string {
  const {language, office} = scene;
  const {breach: say, minutes} = messages[language];
  const name = kind === undefined ? '' : kindWords(kind, scene);
  switch (breach.rule) {
    case 'unknown-booth':
      return say.unknown;
    case 'invalid-time':
      return say.invalid;
    case 'too-short':
      return say.short(minutes(breach.slot));
    case 'past':
      return say.past;
    case 'beyond-horizon':
      return say.horizon(dayWords(breach.last, scene));
    case 'closed-day':
      return say.closed(closedWords(breach.why, scene));
    case 'outside-hours':
      return say.hours(spanWords(breach.hours, scene));
    case 'own-booking':
      return say.own(spanWords(breach.stretch, scene), boothWords(breach.stretch.booth, scene));
    case 'longest-use': {
      const gap = kind === undefined ? undefined : kindOf(office, kind)?.gap;
      return say.longest(name, minutes(breach.longest), minutes(gap ?? 0), minutes(breach.use.minutes));
    }
    case 'day-cap':
      return say.cap(name, minutes(breach.cap));
    case 'open-bookings':
      return say.open(name, breach.most);
    case 'taken':
      return breach.by.kind === 'closed' ? say.shut(breach.by.reason) : say.taken;
  }
}

/** A link that opens a new entry of the person's own Teams calendar, filled in. */
export function calendarLink(booking: {day: DayText; booth: string} & Span, scene: Scene): string {
  const at = (minute: number) =>
    Temporal.PlainDate.from(booking.day)
      .toZonedDateTime({timeZone: scene.zone, plainTime: '00:00'})
      .add({minutes: minute})
      .toString({timeZoneName: 'never', smallestUnit: 'second'});
  const query = new URLSearchParams({
    subject: messages[scene.language].calendar(boothWords(booking.booth, scene)),
    startTime: at(booking.from),
    endTime: at(booking.to),
  });
  // Teams shows a plus sign as it is; it reads %20 only.
  return `https://teams.microsoft.com/l/meeting/new?${query.toString().replaceAll('+', '%20')}`;
}
