import {EXIT} from '../../../kernel/errors.ts';
import {readInstant, readLines} from '../../../platform/command-input.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import type {DayText} from '../../../kernel/time.ts';
import {answerQuestion, type Candidate, type Desk, type Outcome} from '../answer.ts';
import {placeOf, warningsOf} from '../card/about.ts';
import {messages} from '../messages.ts';
import {explanationJson, explanationLines} from './explain.ts';

export interface AskDeps {
  /** Reads what is stored: the documents for everyone that hold on the day. */
  readonly deskOn: (day: DayText, signal?: AbortSignal) => Promise<Desk>;
  readonly zone: string;
}

/** An outcome as machines read it. */
export function outcomeJson(outcome: Outcome) {
  const {kind} = outcome;
  const candidates: readonly Candidate[] = 'candidates' in outcome ? outcome.candidates : [];
  return {
    kind,
    passages: candidates.map((candidate) => jsonOf(candidate)),
    clashes: 'clashes' in outcome ? outcome.clashes : [],
    contact: 'contact' in outcome ? outcome.contact : null,
    ...('reason' in outcome ? {reason: outcome.reason} : {}),
  };
}

function jsonOf(candidate: Candidate) {
  const {document, passage, score, mark, bearing, coming} = candidate;
  return {
    document: document.id,
    title: document.title,
    path: passage.path.join(' › '),
    text: passage.text,
    marked: mark === undefined ? null : passage.text.slice(mark.start, mark.end),
    source: document.source,
    effectiveFrom: document.effectiveFrom ?? null,
    dated: document.dated ?? null,
    issuer: document.issuer ?? null,
    kind: bearing.kind ?? null,
    cited: placeOf(candidate),
    own: bearing.own,
    amendment: bearing.amendment,
    newerFrom: coming?.effectiveFrom ?? null,
    score: Math.round(score * 1000) / 1000,
  };
}

/** `ask`: what the bot would answer, without a chat. */
export function askCommand({deskOn, zone}: AskDeps): Command {
  return {
    name: 'ask',
    describe: {
      ja: '登録された文書に質問し、根拠の条項を表示する',
      en: 'Asks the stored documents and shows the clause',
    },
    role: 'staff',
    changes: false,
    arguments: [{name: '[question]', describe: {ja: '質問', en: 'the question'}}],
    options: [
      {
        flags: '--at <instant>',
        describe: {
          ja: 'この時点で効力のある文書から答える（例 2026-04-01T09:00:00+09:00）',
          en: 'answer from what is in force at this instant',
        },
      },
      {
        flags: '--file <file>',
        describe: {
          ja: 'ファイルの1行を1問として順に質問する（1行に1件のJSONを出力）',
          en: 'asks each line of a file; writes one JSON object a line',
        },
      },
      {
        flags: '--explain',
        describe: {
          ja: '何がどれだけ効いたかを箇所ごとに示す',
          en: 'shows what counted how much for each passage',
        },
      },
    ],
    async run(input, io) {
      const at = input.options['at'];
      const instant = typeof at === 'string' ? readInstant(at, zone, '--at') : io.now;
      const today = instant.toZonedDateTimeISO(zone).toPlainDate().toString();
      const questions = await readLines(input.arguments[0], input.options['file'], 'QUESTION');
      const desk = await deskOn(today, io.signal);
      for (const question of questions.lines) {
        const outcome = answerQuestion(question, desk);
        const explained = input.options['explain'] === true ? explain(question, outcome, desk) : undefined;
        if (io.json || questions.fromFile) io.out(JSON.stringify({...outcomeJson(outcome), ...explained}));
        else print(outcome, explained, io);
      }
      return EXIT.done;
    },
  };
}

/** What was held against which limits, and for each passage what counted. */
function explain(question: string, outcome: Outcome, {shelf, limits}: Desk) {
  const query = shelf.index.read(question);
  const candidates: readonly Candidate[] = 'candidates' in outcome ? outcome.candidates : [];
  return {
    confidence: 'confidence' in outcome ? Math.round(outcome.confidence * 10_000) / 10_000 : null,
    limits,
    explanations: candidates.map((candidate) => explanationJson(question, query, candidate, shelf)),
  };
}

function print(outcome: Outcome, explained: ReturnType<typeof explain> | undefined, io: CommandIo): void {
  const m = messages.ja;
  if (outcome.kind === 'refused') {
    io.out(m.notAsked[outcome.reason]);
    return;
  }
  io.out({answer: m.answerSummary, unsure: m.perhaps, none: m.none}[outcome.kind]);
  if (outcome.kind !== 'none') {
    for (const [index, candidate] of outcome.candidates.entries()) {
      const {document, passage, score, coming} = candidate;
      io.out('');
      io.out(`${index + 1}. ${[document.title, ...passage.path].join(' › ')}  (${score.toFixed(3)})`);
      for (const warning of warningsOf(candidate, 'ja')) io.out(`   ⚠ ${warning}`);
      for (const line of passage.text.split('\n')) io.out(`   ${line}`);
      io.out(`   ${m.source}: ${document.source}`);
      if (coming?.effectiveFrom !== undefined) io.out(`   ${m.coming(coming.effectiveFrom)}`);
      const explanation = explained?.explanations[index];
      if (explanation) for (const line of explanationLines(explanation)) io.out(`   ${line}`);
    }
    for (const {between, on} of outcome.clashes) {
      io.out(`⚠ ${m.clashBetween(between[0] + 1, between[1] + 1, m.clashOn[on])}`);
    }
    io.out('');
  }
  if (explained !== undefined && explained.confidence !== null) {
    const {answer, unsure} = explained.limits;
    io.out(m.explain.confidence(explained.confidence.toFixed(3), answer.toFixed(3), unsure.toFixed(3)));
  }
  io.out(m.contact(outcome.contact.section.ja, outcome.contact.extension));
}
