import {decodeKey, encodeKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {DayText} from '../../../kernel/time.ts';
import {CodedError} from '../../../kernel/errors.ts';
import type {Row} from '../../../platform/storage/table.ts';
import {timeline, type DaySaid, type Said} from '../rules/state.ts';

// One partition a day, and with the day it goes:
//   p|account                   all that was said of the person's day; changed by its tag
//   f|site~floor|area|account   when they are there: written with it, in one transaction
//   a|account|asker             who asked for the person that day
// Settings lie in a table of their own, `s|bucket` by account and `hidden`: a backup takes them and leaves the days.

export const WHEREABOUTS_TABLE = 'whereabouts';
export const WHEREABOUTS_SETTINGS_TABLE = 'wheresettings';
export const SHAPE = 1;

export const keyOf = {
  person: (account: string) => `p|${account}`,
  floor: (site: string, floor: number) => `f|${encodeKey(site)}~${floor}`,
  area: (area: string | undefined) => encodeKey(area ?? '-'),
  asked: (account: string) => `a|${account}`,
} as const;

/** A row of a shape that is known here. */
export function known(row: Row): Row {
  if (row.v > SHAPE) throw new CodedError('storage/newer-version', {what: row.rk.slice(0, 1)});
  return row;
}

export function personRow(day: DayText, account: string, said: DaySaid): Row {
  return {pk: day, rk: keyOf.person(account), v: SHAPE, said: JSON.stringify(said)};
}

export function readSaid(row: Row | undefined): DaySaid {
  // Only personRow writes it.
  return row === undefined ? [] : (JSON.parse(String(known(row)['said'])) as DaySaid);
}

/** When somebody is on an area, by the row's key. */
export function floorRows(day: DayText, account: string, said: DaySaid): Map<string, Row> {
  const rows = new Map<string, Said[]>();
  for (const stretch of timeline(said)) {
    const {where} = stretch;
    if (where.kind !== 'place') continue;
    const rk = `${keyOf.floor(where.site, where.floor)}|${keyOf.area(where.area)}|${account}`;
    rows.set(rk, [...(rows.get(rk) ?? []), stretch]);
  }
  return new Map(
    [...rows].map(([rk, stretches]) => [rk, {pk: day, rk, v: SHAPE, said: JSON.stringify(stretches)}]),
  );
}

/** Whose a row of a floor is, and on which area. */
export function placeOfRow(rk: string): {readonly area: string | undefined; readonly account: string} {
  const [, , area = '-', account = ''] = rk.split('|');
  return {area: area === '-' ? undefined : decodeKey(area), account};
}

/** The account behind its key. A tenant's id holds no `~`. */
export function accountOf(key: string): Account {
  const at = key.indexOf('~');
  return {tenant: decodeKey(key.slice(0, at)), objectId: decodeKey(key.slice(at + 1))};
}
