import * as z from 'zod/v4';
import type {Clock} from '../../../platform/clock.ts';
import {analyse} from '../search/analyse.ts';
import {buildIndexInSlices} from '../search/build-index.ts';
import type {Thesaurus} from '../search/synonyms/thesaurus.ts';

const EvalDocument = z.object({id: z.string().min(1), title: z.string(), text: z.string()});
const EvalQuery = z.object({
  id: z.string().min(1),
  text: z.string(),
  /** Ids of the documents that answer. */
  relevant: z.array(z.string()).min(1),
  /** How well each answers; without it every relevant document counts 1. */
  grades: z.record(z.string(), z.number().nonnegative()).optional(),
});
/** A document of an evaluation corpus, one line of `docs.jsonl`. */
export type EvalDocument = z.infer<typeof EvalDocument>;
/** A question with its right documents, one line of `queries.jsonl`. */
export type EvalQuery = z.infer<typeof EvalQuery>;

/** What is wrong in a file of lines: which line (from 1), and whether it is no JSON or lacks something. */
export interface LineProblem {
  readonly file: string;
  readonly line: number;
  readonly reason: 'json' | 'shape' | 'duplicate';
  /** The field that is missing or wrong, `relevant.0`; empty where the line as a whole is wrong. */
  readonly field: string;
}

export type Lines<T> =
  | {readonly kind: 'read'; readonly items: readonly T[]}
  | {readonly kind: 'wrong'; readonly problems: readonly LineProblem[]};

// More of them would only repeat the same mistake.
const PROBLEMS_SHOWN = 20;

/** Reads the lines of `docs.jsonl`; `file` is the name that problems carry. */
export function readEvalDocuments(file: string, text: string): Lines<EvalDocument> {
  return readLines(EvalDocument, file, text);
}

/** Reads the lines of `queries.jsonl`. */
export function readEvalQueries(file: string, text: string): Lines<EvalQuery> {
  return readLines(EvalQuery, file, text);
}

/** Reads JSON lines of a shape, each with an id of its own; empty lines are skipped. */
export function readLines<T extends {readonly id: string}>(
  shape: z.ZodType<T>,
  file: string,
  text: string,
): Lines<T> {
  const items: T[] = [];
  const problems: LineProblem[] = [];
  const ids = new Set<string>();
  for (const [i, content] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (content.trim() === '') continue;
    const wrong = (reason: LineProblem['reason'], field = '') =>
      problems.push({file, line: i + 1, reason, field});
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch {
      wrong('json');
      continue;
    }
    const read = shape.safeParse(value);
    if (!read.success) wrong('shape', read.error.issues[0]?.path.join('.') ?? '');
    else if (ids.has(read.data.id)) wrong('duplicate', 'id');
    else {
      ids.add(read.data.id);
      items.push(read.data);
    }
  }
  if (problems.length > 0) return {kind: 'wrong', problems: problems.slice(0, PROBLEMS_SHOWN)};
  return {kind: 'read', items};
}

/** How well and how fast a corpus is searched. Shares are means over the queries, 0 to 1. */
export interface Evaluation {
  readonly queries: number;
  /** The first document is relevant. */
  readonly pAt1: number;
  /** The share of the relevant documents that stand among the first five, ten. */
  readonly recallAt5: number;
  readonly recallAt10: number;
  /** One over the rank of the first relevant document, 0 beyond ten. */
  readonly mrrAt10: number;
  /** With the grades as linear gain. */
  readonly ndcgAt10: number;
  /** A document of grade 2 stands among the first five: of the queries that have one. */
  readonly gradeTwoAt5: number;
  /** How many queries have one. */
  readonly gradeTwoQueries: number;
  /** The same for every fifth query, from the first to the fifth on: how far the figures are chance. */
  readonly folds: {readonly ndcgAt10: readonly number[]; readonly gradeTwoAt5: readonly number[]};
  /** Analysing all documents and building the index. */
  readonly buildMs: number;
  /** Building the index alone, from terms that are stored. */
  readonly indexMs: number;
  /** One search, the question's analysis included, of a program that has been running for a while. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Of the whole process, at the end. */
  readonly rssMb: number;
}

export interface EvaluationDeps {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly thesaurus?: () => Thesaurus;
  /** Called after each document and each query, `documents + queries` times in all. */
  readonly progress?: () => void;
  readonly signal?: AbortSignal;
}

// Every fifth query is a fold.
const FOLDS = 5;

