import type {z} from 'zod/v4';
import {accountKey} from '../../../kernel/ids.ts';
import {formatDay, localTime, Temporal} from '../../../kernel/time.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {CardAction, FileTaker, LaterReply, Reply, Speaker} from '../../../platform/feature.ts';
import type {FileStore} from '../../../platform/files/file-store.ts';
import {findCourse} from '../intake/read-completions.ts';
import type {Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {planIntake, takeIn} from '../store/take-in.ts';
import {
  checkedReply,
  cutReply,
  EXCHANGE,
  sentence,
  takenReply,
  VERSION,
  whichReply,
  wrongReply,
} from './cards.ts';
import {messages} from './messages.ts';
import {readIntake, type About} from './reading.ts';

export interface IntakeDeps {
  readonly register: Register;
  readonly trainings: () => Trainings;
  readonly directory: Pick<Directory, 'holders' | 'person' | 'memberOf'>;
  /** Keeps a file until its sender has decided. */
  readonly files: FileStore;
  readonly zone: string;
}

type Verb = keyof typeof EXCHANGE;
type Data<V extends Verb> = z.output<(typeof EXCHANGE)[V]>;

const DAY_MS = 24 * 3_600_000;
/** Longer than work after a turn may take: whoever was at it has died. */
const TAKING_MS = 11 * 60_000;
const CHECKING_MS = 60_000;

/** Files of completions by chat: who sends one sees what it comes to, and takes it in by a press. */
export function chatIntake(deps: IntakeDeps): {readonly taker: FileTaker; readonly actions: CardAction[]} {
  const {trainings, directory, files, zone} = deps;
  const permission = {role: 'course-section', where: 'private'} as const;
  const dayOf = ({now}: Speaker) => localTime(now, zone).day.toString();
  const later = (work: LaterReply['work']): LaterReply => ({kind: 'later', work});

  function choices({language, now}: Speaker) {
    const today = localTime(now, zone).day;
    return trainings().courses.flatMap(({id, title, sessions}) => [
      {title: title[language], value: id},
      ...sessions.map((session) => ({
        title: messages[language].roster(
          title[language],
          formatDay(Temporal.PlainDate.from(session.day), language, today),
        ),
        value: `${id}#${session.id}`,
      })),
    ]);
  }

  /** Reads a file and says what it would come to. Only one that can be taken in is kept, or kept on. */
  async function check(
    file: {name: string; bytes: Uint8Array; id?: string},
    about: About,
    speaker: Speaker,
    signal: AbortSignal,
  ): Promise<Reply> {
    const {account, language, now} = speaker;
    const {name, bytes} = file;
    const keep = async () =>
      file.id ?? (await files.put(account, {use: 'intake', name, bytes}, DAY_MS, {signal}));
    const reading = await readIntake(deps, file, about, dayOf(speaker));
    if (reading.kind === 'which-course')
      return whichReply({name, id: await keep()}, choices(speaker), language);
    if (reading.kind === 'wrong') {
      if (file.id !== undefined) await files.remove(account, file.id, {signal});
      return wrongReply(name, reading.problems, language);
    }
    const taken = await planIntake(deps, reading.intake, now, signal);
    const isNothing = taken.added + taken.unconfirmed === 0;
    if (isNothing && file.id !== undefined) await files.remove(account, file.id, {signal});
    const id = isNothing ? undefined : await keep();
    return checkedReply({name, id}, about, taken, reading.read, language);
  }

  const taker: FileTaker = {
    ...{name: 'training.file', ...permission, changes: true, endings: ['csv', 'xlsx', 'txt']},
    take(turn) {
      const {language, files: sent, said} = turn;
      const course = said === '' ? undefined : findCourse(trainings(), said)?.id;
      const work = async (signal: AbortSignal) => {
        const replies: Reply[] = [];
        for (const file of sent) replies.push(await check(file, {course}, turn, signal));
        return replies;
      };
      return Promise.resolve([{kind: 'text', text: messages[language].checking}, later(work)]);
    },
  };

  /** Takes the file in hand, or says why not. */
  async function begin(speaker: Speaker, id: string, lasting: number) {
    const m = messages[speaker.language];
    const begun = await files.begin(speaker.account, id, lasting, {signal: speaker.signal});
    if (begun.kind === 'begun') return begun;
    const said = {absent: m.absent, busy: m.busy, done: m.already}[begun.kind];
    return {kind: 'not' as const, reply: sentence(said, speaker.language)};
  }

  async function choose(speaker: Speaker, {file: id, in_course: chosen = ''}: Data<'training.filecourse'>) {
    const {language} = speaker;
    const [course = '', session] = chosen.split('#');
    const begun = await begin(speaker, id, CHECKING_MS);
    if (begun.kind === 'not') return [begun.reply];
    const {name} = begun.file;
    await files.giveBack(speaker.account, id);
    if (!trainings().courses.some((each) => each.id === course))
      return [whichReply({name, id}, choices(speaker), language, messages[language].whichMissing)];
    const work = async (signal: AbortSignal) => [
      await check({name, id, bytes: begun.bytes}, {course, session}, speaker, signal),
    ];
    return [sentence(messages[language].checking, language), later(work)];
  }

  async function take(speaker: Speaker, data: Data<'training.filetake'>) {
    const {account, language} = speaker;
    const begun = await begin(speaker, data.file, TAKING_MS);
    if (begun.kind === 'not') return [begun.reply];
    const {file, bytes} = begun;
    const work = async (signal: AbortSignal): Promise<Reply[]> => {
      try {
        // Read anew: the list and the courses may have changed since the card was drawn.
        const reading = await readIntake(deps, {name: file.name, bytes}, data, dayOf(speaker));
        if (reading.kind !== 'read') {
          await files.giveBack(account, file.id);
          const at = {name: file.name, id: file.id};
          if (reading.kind === 'which-course') return [whichReply(at, choices(speaker), language)];
          return [wrongReply(file.name, reading.problems, language)];
        }
        // Whoever takes it in need not be on the staff list themselves.
        const person = directory.memberOf(account)?.key ?? accountKey(account);
        const by = {role: 'course-section', person} as const;
        const taken = await takeIn(deps, reading.intake, by, speaker.now, {signal});
        await files.finish(account, file.id, JSON.stringify(taken));
        return [takenReply(file.name, taken, reading.read, language)];
      } catch (error) {
        await files.giveBack(account, file.id);
        // The instance ends, or its time is over. What was entered is found again.
        if (signal.aborted) return [cutReply(data, language)];
        throw error;
      }
    };
    return [sentence(messages[language].taking, language), later(work)];
  }

  const action = <V extends Verb>(
    verb: V,
    changes: boolean,
    act: (speaker: Speaker, data: Data<V>) => Promise<Reply[]>,
  ): CardAction => ({
    ...{verb, version: VERSION, ...permission, changes},
    read: (data) => EXCHANGE[verb].safeParse(data).data,
    // `read` made it.
    act: (speaker, data) => act(speaker, data as Data<V>),
  });

  return {
    taker,
    actions: [
      action('training.filecourse', false, choose),
      action('training.filetake', true, take),
      action('training.filedrop', false, async ({account, language, signal}, {file}) => {
        const m = messages[language];
        return [sentence((await files.remove(account, file, {signal})) ? m.dropped : m.already, language)];
      }),
    ],
  };
}
