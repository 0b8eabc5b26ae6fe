import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Operation} from '../../../platform/storage/table.ts';
import {minutesUntil, type Now} from '../rules/stretch.ts';
import {decideWait, type Wait} from '../rules/waiting.ts';
import {readOrdered, refusedDay} from './book.ts';
import type {KeptWait, Order, UnwaitResult, WaitResult} from './desk.ts';
import {daysOf, listDay} from './tables/day-list.ts';
import {readDay, type Tagged} from './tables/day.ts';
import {draftOf, hand, operationsOf, waitersOf, withPersons, type Part} from './tables/draft.ts';
import {pressOf, pressRow, tried, type Bench, type Tried} from './tables/press.ts';
import {
  dayOfId,
  keyOf,
  known,
  readStretches,
  readWait,
  type OperationRecord,
  type WaitRecord,
} from './tables/rows.ts';
import {keyPrefix} from '../../../platform/storage/table.ts';
import {LIMITS} from '../../../platform/storage/limits.ts';

/** The wait as it leaves the store. One that is over counts as passed. */
function keptWait({account: _, status, ...wait}: WaitRecord): KeptWait {
  return {...wait, status: isStanding(status) ? status : 'passed'};
}

function isStanding(status: WaitRecord['status']): status is 'waiting' | 'held' {
  return status === 'waiting' || status === 'held';
}

