import {CodedError, EXIT} from '../../../kernel/errors.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {answerQuestion} from '../answer.ts';
import {groupQuestions} from '../feedback/group.ts';
import type {KeptQuestion, KeptQuestions} from '../feedback/kept-questions.ts';
import {unmasked} from '../feedback/masking/mask.ts';
import {gapMessages} from '../feedback/messages.ts';
import type {UnansweredCount, VoteCount, Votes} from '../feedback/votes.ts';
import {mondayOf} from '../feedback/week.ts';
import type {Shelf} from '../library/library.ts';
import {analyse} from '../search/analyse.ts';
import type {AskDeps} from './ask.ts';

export interface GapsDeps extends AskDeps {
  readonly votes: Votes;
  readonly kept: KeptQuestions;
}

/** Similar questions that got no answer, as machines read them. */
interface Gap {
  readonly question: string;
  readonly count: number;
  readonly weeks: readonly string[];
  readonly came: Readonly<Record<KeptQuestion['came'], number>>;
  /** Documents that were shown, or that come closest today; the most frequent first. */
  readonly documents: readonly string[];
  /** What becomes of the question today. */
  readonly now: 'answer' | 'unsure' | 'none';
  readonly questions: readonly string[];
}

interface Week {
  readonly week: string;
  readonly none: number;
  readonly unsure: number;
  readonly wrong: number;
}

const DOCUMENTS = 3;

/** `knowledge gaps`: what was asked and not answered. */
export function gapsCommand({votes, kept, deskOn, zone}: GapsDeps): Command {
  return {
    name: 'knowledge gaps',
    describe: {
      ja: '答えられなかった質問を、似たものをまとめて表示する',
      en: 'Shows what was asked and not answered, similar questions together',
    },
    role: 'operator',
    changes: false,
    options: [
      {
        flags: '--since <week>',
        describe: {ja: 'この週から（例 2026-W47）', en: 'from this week on (2026-W47)'},
      },
    ],
    async run(input, io) {
      const since = input.options['since'];
      if (typeof since === 'string' && mondayOf(since) === undefined) {
        throw new CodedError('command/usage', {what: `--since ${since} (2026-W47)`});
      }
      const from = typeof since === 'string' ? since : '';
      const today = io.now.toZonedDateTimeISO(zone).toPlainDate();
      const [desk, questions, unanswered, given] = await Promise.all([
        deskOn(today.toString(), io.signal),
        kept.list(today, io.signal),
        votes.unansweredCounts(io.signal),
        votes.counts(io.signal),
      ]);
      const isIn = ({week}: {week: string}) => week >= from;
      const outcome = (question: string) => answerQuestion(question, desk).kind;
      const gaps = gapsOf(questions.filter(isIn), desk.shelf, outcome);
      const weeks = weeksOf(unanswered.filter(isIn), given.filter(isIn));
      if (io.json) io.out(JSON.stringify({since: from === '' ? null : from, gaps, weeks}));
      else print(gaps, weeks, io);
      return EXIT.done;
    },
  };
}

function gapsOf(
  questions: readonly KeptQuestion[],
  shelf: Shelf,
  outcome: (question: string) => 'answer' | 'unsure' | 'none' | 'refused',
): Gap[] {
  const items = questions.map((kept) => ({...kept, terms: analyse(unmasked(kept.question))}));
  const weights = new Map(
    shelf.index
      .read([...new Set(items.flatMap(({terms}) => terms))])
      .terms.map((t) => [t.term, t.idf * t.topic]),
  );
  return groupQuestions(items, (term) => weights.get(term) ?? 0).map(({typical, members}) => {
    const now = outcome(unmasked(typical.question));
    const came = {none: 0, unsure: 0, wrong: 0};
    const documents = new Map<string, number>();
    for (const member of members) {
      came[member.came]++;
      const id = member.document === '' ? closest(member.terms, shelf) : member.document;
      if (id !== undefined) documents.set(id, (documents.get(id) ?? 0) + 1);
    }
    return {
      question: typical.question,
      count: members.length,
      weeks: [...new Set(members.map(({week}) => week))].sort(),
      came,
      documents: [...documents]
        .sort((a, b) => b[1] - a[1])
        .slice(0, DOCUMENTS)
        .map(([id]) => id),
      now: now === 'refused' ? 'none' : now,
      questions: [...new Set(members.map(({question}) => question))],
    };
  });
}

function closest(terms: readonly string[], shelf: Shelf): string | undefined {
  const [hit] = shelf.index.search(terms, {limit: 1});
  return hit && shelf.byKey(hit.id)?.document.id;
}

function weeksOf(unanswered: readonly UnansweredCount[], given: readonly VoteCount[]): Week[] {
  const weeks = new Map<string, {none: number; unsure: number; wrong: number}>();
  const add = (week: string, kind: 'none' | 'unsure' | 'wrong', count: number) => {
    const sums = weeks.get(week) ?? {none: 0, unsure: 0, wrong: 0};
    sums[kind] += count;
    weeks.set(week, sums);
  };
  for (const {week, kind, count} of unanswered) add(week, kind, count);
  for (const {week, wrong} of given) if (wrong > 0) add(week, 'wrong', wrong);
  return [...weeks].map(([week, sums]) => ({week, ...sums})).sort((a, b) => (a.week < b.week ? -1 : 1));
}

function print(gaps: readonly Gap[], weeks: readonly Week[], io: CommandIo): void {
  const {ja, en} = gapMessages;
  const both = (key: Exclude<keyof typeof ja, 'came'>) => `${ja[key]} ${en[key]}`;
  if (gaps.length === 0 && weeks.length === 0) {
    io.out(both('none'));
    return;
  }
  if (gaps.length > 0) {
    io.out(both('groups'));
    io.out(`${ja.columns}  (${en.columns})`);
  }
  for (const {question, count, weeks: asked, came, documents, now, questions} of gaps) {
    const [first = '', last = first] = [asked[0], asked.at(-1)];
    const kinds = (['none', 'unsure', 'wrong'] as const)
      .filter((kind) => came[kind] > 0)
      .map((kind) => `${ja.came[kind]} ${en.came[kind]} ${came[kind]}`);
    io.out(`${count}  ${first === last ? first : `${first}–${last}`}  ${kinds.join(', ')}  ${question}`);
    for (const other of questions) if (other !== question) io.out(`     ・${other}`);
    if (documents.length > 0) io.out(`     ${both('closest')}: ${documents.join(', ')}`);
    if (now === 'answer') io.out(`     ${both('nowAnswered')}`);
  }
  if (weeks.length === 0) return;
  if (gaps.length > 0) io.out('');
  io.out(both('unanswered'));
  io.out(`${ja.unansweredColumns}  (${en.unansweredColumns})`);
  for (const {week, none, unsure, wrong} of weeks) io.out(`${week}  ${none}  ${unsure}  ${wrong}`);
}
