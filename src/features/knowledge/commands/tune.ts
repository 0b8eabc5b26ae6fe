import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime} from '../../../kernel/time.ts';
import {readTextFile} from '../../../platform/command-input.ts';
import type {ContentStore} from '../../../platform/content/content-store.ts';
import type {Command} from '../../../platform/feature.ts';
import {answerQuestion, type Desk} from '../answer.ts';
import {THRESHOLDS_KIND} from '../library/thresholds.ts';
import {
  isEnough,
  LEAST,
  learnLimits,
  scoreLimits,
  type Learned,
  type LimitScores,
  type Sample,
} from '../measure/learn-limits.ts';
import {labelOf, readStaffQuestions, type StaffQuestion} from '../measure/questions.ts';
import {messages} from '../messages.ts';
import type {Limits} from '../search/judge.ts';
import {outcomeJson, type AskDeps} from './ask.ts';
import {take} from './measure.ts';

export interface TuneDeps extends AskDeps {
  readonly content: ContentStore;
}

/** `knowledge tune`: learns from labelled questions when to answer, when to say "perhaps", when to refuse. */
export function tuneCommand(deps: TuneDeps): Command {
  return {
    name: 'knowledge tune',
    describe: {
      ja: '正解つきの質問から、回答・候補・該当なしの境目を学んで保存する',
      en: 'Learns the limits between answer, perhaps and none from labelled questions',
    },
    role: 'operator',
    changes: true,
    options: [
      {
        flags: '--questions <file>',
        describe: {
          ja: '登録済みの文書への質問（JSON Lines: id, q, source, must, unanswerable）',
          en: 'questions over what is stored, JSON lines',
        },
      },
      {flags: '--dry-run', describe: {ja: '保存せずに結果だけ示す', en: 'shows the result, stores nothing'}},
    ],
    async run({options}, io) {
      const {questions: file, dryRun} = options;
      if (typeof file !== 'string') throw new CodedError('command/usage', {what: '--questions FILE'});
      const questions = take(readStaffQuestions(file, await readTextFile(file)));
      const today = localTime(io.now, deps.zone).day.toString();
      const desk = await deps.deskOn(today, io.signal);
      const before = desk.limits;
      const samples = questions.map((question) => sampleOf(question, desk));
      if (!isEnough(samples)) throw tooFew(file, samples);
      const learned = learnLimits(samples);
      const stored = dryRun !== true;
      if (stored) await deps.content.put(THRESHOLDS_KIND, learned.limits, io.signal);
      const result = {
        questions: questions.length,
        stored,
        before: {limits: before, scores: scoreLimits(samples, before)},
        learned,
      };
      if (io.json) io.out(JSON.stringify(result));
      else for (const line of table(result)) io.out(line);
      return EXIT.done;
    },
  };
}

// Asked as a person asks, but never refused: what the limits would do is what is to be learned.
function sampleOf(question: StaffQuestion, desk: Desk): Sample {
  const outcome = answerQuestion(question.q, {...desk, limits: {answer: 0, unsure: 0}});
  const confidence = 'confidence' in outcome ? outcome.confidence : 0;
  return {confidence, label: labelOf(question, outcomeJson(outcome).passages)};
}

function tooFew(file: string, samples: readonly Sample[]): CodedError {
  const unanswerable = samples.filter(({label}) => label === 'unanswerable').length;
  return new CodedError('document/too-few-questions', {
    file,
    answerable: samples.length - unanswerable,
    leastAnswerable: LEAST.answerable,
    unanswerable,
    leastUnanswerable: LEAST.unanswerable,
  });
}

interface Tuned {
  readonly questions: number;
  readonly stored: boolean;
  readonly before: {readonly limits: Limits; readonly scores: LimitScores};
  readonly learned: Learned;
}

function table({questions, stored, before, learned}: Tuned): string[] {
  const m = messages.ja.tune;
  const percent = (share: number) => `${Math.round(share * 100)}%`.padStart(5);
  const row = (name: string, limits: Limits, scores: LimitScores) =>
    [
      name,
      limits.answer.toFixed(3),
      limits.unsure.toFixed(3),
      percent(scores.refusedWrongly),
      percent(scores.refusedUnanswerable),
      percent(scores.answersRight),
      percent(scores.answeredRight),
    ].join('  ');
  return [
    m.questions(questions),
    m.columns,
    row(m.before, before.limits, before.scores),
    row(m.learned, learned.limits, learned.onAll),
    ...learned.folds.map(({limits, scores}, i) => row(m.fold(i + 1), limits, scores)),
    stored ? m.stored : m.notStored,
  ];
}
