import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {sideBySide} from '../../../kernel/side-by-side.ts';
import {formatMinutePadded, type Temporal} from '../../../kernel/time.ts';
import {readInstant, readTextFile} from '../../../platform/command-input.ts';
import type {Directory, StaffMember} from '../../../platform/directory/staff.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {ENQUEUED_AT_ONCE, enqueueDigest, type EnqueueDeps, type Outcome} from '../reminding/enqueue.ts';
import {
  isDue,
  lookAtEverybody,
  momentOf,
  type DueLook,
  type Look,
  type ReminderDeps,
} from '../reminding/plan.ts';
import type {Trainings} from '../rules/course.ts';
import type {Occasion} from '../rules/cadence.ts';
import {titleOf} from '../views/mine.ts';

export interface RemindDeps extends Omit<ReminderDeps, 'trainings' | 'directory'> {
  readonly directory: Directory;
  readonly outbox: EnqueueDeps['outbox'];
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
  /** The card that a person would get; undefined where nothing is left to say. */
  readonly preview: (person: StaffMember, now: Temporal.Instant, signal: AbortSignal) => Promise<unknown>;
}

const WHY: Readonly<Record<Occasion, string>> = {
  opening: '開始 opening',
  halfway: '中間 halfway',
  before: '期限前 before the due day',
  due: '期限の日 due today',
  overdue: '期限超過 overdue',
  again: 'もう一度 asked to be told again',
  carried: '前の分 could not be told before',
};

/** Names beyond this many are left to `--json`. */
const MOST_LINES = 200;
/** Enough to see what is wrong with a file. */
const MOST_STRANGERS = 5;

/** `training remind`: who would get a digest and why; with --yes it goes into the outbox. The bot sends. */
export function remindCommand(deps: RemindDeps): Command {
  return {
    name: 'training remind',
    describe: {
      ja: '研修のお願いを送る。--dry-run で、だれに何をなぜ送るか、送らないかを見る',
      en: 'Reminds people of their trainings; --dry-run shows who would get what and why, and who not',
    },
    role: 'course-section',
    changes: true,
    options: [
      {
        flags: '--as-of <time>',
        describe: {ja: 'その時点として（例 2026-03-06T10:00）', en: 'judged at that moment'},
      },
      {flags: '--dry-run', describe: {ja: '見るだけ', en: 'shows, and does nothing'}},
      {
        flags: '--preview <person>',
        describe: {
          ja: 'その職員番号の人のカードを書き出す',
          en: 'writes the card of the person with that number',
        },
      },
      {
        flags: '--pilot <file>',
        describe: {
          ja: '先に送る人の職員番号（1行に1人）だけに送る',
          en: 'only the employee numbers of a file, one a line',
        },
      },
      {flags: '--yes', describe: {ja: '人数を確かめたので送る', en: 'go ahead, the counts are right'}},
    ],
    async run({options}, io) {
      const trainings = await deps.trainings(io.signal);
      const now =
        typeof options['asOf'] === 'string' ? readInstant(options['asOf'], deps.zone, '--as-of') : io.now;
      const wanted = options['preview'];
      if (typeof wanted === 'string') return preview(deps, wanted, now, io);
      const pilot = await readPilot(options['pilot'], deps.directory);
      const looks: Look[] = [];
      const reading = {...deps, trainings: () => trainings};
      for await (const look of lookAtEverybody(reading, momentOf(now, deps.zone), io.signal)) {
        if (pilot === undefined || pilot.has(look.member.number)) looks.push(look);
      }
      const due = looks.filter(isDue);
      // Whoever is not to stand in the list is reminded like all others, and stands in no count either.
      const seen = looks.filter(({member}) => !member.unlisted);
      if (options['dryRun'] === true) {
        show(seen, trainings, deps, io);
        return EXIT.done;
      }
      const count = seen.filter(isDue).length;
      if (options['yes'] !== true && !(await isConfirmed(count, io))) return EXIT.refused;
      const asked = typeof options['asOf'] === 'string' ? io.now : undefined;
      await send(due, deps, asked, io);
      return EXIT.done;
    },
  };
}

async function isConfirmed(count: number, io: CommandIo): Promise<boolean> {
  const question = {ja: `${count}人に送ります。よいですか。`, en: `${count} people will be told. Go ahead?`};
  if (io.confirm !== undefined) return io.confirm(question);
  io.err(`${count}人に送ります。よければ --yes を付けてください。`);
  io.err(`${count} people would be told. Add --yes to go ahead.`);
  return false;
}

