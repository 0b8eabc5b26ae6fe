import type {DayState} from '../../../../src/features/booths/rules/day-state.ts';
import type {Now} from '../../../../src/features/booths/rules/stretch.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';

// The rules once more, told minute by minute and sharing nothing with the code under test: slow and plain.

export interface Try {
  readonly booth: string;
  readonly from: number;
  readonly to: number;
}

const OPEN_DAYS = new Set([
  '2026-11-24',
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
  '2026-12-28',
  '2027-01-04',
  '2027-01-05',
]);

/** Whether minute by minute a new booking may be made. */
export function mayBook(wish: Try, state: DayState, office: Office, now: Now): boolean {
  const {booth, from, to} = wish;
  const kind = kindOfBooth(office, booth);
  if (to - from < kind.slot || from % kind.slot !== 0 || to % kind.slot !== 0) return false;
  if (state.day < now.day) return false;
  if (state.day === now.day && from + kind.slot <= now.minute) return false;
  if (daysBetween(now.day, state.day) > kind.horizon) return false;
  if (state.openBookings >= kind.openBookings && (state.day > now.day || from > now.minute)) return false;
  return mayHold(wish, state, office, now);
}

/** Whether a person may hold a booth then, leaving aside when and how often they may ask for it. */
export function mayHold(wish: Try, state: DayState, office: Office, now: Now): boolean {
  const {booth, from, to} = wish;
  const kind = kindOfBooth(office, booth);
  const never = office.calendars.organisation.weekends?.length === 0;
  if (!never && !OPEN_DAYS.has(state.day)) return false;
  for (let minute = from; minute < to; minute++) {
    if (minute < kind.hours.from || minute >= kind.hours.to) return false;
    if (isTaken(booth, minute, state, now)) return false;
    if (state.mine.some((own) => minute >= own.from && minute < own.to)) return false;
  }
  const used = (minute: number) =>
    (minute >= from && minute < to) ||
    state.mine.some((own) => own.kind === kind.id && minute >= own.from && minute < own.to);
  return longestRun(used, kind.gap) <= kind.longestUse && total(used) <= (kind.dayCap ?? 1440);
}

/** Whether a minute of a booth is somebody's. */
export function isTaken(booth: string, minute: number, state: DayState, now: Now): boolean {
  for (const each of state.occupied) {
    if (each.booth !== booth || minute < each.from || minute >= each.to) continue;
    if (each.by.kind !== 'hold') return true;
    const standing = now.instant.epochMilliseconds < each.by.until.epochMilliseconds;
    if (standing && !each.by.mine) return true;
  }
  return false;
}

/** The most minutes used without a pause of `gap` minutes. */
export function longestRun(used: (minute: number) => boolean, gap: number, until = 1440): number {
  let [most, run, idle] = [0, 0, 0];
  for (let minute = 0; minute < until; minute++) {
    if (used(minute)) {
      run += 1;
      idle = 0;
      most = Math.max(most, run);
    } else if (++idle >= gap) run = 0;
  }
  return most;
}

function total(used: (minute: number) => boolean): number {
  let sum = 0;
  for (let minute = 0; minute < 1440; minute++) if (used(minute)) sum += 1;
  return sum;
}

export function kindOfBooth(office: Office, id: string): Office['kinds'][number] {
  const booth = office.booths.find((each) => each.id === id);
  const kind = office.kinds.find((each) => each.id === booth?.kind);
  if (kind === undefined) throw new Error(id);
  return kind;
}

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
