// The project's search beside plain BM25 over Intl.Segmenter's words, on any folder with docs.jsonl and
// queries.jsonl:  node --import tsx bench/search.ts FOLDER
// Prints JSON: for each the figures of the run with the median time, and how the first compares.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  evaluateCorpus,
  percentile,
  rank,
  readEvalDocuments,
  readEvalQueries,
  type EvalDocument,
  type EvalQuery,
  type Lines,
} from '../src/features/knowledge/measure/corpus.ts';
import {systemClock} from '../src/platform/clock.ts';
import {buildSegmenterIndex} from './segmenter-search.ts';

const RUNS = 3;

interface Figures {
  readonly ndcgAt10: number;
  readonly recallAt10: number;
  readonly pAt1: number;
  readonly buildMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    process.stderr.write(
      'usage: node --import tsx bench/search.ts FOLDER   (with docs.jsonl and queries.jsonl)\n',
    );
    return 2;
  }
  const documents = items(readEvalDocuments('docs.jsonl', readFileSync(join(folder, 'docs.jsonl'), 'utf8')));
  const queries = items(
    readEvalQueries('queries.jsonl', readFileSync(join(folder, 'queries.jsonl'), 'utf8')),
  );
  const own: Figures[] = [];
  const plain: Figures[] = [];
  // Alternately, so that a busy moment of the machine does not fall on one of them alone.
  for (let run = 0; run < RUNS; run++) {
    own.push(await evaluateCorpus(documents, queries, {clock: systemClock}));
    plain.push(evaluateSegmenter(documents, queries));
  }
  const search = medians(own);
  const baseline = medians(plain);
  const ratios = Object.fromEntries(
    FIGURES.map((name) => [name, Number((search[name] / (baseline[name] || 1)).toFixed(3))]),
  );
  const result = {documents: documents.length, queries: queries.length, runs: RUNS, search, baseline, ratios};
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

function evaluateSegmenter(documents: readonly EvalDocument[], queries: readonly EvalQuery[]): Figures {
  const start = systemClock.monotonic();
  const index = buildSegmenterIndex(documents);
  const buildMs = systemClock.monotonic() - start;
  const times: number[] = [];
  const rankings = queries.map((query) => {
    const before = systemClock.monotonic();
    const found = index.search(query.text, 10);
    times.push(systemClock.monotonic() - before);
    return rank(query, found);
  });
  times.sort((a, b) => a - b);
  const mean = (values: readonly number[]) =>
    Number((values.reduce((sum, value) => sum + value, 0) / (values.length || 1)).toFixed(4));
  return {
    ndcgAt10: mean(rankings.map(({ndcg}) => ndcg)),
    recallAt10: mean(rankings.map(({recall10}) => recall10)),
    pAt1: mean(rankings.map(({first}) => first)),
    buildMs: Math.round(buildMs),
    p50Ms: Number(percentile(times, 0.5).toFixed(3)),
    p95Ms: Number(percentile(times, 0.95).toFixed(3)),
  };
}

const FIGURES = ['ndcgAt10', 'recallAt10', 'pAt1', 'buildMs', 'p50Ms', 'p95Ms'] as const;

function medians(runs: readonly Figures[]): Figures {
  const median = (name: keyof Figures) =>
    percentile(
      runs.map((run) => run[name]).sort((a, b) => a - b),
      0.5,
    );
  return {
    ndcgAt10: median('ndcgAt10'),
    recallAt10: median('recallAt10'),
    pAt1: median('pAt1'),
    buildMs: median('buildMs'),
    p50Ms: median('p50Ms'),
    p95Ms: median('p95Ms'),
  };
}

function items<T>(lines: Lines<T>): readonly T[] {
  if (lines.kind === 'read') return lines.items;
  const [first] = lines.problems;
  throw new Error(
    `${first?.file ?? ''}:${first?.line ?? 0} ${first?.reason ?? ''} ${first?.field ?? ''} (and ${lines.problems.length - 1} more)`,
  );
}

process.exitCode = await main(process.argv[2]);
