import type {DayText} from '../../../../kernel/time.ts';
import {QUARTER} from '../../../../platform/office/shape.ts';
import type {Row} from '../../../../platform/storage/table.ts';
import {daysIn} from '../tables/day-list.ts';
import {
  keyOf,
  placeOfSlot,
  readOperation,
  readSlot,
  readStretches,
  type BookingRecord,
  type WaitRecord,
} from '../tables/rows.ts';

/** Something in the table that must not be. */
export interface Problem {
  readonly what: 'overlap' | 'rule' | 'orphan' | 'missing' | 'mismatch' | 'half-move' | 'newer';
  readonly day: DayText;
  /** The row's key; no account in it. */
  readonly row: string;
  readonly why: string;
}

/** One day as the judge sees it. */
export interface Day {
  readonly day: DayText;
  readonly rows: ReadonlyMap<string, Row>;
  readonly bookings: readonly BookingRecord[];
  readonly waits: ReadonlyMap<string, WaitRecord>;
}

/** All rows, by partition. */
export type Partitions = ReadonlyMap<string, readonly Row[]>;

export function tell(
  problems: Problem[],
  what: Problem['what'],
  day: DayText,
  rk: string,
  why: string,
): void {
  // Rows of persons carry an account in their key.
  const row = rk.replace(/^([do])\|[^|]*/u, '$1|…');
  problems.push({what, day, row, why});
}

const HOLDING: readonly string[] = ['booked', 'started', 'ended'];

export function holding({bookings}: Day): BookingRecord[] {
  return bookings.filter(({status}) => HOLDING.includes(status));
}

function quarterRows({booth, from, to}: {booth: string; from: number; to: number}): string[] {
  const keys: string[] = [];
  for (let minute = from; minute < to; minute += QUARTER) keys.push(keyOf.slot(booth, minute / QUARTER));
  return keys;
}

export function checkSlots(day: Day, problems: Problem[]): void {
  const owed = new Map<string, string>();
  for (const booking of holding(day)) {
    for (const rk of quarterRows(booking)) owed.set(rk, booking.id);
  }
  for (const wait of day.waits.values()) {
    if (wait.status !== 'held') continue;
    if (wait.held === undefined) {
      tell(problems, 'mismatch', day.day, keyOf.wait(wait.id), 'held, but nowhere');
      continue;
    }
    for (const rk of quarterRows({...wait, booth: wait.held.booth})) owed.set(rk, wait.id);
  }
  for (const [rk, id] of owed) {
    const row = day.rows.get(rk);
    if (row === undefined) tell(problems, 'missing', day.day, rk, `no slot of ${id}`);
    else if (readSlot(row).by !== id) tell(problems, 'overlap', day.day, rk, `${id} and ${readSlot(row).by}`);
  }
  for (const [rk, row] of day.rows) {
    if (!rk.startsWith('s|')) continue;
    const slot = readSlot(row);
    const closed = slot.is === 'closed' && day.rows.has(keyOf.closures(placeOfSlot(rk).booth));
    if (!closed && owed.get(rk) !== slot.by) tell(problems, 'orphan', day.day, rk, `${slot.is} ${slot.by}`);
  }
}

export function checkOverlaps(day: Day, problems: Problem[]): void {
  const all = holding(day);
  all.forEach((one, i) => {
    for (const other of all.slice(i + 1)) {
      if (!(one.from < other.to && other.from < one.to)) continue;
      const rk = keyOf.booking(one.id);
      if (one.booth === other.booth) tell(problems, 'overlap', day.day, rk, `${other.id} in ${one.booth}`);
      if (one.account === other.account && one.account !== '') {
        tell(problems, 'overlap', day.day, rk, `${other.id} of the same person`);
      }
    }
  });
}

export function checkPersons(day: Day, partitions: Partitions, problems: Problem[]): void {
  const by = groupBy(holding(day), ({account}) => account);
  by.delete('');
  for (const [rk, row] of day.rows) {
    if (!rk.startsWith('d|')) continue;
    const account = rk.slice(2);
    const form = (id: string, booth: string, kind: string, from: number, to: number) =>
      [id, booth, kind, from, to].join(' ');
    const said = readStretches({row, etag: ''}).map(({booking, booth, kind, from, to}) =>
      form(booking, booth, kind, from, to),
    );
    const are = (by.get(account) ?? []).map(({id, booth, kind, from, to}) => form(id, booth, kind, from, to));
    const differ = said
      .filter((each) => !are.includes(each))
      .concat(are.filter((each) => !said.includes(each)));
    for (const each of differ) tell(problems, 'mismatch', day.day, rk, each);
    by.delete(account);
    const listed = partitions
      .get(keyOf.account(account))
      ?.some((row) => row.rk === keyOf.days && daysIn({row}).includes(day.day));
    if (listed !== true) tell(problems, 'missing', day.day, rk, 'the day is not in the person’s list');
  }
  for (const bookings of by.values()) {
    for (const {id} of bookings)
      tell(problems, 'missing', day.day, keyOf.booking(id), 'not in its person’s day');
  }
}

/** Operations, moves and what bookings say of each other. */
export function checkNotes(day: Day, partitions: Partitions, problems: Problem[]): void {
  const exists = (id: string) =>
    partitions.get(id.slice(0, 10))?.some(({rk}) => rk === keyOf.booking(id) || rk === keyOf.wait(id)) ===
    true;
  for (const [rk, row] of day.rows) {
    if (rk.startsWith('o|')) {
      const {subject} = readOperation(row);
      // A day that was put away takes its bookings with it.
      const away = !partitions.has(subject.slice(0, 10));
      if (!away && !exists(subject)) tell(problems, 'orphan', day.day, rk, `no ${subject}`);
    }
    if (rk.startsWith('m|')) tell(problems, 'half-move', day.day, rk, `from ${String(row['from'])}`);
  }
  for (const {id, status, movedTo} of day.bookings) {
    if (movedTo === undefined || !partitions.has(movedTo.slice(0, 10))) continue;
    const rk = keyOf.booking(id);
    if (!exists(movedTo)) tell(problems, 'half-move', day.day, rk, `no ${movedTo}`);
    else if (status === 'booked' || status === 'started') tell(problems, 'half-move', day.day, rk, movedTo);
  }
}

// Map.groupBy is younger than the oldest Node that is supported.
export function groupBy<T>(list: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}
