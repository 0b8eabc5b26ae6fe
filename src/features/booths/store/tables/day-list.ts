import {Temporal, type DayText} from '../../../../kernel/time.ts';
import type {Stored, Table} from '../../../../platform/storage/table.ts';
import {keyOf, known, SHAPE} from './rows.ts';

// Which days hold rows of a person, in one row of their own. It is written before a booking, so it may name a day too
// many, of a booking that was then refused, and never one too few.

/** Somebody else changes the same list only while the same person books in another chat. */
const TRIES = 8;
/** Longer than any booking is kept. */
const KEPT_DAYS = 400;

/** The person's list as it was read. */
export type DayList = Stored | undefined;

/**
 * The lists that this process wrote last. One may be out of date, so it serves only where the next thing done with it
 * is a change by its tag, which then fails.
 */
export interface RememberedLists {
  readonly of: (person: string) => DayList;
  readonly keep: (person: string, list: DayList) => void;
}

const REMEMBERED = 5_000;

export function rememberedLists(): RememberedLists {
  const lists = new Map<string, Stored>();
  return {
    of: (person) => lists.get(person),
    keep(person, list) {
      lists.delete(person);
      if (list !== undefined) lists.set(person, list);
      const [oldest] = lists.keys();
      if (lists.size > REMEMBERED && oldest !== undefined) lists.delete(oldest);
    },
  };
}

/** The days from one on of which there may be rows of a person, in their order. */
export async function daysOf(
  table: Table,
  person: string,
  from: DayText,
  signal: AbortSignal | undefined,
): Promise<DayText[]> {
  return daysIn(await readDayList(table, person, signal)).filter((day) => day >= from);
}

export function readDayList(table: Table, person: string, signal: AbortSignal | undefined): Promise<DayList> {
  return table.get(keyOf.account(person), keyOf.days, {signal});
}

/**
 * Names a day in the person's list, if it is not there.
 *
 * @param seen the list as it was read just now
 * @returns the list as it is now
 */
export function listDay(
  table: Table,
  person: string,
  day: DayText,
  seen: DayList,
  signal: AbortSignal | undefined,
): Promise<DayList> {
  return change(table, person, seen, adding(day), TRIES, signal);
}

/**
 * The same, where the list is only remembered, or taken to be absent: then it is tried once.
 *
 * @returns undefined where it is another by now
 */
export function listDayOnce(
  table: Table,
  person: string,
  day: DayText,
  guessed: DayList,
  signal: AbortSignal | undefined,
): Promise<DayList> {
  return change(table, person, guessed, adding(day), 1, signal);
}

function adding(day: DayText): (days: readonly DayText[]) => readonly DayText[] {
  // A day of a booking that was refused stays until then.
  const oldest = Temporal.PlainDate.from(day).subtract({days: KEPT_DAYS}).toString();
  return (days) => (days.includes(day) ? days : [...days.filter((each) => each >= oldest), day].sort());
}

/** Takes a day out of the person's list. */
export async function unlistDay(
  table: Table,
  person: string,
  day: DayText,
  signal: AbortSignal | undefined,
): Promise<void> {
  const seen = await readDayList(table, person, signal);
  const without = (days: readonly DayText[]) => days.filter((each) => each !== day);
  await change(table, person, seen, without, TRIES, signal);
}

/** The days that a row of the list names. */
export function daysIn(stored: Pick<Stored, 'row'> | undefined): readonly DayText[] {
  const text = stored === undefined ? '' : String(known(stored.row)['days'] ?? '');
  return text === '' ? [] : text.split(' ');
}

async function change(
  table: Table,
  person: string,
  seen: DayList,
  to: (days: readonly DayText[]) => readonly DayText[],
  tries: number,
  signal: AbortSignal | undefined,
): Promise<DayList> {
  let stored = seen;
  for (let i = 0; i < tries; i++) {
    if (i > 0) stored = await readDayList(table, person, signal);
    const before = daysIn(stored);
    const days = to(before);
    if (days.join(' ') === before.join(' ')) return stored;
    const row = {pk: keyOf.account(person), rk: keyOf.days, v: SHAPE, days: days.join(' ')};
    if (stored === undefined) {
      const result = await table.insert(row, {signal});
      if (result.kind === 'inserted') return {row, etag: result.etag};
    } else if (days.length === 0) {
      if ((await table.delete(row.pk, row.rk, stored.etag, {signal})).kind !== 'changed') return undefined;
    } else {
      const result = await table.update(row, stored.etag, {signal});
      if (result.kind === 'updated') return {row, etag: result.etag};
    }
  }
  if (tries === 1) return undefined;
  throw new Error('a list of days is changed without end');
}
