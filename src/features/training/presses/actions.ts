import {formatDay, localTime, Temporal} from '../../../kernel/time.ts';
import {accountKey} from '../../../kernel/ids.ts';
import type {Role} from '../../../kernel/person.ts';
import type {Directory, StaffMember} from '../../../platform/directory/staff.ts';
import type {CardAction, Reply, Speaker} from '../../../platform/feature.ts';
import {noteReply, unknownReply} from '../cards/history.ts';
import {openReply} from '../cards/open.ts';
import {PRESSES, VERSION, type Data, type Verb} from '../cards/verbs.ts';
import {messages} from '../messages.ts';
import type {Objections} from '../objections/objections.ts';
import type {Trainings} from '../rules/course.ts';
import type {Answer, TrainingDesk} from '../store/desk.ts';
import type {Register} from '../store/register.ts';
import {openView, titleOf} from '../views/mine.ts';

export interface PressDeps {
  readonly desk: TrainingDesk;
  readonly objections: Objections;
  readonly register: Pick<Register, 'read'>;
  readonly directory: Pick<Directory, 'memberOf'>;
  readonly trainings: () => Trainings;
  readonly newId: () => string;
  readonly zone: string;
}

type Pressed = Data<'training.done'>;

/** What the buttons do. Whose training it is says the account that presses, never the card. */
export function trainingActions(deps: PressDeps): CardAction[] {
  const {desk, objections, register, directory, trainings, newId, zone} = deps;

  const action = <V extends Verb>(
    verb: V,
    role: Role,
    changes: boolean,
    act: (speaker: Speaker, data: Data<V>) => Promise<Reply>,
  ): CardAction => ({
    ...{verb, version: VERSION, role, where: 'private', changes},
    read: (data) => PRESSES[verb].safeParse(data).data,
    // `read` made it.
    act: async (speaker, data) => [await act(speaker, data as Data<V>)],
  });

  const dayOf = ({now}: Speaker) => localTime(now, zone).day.toString();
  const words = (day: string, speaker: Speaker) =>
    formatDay(Temporal.PlainDate.from(day), speaker.language, localTime(speaker.now, zone).day);

  async function openNow(speaker: Speaker, person: StaffMember, note?: string, page = 0): Promise<Reply> {
    const {language, signal} = speaker;
    const day = dayOf(speaker);
    const view = openView(await register.read(person.key, signal), trainings(), day, day);
    return openReply({view, language, op: newId(), note, page});
  }

  /** A press on one's own course: does it, and draws the card as things then stand. */
  async function own<T>(
    speaker: Speaker,
    data: Pressed,
    act: (pressed: Parameters<TrainingDesk['report']>[0]) => Promise<Answer<T>>,
    said: (answer: T, title: string) => Promise<string> | string,
  ): Promise<Reply> {
    const person = directory.memberOf(speaker.account);
    const m = messages[speaker.language].press;
    if (person === undefined) return unknownReply(speaker.language);
    if (person.key !== data.person) return noteReply(m.notYours, speaker.language);
    const {course, round, op} = data;
    const answer = await act({person: person.key, course, round, token: op});
    const title = titleOf(trainings(), course)[speaker.language];
    const note = answer.kind === 'done' ? await said(answer, title) : m.refused[answer.why];
    return openNow(speaker, person, note);
  }

  async function rule(speaker: Speaker, data: Data<'training.rule'>): Promise<Reply> {
    const {person, course, round, until, op, exempt, in_reason} = data;
    const {account, now, language, signal} = speaker;
    const m = messages[language];
    const found = {person, course, round, until};
    const reason = exempt ? reasonOf(in_reason, trainings()) : '';
    if (reason === undefined) {
      return objections.card(found, language, now, signal, m.objection.reasonMissing);
    }
    // Whoever rules need not be on the staff list themselves.
    const by = directory.memberOf(account)?.key ?? accountKey(account);
    if (by === person) return objections.card(found, language, now, signal, m.objection.own);
    const ruling = {exempt, reason, by, until};
    const answer = await desk.rule({person, course, round, token: op}, ruling, now, signal);
    if (answer.kind === 'done') await objections.ruled(found, now, signal);
    const note = answer.kind === 'done' ? undefined : m.press.refused[answer.why];
    return objections.card(found, language, now, signal, note);
  }

  return [
    action('training.open', 'staff', false, async (speaker, {page}) => {
      const person = directory.memberOf(speaker.account);
      if (person === undefined) return unknownReply(speaker.language);
      return openNow(speaker, person, undefined, page);
    }),
    action('training.done', 'staff', true, (speaker, data) =>
      own(
        speaker,
        data,
        (pressed) => desk.report(pressed, speaker.now, speaker.signal),
        (_, title) => messages[speaker.language].press.done(title),
      ),
    ),
    action('training.later', 'staff', true, (speaker, data) =>
      own(
        speaker,
        data,
        (pressed) => desk.putOff(pressed, speaker.now, speaker.signal),
        ({until}, title) => messages[speaker.language].press.later(title, words(until, speaker)),
      ),
    ),
    action('training.object', 'staff', true, (speaker, data) =>
      own(
        speaker,
        data,
        (pressed) => desk.object(pressed, speaker.now, speaker.signal),
        async ({until}, title) => {
          const {person, course, round} = data;
          const asked = await objections.ask({person, course, round, until}, speaker.now, speaker.signal);
          const m = messages[speaker.language].press;
          return (asked ? m.object : m.nobody)(title, words(until, speaker));
        },
      ),
    ),
    action('training.rule', 'course-section', true, rule),
  ];
}

// The words themselves, as the list may be another by now; empty where nothing was chosen.
function reasonOf(chosen: string | undefined, {settings}: Trainings): string | undefined {
  return settings.exemptions.find(({ja}) => ja === chosen)?.ja;
}
