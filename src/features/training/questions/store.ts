import {joinKey} from '../../../kernel/ids.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import {known, SHAPE, TRAINING_TABLE} from '../store/rows.ts';

// One partition a round, `answers|course|round`, with rows of sums: `b|bucket`. An answer is added to a sum and leaves
// no row of its own, so nothing leads from it to a person, not even the times that the service notes on rows. Free
// words are kept sorted: their order tells nothing either.

/** Counts of one question: by grade, 1 to 4, or useful (1) and not (0). */
export type Counts = Readonly<Record<string, number>>;

/** What came of a round's questions. */
export interface Sums {
  /** How many answered at all. */
  readonly answers: number;
  /** By question, then by grade. */
  readonly all: Readonly<Record<string, Counts>>;
  /** By kind of employment and age band; empty where the course is anonymous. */
  readonly groups: Readonly<
    Record<string, {readonly answers: number; readonly by: Readonly<Record<string, Counts>>}>
  >;
  /** By question. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** One person's answer, without the person. */
export interface Given {
  readonly grades: Readonly<Record<string, number>>;
  readonly words: Readonly<Record<string, string>>;
  /** Undefined where the course is anonymous. */
  readonly group: string | undefined;
}

export interface AnswerBook {
  add(course: string, round: string, given: Given, signal?: AbortSignal): Promise<void>;
  read(course: string, round: string, signal?: AbortSignal): Promise<Sums>;
}

const NOTHING: Sums = {answers: 0, all: {}, groups: {}, words: {}};
/** Sums that are added to side by side: a whole organisation answers on one morning. */
const BUCKETS = 16;
const TRIES = 40;
// Azure: 32K characters a text, a mebibyte a row.
const PART_CHARACTERS = 30_000;
const MOST_PARTS = 28;

/** @param random from 0 up to 1: which bucket takes an answer has nothing to do with the person */
export function answerBook(storage: Storage, random: () => number): AnswerBook {
  const table = storage.table(TRAINING_TABLE);
  const pkOf = (course: string, round: string) => joinKey('answers', course, round);
  return {
    async add(course, round, given, signal) {
      for (let tried = 0; tried < TRIES; tried++) {
        const key = {
          pk: pkOf(course, round),
          rk: joinKey('b', String(Math.floor(random() * BUCKETS)).padStart(2, '0')),
        };
        const stored = await table.get(key.pk, key.rk, {signal});
        const json = JSON.stringify(plus(stored === undefined ? NOTHING : readSums(stored.row), given));
        const count = Math.ceil(json.length / PART_CHARACTERS);
        // Of words without end the counts are what stays.
        if (count > MOST_PARTS) return this.add(course, round, {...given, words: {}}, signal);
        const parts = Object.fromEntries(
          Array.from({length: count}, (_, i) => [
            `d${i}`,
            json.slice(i * PART_CHARACTERS, (i + 1) * PART_CHARACTERS),
          ]),
        );
        const row = {...key, v: SHAPE, parts: count, ...parts};
        const written =
          stored === undefined
            ? (await table.insert(row, {signal})).kind === 'inserted'
            : (await table.update(row, stored.etag, {signal})).kind === 'updated';
        if (written) return;
      }
      throw new Error('the sums of answers changed without end under our hands');
    },
    async read(course, round, signal) {
      let sum = NOTHING;
      for await (const {row} of table.list({pk: pkOf(course, round)}, {signal}))
        sum = together(sum, readSums(row));
      return sum;
    },
  };
}

function readSums(
  row: Readonly<Record<string, unknown>> & {readonly v: number; readonly pk: string; readonly rk: string},
): Sums {
  known(row as Parameters<typeof known>[0]);
  let json = '';
  for (let i = 0; i < Number(row['parts']); i++) json += String(row[`d${i}`]);
  // Written above alone.
  return JSON.parse(json) as Sums;
}

function plus(sums: Sums, {grades, words, group}: Given): Sums {
  const graded = Object.fromEntries(Object.entries(grades).map(([id, grade]) => [id, {[String(grade)]: 1}]));
  const said = Object.fromEntries(
    Object.entries(words).flatMap(([id, text]) => (text.trim() === '' ? [] : [[id, [text.trim()]]])),
  );
  return together(sums, {
    ...{answers: 1, all: graded, words: said},
    groups: group === undefined ? {} : {[group]: {answers: 1, by: graded}},
  });
}

function together(a: Sums, b: Sums): Sums {
  return {
    answers: a.answers + b.answers,
    all: merged(a.all, b.all, added),
    groups: merged(a.groups, b.groups, (x, y) => ({
      answers: x.answers + y.answers,
      by: merged(x.by, y.by, added),
    })),
    words: merged(a.words, b.words, (x, y) => [...x, ...y].sort()),
  };
}

const added = (a: Counts, b: Counts): Counts => merged(a, b, (x, y) => x + y);

function merged<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  both: (x: T, y: T) => T,
): Record<string, T> {
  const found: Record<string, T> = {...a};
  for (const [key, value] of Object.entries(b)) {
    const before = found[key];
    found[key] = before === undefined ? value : both(before, value);
  }
  return found;
}
