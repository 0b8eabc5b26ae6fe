import {articleOf, isInArticle} from '../clause/article.ts';
import type {Candidate} from '../answer.ts';
import {leadWeight, weightOf} from '../clause/bearing.ts';
import {keyOf, type Shelf} from '../library/library.ts';
import {messages} from '../messages.ts';
import type {TermShare} from '../search/scoring/explain.ts';
import type {Nearness} from '../search/nearness/nearness.ts';
import type {Query} from '../search/query.ts';
import type {Parts} from '../search/scoring/parts.ts';

/** What counted for a passage, as machines read it; what the score is made of adds up to it. */
export function explanationJson(question: string, query: Query, candidate: Candidate, shelf: Shelf) {
  const {document, passage, score} = candidate;
  const explained = shelf.index.explain(query, keyOf(document, passage.id));
  if (explained === undefined) return null;
  const article = articleOf(question);
  // A rule of one's own before a report, an article before what stands above all headings.
  const weight = short(weightOf(candidate.bearing) * leadWeight(document, passage));
  return {
    score: short(score),
    words: short(explained.score),
    // What was added after the search: by the kind of document, for one.
    boost: short(score - explained.score),
    coverage: short(explained.coverage),
    weight,
    article: article !== undefined && isInArticle(passage.path, article) ? article : null,
    parts: rounded(explained.parts),
    shares: rounded({...explained.shares, topic: explained.near.topic, best: explained.near.best}),
    terms: explained.terms.map(({term, idf, topic, title, text, coverage, through}) => ({
      term,
      idf: short(idf),
      topic,
      title: short(title),
      text: short(text),
      coverage: short(coverage),
      through: through.map(({word, weight, from}) => ({word, weight: short(weight), from})),
    })),
  };
}

/** The same in lines for people. */
export function explanationLines(explained: NonNullable<ReturnType<typeof explanationJson>>): string[] {
  const m = messages.ja.explain;
  const {score, words, boost, coverage, weight, article, shares, terms} = explained;
  const parts = Object.entries(shares).map(([name, share]) => `${m.parts[name] ?? name} ${share.toFixed(3)}`);
  return [
    `${m.score} ${score.toFixed(3)} = ${parts.join(' + ')}${boost === 0 ? '' : ` (${words.toFixed(3)}) ${m.boost} ${boost.toFixed(3)}`}`,
    `${m.coverage} ${Math.round(coverage * 100)}%${article === null ? '' : `  ${m.article}`}`,
    ...(weight === 1 ? [] : [m.weight(weight.toFixed(2), (score * weight).toFixed(3))]),
    ...terms.map((term) => termLine(term)),
  ];
}

function termLine({
  term,
  idf,
  topic,
  title,
  text,
  coverage,
  through,
}: Omit<TermShare, 'through'> & {through: readonly {word: string; weight: number; from: string}[]}): string {
  const m = messages.ja.explain;
  const others = through.map(
    ({word, weight, from}) => `${word}×${weight.toFixed(2)} ${m.from[from] ?? from}`,
  );
  const found = title + text + coverage > 0;
  const counted = found
    ? `${m.title} ${title.toFixed(3)}  ${m.text} ${text.toFixed(3)}  ${m.share} ${coverage.toFixed(3)}`
    : m.absent;
  return `・${term}  idf ${idf.toFixed(2)}${topic === 0 ? ` ${m.asking}` : ''}  ${counted}${others.length === 0 ? '' : `  ← ${others.join('、')}`}`;
}

function rounded(parts: Parts | (Parts & Nearness)): Readonly<Record<string, number>> {
  // Widened, since a fixed set of keys has no entries of a known type.
  const entries: readonly [string, number][] = Object.entries({...parts});
  return Object.fromEntries(entries.map(([name, part]) => [name, short(part)]));
}

function short(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
