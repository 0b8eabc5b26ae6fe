import type {Bilingual} from '../../../kernel/person.ts';
import {formatMinutePadded, Temporal} from '../../../kernel/time.ts';
import type {Office} from '../../../platform/office/shape.ts';
import {nowIn} from '../rules/stretch.ts';
import type {BackOffice} from '../store/back-office.ts';
import type {OwnedBooking} from '../store/desk.ts';

export interface RefitDeps {
  readonly desk: Pick<BackOffice, 'misfits' | 'withdraw'>;
  readonly office: () => Office;
  readonly zone: string;
  /** Puts into the outbox what the holders are to be told. */
  readonly tell: (
    withdrawn: readonly OwnedBooking[],
    now: Temporal.Instant,
    signal?: AbortSignal,
  ) => Promise<void>;
}

/**
 * After a change of the office: takes back the bookings that the new one would not allow, and has their holders told,
 * with what they can have instead. Run again it finds none.
 *
 * @param former the office before the change: bookings may lie as far ahead as it allowed
 * @returns a line for each, without its person
 */
export async function refit(
  {desk, office, zone, tell}: RefitDeps,
  former: Office,
  instant: Temporal.Instant,
  signal: AbortSignal,
): Promise<readonly Bilingual[]> {
  const now = nowIn(instant, zone);
  const horizon = Math.max(0, ...[...former.kinds, ...office().kinds].map((kind) => kind.horizon));
  const lines: Bilingual[] = [];
  for (let ahead = 0; ahead <= horizon; ahead++) {
    const day = Temporal.PlainDate.from(now.day).add({days: ahead}).toString();
    for (const {booking, rule} of await desk.misfits(day, now, signal)) {
      const withdrawn = await desk.withdraw(booking.id, now, signal);
      // It was cancelled meanwhile, by its person or by another push.
      if (withdrawn === undefined) continue;
      await tell([withdrawn], instant, signal);
      const when = `${day} ${formatMinutePadded(booking.from)}–${formatMinutePadded(booking.to)}`;
      lines.push({
        ja: `合わなくなった予約を取り消しました: ${when} ${booking.booth}（${rule}）${booking.id}`,
        en: `a booking no longer fits and was cancelled: ${when} ${booking.booth} (${rule}) ${booking.id}`,
      });
    }
  }
  return lines;
}
