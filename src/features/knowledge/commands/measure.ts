import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Clock} from '../../../platform/clock.ts';
import {readTextFile} from '../../../platform/command-input.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {answerQuestion} from '../answer.ts';
import {readStaffQuestions, scoreQuestions} from '../measure/questions.ts';
import {evaluateCorpus, readEvalDocuments, readEvalQueries, type Lines} from '../measure/corpus.ts';
import type {Thesaurus} from '../search/synonyms/thesaurus.ts';
import {outcomeJson, type AskDeps} from './ask.ts';

export interface MeasureDeps extends AskDeps {
  readonly clock: Clock;
  readonly thesaurus: () => Thesaurus;
}

/** `knowledge eval`: how good the search is, on a corpus of its own or on questions over what is stored. */
export function measureCommand(deps: MeasureDeps): Command {
  return {
    name: 'knowledge eval',
    describe: {
      ja: '検索の質を測る（--docs と --queries、または --questions）',
      en: 'Measures the search (--docs with --queries, or --questions)',
    },
    role: 'operator',
    changes: false,
    options: [
      {
        flags: '--docs <file>',
        describe: {ja: '文書（JSON Lines: id, title, text）', en: 'documents, JSON lines'},
      },
      {
        flags: '--queries <file>',
        describe: {ja: '質問（JSON Lines: id, text, relevant, grades）', en: 'queries, JSON lines'},
      },
      {
        flags: '--questions <file>',
        describe: {
          ja: '登録済みの文書への質問（JSON Lines: id, q, source, must, unanswerable）',
          en: 'questions over what is stored, JSON lines',
        },
      },
    ],
    async run({options}, io) {
      const {docs, queries, questions} = options;
      if (typeof questions === 'string' && docs === undefined && queries === undefined) {
        return measureQuestions(questions, deps, io);
      }
      if (typeof docs === 'string' && typeof queries === 'string' && questions === undefined) {
        return measureCorpus(docs, queries, deps, io);
      }
      throw new CodedError('command/usage', {what: '--docs FILE --queries FILE | --questions FILE'});
    },
  };
}

async function measureCorpus(
  docs: string,
  queries: string,
  {clock, thesaurus, deskOn, zone}: MeasureDeps,
  io: CommandIo,
) {
  const documents = take(readEvalDocuments(docs, await readTextFile(docs)));
  const asked = take(readEvalQueries(queries, await readTextFile(queries)));
  // For the synonyms; the documents that are stored are left alone.
  await deskOn(localTime(io.now, zone).day.toString(), io.signal);
  const bar = io.progress('eval', documents.length + asked.length);
  try {
    const result = await evaluateCorpus(documents, asked, {
      clock,
      thesaurus,
      progress: () => bar.step(),
      signal: io.signal,
    });
    bar.end();
    io.out(JSON.stringify(result, null, io.json ? 0 : 2));
  } finally {
    bar.end();
  }
  return EXIT.done;
}

async function measureQuestions(file: string, deps: MeasureDeps, io: CommandIo) {
  const questions = take(readStaffQuestions(file, await readTextFile(file)));
  const today = io.now.toZonedDateTimeISO(deps.zone).toPlainDate().toString();
  const desk = await deps.deskOn(today, io.signal);
  const outcomes = questions.map(({q}) => outcomeJson(answerQuestion(q, desk)));
  io.out(JSON.stringify(scoreQuestions(questions, outcomes), null, io.json ? 0 : 2));
  return EXIT.done;
}

/** The lines of a file. The first mistake is named; with it mended, the next one shows. */
export function take<T>(lines: Lines<T>): readonly T[] {
  if (lines.kind === 'read') return lines.items;
  const [problem] = lines.problems;
  throw new CodedError('document/bad-line', {
    file: problem?.file ?? '',
    line: problem?.line ?? 0,
    reason: problem?.reason ?? '',
    field: problem?.field ?? '',
  });
}
