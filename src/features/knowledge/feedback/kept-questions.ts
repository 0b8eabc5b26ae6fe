import {accountKey, bucketOf} from '../../../kernel/ids.ts';
import type {Account, Language} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import {keyHash} from '../../../platform/storage/key-hash.ts';
import {keyPrefix, type Row, type Storage} from '../../../platform/storage/table.ts';
import {OPEN_DAYS, type Came} from './feedback.ts';
import {mondayOf, weekOf} from './week.ts';

export const QUESTIONS_TABLE = 'questions';

/** For how long a question is kept, counted from the Monday of its week: never a day longer. */
export const KEPT_DAYS = 180;

const SHAPE = 1;
const BUCKETS = 16;

/** A question as it is kept: masked, and with no trace of who asked it, where, or on which day. */
export interface KeptQuestion {
  readonly question: string;
  readonly week: string;
  readonly came: Came;
  /** The document of the answer that was none or wrong; empty where nothing was shown. */
  readonly document: string;
  readonly language: Language;
}

export interface KeptQuestions {
  /** Keeps a question, once for an answer and account. */
  keep(
    consent: {readonly op: string; readonly account: Account},
    question: Omit<KeptQuestion, 'week'>,
    today: Temporal.PlainDate,
    signal?: AbortSignal,
  ): Promise<void>;
  /** What is kept and not yet to be deleted. */
  list(today: Temporal.PlainDate, signal?: AbortSignal): Promise<KeptQuestion[]>;
  sweep(today: Temporal.PlainDate, signal?: AbortSignal): Promise<void>;
}

/** Questions in the table `questions`, only ever written with the person's consent. */
export function keptQuestions(storage: Storage, newId: () => string): KeptQuestions {
  const table = storage.table(QUESTIONS_TABLE);
  // A week that cannot be read counts as long past.
  const isOver = (row: Row, today: Temporal.PlainDate) => {
    const until = mondayOf(String(row['week']))?.add({days: KEPT_DAYS}).toString() ?? '';
    return until <= today.toString();
  };

  return {
    async keep({op, account}, question, today, signal) {
      const hash = keyHash('keep', op, accountKey(account));
      const pk = `q|${bucketOf(hash, BUCKETS)}`;
      const until = today.add({days: OPEN_DAYS}).toString();
      // Both or none. The trace does not name the question, and the question's id is random.
      const asked = {...question, week: weekOf(today)};
      await table.transact(
        [
          {kind: 'insert', row: {pk, rk: `o|${hash}`, v: SHAPE, until}},
          {kind: 'insert', row: {pk, rk: `q|${newId()}`, v: SHAPE, ...asked}},
        ],
        {signal},
      );
    },

    async list(today, signal) {
      const found: KeptQuestion[] = [];
      for await (const {row} of table.list(keyPrefix('q'), {signal})) {
        if (isOver(row, today)) continue;
        const came = String(row['came']);
        found.push({
          question: String(row['question']),
          week: String(row['week']),
          came: came === 'none' || came === 'unsure' ? came : 'wrong',
          document: String(row['document'] ?? ''),
          language: row['language'] === 'en' ? 'en' : 'ja',
        });
      }
      return found;
    },

    async sweep(today, signal) {
      for await (const {row, etag} of table.list({}, {signal})) {
        if (row.v > SHAPE) continue;
        const over = row.rk.startsWith('q|') ? isOver(row, today) : String(row['until']) < today.toString();
        if (over) await table.delete(row.pk, row.rk, etag, {signal});
      }
    },
  };
}
