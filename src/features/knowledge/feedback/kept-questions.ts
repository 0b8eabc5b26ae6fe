import {bucketOf} from '../../../kernel/ids.ts';
import type {Language} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import {keyPrefix, type Row, type Storage} from '../../../platform/storage/table.ts';
import type {Came} from './feedback.ts';
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
  /**
   * Keeps a question.
   *
   * @param id the same for the same consent, and a hash that nobody reads back: it is kept once
   */
  keep(
    id: string,
    question: Omit<KeptQuestion, 'week'>,
    today: Temporal.PlainDate,
    signal?: AbortSignal,
  ): Promise<void>;
  /** What is kept and not yet to be deleted. */
  list(today: Temporal.PlainDate, signal?: AbortSignal): Promise<KeptQuestion[]>;
  sweep(today: Temporal.PlainDate, signal?: AbortSignal): Promise<void>;
}

/** Questions in the table `questions`, only ever written with the person's consent. */
export function keptQuestions(storage: Storage): KeptQuestions {
  const table = storage.table(QUESTIONS_TABLE);
  // A week that cannot be read counts as long past.
  const isOver = (row: Row, today: Temporal.PlainDate) => {
    const until = mondayOf(String(row['week']))?.add({days: KEPT_DAYS}).toString() ?? '';
    return until <= today.toString();
  };

  return {
    async keep(id, question, today, signal) {
      // The question's own row stops a second one, for longer than its card is open: there is no trace beside
      // it that would tell a time.
      const keys = {pk: `q|${bucketOf(id, BUCKETS)}`, rk: `q|${id}`};
      await table.insert({...keys, v: SHAPE, ...question, week: weekOf(today)}, {signal});
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
        // Earlier versions left traces here.
        const over = row.rk.startsWith('q|') ? isOver(row, today) : String(row['until']) < today.toString();
        if (over) await table.delete(row.pk, row.rk, etag, {signal});
      }
    },
  };
}
