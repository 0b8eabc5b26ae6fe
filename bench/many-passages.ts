// How the search grows: a corpus many times over, the titles made different.
//   node --import tsx bench/many-passages.ts FOLDER [TIMES]   (FOLDER with docs.jsonl and queries.jsonl)
// Prints for the corpus once and for TIMES of it (20): milliseconds to build the index from stored terms, the
// longest slice of that, and one search (p50, p95); the median of three runs.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {sudachiSynonyms} from '../src/features/knowledge/library/synonyms.ts';
import {
  percentile,
  readEvalDocuments,
  readEvalQueries,
  type Lines,
} from '../src/features/knowledge/measure/corpus.ts';
import {analyse} from '../src/features/knowledge/search/analyse.ts';
import {buildIndexInSlices} from '../src/features/knowledge/search/build-index.ts';
import type {SearchPassage} from '../src/features/knowledge/search/search-index.ts';
import type {Thesaurus} from '../src/features/knowledge/search/synonyms/thesaurus.ts';
import {systemClock} from '../src/platform/clock.ts';

const RUNS = 3;
const now = () => systemClock.monotonic();

async function main([folder, times = '20']: readonly string[]): Promise<number> {
  const count = Number(times);
  if (folder === undefined || !Number.isInteger(count) || count < 1) {
    process.stderr.write('usage: node --import tsx bench/many-passages.ts FOLDER [TIMES]\n');
    return 2;
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const questions = items(readEvalQueries('queries.jsonl', read('queries.jsonl'))).map(({text}) => text);
  const passages = items(readEvalDocuments('docs.jsonl', read('docs.jsonl'))).map(
    ({id, title, text}): SearchPassage => ({
      id,
      title,
      text,
      titleTerms: analyse(title),
      textTerms: analyse(text),
    }),
  );
  const dictionary = await sudachiSynonyms();
  for (const size of new Set([1, count])) {
    const many = Array.from({length: size}, (_, n) => passages.map((passage) => numbered(passage, n))).flat();
    const runs: Awaited<ReturnType<typeof measure>>[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(many, questions, () => dictionary));
    const middle = (of: (one: (typeof runs)[number]) => number) =>
      runs.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
    const [build, slice, p50, p95] = [
      middle((one) => one.buildMs),
      middle((one) => one.longestMs),
      middle((one) => one.p50Ms),
      middle((one) => one.p95Ms),
    ];
    process.stdout.write(
      `${many.length} passages: index ${build.toFixed(0)} ms, longest slice ${slice.toFixed(0)} ms, search p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms\n`,
    );
  }
  return 0;
}

// Not the same title twenty times: equal ones would make every word of it common.
function numbered(passage: SearchPassage, n: number): SearchPassage {
  const {id, title, titleTerms} = passage;
  return {...passage, id: `${id}-${n}`, title: `${title} ${n}`, titleTerms: [...titleTerms, `no${n}`]};
}

async function measure(
  passages: readonly SearchPassage[],
  questions: readonly string[],
  thesaurus: () => Thesaurus,
) {
  let longestMs = 0;
  let last = now();
  // Whoever else has work to do gets a turn this often.
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, now() - last);
    last = now();
  }, 0);
  const start = now();
  const index = await buildIndexInSlices(passages, {thesaurus});
  const buildMs = now() - start;
  clearInterval(timer);
  for (const question of questions) index.search(question);
  const times = questions.map((question) => {
    const before = now();
    index.search(question);
    return now() - before;
  });
  times.sort((a, b) => a - b);
  return {buildMs, longestMs, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95)};
}

function items<T>(lines: Lines<T>): readonly T[] {
  if (lines.kind === 'read') return lines.items;
  throw new Error(JSON.stringify(lines.problems[0]));
}

process.exitCode = await main(process.argv.slice(2));
