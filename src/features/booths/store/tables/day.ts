import type {DayText} from '../../../../kernel/time.ts';
import {keyPrefix, type Stored, type Table} from '../../../../platform/storage/table.ts';
import {encodeKey} from '../../../../kernel/ids.ts';
import {isAhead} from '../../rules/breach.ts';
import {joinQuarters, type DayState, type Holder, type OccupiedQuarter} from '../../rules/day-state.ts';
import type {Now} from '../../rules/stretch.ts';
import {
  keyOf,
  known,
  placeOfSlot,
  readOperation,
  readSlot,
  readStretches,
  readWait,
  type OperationRecord,
  type Slot,
  type WaitRecord,
} from './rows.ts';

/** A slot or a wait with the tag by which it may be changed. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string;
}

/** What was read of a day in one go. It is a day gone by: only its tags say whether it still holds. */
export interface DayRows {
  readonly day: DayText;
  /** By row key; of one booth or of all. */
  readonly slots: ReadonlyMap<string, Tagged<Slot>>;
  readonly waits: ReadonlyMap<string, Tagged<WaitRecord>>;
  /** The day rows of the persons who were asked for, by account key. */
  readonly persons: ReadonlyMap<string, Stored | undefined>;
}

export interface What {
  /** The booth whose slots are needed; all where it is left out, none where it is `null`. */
  readonly booth?: string | null | undefined;
  readonly waits?: boolean;
  readonly person?: string;
}

/** Reads of a day what a change needs. */
export async function readDay(
  table: Table,
  day: DayText,
  {booth, waits = false, person}: What,
  signal: AbortSignal | undefined,
): Promise<DayRows> {
  const [slots, waiting, own] = await Promise.all([
    booth === null
      ? new Map<string, never>()
      : gather(
          table,
          {pk: day, ...keyPrefix(booth === undefined ? 's' : `s|${encodeKey(booth)}`)},
          readSlot,
          signal,
        ),
    waits ? gather(table, {pk: day, ...keyPrefix('w')}, readWait, signal) : new Map<string, never>(),
    person === undefined ? undefined : table.get(day, keyOf.person(person), {signal}),
  ]);
  const persons = new Map(person === undefined ? [] : [[person, own]]);
  return {day, slots, waits: waiting, persons};
}

async function gather<T>(
  table: Table,
  query: Parameters<Table['list']>[0],
  read: (row: Stored['row']) => T,
  signal: AbortSignal | undefined,
): Promise<Map<string, Tagged<T>>> {
  const found = new Map<string, Tagged<T>>();
  for await (const {row, etag} of table.list(query, {signal})) {
    found.set(row.rk, {value: read(known(row)), etag});
  }
  return found;
}

/** The day as a person meets it, or as nobody in particular does. */
export function stateOf(
  {day, persons}: Pick<DayRows, 'day' | 'persons'>,
  slots: Iterable<readonly [string, Slot]>,
  person: string | undefined,
  openBookings = 0,
): DayState {
  const mine = readStretches(person === undefined ? undefined : persons.get(person));
  const own = new Set(mine.map(({booking}) => booking));
  const quarters: OccupiedQuarter[] = [];
  for (const [rk, slot] of slots) {
    quarters.push({...placeOfSlot(rk), by: holderOf(slot, own, person)});
  }
  return {day, mine, occupied: joinQuarters(quarters), openBookings};
}

function holderOf(slot: Slot, own: ReadonlySet<string>, person: string | undefined): Holder {
  switch (slot.is) {
    case 'booking':
      return {kind: 'booking', booking: slot.by, mine: own.has(slot.by)};
    case 'hold':
      return {kind: 'hold', wait: slot.by, until: slot.until, mine: slot.account === person};
    case 'closed':
      return {kind: 'closed', reason: slot.by};
  }
}

/** The slots as they were read, without their tags. */
export function* plain(slots: DayRows['slots']): Generator<readonly [string, Slot]> {
  for (const [rk, {value}] of slots) yield [rk, value];
}

/** How many bookings of a kind the person holds that have not begun, on all days but one that was read already. */
export async function countAhead(
  table: Table,
  person: string,
  kind: string,
  days: readonly DayText[],
  now: Now,
  signal: AbortSignal | undefined,
): Promise<number> {
  const rows = await Promise.all(days.map((day) => table.get(day, keyOf.person(person), {signal})));
  return rows.reduce((sum, row, i) => sum + aheadIn(row, days[i] ?? now.day, kind, now), 0);
}

/** The same of one day. */
export function aheadIn(row: Stored | undefined, day: DayText, kind: string, now: Now): number {
  return readStretches(row).filter((own) => own.kind === kind && isAhead(day, own, now)).length;
}

/** What a press has done; undefined where it has done nothing. */
export async function readPress(
  table: Table,
  day: DayText,
  person: string,
  op: string,
  signal: AbortSignal | undefined,
): Promise<OperationRecord | undefined> {
  const stored = await table.get(day, keyOf.operation(person, op), {signal});
  return stored === undefined ? undefined : readOperation(known(stored.row));
}