async function send(
  due: readonly DueLook[],
  deps: RemindDeps,
  at: Temporal.Instant | undefined,
  io: CommandIo,
) {
  const counts: Record<Outcome, number> = {enqueued: 0, exists: 0, 'no-account': 0};
  const bar = io.progress('training remind', due.length);
  await sideBySide(due, ENQUEUED_AT_ONCE, async (look) => {
    const outcome = await enqueueDigest(deps, look, at, io.signal);
    if (!look.member.unlisted) counts[outcome]++;
    bar.step();
  });
  bar.end();
  if (io.json) io.out(JSON.stringify(counts));
  else {
    io.out(`送信待ちに入れました enqueued: ${counts.enqueued}`);
    if (counts.exists > 0) io.out(`その日の分がすでにあります there already: ${counts.exists}`);
    if (counts['no-account'] > 0)
      io.out(`ボットに会ったことがない人 never met the bot: ${counts['no-account']}`);
  }
}

function show(looks: readonly Look[], trainings: Trainings, {directory}: RemindDeps, io: CommandIo): void {
  const lines = looks.map((look) => lineOf(look, directory));
  if (io.json) {
    io.out(JSON.stringify(lines));
    return;
  }
  const title = (course: string) => titleOf(trainings, course).ja;
  for (const line of lines.slice(0, MOST_LINES)) {
    if (line.digest === undefined) io.out(`${line.number}  今日は送らない not today`);
    else {
      const items = line.digest.items.map(({course, occasions}) => {
        const why = occasions.map((occasion) => WHY[occasion]).join('、');
        return why === '' ? title(course) : `${title(course)}（${why}）`;
      });
      io.out(
        `${line.number}  ${line.digest.at}  ${items.join('、')}${line.account ? '' : '  ※ボットに会ったことがない never met the bot'}`,
      );
    }
    for (const course of line.unreachable) {
      io.out(
        `${line.number}  期限までに知らせられる時間がない cannot be told before it is due: ${title(course)}`,
      );
    }
  }
  if (lines.length > MOST_LINES) io.out(`… ほか ${lines.length - MOST_LINES}人 more, with --json`);
  const due = lines.filter(({digest}) => digest !== undefined).length;
  const lost = lines.filter(({unreachable}) => unreachable.length > 0).length;
  io.out(
    `送る to be told: ${due}、今日は送らない not today: ${lines.length - due}、知らせられない cannot be told: ${lost}`,
  );
}

interface Line {
  readonly number: string;
  readonly account: boolean;
  readonly unreachable: readonly string[];
  readonly digest?: {readonly at: string; readonly items: DueLook['decision']['items']};
}

// Why somebody is not told today is nobody's business: leave, a day off and nothing due look alike.
function lineOf({member, decision, unreachable}: Look, directory: Directory): Line {
  const account = directory.accountsOf(member.key).length > 0;
  const common = {number: member.number, account, unreachable};
  if (decision.kind !== 'digest') return common;
  const {items, from, day} = decision;
  return {...common, digest: {at: `${day}T${formatMinutePadded(Math.floor(from / 60))}`, items}};
}

async function preview(deps: RemindDeps, number: string, now: Temporal.Instant, io: CommandIo) {
  const member = deps.directory.all().find((each) => each.number === number && !each.unlisted);
  if (member === undefined) throw new CodedError('command/usage', {what: `--preview ${number}`});
  const shown = await deps.preview(member, now, io.signal);
  if (shown === undefined) io.err('受けていない研修はありません。 Nothing is left to take.');
  else io.out(JSON.stringify(shown, null, io.json ? 0 : 2));
  return EXIT.done;
}

async function readPilot(
  file: unknown,
  directory: Pick<Directory, 'all'>,
): Promise<ReadonlySet<string> | undefined> {
  if (typeof file !== 'string') return undefined;
  const lines = (await readTextFile(file)).split(/\r?\n/).map((line) => line.trim());
  const pilot = new Set(lines.filter((line) => line !== ''));
  const known = new Set(directory.all().map(({number}) => number));
  const strangers = [...pilot].filter((number) => !known.has(number));
  if (strangers.length > 0) {
    const named = strangers.slice(0, MOST_STRANGERS).join(', ');
    throw new CodedError('command/usage', {what: `--pilot ${file}: ${named}（名簿にない not on the list）`});
  }
  return pilot;
}
