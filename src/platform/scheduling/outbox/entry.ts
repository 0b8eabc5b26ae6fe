import {accountKey, bucketOf, joinKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import {Temporal} from '../../../kernel/time.ts';
import type {Operation, Row} from '../../storage/table.ts';

/** In the order in which they are sent: what concerns the next minutes first. Names sort as they stand. */
export const LANES = ['booths', 'digests'] as const;
export type Lane = (typeof LANES)[number];

/**
 * - `waiting`: for its time, or for its turn
 * - `sending`: claimed; it may be on its way
 * - `sent`: taken by Teams
 * - `unknown`: it may have gone out; not sent again by itself
 * - `lapsed`: cancelled, too late, or nothing was left to say
 * - `failed`: refused for good
 */
export const STATES = ['waiting', 'sending', 'sent', 'unknown', 'lapsed', 'failed'] as const;
export type State = (typeof STATES)[number];

/** One thing to say to one person: the row `k|key`. */
export interface Entry {
  /** Account, feature and occasion. */
  readonly key: string;
  readonly account: Account;
  readonly feature: string;
  readonly occasion: string;
  readonly lane: Lane;
  readonly notBefore: Temporal.Instant;
  readonly notAfter: Temporal.Instant;
  readonly state: State;
  /** A word of the program: why it lapsed, failed, waits again or is unknown. */
  readonly reason: string;
  /** When the state last changed. */
  readonly at: Temporal.Instant;
  /** How often sending was tried and put off. */
  readonly tries: number;
  /** Of the holder that claimed it. */
  readonly token: number;
  /** Of one claim; whoever has it may mark the entry. */
  readonly claim: string;
  /** Where it went, so that the card can be changed in place. */
  readonly conversation: string;
  readonly activity: string;
  /** The sent card is to be drawn anew; `notBefore` then says when. */
  readonly changing: boolean;
  /** Of the request in which it was written, for the logs; empty where there was none. */
  readonly request: string;
}

const SHAPE = 1;
const BUCKETS = 16;
/** Long enough for an id and a day; keys have their limits. */
const LONGEST_OCCASION = 120;

/** All partitions of the table. */
export const PARTITIONS: readonly string[] = Array.from({length: BUCKETS}, (_, i) =>
  String(i).padStart(2, '0'),
);

export function partitionOf(account: Account): string {
  return bucketOf(accountKey(account), BUCKETS);
}

/** @throws RangeError for an occasion over 120 characters */
export function keyOf(account: Account, feature: string, occasion: string): string {
  if (occasion.length > LONGEST_OCCASION)
    throw new RangeError(`an occasion of ${occasion.length} characters`);
  return `${accountKey(account)}|${joinKey(feature, occasion)}`;
}

/** The row key of an entry. */
export function rowKeyOf(key: string): string {
  return `k|${key}`;
}

/** The range of row keys of what waits in a lane, all of it or what is due at an instant. */
export function queueRange(lane: Lane): {from: string; to: string} {
  return {from: `q|${lane}|`, to: `q|${lane}}`};
}

/** What a row of the queue says: of which entry, and when. One that says no time is due: it is looked at, and dropped. */
export function readQueueKey(rk: string): {key: string; notBefore: Temporal.Instant} {
  const [, , notBefore = '', ...key] = rk.split('|');
  return {key: key.join('|'), notBefore: instantIn(notBefore) ?? Temporal.Instant.fromEpochMilliseconds(0)};
}

/**
 * The second row that an entry has in its state: in the queue while it waits, listed while it is being
 * sent. Rows are written by {@link transition} alone, so the two always agree.
 */
export function sideKeyOf(entry: Entry): string | undefined {
  if (entry.state === 'waiting' || (entry.state === 'sent' && entry.changing)) {
    return `q|${entry.lane}|${fixed(entry.notBefore)}|${entry.key}`;
  }
  return entry.state === 'sending' ? `s|${entry.key}` : undefined;
}

/** The operations of one transaction that take an entry from one state into the next. */
export function transition(from: {entry: Entry; etag: string} | undefined, to: Entry): Operation[] {
  const pk = partitionOf(to.account);
  const before = from && sideKeyOf(from.entry);
  const after = sideKeyOf(to);
  const row = rowOf(to);
  return [
    from === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: from.etag},
    ...(before === undefined || before === after ? [] : [{kind: 'delete' as const, pk, rk: before}]),
    ...(after === undefined || before === after
      ? []
      : [{kind: 'insert' as const, row: {pk, rk: after, v: SHAPE}}]),
  ];
}

function rowOf(entry: Entry): Row {
  return {
    pk: partitionOf(entry.account),
    rk: rowKeyOf(entry.key),
    v: SHAPE,
    tenant: entry.account.tenant,
    objectId: entry.account.objectId,
    feature: entry.feature,
    occasion: entry.occasion,
    lane: entry.lane,
    notBefore: fixed(entry.notBefore),
    notAfter: fixed(entry.notAfter),
    state: entry.state,
    reason: entry.reason,
    at: fixed(entry.at),
    tries: entry.tries,
    token: entry.token,
    claim: entry.claim,
    conversation: entry.conversation,
    activity: entry.activity,
    changing: entry.changing,
    request: entry.request,
  };
}

/** An entry as it was read; undefined where the row is of a newer shape or damaged: it is left alone. */
export function entryOf(row: Row): Entry | undefined {
  if (row.v > SHAPE) return undefined;
  const text = (column: string): string => {
    const cell = row[column];
    return typeof cell === 'string' ? cell : '';
  };
  const number = (column: string): number => {
    const cell = row[column];
    return typeof cell === 'number' ? cell : 0;
  };
  const lane = LANES.find((l) => l === text('lane'));
  const state = STATES.find((s) => s === text('state'));
  const [notBefore, notAfter, at] = [text('notBefore'), text('notAfter'), text('at')].map(instantIn);
  if (lane === undefined || state === undefined) return undefined;
  if (notBefore === undefined || notAfter === undefined || at === undefined) return undefined;
  return {
    key: row.rk.slice('k|'.length),
    account: {tenant: text('tenant'), objectId: text('objectId')},
    feature: text('feature'),
    occasion: text('occasion'),
    lane,
    notBefore,
    notAfter,
    state,
    reason: text('reason'),
    at,
    tries: number('tries'),
    token: number('token'),
    claim: text('claim'),
    conversation: text('conversation'),
    activity: text('activity'),
    changing: row['changing'] === true,
    request: text('request'),
  };
}

function instantIn(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}

// Of one length, so that keys sort by time.
function fixed(at: Temporal.Instant): string {
  return at.toString({smallestUnit: 'millisecond'});
}
