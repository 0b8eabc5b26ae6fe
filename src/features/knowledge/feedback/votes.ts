import {accountKey, bucketOf, encodeKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import {keyHash} from '../../../platform/storage/key-hash.ts';
import {keyPrefix, type Operation, type Row, type Storage} from '../../../platform/storage/table.ts';
import type {Vote} from './feedback.ts';
import {traceUntil, weekOf} from './week.ts';

export const COUNTS_TABLE = 'counts';

const SHAPE = 1;
// Counts are spread, so that a busy answer's presses do not wait for each other; readers add them up.
const BUCKETS = 16;
// More clashes in a row than this are no race any more.
const TRIES = 30;

/** Which passage a vote is about: that of one version of its document. */
export interface Voted {
  readonly document: string;
  readonly generation: string;
  readonly passage: string;
}

export interface VoteCount extends Voted {
  readonly week: string;
  readonly useful: number;
  readonly wrong: number;
}

export interface UnansweredCount {
  readonly week: string;
  readonly kind: 'none' | 'unsure';
  readonly count: number;
}

export interface Votes {
  /**
   * Counts a vote, once for an answer and account: a second delivery changes nothing, another vote moves the
   * count.
   *
   * @param op the answer's token
   */
  give(
    vote: {readonly op: string; readonly account: Account; readonly vote: Vote; readonly on: Voted},
    today: Temporal.PlainDate,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Counts a question that got no answer, or only a guess. Nothing else of it is kept. */
  unanswered(kind: UnansweredCount['kind'], today: Temporal.PlainDate, signal?: AbortSignal): Promise<void>;
  counts(signal?: AbortSignal): Promise<VoteCount[]>;
  unansweredCounts(signal?: AbortSignal): Promise<UnansweredCount[]>;
  /** Deletes the traces of votes that can no longer be given. */
  sweep(today: Temporal.PlainDate, signal?: AbortSignal): Promise<void>;
}

/** Votes and counts in the table `counts`. No row says whose vote it is. */
export function voteStore(storage: Storage, newId: () => string): Votes {
  const table = storage.table(COUNTS_TABLE);

  // A count as it will be, and the operation that makes it so only if nobody else has touched it.
  async function raise(
    keys: {readonly pk: string; readonly rk: string},
    columns: Readonly<Record<string, string>>,
    by: Readonly<Record<string, number>>,
    signal: AbortSignal | undefined,
  ): Promise<Operation | undefined> {
    const found = await table.get(keys.pk, keys.rk, {signal});
    if (found !== undefined && found.row.v > SHAPE) return undefined;
    const numbers = Object.entries(by).map(([name, change]) => {
      return [name, Math.max(0, Number(found?.row[name] ?? 0) + change)] as const;
    });
    const row: Row = {...keys, v: SHAPE, ...columns, ...Object.fromEntries(numbers)};
    return found === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: found.etag};
  }

  return {
    async give({op, account, vote, on}, today, signal) {
      const hash = keyHash(op, accountKey(account));
      const pk = `v|${bucketOf(hash, BUCKETS)}`;
      for (let tried = 0; tried < TRIES; tried++) {
        const before = await table.get(pk, `o|${hash}`, {signal});
        if (before !== undefined && (before.row.v > SHAPE || before.row['vote'] === vote)) return;
        const week = weekOf(today);
        const rk = `c|${week}|${[on.document, on.generation, on.passage].map(encodeKey).join('|')}`;
        const steps: (Operation | undefined)[] = [];
        const columns = {week, ...on};
        const trace: Row = {
          pk,
          rk: `o|${hash}`,
          v: SHAPE,
          vote,
          on: rk,
          until: traceUntil(today),
        };
        if (before === undefined) {
          steps.push({kind: 'insert', row: trace}, await raise({pk, rk}, columns, {[vote]: 1}, signal));
        } else {
          const [was, from] = [String(before.row['vote']), String(before.row['on'])];
          steps.push({kind: 'update', row: trace, etag: before.etag});
          if (from === rk) {
            steps.push(await raise({pk, rk}, columns, {[was]: -1, [vote]: 1}, signal));
          } else {
            steps.push(await raise({pk, rk: from}, {}, {[was]: -1}, signal));
            steps.push(await raise({pk, rk}, columns, {[vote]: 1}, signal));
          }
        }
        const operations = steps.filter((step) => step !== undefined);
        // A count of a later version stays as it is, and so does what belongs to it.
        if (operations.length < steps.length) return;
        if ((await table.transact(operations, {signal})).kind === 'done') return;
      }
      throw new Error(`a vote clashed ${TRIES} times`);
    },

    async unanswered(kind, today, signal) {
      const week = weekOf(today);
      const keys = {pk: `v|${bucketOf(newId(), BUCKETS)}`, rk: `n|${week}|${kind}`};
      for (let tried = 0; tried < TRIES; tried++) {
        const step = await raise(keys, {week, kind}, {count: 1}, signal);
        if (step === undefined || (await table.transact([step], {signal})).kind === 'done') return;
      }
      throw new Error(`a count clashed ${TRIES} times`);
    },

    async counts(signal) {
      const sums = new Map<string, VoteCount>();
      for await (const {row} of table.list(keyPrefix('c'), {signal})) {
        const sum = sums.get(row.rk);
        const text = (column: string) => String(row[column] ?? '');
        sums.set(row.rk, {
          week: text('week'),
          document: text('document'),
          generation: text('generation'),
          passage: text('passage'),
          useful: (sum?.useful ?? 0) + Number(row['useful'] ?? 0),
          wrong: (sum?.wrong ?? 0) + Number(row['wrong'] ?? 0),
        });
      }
      return [...sums.values()].filter(({useful, wrong}) => useful + wrong > 0);
    },

    async unansweredCounts(signal) {
      const sums = new Map<string, UnansweredCount>();
      for await (const {row} of table.list(keyPrefix('n'), {signal})) {
        const kind = row['kind'] === 'unsure' ? 'unsure' : 'none';
        const count = (sums.get(row.rk)?.count ?? 0) + Number(row['count'] ?? 0);
        sums.set(row.rk, {week: String(row['week']), kind, count});
      }
      return [...sums.values()];
    },

    async sweep(today, signal) {
      for await (const {row, etag} of table.list(keyPrefix('o'), {signal})) {
        if (row.v <= SHAPE && String(row['until']) < today.toString()) {
          await table.delete(row.pk, row.rk, etag, {signal});
        }
      }
    },
  };
}