/** Stands in line. The person's day is written too, so that two presses at once do not make two waits. */
export async function wait(
  bench: Bench,
  account: Account,
  order: Order,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<WaitResult> {
  const {table} = bench;
  const {op, wanted, day, from, to} = order;
  const refused = refusedDay(order, bench.office(), now);
  if (refused !== undefined) return refused;
  const person = accountKey(account);
  const press = pressOf(account, day, op, ['wait', wanted, from, to]);
  const id = `${day}.${bench.newId()}`;

  const once = async (): Promise<Tried<WaitResult>> => {
    const office = bench.office();
    const what = {reach: 'all', waits: true} as const;
    const {rows, state, list} = await readOrdered(table, person, order, office, now, what, signal);
    const own = [...rows.waits.values()].flatMap(({value}): (Wait & KeptWait)[] =>
      value.account === person && isStanding(value.status) && isToCome(value, now) ? [keptWait(value)] : [],
    );
    const decided = decideWait(order, state, own, office, now);
    switch (decided.kind) {
      case 'ok': {
        const record: WaitRecord = {
          ...{id, account: person, day, wanted: decided.wanted, from: decided.from, to: decided.to},
          ...{since: now.instant, status: 'waiting'},
        };
        await listDay(table, person, day, list, signal);
        const draft = draftOf(rows);
        draft.waits.set(keyOf.wait(id), record);
        draft.stretches.set(person, readStretches(rows.persons.get(person)));
        const row = pressRow(press, {kind: 'waiting', subject: id});
        draft.others.push({kind: 'insert', row});
        const {kind} = await table.transact(operationsOf(draft), {signal});
        if (kind === 'clash') return {kind: 'clash'};
        return {kind: 'done', result: {kind: 'waiting', wait: keptWait(record), fresh: true}};
      }
      case 'free':
        return {kind: 'refused', result: {kind: 'free'}};
      case 'already': {
        const standing = own.find((each) => each.id === decided.wait.id);
        return standing === undefined
          ? {kind: 'clash'}
          : {kind: 'refused', result: {kind: 'already', wait: standing}};
      }
      case 'refused':
        return {kind: 'refused', result: decided};
    }
  };
  const again = async ({kind, subject}: OperationRecord): Promise<WaitResult | undefined> => {
    const found = await ownWait(bench, person, subject, signal);
    if (kind !== 'waiting' || found === undefined) return undefined;
    return {kind: 'waiting', wait: keptWait(found.value), fresh: false};
  };
  return tried(bench, press, once, again, signal);
}

function isToCome({day, from}: Pick<WaitRecord, 'day' | 'from'>, now: Now): boolean {
  return minutesUntil(day, from, now) > 0;
}

/** Leaves the line. */
export async function unwait(
  bench: Bench,
  account: Account,
  {op, wait: id}: {readonly op: string; readonly wait: string},
  now: Now,
  signal: AbortSignal | undefined,
): Promise<UnwaitResult> {
  const {table} = bench;
  const person = accountKey(account);
  const day = dayOfId(id);
  if (day === undefined || (await ownWait(bench, person, id, signal)) === undefined) return {kind: 'unknown'};
  const press = pressOf(account, day, op, ['unwait', id]);

  const once = async (): Promise<Tried<UnwaitResult>> => {
    const found = await ownWait(bench, person, id, signal);
    if (found === undefined) return {kind: 'refused', result: {kind: 'unknown'}};
    const {held, ...rest} = found.value;
    if (!isStanding(rest.status)) return {kind: 'refused', result: {kind: 'over'}};
    const read = await readDay(table, day, {booth: held?.booth, waits: true}, signal);
    const rk = keyOf.wait(id);
    // Changed by the tag with which its holds were seen.
    const seen = {...read, waits: new Map([...read.waits, [rk, found]])};
    const parts: Part[] = held === undefined ? [] : [{booth: held.booth, from: rest.from, to: rest.to}];
    const rows = await withPersons(table, seen, waitersOf(seen, parts), signal);
    for (const handing of [true, false]) {
      const draft = draftOf(rows);
      draft.waits.set(rk, {...rest, status: 'left'});
      for (const [slot, {value}] of rows.slots) {
        if (value.is === 'hold' && value.by === id) draft.slots.set(slot, undefined);
      }
      const given = handing ? hand(draft, parts, bench.office(), now) : [];
      draft.others.push({kind: 'insert', row: pressRow(press, {kind: 'left', subject: id})});
      const operations: Operation[] = operationsOf(draft);
      if (handing && operations.length > LIMITS.operations) continue;
      const {kind} = await table.transact(operations, {signal});
      return kind === 'clash' ? {kind: 'clash'} : {kind: 'done', result: {kind: 'left', fresh: true, given}};
    }
    return {kind: 'clash'};
  };
  const again = ({kind}: OperationRecord): Promise<UnwaitResult | undefined> =>
    Promise.resolve(kind === 'left' ? {kind: 'left', fresh: false, given: []} : undefined);
  return tried(bench, press, once, again, signal);
}

async function ownWait(
  {table}: Bench,
  person: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Tagged<WaitRecord> | undefined> {
  const day = dayOfId(id);
  const stored = day === undefined ? undefined : await table.get(day, keyOf.wait(id), {signal});
  if (stored === undefined) return undefined;
  const value = readWait(known(stored.row));
  return value.account === person ? {value, etag: stored.etag} : undefined;
}

/** One of the person's waits. */
export async function findWait(
  bench: Bench,
  account: Account,
  id: string,
  signal: AbortSignal | undefined,
): Promise<KeptWait | undefined> {
  const found = await ownWait(bench, accountKey(account), id, signal);
  return found && keptWait(found.value);
}

/** The person's waits that still stand. */
export async function waits(
  {table}: Bench,
  account: Account,
  now: Now,
  signal: AbortSignal | undefined,
): Promise<KeptWait[]> {
  const person = accountKey(account);
  const days = await daysOf(table, person, now.day, signal);
  const found = await Promise.all(
    days.map(async (day) => {
      const own: KeptWait[] = [];
      for await (const {row} of table.list({pk: day, ...keyPrefix('w')}, {signal})) {
        const record = readWait(known(row));
        if (record.account !== person || !isStanding(record.status) || !isToCome(record, now)) continue;
        own.push(keptWait(record));
      }
      return own.sort((a, b) => a.from - b.from);
    }),
  );
  return found.flat();
}
