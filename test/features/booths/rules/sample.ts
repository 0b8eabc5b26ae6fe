import {Temporal} from '../../../../src/kernel/time.ts';
import type {DayState, Holder, Occupied} from '../../../../src/features/booths/rules/day-state.ts';
import type {Booking} from '../../../../src/features/booths/rules/lifecycle.ts';
import {nowIn, type Now, type Stretch} from '../../../../src/features/booths/rules/stretch.ts';
import {officeSchema} from '../../../../src/platform/office/office.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';

const text = (value: string) => ({ja: value, en: value});

const kind = (id: string, longestUse: number, more: object = {}) => ({
  id,
  name: text(id),
  longestUse,
  hours: {from: '08:30', to: '20:00'},
  horizon: 14,
  phone: {allowed: false, say: text('no')},
  ...more,
});

const booth = (id: string, kindId: string, floor = 6) => ({
  id,
  name: text(id),
  kind: kindId,
  site: 'main',
  floor,
  seats: 1,
});

/** Three focus booths of two hours and two web-meeting booths of four, one of each on another floor. */
export function sampleOffice(focus: object = {}, web: object = {}, calendar: object = {}): Office {
  return officeSchema.parse({
    sites: [
      {
        id: 'main',
        name: text('main'),
        floors: [
          {number: 5, name: text('5')},
          {number: 6, name: text('6')},
        ],
      },
    ],
    calendars: {
      organisation: {
        weekends: ['sat', 'sun'],
        nationalHolidays: true,
        yearEnd: {from: '12-29', to: '01-03'},
        ...calendar,
      },
    },
    kinds: [kind('focus', 120, focus), kind('web', 240, web)],
    booths: [
      booth('focus-1', 'focus'),
      booth('focus-2', 'focus'),
      booth('focus-3', 'focus', 5),
      booth('web-a', 'web'),
      booth('web-b', 'web', 5),
    ],
  });
}

/** Minutes of `10:30`. */
export function at(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** A Tuesday. */
export const DAY = '2026-11-24';

/** A moment at the office. */
export function nowAt(time: string, day = DAY): Now {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: 'Asia/Tokyo',
    plainTime: Temporal.PlainTime.from({hour: Math.floor(at(time) / 60), minute: at(time) % 60}),
  });
  return nowIn(zoned.toInstant(), 'Asia/Tokyo');
}

let count = 0;

/** One's own stretch: `own('focus-1', '10:00', '12:00')`. */
export function own(boothId: string, from: string, to: string, booking = `b${++count}`): Stretch {
  const [kindId = ''] = boothId.split('-');
  return {booking, booth: boothId, kind: kindId, from: at(from), to: at(to)};
}

/** Somebody else's. */
export function others(boothId: string, from: string, to: string, by?: Holder): Occupied {
  const booking: Holder = {kind: 'booking', booking: `o${++count}`, mine: false};
  return {booth: boothId, from: at(from), to: at(to), by: by ?? booking};
}

/** A day with one's own stretches, and what else is not free. */
export function dayOf(
  mine: readonly Stretch[] = [],
  occupied: readonly Occupied[] = [],
  day = DAY,
): DayState {
  const held = mine.map(({booking, booth: boothId, from, to}): Occupied => {
    return {booth: boothId, from, to, by: {kind: 'booking', booking, mine: true}};
  });
  return {day, mine, occupied: [...held, ...occupied], openBookings: 0};
}

/** A booking made the day before. */
export function bookingOf(stretch: Stretch, status: Booking['status'] = 'booked', day = DAY): Booking {
  const {booking: id, ...rest} = stretch;
  return {...rest, id, day, status, placed: nowAt('12:00', '2026-11-20').instant};
}
