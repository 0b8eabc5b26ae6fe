import type {DayText} from '../../../../kernel/time.ts';
import {isDay, type Office} from '../../../../platform/office/shape.ts';
import type {Row, Table} from '../../../../platform/storage/table.ts';
import {readBooking, readWait, SHAPE} from '../tables/rows.ts';
import {checkRules} from './judge-rules.ts';
import {
  checkNotes,
  checkOverlaps,
  checkPersons,
  checkSlots,
  tell,
  type Day,
  type Partitions,
  type Problem,
} from './judge-rows.ts';

export type {Problem} from './judge-rows.ts';

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

/** All partitions; or some days anew and the others as they were. */
async function read(
  table: Table,
  days: readonly DayText[] | undefined,
  signal: AbortSignal | undefined,
  former: Partitions = new Map(),
): Promise<Partitions> {
  const partitions = new Map<string, Row[]>([...former].map(([pk, rows]) => [pk, [...rows]]));
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
