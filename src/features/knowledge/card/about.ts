/** What a card says of the document behind an answer. */
import type {Language} from '../../../kernel/person.ts';
import {formatEra, Temporal} from '../../../kernel/time.ts';
import type {Candidate} from '../answer.ts';
import {citationOf} from '../clause/citation.ts';
import {messages} from '../messages.ts';
import {escapeMarkdown} from './excerpt.ts';
import {sourceLink} from './source.ts';

/** The heading of an answer: the clause as people cite it, else the innermost heading. */
export function headingOf({document, passage, mark}: Candidate): string {
  const cited = citationOf(passage.path, passage.text, mark?.start);
  if (cited === undefined) return lastOf(passage.path, document.title);
  return cited.caption === undefined ? cited.clause : `${cited.clause}（${cited.caption}）`;
}

/** The whole way to a passage: 「情報機器取扱規程 › 第六条第三号イ」. */
export function placeOf({passage, mark}: Candidate): string {
  const cited = citationOf(passage.path, passage.text, mark?.start);
  return (cited === undefined ? passage.path : [...cited.above, cited.clause]).join(' › ');
}

/** What the reader must know before they rely on it: not our own, no rule, a change that is not in force. */
export function warningsOf({document, bearing}: Candidate, language: Language): string[] {
  const m = messages[language];
  const warnings: string[] = [];
  if (!bearing.own) warnings.push(m.others(document.issuer ?? ''));
  if (bearing.amendment) warnings.push(m.amendment);
  else if (bearing.kind !== 'rule')
    warnings.push(bearing.kind === undefined ? m.kindUnknown : m.noRule(m.kinds[bearing.kind]));
  return warnings;
}

/** Document, issuer, kind, place, day and source, in the order in which one reads them. */
export function factsOf(
  candidate: Candidate,
  language: Language,
): (readonly [title: string, value: string])[] {
  const m = messages[language];
  const {document, bearing} = candidate;
  const link = sourceLink(document.source);
  const rows: (readonly [string, string | undefined])[] = [
    [m.document, document.title],
    [m.issuer, document.issuer],
    [m.kind, bearing.kind && m.kinds[bearing.kind]],
    [m.place, placeOf(candidate) || undefined],
    [m.effective, document.effectiveFrom && m.from(dayText(document.effectiveFrom, language))],
    // The day that a document bears says nothing of when it holds; it stands where no such day is stated.
    [
      m.dated,
      document.effectiveFrom === undefined ? document.dated && dayText(document.dated, language) : undefined,
    ],
    [m.amended, document.amended && dayText(document.amended, language)],
    [m.appliesTo, document.appliesTo],
    [m.section, document.section],
    [m.source, link === undefined ? document.source : `${document.source}（${m.opensFrom[link.from]}）`],
  ];
  return rows.flatMap(([title, value]) =>
    value === undefined ? [] : [[title, escapeMarkdown(value)] as const],
  );
}

/** A day with its era in Japanese, as rules write it. */
export function dayText(day: string, language: Language): string {
  return language === 'ja' ? formatEra(Temporal.PlainDate.from(day)) : day;
}

function lastOf(path: readonly string[], otherwise: string): string {
  // An item's own number alone says nothing: then its parent stands with it.
  const tail = path.slice(-2);
  const last = tail.at(-1);
  if (last === undefined) return otherwise;
  return last.length <= 3 && tail.length === 2 ? tail.join(' › ') : last;
}