// Between so many documents or queries others may work: a bar is drawn, a signal is heard.
const SLICE = 50;

/** Measures the search on a corpus of its own; what is stored is not touched. */
export async function evaluateCorpus(
  documents: readonly EvalDocument[],
  queries: readonly EvalQuery[],
  {clock, thesaurus, progress, signal}: EvaluationDeps,
): Promise<Evaluation> {
  let steps = 0;
  const step = async () => {
    progress?.();
    if (++steps % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  };

  const start = clock.monotonic();
  const passages = [];
  for (const {id, title, text} of documents) {
    passages.push({id, title, text, titleTerms: analyse(title), textTerms: analyse(text)});
    await step();
  }
  const indexed = clock.monotonic();
  const index = await buildIndexInSlices(passages, {signal, ...(thesaurus === undefined ? {} : {thesaurus})});
  const built = clock.monotonic();

  const times: number[] = [];
  const rankings: Ranking[] = [];
  // Once without the clock: what is measured is a program that has been running for a while.
  for (const {text} of queries) {
    index.search(text, {limit: 10});
    if (++steps % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  for (const query of queries) {
    const before = clock.monotonic();
    const hits = index.search(query.text, {limit: 10});
    times.push(clock.monotonic() - before);
    rankings.push(
      rank(
        query,
        hits.map(({id}) => id),
      ),
    );
    await step();
  }
  times.sort((a, b) => a - b);
  const mean = (of: (ranking: Ranking) => number) => meanOf(rankings.map(of));
  const gradeTwo = rankings.filter((one) => one.gradeTwo5 !== undefined);
  const folds = (of: readonly Ranking[], value: (ranking: Ranking) => number | undefined) =>
    Array.from({length: FOLDS}, (_, k) =>
      meanOf(of.filter((_one, i) => i % FOLDS === k).map((one) => value(one) ?? 0)),
    );
  return {
    queries: queries.length,
    pAt1: mean(({first}) => first),
    recallAt5: mean(({recall5}) => recall5),
    recallAt10: mean(({recall10}) => recall10),
    mrrAt10: mean(({reciprocal}) => reciprocal),
    ndcgAt10: mean(({ndcg}) => ndcg),
    gradeTwoAt5: meanOf(gradeTwo.map(({gradeTwo5 = 0}) => gradeTwo5)),
    gradeTwoQueries: gradeTwo.length,
    folds: {
      ndcgAt10: folds(rankings, ({ndcg}) => ndcg),
      gradeTwoAt5: folds(gradeTwo, ({gradeTwo5}) => gradeTwo5),
    },
    buildMs: round(built - start, 0),
    indexMs: round(built - indexed, 0),
    p50Ms: round(percentile(times, 0.5), 3),
    p95Ms: round(percentile(times, 0.95), 3),
    rssMb: round(process.memoryUsage.rss() / 2 ** 20, 0),
  };
}

interface Ranking {
  readonly first: number;
  readonly recall5: number;
  readonly recall10: number;
  readonly reciprocal: number;
  readonly ndcg: number;
  /** Whether a document of grade 2 is among the first five; undefined where the query has none. */
  readonly gradeTwo5: number | undefined;
}

/** The measures of one query, from the ids found for it, best first, ten at most. */
export function rank(query: EvalQuery, found: readonly string[]): Ranking {
  const relevant = new Set(query.relevant);
  const place = found.findIndex((id) => relevant.has(id));
  const among = (count: number) => found.slice(0, count).filter((id) => relevant.has(id)).length;
  const gain = (id: string) => query.grades?.[id] ?? (query.grades === undefined && relevant.has(id) ? 1 : 0);
  const gains = query.grades === undefined ? query.relevant.map(() => 1) : Object.values(query.grades);
  const ideal = discounted([...gains].sort((a, b) => b - a).slice(0, 10));
  return {
    first: place === 0 ? 1 : 0,
    recall5: among(5) / relevant.size,
    recall10: among(10) / relevant.size,
    reciprocal: place < 0 ? 0 : 1 / (place + 1),
    ndcg: ideal === 0 ? 0 : discounted(found.map(gain)) / ideal,
    gradeTwo5: gains.includes(2) ? (found.slice(0, 5).some((id) => gain(id) === 2) ? 1 : 0) : undefined,
  };
}

function meanOf(values: readonly number[]): number {
  return round(values.reduce((sum, value) => sum + value, 0) / (values.length || 1), 4);
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
}

/** The smallest value that so large a share of the sorted values does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
