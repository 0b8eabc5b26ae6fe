import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {accountKey, shortHash} from '../../../kernel/ids.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {STATES, type Entry} from '../../../platform/scheduling/outbox/entry.ts';
import type {Outbox} from '../../../platform/scheduling/outbox/outbox.ts';

export interface OutboxDeps {
  readonly outbox: Pick<Outbox, 'entries'>;
}

const stateOption = {
  flags: '--state <state>',
  describe: {ja: `この状態だけ（${STATES.join('、')}）`, en: `only this state: ${STATES.join(', ')}`},
};

/** `outbox list`: what was and will be sent unasked. Neither content nor names: a person is a hash. */
export function outboxListCommand({outbox}: OutboxDeps): Command {
  return {
    name: 'outbox list',
    describe: {
      ja: 'お知らせの送信箱の一覧（状態、理由、時刻。内容と氏名は出さない）',
      en: 'Lists the outbox: states, reasons, times; no content, no names',
    },
    role: 'operator',
    changes: false,
    options: [stateOption],
    async run({options}, io) {
      const wanted = stateIn(options['state']);
      let count = 0;
      const rows: unknown[] = [];
      for await (const entry of outbox.entries(undefined, {signal: io.signal})) {
        if (wanted !== undefined && entry.state !== wanted) continue;
        count++;
        if (io.json) rows.push(rowOf(entry));
        else printEntry(entry, io);
      }
      if (io.json) io.out(JSON.stringify(rows));
      else if (count === 0) io.out('ありません。 There are none.');
      return EXIT.done;
    },
  };
}

/** `outbox stats`: how many, by feature, lane, state and reason. */
export function outboxStatsCommand({outbox}: OutboxDeps): Command {
  return {
    name: 'outbox stats',
    describe: {
      ja: 'お知らせの送信箱の件数（機能、状態、理由ごと）',
      en: 'Counts the outbox by feature, state, reason',
    },
    role: 'operator',
    changes: false,
    async run(_input, io) {
      const counts = new Map<
        string,
        {feature: string; lane: string; state: string; reason: string; count: number}
      >();
      for await (const {feature, lane, state, reason} of outbox.entries(undefined, {signal: io.signal})) {
        const key = [feature, lane, state, reason].join('\n');
        const row = counts.get(key) ?? {feature, lane, state, reason, count: 0};
        counts.set(key, {...row, count: row.count + 1});
      }
      const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
      if (io.json) io.out(JSON.stringify(rows));
      else if (rows.length === 0) io.out('ありません。 There are none.');
      else {
        for (const {feature, lane, state, reason, count} of rows) {
          io.out(
            `${String(count).padStart(6)}  ${feature}  ${lane}  ${state}${reason === '' ? '' : `  ${reason}`}`,
          );
        }
      }
      return EXIT.done;
    },
  };
}

function stateIn(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  if (!STATES.some((state) => state === given))
    throw new CodedError('command/usage', {what: `--state ${given}`});
  return given;
}

function rowOf({account, feature, occasion, lane, state, reason, notBefore, notAfter, at, tries}: Entry) {
  return {
    person: shortHash(accountKey(account)).slice(0, 12),
    feature,
    occasion,
    lane,
    state,
    reason,
    notBefore: notBefore.toString(),
    notAfter: notAfter.toString(),
    at: at.toString(),
    tries,
  };
}

function printEntry(entry: Entry, io: CommandIo): void {
  const {person, feature, occasion, lane, state, reason, notBefore, at} = rowOf(entry);
  const why = reason === '' ? '' : ` (${reason})`;
  io.out(`${state}${why}  ${feature} ${occasion}  ${lane}  ${person}  ${notBefore}〜  ${at}`);
}
