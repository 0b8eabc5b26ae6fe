import {CodedError, EXIT, type ExitCode} from '../../../../kernel/errors.ts';
import {accountKey, shortHash} from '../../../../kernel/ids.ts';
import {localTime} from '../../../../kernel/time.ts';
import type {Command, CommandIo} from '../../../../platform/feature.ts';
import {STATES, type Entry, type State} from '../../../../platform/scheduling/outbox/entry.ts';
import type {Outbox} from '../../../../platform/scheduling/outbox/outbox.ts';
import {handleOf} from '../../../../platform/scheduling/outbox/operate.ts';

export interface LookDeps {
  readonly outbox: Pick<Outbox, 'entries'>;
  readonly zone: string;
}

const stateOption = {
  flags: '--state <state>',
  describe: {ja: `この状態だけ（${STATES.join('、')}）`, en: `only this state: ${STATES.join(', ')}`},
};

/** `outbox list`: what was and will be sent unasked. Neither content nor names: a person is a hash. */
export function outboxListCommand({outbox}: LookDeps): Command {
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
export function outboxStatsCommand({outbox, zone}: LookDeps): Command {
  return {
    name: 'outbox stats',
    describe: {
      ja: 'お知らせの送信箱の件数（機能、状態、理由ごと）',
      en: 'Counts the outbox by feature, state, reason',
    },
    role: 'operator',
    changes: false,
    options: [
      {
        flags: '--hours',
        describe: {
          ja: '時間ごとの待ち・送信・不明・失敗の件数',
          en: 'waiting, sent, unknown and failed by the hour',
        },
      },
    ],
    async run({options}, io) {
      if (options['hours'] === true) return byHour(outbox, zone, io);
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

const COUNTED = [
  'waiting',
  'sending',
  'sent',
  'unknown',
  'failed',
  'lapsed',
] as const satisfies readonly State[];

/** A line an hour of the office: what waits by when it is due, the rest by when it came to that. */
async function byHour(outbox: LookDeps['outbox'], zone: string, io: CommandIo): Promise<ExitCode> {
  const hours = new Map<string, Record<State, number>>();
  for await (const {state, at, notBefore} of outbox.entries(undefined, {signal: io.signal})) {
    const {day, minute} = localTime(state === 'waiting' ? notBefore : at, zone);
    const hour = `${day.toString()}T${String(Math.floor(minute / 60)).padStart(2, '0')}`;
    const counts = hours.get(hour) ?? {waiting: 0, sending: 0, sent: 0, unknown: 0, failed: 0, lapsed: 0};
    hours.set(hour, {...counts, [state]: counts[state] + 1});
  }
  const rows = [...hours].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hour, counts]) => ({hour, ...counts}));
  if (io.json) io.out(JSON.stringify(rows));
  else if (rows.length === 0) io.out('ありません。 There are none.');
  else {
    io.out(`hour           ${COUNTED.map((state) => state.padStart(8)).join('')}`);
    for (const row of rows) {
      io.out(`${row.hour}  ${COUNTED.map((state) => String(row[state]).padStart(8)).join('')}`);
    }
  }
  return EXIT.done;
}

function stateIn(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  if (!STATES.some((state) => state === given))
    throw new CodedError('command/usage', {what: `--state ${given}`});
  return given;
}

function rowOf({
  key,
  account,
  feature,
  occasion,
  lane,
  state,
  reason,
  notBefore,
  notAfter,
  at,
  tries,
}: Entry) {
  return {
    key: handleOf(key),
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
  const {key, person, feature, occasion, lane, state, reason, notBefore, at} = rowOf(entry);
  const why = reason === '' ? '' : ` (${reason})`;
  io.out(`${key}  ${state}${why}  ${feature} ${occasion}  ${lane}  ${person}  ${notBefore}〜  ${at}`);
}
