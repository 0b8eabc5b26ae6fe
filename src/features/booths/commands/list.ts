import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {formatMinutePadded, localTime} from '../../../kernel/time.ts';
import type {Command} from '../../../platform/feature.ts';
import {boothOf} from '../../../platform/office/office.ts';
import {isDay, type Office} from '../../../platform/office/shape.ts';
import type {BackOffice} from '../store/back-office.ts';
import type {Booking} from '../rules/lifecycle.ts';

export interface ListDeps {
  readonly desk: Pick<BackOffice, 'bookingsOn'>;
  readonly office: (signal?: AbortSignal) => Promise<Office>;
  readonly zone: string;
}

const STATUS: Readonly<Record<Booking['status'], string>> = {
  booked: '予約 booked',
  started: '利用中 started',
  ended: '終了 ended',
  cancelled: '取消 cancelled',
  released: '自動解放 released',
};

/** `booths list`: a day's bookings. Whose they are is shown as the id that support needs, never as a name. */
export function listCommand({desk, office, zone}: ListDeps): Command {
  return {
    name: 'booths list',
    describe: {ja: 'その日の予約の一覧', en: 'Lists the bookings of a day'},
    role: 'operator',
    changes: false,
    options: [
      {
        flags: '--date <date>',
        describe: {ja: '日（例 2026-11-24、省略時は今日）', en: 'the day; default: today'},
      },
    ],
    async run({options}, io) {
      const given = options['date'];
      const day = typeof given === 'string' ? given : localTime(io.now, zone).day.toString();
      const what = `--date ${day}`;
      if (!isDay(day)) throw new CodedError('command/usage', {what});
      const current = await office(io.signal);
      const all = await desk.bookingsOn(day, io.signal);
      if (io.json) {
        const rows = all.map(({account, booking}) => ({
          ...{booking: booking.id, day, booth: booking.booth, kind: booking.kind},
          ...{from: formatMinutePadded(booking.from), to: formatMinutePadded(booking.to)},
          ...{status: booking.status, account: account.objectId, movedTo: booking.movedTo ?? null},
        }));
        io.out(JSON.stringify(rows));
        return EXIT.done;
      }
      for (const {account, booking} of all) {
        const {booth, from, to, status, id} = booking;
        const name = boothOf(current, booth)?.name.ja ?? booth;
        const time = `${formatMinutePadded(from)}–${formatMinutePadded(to)}`;
        io.out(`${time}  ${name}  ${STATUS[status]}  ${account.objectId}  ${id}`);
      }
      if (all.length === 0) io.out(`${day}: 予約はありません。 No bookings.`);
      return EXIT.done;
    },
  };
}
