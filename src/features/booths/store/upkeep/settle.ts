import type {DayText} from '../../../../kernel/time.ts';
import {LIMITS} from '../../../../platform/storage/limits.ts';
import {hasRunOut} from '../../rules/day-state.ts';
import type {Now} from '../../rules/stretch.ts';
import type {GivenTo} from '../desk.ts';
import {readDay} from '../tables/day.ts';
import {draftOf, hand, operationsOf, passHold, waitersOf, withPersons, type Draft} from '../tables/draft.ts';
import {pause, type Bench} from '../tables/press.ts';
import {accountOf, type WaitRecord} from '../tables/rows.ts';

const TRIES = 5;
const WHOLE_DAY = {from: 0, to: 1440};

/**
 * Holds that have run out go to the next in line; and whatever is free goes to those who wait for it, which also
 * mends what a change had no room for, or did not see because somebody began to wait at the same moment.
 *
 * @returns who is to be told; offers and holds that stand are returned each time, since whoever made one may have
 *   broken off before its person was told, and the outbox keeps them from being told twice
 */
export async function settleWaits(
  bench: Bench,
  day: DayText,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<GivenTo[]> {
  const given: GivenTo[] = [];
  const {waits} = await readDay(bench.table, day, {booth: null, waits: true}, signal);
  if (waits.size === 0) return given;
  for (const {id} of bench.office().booths) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const settled = await settleBooth(bench, day, id, now, signal);
      if (settled !== undefined) {
        if (settled.length === 0) break;
        given.push(...settled);
        break;
      }
      await pause(attempt, day + id);
    }
  }
  return given;
}

async function settleBooth(
  {table, office}: Bench,
  day: DayText,
  booth: string,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<readonly GivenTo[] | undefined> {
  const read = await readDay(table, day, {booth, waits: true}, signal);
  if (read.waits.size === 0) return [];
  const rows = await withPersons(table, read, waitersOf(read, [WHOLE_DAY]), signal);
  // Where all is too much for one transaction, at least the holds that have run out go.
  for (const handing of [true, false]) {
    const draft = draftOf(rows);
    for (const {value} of rows.waits.values()) if (ranOut(value, booth, now)) passHold(draft, value.id);
    const given = handing ? hand(draft, [{booth, ...WHOLE_DAY}], office(), now) : [];
    const told = [...standingHolds(draft, booth), ...given];
    if (isEmpty(draft)) return told;
    const operations = operationsOf(draft);
    if (handing && operations.length > LIMITS.operations) continue;
    const {kind} = await table.transact(operations, {signal});
    return kind === 'done' ? told : undefined;
  }
  return [];
}

/** What was held before this round, and still is. */
function standingHolds({rows, waits}: Draft, booth: string): GivenTo[] {
  return [...rows.waits].flatMap(([rk, {value}]): GivenTo[] => {
    const {id, account, day, from, to, status, held} = value;
    if (status !== 'held' || held?.booth !== booth || waits.has(rk)) return [];
    return [{account: accountOf(account), wait: id, booth, day, from, to, until: held.until}];
  });
}

function ranOut({status, held}: WaitRecord, booth: string, now: Now): boolean {
  return status === 'held' && held?.booth === booth && hasRunOut(held, now);
}

function isEmpty({slots, waits}: Draft): boolean {
  return slots.size === 0 && waits.size === 0;
}
