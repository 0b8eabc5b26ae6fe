import {EXIT} from '../../../kernel/errors.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import type {Choice, Choosable, Sentence} from '../../../platform/understand/sentence.ts';
import {readInstant, readLines} from '../../../platform/command-input.ts';

export interface UnderstandDeps {
  /** What the bot would make of a sentence. */
  readonly read: (text: string, now: Temporal.Instant) => Choice<Choosable> & {readonly sentence: Sentence};
  /** Reads what recognising needs. */
  readonly load: (signal?: AbortSignal) => Promise<void>;
  readonly zone: string;
}

/** `understand`: for which feature a sentence is, and what it says. */
export function understandCommand({read, load, zone}: UnderstandDeps): Command {
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
