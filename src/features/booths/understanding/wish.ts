import type {MinuteOfDay} from '../../../kernel/time.ts';
import {boothOf} from '../../../platform/office/office.ts';
import {QUARTER, type Office} from '../../../platform/office/shape.ts';
import type {Slots} from '../../../platform/understand/sentence.ts';
import type {Draft} from '../planning/draft.ts';
import {floorTo, type Now} from '../rules/stretch.ts';

/** What a sentence says of a booking, as far as it says it. */
export function draftOf(slots: Slots, office: Office, now: Now): Draft {
  const {booth, kind, floor, date, minutes} = slots;
  const start = minuteOf(slots.start);
  const end = minuteOf(slots.end);
  // 「15時まで使いたい」 begins now.
  const until = start === undefined && end !== undefined && (date ?? now.day) === now.day;
  const from = start ?? (until ? floorTo(now.minute, QUARTER) : undefined);
  const named = typeof booth === 'string' ? boothOf(office, booth) : undefined;
  const length = from !== undefined && end !== undefined ? end - from : minutes;
  return {
    kind: named?.kind ?? (typeof kind === 'string' ? kind : undefined),
    booth: named?.id,
    // A booth stands where it stands, whatever floor was said with it.
    floor: named === undefined ? floor : undefined,
    // A time without a day is today's.
    day: date ?? (from === undefined ? undefined : now.day),
    from,
    minutes: length !== undefined && length > 0 ? length : undefined,
  };
}

/** `14:30` as minutes. */
export function minuteOf(time: string | undefined): MinuteOfDay | undefined {
  const [hour, minute] = time?.split(':') ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

/** Which of a person's bookings a sentence may mean: those that what it says fits. */
export function fits(
  booking: {
    readonly day: string;
    readonly from: number;
    readonly to: number;
    readonly booth: string;
    readonly kind: string;
  },
  slots: Slots,
): boolean {
  const start = minuteOf(slots.start);
  return (
    (slots.date === undefined || slots.date === booking.day) &&
    (start === undefined || (booking.from <= start && start < booking.to)) &&
    (slots['booth'] === undefined || slots['booth'] === booking.booth) &&
    (slots['kind'] === undefined || slots['kind'] === booking.kind)
  );
}
