import assert from 'node:assert/strict';
import type {BackOffice} from '../../../../src/features/booths/store/back-office.ts';
import {boothDesk} from '../../../../src/features/booths/store/booth-desk.ts';
import type {BoothDesk, KeptBooking} from '../../../../src/features/booths/store/desk.ts';
import {BOOTHS_TABLE} from '../../../../src/features/booths/store/tables/rows.ts';
import {checkTable} from '../../../../src/features/booths/store/upkeep/check.ts';
import {COUNTS_TABLE} from '../../../../src/features/booths/store/upkeep/retire.ts';
import type {Account} from '../../../../src/kernel/person.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import type {Row, Storage} from '../../../../src/platform/storage/table.ts';
import type {Now} from '../../../../src/features/booths/rules/stretch.ts';
import {at, DAY, nowAt, sampleOffice} from '../rules/sample.ts';

export const TANAKA: Account = {tenant: 'city', objectId: 'tanaka'};
export const SUZUKI: Account = {tenant: 'city', objectId: 'suzuki'};
export const SATO: Account = {tenant: 'city', objectId: 'sato'};

let count = 0;

/** A new operation token, as a new card would have it. */
export function op(): string {
  return `op-${++count}`;
}

/** A new id, in the order in which they are asked for. */
export function newId(): string {
  return `k${String(++count).padStart(6, '0')}`;
}

/** The Friday before {@link DAY}, when most is booked. */
export const BEFORE = nowAt('09:00', '2026-11-20');

/** A desk over a storage in memory, with what tests ask again and again. */
export interface DeskBench {
  readonly storage: Storage;
  readonly desk: BoothDesk & BackOffice;
  /** The office can be changed under the desk. */
  office: Office;
  /** Books or fails. */
  readonly booked: (
    who: Account,
    booth: string,
    from: string,
    to: string,
    now?: Now,
    day?: string,
  ) => Promise<KeptBooking>;
  readonly rows: () => Promise<Row[]>;
  /** Fails where the judge finds anything. */
  readonly judged: (today?: string) => Promise<void>;
}

export async function deskBench(
  office: Office = sampleOffice(),
  storage: Storage = memoryStorage(),
): Promise<DeskBench> {
  await storage.ensure([BOOTHS_TABLE, COUNTS_TABLE]);
  const table = storage.table(BOOTHS_TABLE);
  const desk = boothDesk({storage, office: () => bench.office, newId});
  const bench: DeskBench = {
    storage,
    desk,
    office,
    booked: async (who, booth, from, to, now = BEFORE, day = DAY) => {
      const order = {op: op(), wanted: {booth}, day, from: at(from), to: at(to)};
      const result = await desk.book(who, order, now);
      assert.equal(result.kind, 'booked', JSON.stringify(result));
      return result.booking;
    },
    rows: async () => {
      const rows: Row[] = [];
      for await (const {row} of table.list({})) rows.push(row);
      return rows;
    },
    judged: async (today = '2026-01-01') => {
      assert.deepEqual(await checkTable(table, bench.office, today), []);
    },
  };
  return bench;
}
