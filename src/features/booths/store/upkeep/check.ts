import type {DayText} from '../../../../kernel/time.ts';
import {calendarOf, hoursOn, isOpen} from '../../../../platform/office/calendar.ts';
import {boothOf, kindOf} from '../../../../platform/office/office.ts';
import {isDay, QUARTER, type Office} from '../../../../platform/office/shape.ts';
import type {Row, Table} from '../../../../platform/storage/table.ts';
import {
  keyOf,
  placeOfSlot,
  readBooking,
  readOperation,
  readSlot,
  readStretches,
  readWait,
  SHAPE,
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
interface Day {
  readonly day: DayText;
  readonly rows: ReadonlyMap<string, Row>;
  readonly bookings: readonly BookingRecord[];
  readonly waits: ReadonlyMap<string, WaitRecord>;
}

/**
 * Judges the stored rows alone, by counting minutes: it shares no rule with what wrote them. Rules are judged from
 * today on; what was right when it was used stays right when the office changes.
 *
 * A change that is under way while the table is read may look like a fault, so a day with faults is read once more,
 * and only what is there both times is told.
 */
export async function checkTable(
  table: Table,
  office: Office,
  today: DayText,
  signal?: AbortSignal,
): Promise<Problem[]> {
  const first = await read(table, undefined, signal);
  const found = judge(first, office, today);
  const days = [...new Set(found.map(({day}) => day))];
  if (days.length === 0) return [];
  const again = new Set(judge(await read(table, days, signal, first), office, today).map(nameOf));
  return found.filter((problem) => again.has(nameOf(problem)));
}

function nameOf({what, day, row, why}: Problem): string {
  return [what, day, row, why].join('\n');
}

type Partitions = Map<string, Row[]>;

/** All partitions; or some days anew and the others as they were. */
async function read(
  table: Table,
  days: readonly DayText[] | undefined,
  signal: AbortSignal | undefined,
  former: Partitions = new Map(),
): Promise<Partitions> {
  const partitions: Partitions = new Map(former);
  for (const day of days ?? []) partitions.delete(day);
  for (const query of days?.map((pk) => ({pk})) ?? [{}]) {
    for await (const {row} of table.list(query, {signal})) {
      const rows = partitions.get(row.pk) ?? [];
      rows.push(row);
      partitions.set(row.pk, rows);
    }
  }
  return partitions;
}

/** Judges rows by partition. */
export function judge(partitions: Partitions, office: Office, today: DayText): Problem[] {
  const problems: Problem[] = [];
  for (const [pk, rows] of partitions) {
    if (!isDay(pk)) continue;
    const newer = rows.filter((row) => row.v > SHAPE);
    for (const {rk} of newer) tell(problems, 'newer', pk, rk, 'written by a later version');
    if (newer.length > 0) continue;
    const day: Day = {
      day: pk,
      rows: new Map(rows.map((row) => [row.rk, row])),
      bookings: rows.filter(({rk}) => rk.startsWith('b|')).map(readBooking),
      waits: new Map(rows.filter(({rk}) => rk.startsWith('w|')).map((row) => [row.rk, readWait(row)])),
    };
    checkSlots(day, problems);
    checkOverlaps(day, problems);
    checkPersons(day, partitions, problems);
    checkNotes(day, partitions, problems);
    if (pk >= today) checkRules(day, office, problems);
  }
  return problems;
}

function tell(problems: Problem[], what: Problem['what'], day: DayText, rk: string, why: string): void {
  // Rows of persons carry an account in their key.
  const row = rk.replace(/^([do])\|[^|]*/u, '$1|…');
  problems.push({what, day, row, why});
}

const HOLDING: readonly string[] = ['booked', 'started', 'ended'];

function holding({bookings}: Day): BookingRecord[] {
  return bookings.filter(({status}) => HOLDING.includes(status));
}

function quarterRows({booth, from, to}: {booth: string; from: number; to: number}): string[] {
  const keys: string[] = [];
  for (let minute = from; minute < to; minute += QUARTER) keys.push(keyOf.slot(booth, minute / QUARTER));
  return keys;
}

function checkSlots(day: Day, problems: Problem[]): void {
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

function checkOverlaps(day: Day, problems: Problem[]): void {
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

function checkPersons(day: Day, partitions: Partitions, problems: Problem[]): void {
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
    const listed = partitions.get(keyOf.account(account))?.some((each) => each.rk === keyOf.day(day.day));
    if (listed !== true) tell(problems, 'missing', day.day, rk, 'the day is not in the person’s list');
  }
  for (const bookings of by.values()) {
    for (const {id} of bookings)
      tell(problems, 'missing', day.day, keyOf.booking(id), 'not in its person’s day');
  }
}

/** Operations, moves and what bookings say of each other. */
function checkNotes(day: Day, partitions: Partitions, problems: Problem[]): void {
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

function checkRules(day: Day, office: Office, problems: Problem[]): void {
  for (const {id, booth: boothId, kind: kindId, from, to, status} of holding(day)) {
    const rule = (why: string) => tell(problems, 'rule', day.day, keyOf.booking(id), why);
    const booth = boothOf(office, boothId);
    const kind = kindOf(office, kindId);
    if (booth === undefined || kind === undefined || booth.kind !== kindId) {
      rule('no such booth');
      continue;
    }
    const hours = hoursOn(kind, day.day);
    if (from % QUARTER !== 0 || to % QUARTER !== 0 || from >= to) rule('not on whole quarters');
    if (from < hours.from || to > hours.to) rule('outside the hours');
    if (status !== 'ended' && from % kind.slot !== 0) rule('not on a slot');
    if (!isOpen(calendarOf(office, {site: booth.site}), day.day)) rule('on a closed day');
  }
  const persons = groupBy(holding(day), ({account, kind}) => `${account} ${kind}`);
  for (const [key, bookings] of persons) {
    if (key.startsWith(' ')) continue;
    const [first] = bookings;
    const kind = first && kindOf(office, first.kind);
    if (first === undefined || kind === undefined) continue;
    const used = new Array<boolean>(1440).fill(false);
    for (const {from, to} of bookings) used.fill(true, from, to);
    const rk = keyOf.booking(first.id);
    const longest = longestUse(used, kind.gap);
    if (longest > kind.longestUse) tell(problems, 'rule', day.day, rk, `a use of ${longest} minutes`);
    const sum = used.filter(Boolean).length;
    if (kind.dayCap !== undefined && sum > kind.dayCap)
      tell(problems, 'rule', day.day, rk, `${sum} minutes a day`);
  }
}

/** Minute by minute: a pause of the gap's length ends a use. */
function longestUse(used: readonly boolean[], gap: number): number {
  let [longest, current, pause] = [0, 0, 0];
  for (const minute of used) {
    if (minute) [current, pause] = [current + 1, 0];
    else if (++pause >= gap) current = 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

// Map.groupBy is younger than the oldest Node that is supported.
function groupBy<T>(list: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}
