import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime, type Temporal} from '../../../kernel/time.ts';
import {readInstant} from '../../../platform/command-input.ts';
import type {Command, CommandIo, CommandOption} from '../../../platform/feature.ts';
import {boothByName} from '../../../platform/office/names.ts';
import {boothOf} from '../../../platform/office/office.ts';
import type {Booth, Office} from '../../../platform/office/shape.ts';
import {nowIn} from '../rules/stretch.ts';
import type {BackOffice, Closing} from '../store/back-office.ts';
import type {OwnedBooking} from '../store/desk.ts';

export interface CloseDeps {
  readonly desk: Pick<BackOffice, 'close' | 'open'>;
  readonly office: (signal?: AbortSignal) => Promise<Office>;
  readonly zone: string;
  /** Puts into the outbox what the holders of withdrawn bookings are to be told. */
  readonly tell: (
    withdrawn: readonly OwnedBooking[],
    now: Temporal.Instant,
    signal?: AbortSignal,
  ) => Promise<void>;
}

/** A closing longer than this is a booth that goes out of the file. */
const LONGEST_DAYS = 366;
const LONGEST_REASON = 200;

const ARGUMENT = {name: '<booth>', describe: {ja: 'ブースのidか名前', en: 'its id or name'}} as const;
const FROM_TO: readonly CommandOption[] = [
  {flags: '--from <time>', describe: {ja: '始まり（例 2026-11-24T13:00、2026-11-24）', en: 'the beginning'}},
  {flags: '--to <time>', describe: {ja: '終わり（その時刻は含まない）', en: 'the end, itself not included'}},
];

/** `booths close`: bookings in the way are withdrawn, and their holders told by the running bot. */
export function closeCommand({desk, office, zone, tell}: CloseDeps): Command {
  return {
    name: 'booths close',
    describe: {
      ja: 'ブースを閉める（重なる予約は取り消し、予約した人に知らせる）',
      en: 'Closes a booth; bookings in the way are cancelled and their holders told',
    },
    role: 'operator',
    changes: true,
    arguments: [ARGUMENT],
    options: [
      ...FROM_TO,
      {flags: '--reason <text>', describe: {ja: '理由（利用者に見える）', en: 'why; people see it'}},
    ],
    async run({arguments: [name = ''], options}, io) {
      const booth = findBooth(await office(io.signal), name);
      const reason = options['reason'];
      if (typeof reason !== 'string' || reason.trim() === '' || reason.length > LONGEST_REASON) {
        throw new CodedError('command/usage', {what: `--reason (1–${LONGEST_REASON})`});
      }
      const closing = {...readSpan(options, zone), reason: reason.trim()};
      const now = nowIn(io.now, zone);
      const {quarters, withdrawn} = await desk.close(booth.id, closing, now, io.signal);
      await tell(withdrawn, io.now, io.signal);
      const bookings = withdrawn.map(({booking}) => booking.id);
      say(io, {booth: booth.id, minutes: quarters * 15, withdrawn: bookings}, [
        `${booth.name.ja}: ${quarters * 15}分を閉めました。 Closed for ${quarters * 15} minutes.`,
        ...bookings.map((id) => `取り消した予約 cancelled: ${id}`),
      ]);
      return EXIT.done;
    },
  };
}

/** `booths open`. */
export function openCommand({desk, office, zone}: Omit<CloseDeps, 'tell'>): Command {
  return {
    name: 'booths open',
    describe: {ja: '閉めたブースを開ける', en: 'Opens a booth that was closed'},
    role: 'operator',
    changes: true,
    arguments: [ARGUMENT],
    options: FROM_TO,
    async run({arguments: [name = ''], options}, io) {
      const booth = findBooth(await office(io.signal), name);
      const minutes =
        15 * (await desk.open(booth.id, readSpan(options, zone), nowIn(io.now, zone), io.signal));
      say(io, {booth: booth.id, minutes}, [
        `${booth.name.ja}: ${minutes}分を開けました。 Opened for ${minutes} minutes.`,
      ]);
      return EXIT.done;
    },
  };
}

function say(io: CommandIo, result: object, lines: readonly string[]): void {
  if (io.json) io.out(JSON.stringify(result));
  else for (const line of lines) io.out(line);
}

function findBooth(office: Office, name: string): Booth {
  const byId = boothOf(office, name);
  if (byId !== undefined) return byId;
  const named = boothByName(office, name);
  if (named.kind === 'booth') return named.booth;
  throw new CodedError('command/usage', {what: `BOOTH ${name}`});
}

function readSpan(options: Readonly<Record<string, unknown>>, zone: string): Omit<Closing, 'reason'> {
  const [from, to] = (['from', 'to'] as const).map((option) => {
    const given = options[option];
    if (typeof given !== 'string') throw new CodedError('command/usage', {what: `--${option} TIME`});
    return readInstant(given, zone, `--${option}`);
  });
  if (from === undefined || to === undefined) throw new CodedError('command/usage', {what: '--from --to'});
  const days = from.until(to).total('days');
  if (days <= 0 || days > LONGEST_DAYS) throw new CodedError('command/usage', {what: '--from --to'});
  const part = (instant: Temporal.Instant) => {
    const {day, minute} = localTime(instant, zone);
    return {day: day.toString(), minute};
  };
  return {from: part(from), to: part(to)};
}
