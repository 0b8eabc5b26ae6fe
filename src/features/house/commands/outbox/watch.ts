import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import {localTime, type Temporal} from '../../../../kernel/time.ts';
import type {Clock} from '../../../../platform/clock.ts';
import type {Command} from '../../../../platform/feature.ts';
import {LANES} from '../../../../platform/scheduling/outbox/entry.ts';
import {isLaneHeld, type Holds} from '../../../../platform/scheduling/outbox/holds.ts';
import type {Outbox} from '../../../../platform/scheduling/outbox/outbox.ts';
import {realWait} from '../../../../platform/scheduling/wait.ts';

export interface WatchDeps {
  readonly outbox: Pick<Outbox, 'entries'>;
  readonly holds: Pick<Holds, 'refresh'>;
  readonly clock: Clock;
  readonly zone: string;
}

/** Each look reads all entries; twenty thousand take about a second. */
const EVERY_S = 5;

/** What stands in the outbox of today. `left`: its time has come, and it has not gone out yet. */
interface Counts {
  left: number;
  sent: number;
  unknown: number;
  failed: number;
  lapsed: number;
}

/** `outbox watch`: how a campaign goes on, until nothing is left whose time has come. */
export function outboxWatchCommand({outbox, holds, clock, zone}: WatchDeps): Command {
  async function count(now: Temporal.Instant, signal: AbortSignal): Promise<Counts> {
    const counts = {left: 0, sent: 0, unknown: 0, failed: 0, lapsed: 0};
    const today = localTime(now, zone).day.toString();
    for await (const {state, at, notBefore} of outbox.entries(undefined, {signal})) {
      if (state === 'waiting' || state === 'sending') {
        if (notBefore.epochMilliseconds <= now.epochMilliseconds) counts.left++;
      } else if (localTime(at, zone).day.toString() === today) counts[state]++;
    }
    return counts;
  }

  return {
    name: 'outbox watch',
    describe: {
      ja: 'お知らせが送られていく様子を、送り終わるまで示す（今日の分の件数）',
      en: 'Shows how today’s notices go out, until all have',
    },
    role: 'operator',
    changes: false,
    options: [
      {
        flags: '--every <seconds>',
        describe: {ja: '何秒ごとに数えるか', en: 'seconds between two counts'},
        default: String(EVERY_S),
      },
    ],
    async run({options}, io) {
      const every = Number(options['every']);
      if (!(every >= 1 && every <= 3_600)) {
        throw new CodedError('command/usage', {what: `--every ${String(options['every'])} (1–3600)`});
      }
      let before: {readonly left: number; readonly at: number} | undefined;
      for (;;) {
        const now = clock.now();
        const at = clock.monotonic();
        const counts = await count(now, io.signal);
        const held = await holds.refresh({signal: io.signal});
        const lanes = LANES.filter((lane) => isLaneHeld(held, lane, now));
        const passed = before === undefined ? undefined : (at - before.at) / 1_000;
        const aSecond =
          before === undefined || passed === undefined ? undefined : (before.left - counts.left) / passed;
        before = {left: counts.left, at};
        if (io.json) io.out(JSON.stringify({at: now.toString(), ...counts, held: lanes, aSecond}));
        else io.out(lineOf(counts, lanes, aSecond, now, zone));
        if (counts.left === 0) break;
        await realWait(every * 1_000, io.signal);
        io.signal.throwIfAborted();
      }
      return EXIT.done;
    },
  };
}

function lineOf(
  {left, sent, unknown, failed, lapsed}: Counts,
  held: readonly string[],
  aSecond: number | undefined,
  now: Temporal.Instant,
  zone: string,
): string {
  const clockTime = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 8);
  const isMoving = aSecond !== undefined && aSecond > 0 && left > 0;
  const ends = isMoving ? now.add({seconds: Math.ceil(left / aSecond)}) : undefined;
  return [
    clockTime(now),
    `残り left ${left}`,
    `送信 sent ${sent}`,
    `不明 unknown ${unknown}`,
    `失敗 failed ${failed}`,
    `取りやめ lapsed ${lapsed}`,
    ...(isMoving ? [`毎秒 a second ${aSecond.toFixed(1)}`] : []),
    ...(ends === undefined ? [] : [`終わる見込み ends about ${clockTime(ends).slice(0, 5)}`]),
    ...(held.length > 0 ? [`止めています held: ${held.join(', ')}`] : []),
  ].join('  ');
}
