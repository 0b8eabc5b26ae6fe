import {CodedError, EXIT, type ExitCode} from '../../../../kernel/errors.ts';
import type {Command, CommandIo} from '../../../../platform/feature.ts';
import type {Operate, Operated} from '../../../../platform/scheduling/outbox/operate.ts';

export interface SettleDeps {
  readonly operate: Pick<Operate, 'resend' | 'settle'>;
  /** Has the running bot look at the outbox. */
  readonly ring: (signal: AbortSignal) => Promise<void>;
}

const KEYS = {
  name: '<key...>',
  describe: {ja: 'outbox list の先頭の列', en: 'the first column of outbox list'},
};

/** `outbox resend`: what may have gone out, or has failed, is sent (again). */
export function outboxResendCommand({operate, ring}: SettleDeps): Command {
  return {
    name: 'outbox resend',
    describe: {
      ja: '不明または失敗のお知らせをもう一度送る（二度届くことがある）',
      en: 'Sends unknown or failed notices again; somebody may get one twice',
    },
    role: 'operator',
    changes: true,
    arguments: [KEYS],
    subject: ({arguments: keys}) => keys.join(' '),
    async run({arguments: keys}, io) {
      const outcomes = await operate.resend(keys, {signal: io.signal});
      await ring(io.signal);
      return report(outcomes, io);
    },
  };
}

/** `outbox settle`: what may have gone out is closed by hand. */
export function outboxSettleCommand({operate}: SettleDeps): Command {
  return {
    name: 'outbox settle',
    describe: {
      ja: '不明のお知らせを、届いた（sent）または送らない（lapsed）として片付ける',
      en: 'Closes unknown notices: it arrived (sent), or it will not be sent (lapsed)',
    },
    role: 'operator',
    changes: true,
    arguments: [KEYS],
    options: [
      {flags: '--as <state>', describe: {ja: 'sent または lapsed', en: 'sent or lapsed'}, default: 'sent'},
    ],
    subject: ({arguments: keys}) => keys.join(' '),
    async run({arguments: keys, options}, io) {
      const as = options['as'];
      if (as !== 'sent' && as !== 'lapsed')
        throw new CodedError('command/usage', {what: `--as ${String(as)}`});
      return report(await operate.settle(keys, as, {signal: io.signal}), io);
    },
  };
}

const WORDS: Readonly<Record<Operated, string>> = {
  done: '済み done',
  absent: 'ありません there is none',
  ambiguous: '同じ名の別のものがあります there are two of that name',
  'other-state': 'その状態ではできません its state does not allow it',
  'too-late': '送れる時刻を過ぎています it is past its last time',
};

function report(outcomes: ReadonlyMap<string, Operated>, io: CommandIo): ExitCode {
  const all = [...outcomes].map(([key, outcome]) => ({key, outcome}));
  if (io.json) io.out(JSON.stringify(all));
  for (const {key, outcome} of all) {
    if (outcome !== 'done') io.err(`${key}: ${WORDS[outcome]}`);
    else if (!io.json) io.out(`${key}: ${WORDS[outcome]}`);
  }
  return all.every(({outcome}) => outcome === 'done') ? EXIT.done : EXIT.refused;
}
