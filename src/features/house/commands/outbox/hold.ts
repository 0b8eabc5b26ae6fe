import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import {readInstant} from '../../../../platform/command-input.ts';
import type {Command} from '../../../../platform/feature.ts';
import {LANES, type Lane} from '../../../../platform/scheduling/outbox/entry.ts';
import type {Holds} from '../../../../platform/scheduling/outbox/holds.ts';
import type {Operate} from '../../../../platform/scheduling/outbox/operate.ts';
import {HELD} from '../../../../platform/scheduling/sending/send-entry.ts';

export interface HoldDeps {
  readonly holds: Holds;
  readonly operate: Pick<Operate, 'cancelLane' | 'recall'>;
  /** Whether there is such a course; asked before one is held. */
  readonly hasCourse: (id: string, signal: AbortSignal) => Promise<boolean>;
  readonly ring: (signal: AbortSignal) => Promise<void>;
  readonly zone: string;
}

const WHAT = [
  {flags: '--course <id>', describe: {ja: 'この研修', en: 'this training'}},
  {
    flags: '--lane <lane>',
    describe: {ja: `この列（${LANES.join('、')}）`, en: `this lane: ${LANES.join(', ')}`},
  },
];

const DOES = {
  hold: {ja: '止める（release まで待たせる）', en: 'Holds back what waits, until it is released'},
  release: {ja: '止めたもの、取りやめたものを再び送る', en: 'Lets go on what was held or cancelled'},
  cancel: {ja: 'その日までの分を取りやめる', en: 'Cancels what waits; of a training, up to the end of today'},
} as const;

/**
 * `outbox hold`, `release`, `cancel`: of a lane or a course; the running bot minds it within two seconds. A
 * digest holds several courses: one that is held or cancelled is left out when the digest is computed.
 */
export function outboxHoldCommand(does: keyof typeof DOES, deps: HoldDeps): Command {
  return {
    name: `outbox ${does}`,
    describe: DOES[does],
    role: 'operator',
    changes: true,
    options: WHAT,
    subject: ({options}) => Object.entries(whatOf(options)).flat().join(' '),
    async run({options}, io) {
      const {course, lane} = whatOf(options);
      const {signal, now: at} = io;
      let count: number | undefined;
      if (lane !== undefined) {
        if (does === 'cancel') count = await deps.operate.cancelLane(lane, {signal});
        else await deps.holds.holdLane(lane, does === 'hold', {signal});
      } else if (course !== undefined) {
        // What was held may have left the list since; it can always be released.
        if (does !== 'release' && !(await deps.hasCourse(course, signal)))
          throw new CodedError('command/usage', {what: `--course ${course}`});
        const kind = does === 'hold' ? 'held' : 'cancelled';
        await deps.holds.holdTopic(course, does === 'release' ? undefined : {kind, at}, {signal});
        if (does !== 'hold') count = await deps.operate.recall(HELD, {signal});
      }
      await deps.ring(signal);
      if (io.json) io.out(JSON.stringify({does, course, lane, count}));
      else io.out(`${does} ${course ?? lane ?? ''}: 済み done${count === undefined ? '' : ` (${count})`}`);
      return EXIT.done;
    },
  };
}

function whatOf(options: Readonly<Record<string, unknown>>): {course?: string; lane?: Lane} {
  const {course, lane} = options;
  if ((typeof course === 'string') === (typeof lane === 'string'))
    throw new CodedError('command/usage', {what: '--course | --lane'});
  if (typeof course === 'string') return {course};
  const known = LANES.find((each) => each === lane);
  if (known === undefined) throw new CodedError('command/usage', {what: `--lane ${String(lane)}`});
  return {lane: known};
}

/** `quiet`: on a day of disaster nothing is said unasked but what concerns a booth. */
export function quietCommand({holds, ring, zone}: Pick<HoldDeps, 'holds' | 'ring' | 'zone'>): Command {
  return {
    name: 'quiet',
    describe: {
      ja: 'ブースのお知らせ以外を、その時刻まで止める（災害時など）。何も付けなければ今の状態を表示',
      en: 'Holds all but booths until then, as on a day of disaster; without options says how it is',
    },
    role: 'operator',
    changes: true,
    options: [
      {
        flags: '--until <instant>',
        describe: {ja: 'この時刻まで（例 2026-11-24T10:00）', en: 'until that time of the office'},
      },
      {flags: '--off', describe: {ja: '終わりにする', en: 'ends it'}},
    ],
    subject: ({options}) =>
      typeof options['until'] === 'string' ? 'until' : options['off'] === true ? 'off' : '',
    async run({options}, io) {
      const {until, off} = options;
      if (typeof until === 'string' && off === true)
        throw new CodedError('command/usage', {what: '--until --off'});
      if (typeof until === 'string') {
        const end = readInstant(until, zone, '--until');
        if (end.epochMilliseconds <= io.now.epochMilliseconds)
          throw new CodedError('command/usage', {what: `--until ${until}`});
        await holds.quiet(end, {signal: io.signal});
      } else if (off === true) await holds.quiet(undefined, {signal: io.signal});
      await ring(io.signal);
      const {quietUntil, lanes, topics} = await holds.refresh({signal: io.signal});
      const isQuiet = quietUntil !== undefined && quietUntil.epochMilliseconds > io.now.epochMilliseconds;
      const shown = isQuiet ? quietUntil.toZonedDateTimeISO(zone).toPlainDateTime().toString() : undefined;
      if (io.json) {
        const courses = [...topics].map(([course, {kind, at}]) => ({course, kind, at: at.toString()}));
        io.out(JSON.stringify({until: isQuiet ? quietUntil.toString() : null, lanes: [...lanes], courses}));
        return EXIT.done;
      }
      io.out(
        shown === undefined ? '止めていません。 Not quiet.' : `${shown} まで止めています。 Quiet until then.`,
      );
      for (const lane of lanes) io.out(`${lane}: 止めています held`);
      for (const [course, {kind}] of topics)
        io.out(`${course}: ${kind === 'held' ? '止めています held' : '取りやめました cancelled'}`);
      return EXIT.done;
    },
  };
}
