import {access} from 'node:fs/promises';
import {CodedError, EXIT} from '../../kernel/errors.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {Command, CommandIo, ContentPlan} from '../../platform/feature.ts';
import type {Choice, Choosable, Sentence} from '../../platform/understand/sentence.ts';
import {readInstant, readLines} from '../../platform/command-input.ts';

export interface CommandDeps {
  /** What the bot would make of a sentence. */
  readonly read: (text: string, now: Temporal.Instant) => Choice<Choosable> & {readonly sentence: Sentence};
  /** Reads what recognising needs. */
  readonly load: (signal?: AbortSignal) => Promise<void>;
  /** The plans of all features for a content folder. */
  readonly planContent: (directory: string, now: Temporal.Instant) => Promise<ContentPlan>;
  readonly contentDir: string;
  readonly zone: string;
}

/** `understand`: for which feature a sentence is, and what it says. */
export function understandCommand({read, load, zone}: CommandDeps): Command {
  return {
    name: 'understand',
    describe: {
      ja: '文をどう受け取ったか（機能、日付、時刻など）を表示する',
      en: 'Shows how a sentence is understood',
    },
    role: 'staff',
    changes: false,
    arguments: [{name: '[sentence]', describe: {ja: '文', en: 'the sentence'}}],
    options: [
      {
        flags: '--now <instant>',
        describe: {ja: '今とみなす時点（例 2026-11-24T10:00:00+09:00）', en: 'the instant taken as now'},
      },
      {
        flags: '--file <file>',
        describe: {ja: 'ファイルの1行を1文として読む', en: 'reads each line of a file'},
      },
    ],
    async run({arguments: [sentence], options}, io) {
      const given = options['now'];
      const now = typeof given === 'string' ? readInstant(given, zone, '--now') : io.now;
      const {lines, fromFile} = await readLines(sentence, options['file'], 'SENTENCE');
      await load(io.signal);
      for (const line of lines) {
        const choice = read(line, now);
        const {
          intent,
          slots,
          runnersUp,
          because,
          sentence: {troubles},
        } = choice;
        const result = {intent: intent.name, slots, runnersUp, because, troubles};
        if (io.json || fromFile) io.out(JSON.stringify(result));
        else printUnderstanding(result, io);
      }
      return EXIT.done;
    },
  };
}

function printUnderstanding(
  {
    intent,
    slots,
    runnersUp,
    because,
    troubles,
  }: {
    intent: string;
    slots: Readonly<Record<string, unknown>>;
    runnersUp: readonly {name: string; score: number; because: string}[];
    because: string;
    troubles: readonly {kind: string; text: string}[];
  },
  io: CommandIo,
): void {
  io.out(`intent: ${intent}${because === '' ? '' : `  (${because})`}`);
  for (const [name, value] of Object.entries(slots)) io.out(`  ${name}: ${String(value)}`);
  for (const {kind, text} of troubles) io.out(`  ! ${kind}: ${text}`);
  for (const {name, score, because: why} of runnersUp) io.out(`  - ${name} ${score.toFixed(2)}  (${why})`);
}

/** `content push`: takes the organisation's own data over, all of it or nothing. */
export function contentPushCommand({planContent, contentDir}: CommandDeps): Command {
  return {
    name: 'content push',
    describe: {
      ja: 'コンテンツのフォルダーを反映する（動いているボットにも届く）',
      en: 'Takes over the content folder; running bots follow',
    },
    role: 'operator',
    changes: true,
    arguments: [
      {name: '[folder]', describe: {ja: 'フォルダー（省略時は CONTENT_DIR）', en: 'default: CONTENT_DIR'}},
    ],
    async run({arguments: [folder]}, io) {
      const path = folder ?? contentDir;
      await access(path).catch((error: unknown) => {
        throw new CodedError('content/missing', {path}, {cause: error});
      });
      const plan = await planContent(path, io.now);
      if (plan.problems.length > 0) {
        for (const {file, line, text} of plan.problems) {
          const where = line === undefined ? file : `${file}:${line}`;
          io.err(`${where}: ${text.ja}\n  ${text.en}`);
        }
        throw new CodedError('content/invalid', {count: plan.problems.length});
      }
      const report = await plan.apply(io.signal);
      if (io.json) io.out(JSON.stringify(report));
      else {
        const words = {new: '新規 new', changed: '変更 changed', same: '変更なし unchanged'};
        for (const {name, change} of report) io.out(`${name}: ${words[change]}`);
        if (report.length === 0) io.out('反映するものがありません。 There is nothing to take over.');
      }
      return EXIT.done;
    },
  };
}
