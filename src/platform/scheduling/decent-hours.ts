import {localTime, type MinuteOfDay, type Temporal} from '../../kernel/time.ts';

/** When people may be written to unasked about what does not press. */
export interface DecentHours {
  readonly zone: string;
  readonly opens: MinuteOfDay;
  readonly closes: MinuteOfDay;
  /** Whether people work on that day. */
  readonly isOpen: (day: Temporal.PlainDate) => boolean;
}

/** Monday to Friday. */
export function isWeekday(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5;
}

/** Now, if the hours are decent, else the next opening. A calendar that never opens gives now. */
export function nextDecent(now: Temporal.Instant, hours: DecentHours): Temporal.Instant {
  const {zone, opens, closes, isOpen} = hours;
  const {day, minute} = localTime(now, zone);
  if (isOpen(day) && minute >= opens && minute < closes) return now;
  const start = minute < opens ? day : day.add({days: 1});
  for (let next = start, tried = 0; tried < 366; next = next.add({days: 1}), tried++) {
    if (isOpen(next)) {
      const time = {hour: Math.floor(opens / 60), minute: opens % 60};
      return next.toZonedDateTime({timeZone: zone, plainTime: time}).toInstant();
    }
  }
  return now;
}
