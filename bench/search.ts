// The project's search beside others, on any folder with docs.jsonl and queries.jsonl:
//   node --import tsx bench/search.ts FOLDER [--svg FILE] [--json]
// Prints a table: the figures of the run with the median time, times also as ratios to the project's own.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {
  percentile,
  rank,
  readEvalDocuments,
  readEvalQueries,
  type EvalDocument,
  type EvalQuery,
  type Lines,
} from '../src/features/knowledge/measure/corpus.ts';
import {systemClock} from '../src/platform/clock.ts';
import {drawChart} from './chart.ts';
import {ENGINES, type Engine} from './engines/engines.ts';

const RUNS = 3;
const USAGE =
  'usage: node --import tsx bench/search.ts FOLDER [--svg FILE] [--json]   (FOLDER with docs.jsonl and queries.jsonl)\n';

interface Figures {
  readonly ndcgAt10: number;
  readonly gradeTwoAt5: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly buildMs: number;
}
const FIGURES = ['ndcgAt10', 'gradeTwoAt5', 'p50Ms', 'p95Ms', 'buildMs'] as const;

async function main(args: readonly string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args: [...args],
    options: {svg: {type: 'string'}, json: {type: 'boolean'}},
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (folder === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const documents = items(readEvalDocuments('docs.jsonl', read('docs.jsonl')));
  const queries = items(readEvalQueries('queries.jsonl', read('queries.jsonl')));
  const runs = ENGINES.map((): Figures[] => []);
  // In turn, so that a busy moment of the machine does not fall on one of them alone.
  for (let run = 0; run < RUNS; run++) {
    for (const [i, engine] of ENGINES.entries()) runs[i]?.push(await measure(engine, documents, queries));
  }
  const figures = runs.map(medians);
  const rows = ENGINES.map(({name}, i) => ({name, ...(figures[i] ?? medians([]))}));
  if (values.json === true) {
    const result = {documents: documents.length, queries: queries.length, runs: RUNS, engines: rows};
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } else process.stdout.write(table(rows));
  if (values.svg !== undefined) writeFileSync(values.svg, chart(rows, documents.length, queries.length));
  return 0;
}

async function measure(
  engine: Engine,
  documents: readonly EvalDocument[],
  queries: readonly EvalQuery[],
): Promise<Figures> {
  const start = systemClock.monotonic();
  const search = await engine.build(documents);
  const buildMs = systemClock.monotonic() - start;
  // Once without the clock: what is measured is a program that has been running for a while.
  for (const {text} of queries) await search(text, 10);
  const times: number[] = [];
  const rankings = [];
  for (const query of queries) {
    const before = systemClock.monotonic();
    const found = await search(query.text, 10);
    times.push(systemClock.monotonic() - before);
    rankings.push(rank(query, found));
  }
  times.sort((a, b) => a - b);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  return {
    ndcgAt10: mean(rankings.map(({ndcg}) => ndcg)),
    gradeTwoAt5: mean(rankings.map(({gradeTwo5}) => gradeTwo5).filter((one) => one !== undefined)),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    buildMs,
  };
}

function medians(runs: readonly Figures[]): Figures {
  const median = (name: keyof Figures) =>
    percentile(
      runs.map((run) => run[name]).sort((a, b) => a - b),
      0.5,
    );
  const [ndcgAt10, gradeTwoAt5, p50Ms, p95Ms, buildMs] = FIGURES.map(median);
  return {
    ndcgAt10: ndcgAt10 ?? 0,
    gradeTwoAt5: gradeTwoAt5 ?? 0,
    p50Ms: p50Ms ?? 0,
    p95Ms: p95Ms ?? 0,
    buildMs: buildMs ?? 0,
  };
}

type Row = Figures & {readonly name: string};

function table(rows: readonly Row[]): string {
  const own = rows[0];
  const ratio = (value: number, name: 'p50Ms' | 'p95Ms' | 'buildMs') =>
    `${value.toFixed(name === 'buildMs' ? 0 : 2)} (×${(value / (own?.[name] ?? 1)).toFixed(2)})`;
  const cells = [
    ['', 'nDCG@10', 'grade 2 @5', 'p50 ms', 'p95 ms', 'build ms'],
    ...rows.map((row) => [
      row.name,
      row.ndcgAt10.toFixed(3),
      row.gradeTwoAt5.toFixed(3),
      ratio(row.p50Ms, 'p50Ms'),
      ratio(row.p95Ms, 'p95Ms'),
      ratio(row.buildMs, 'buildMs'),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return `${cells.map(line).join('\n')}\n`;
}

function chart(rows: readonly Row[], documents: number, queries: number): string {
  const milliseconds = (value: number) => value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0);
  const seconds = (value: number) => (value / 1000).toFixed(1);
  return drawChart(
    'Search in Japanese, without a model',
    `${documents.toLocaleString('en')} questions and answers of a city, ${queries} questions of citizens; median of ${RUNS} runs`,
    rows.map(({name}) => name),
    [
      {
        title: 'nDCG@10',
        note: 'longer is better',
        values: rows.map((row) => row.ndcgAt10),
        format: (v) => v.toFixed(3),
      },
      {
        title: 'Right answer among the first five',
        note: 'longer is better',
        values: rows.map((row) => row.gradeTwoAt5),
        format: (v) => v.toFixed(3),
      },
      {
        title: 'One search, p95 (ms)',
        note: 'shorter is better',
        values: rows.map((row) => row.p95Ms),
        format: milliseconds,
      },
      {
        title: 'Reading and building the index (s)',
        note: 'shorter is better',
        values: rows.map((row) => row.buildMs),
        format: seconds,
      },
    ],
  );
}

function items<T>(lines: Lines<T>): readonly T[] {
  if (lines.kind === 'read') return lines.items;
  const [first] = lines.problems;
  throw new Error(
    `${first?.file ?? ''}:${first?.line ?? 0} ${first?.reason ?? ''} ${first?.field ?? ''} (and ${lines.problems.length - 1} more)`,
  );
}

process.exitCode = await main(process.argv.slice(2));
