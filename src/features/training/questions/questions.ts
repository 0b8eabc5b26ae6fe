/** Up to three questions after a training; what they come to, without persons. */
import type {Account, Language} from '../../../kernel/person.ts';
import {decodeKey, joinKey} from '../../../kernel/ids.ts';
import {localTime, type Temporal} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import {card, text, type Element} from '../../../platform/cards/card.ts';
import type {CardReply, Reply, Speaker} from '../../../platform/feature.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {noteReply, unknownReply} from '../cards/history.ts';
import {press} from '../cards/verbs.ts';
import {messages} from '../messages.ts';
import {momentOf} from '../reminding/plan.ts';
import {courseOf, type Course, type Question, type Trainings} from '../rules/course.ts';
import {addDays, countsIn} from '../rules/validity.ts';
import {instantOf, workingTimeOf} from '../rules/working-time.ts';
import type {Register, Written} from '../store/register.ts';
import type {AnswerBook} from './store.ts';

export interface QuestionsDeps {
  readonly register: Register;
  readonly answers: AnswerBook;
  readonly directory: Directory;
  readonly trainings: () => Trainings;
  readonly office: () => Office;
  readonly outbox: Pick<FeatureOutbox, 'enqueue'>;
  readonly newId: () => string;
  readonly zone: string;
}

export type Questions = ReturnType<typeof questions>;

const QUESTIONS = 'questions';
/** So many days the card may wait for an hour in which the person works. */
const WITHIN_DAYS = 10;

export function questions(deps: QuestionsDeps) {
  const {register, answers, directory, trainings, outbox, newId, zone} = deps;

  /** The round for which a completion counted, and whether its questions were answered. */
  async function look(person: PersonKey, id: string, round: string, signal?: AbortSignal) {
    const course = courseOf(trainings(), id);
    const {record, nudges} = await register.read(person, signal);
    const own = record.rounds.find((each) => each.course === id && each.round === round);
    const isDone = (record.completions[id] ?? []).some(
      ({day}) => own?.duty !== undefined && countsIn(own.duty.counts, day),
    );
    if (course === undefined || course.questions.length === 0 || !isDone) return undefined;
    return {course, isAnswered: (nudges.answered ?? []).includes(joinKey(id, round))};
  }

  return {
    /** After a change of the register: asks whoever has just completed something, in their next working hours. */
    async after(
      person: PersonKey,
      written: Written,
      now: Temporal.Instant,
      signal?: AbortSignal,
    ): Promise<void> {
      const member = directory.person(person);
      if (written.kind !== 'written' || member === undefined) return;
      for (const entry of written.entries) {
        if (entry.kind !== 'completion') continue;
        const course = courseOf(trainings(), entry.course);
        const round = written.record.rounds.find(
          (each) =>
            each.course === entry.course && each.duty !== undefined && countsIn(each.duty.counts, entry.day),
        );
        // What was entered long after the day is no time to ask.
        const recent = entry.day >= addDays(localTime(now, zone).day.toString(), -30);
        if (course === undefined || course.questions.length === 0 || round === undefined || !recent) continue;
        const times = nextHours(member, deps, now);
        if (times === undefined) continue;
        for (const account of directory.accountsOf(person)) {
          const occasion = joinKey(QUESTIONS, course.id, round.round);
          await outbox.enqueue({account, occasion, lane: 'digests', ...times}, {signal});
        }
      }
    },

    /** The content of an entry of the outbox; `other` where the occasion is none of these. */
    async render(
      occasion: string,
      account: Account,
      language: Language,
      signal: AbortSignal,
    ): Promise<CardReply | undefined | 'other'> {
      const [about, course = '', round = ''] = occasion.split('|').map(decodeKey);
      if (about !== QUESTIONS) return 'other';
      const person = directory.memberOf(account);
      const found = person && (await look(person.key, course, round, signal));
      if (found === undefined || found.isAnswered) return undefined;
      return questionsReply(found.course, round, language, newId());
    },

    /** Takes the answers of a card: once for a person and round, and without them. */
    async answer(
      speaker: Speaker,
      {
        course: id,
        round,
        inputs,
      }: {course: string; round: string; inputs: Readonly<Record<string, string | undefined>>},
    ): Promise<Reply> {
      const {language, signal} = speaker;
      const m = messages[language].questions;
      const person = directory.memberOf(speaker.account);
      if (person === undefined) return unknownReply(language);
      const found = await look(person.key, id, round, signal);
      if (found === undefined) return noteReply(m.gone, language);
      if (found.isAnswered) return noteReply(m.already, language);
      const {course} = found;
      const grades: Record<string, number> = {};
      const words: Record<string, string> = {};
      for (const [i, question] of course.questions.entries()) {
        const said = inputs[`in_q${i}`]?.trim() ?? '';
        if (question.kind === 'free') words[question.id] = said.slice(0, MOST_CHARACTERS);
        else if (gradesOf(question).includes(said)) grades[question.id] = Number(said);
      }
      if (Object.keys(grades).length === 0 && Object.values(words).every((said) => said === '')) {
        return questionsReply(course, round, language, newId(), m.nothing);
      }
      // First that they have answered: whoever dies in between loses an answer rather than counting one twice.
      const mark = joinKey(id, round);
      const written = await register.change(
        person.key,
        {role: 'self', person: person.key},
        ({nudges}) =>
          (nudges.answered ?? []).includes(mark)
            ? undefined
            : {entries: [], nudges: {...nudges, answered: [...(nudges.answered ?? []), mark]}},
        {signal},
      );
      if (written.kind !== 'written') return noteReply(m.already, language);
      const group = course.anonymous ? undefined : joinKey(person.employment ?? '', person.ageBand ?? '');
      await answers.add(id, round, {grades, words, group}, signal);
      return noteReply(m.thanks, language);
    },
  };
}

const MOST_CHARACTERS = 500;

/** What may be chosen, as the card's inputs hold it. */
function gradesOf({kind}: Question): readonly string[] {
  return kind === 'understood' ? ['4', '3', '2', '1'] : ['1', '0'];
}

function questionsReply(
  course: Course,
  round: string,
  language: Language,
  op: string,
  note?: string,
): CardReply {
  const m = messages[language].questions;
  const inputs = course.questions.map((question, i): Element => {
    const input = {id: `in_q${i}`, label: question.text[language]};
    if (question.kind === 'free') {
      return {type: 'Input.Text', isMultiline: true, maxLength: MOST_CHARACTERS, ...input};
    }
    const names = question.kind === 'understood' ? m.understood : m.useful;
    const choices = gradesOf(question).map((value, n) => ({title: names[n] ?? value, value}));
    return {type: 'Input.ChoiceSet', style: 'expanded', choices, ...input};
  });
  return {
    kind: 'card',
    card: card(
      [
        ...(note === undefined ? [] : [text(note, 'strong')]),
        text(m.title(course.title[language]), 'title'),
        text(course.anonymous ? m.anonymous : m.grouped, 'quiet'),
        ...inputs,
      ],
      [press(m.send, 'training.answer', {course: course.id, round, op})],
      m.title(course.title[language]),
    ),
    summary: messages[language].open.summary,
  };
}

/** From now, or from the beginning of the person's next working hours, to the end of these. */
function nextHours(
  member: StaffMember,
  {office, trainings, zone}: QuestionsDeps,
  now: Temporal.Instant,
): {notBefore: Temporal.Instant; notAfter: Temporal.Instant} | undefined {
  const time = workingTimeOf(member, office(), trainings().settings.hours);
  const moment = momentOf(now, zone);
  for (let ahead = 0; ahead <= WITHIN_DAYS; ahead++) {
    const day: Day = addDays(moment.day, ahead);
    const since = ahead === 0 ? moment.second : 0;
    const hours = time.hoursOn(day).find(({to}) => to * 60 > since);
    if (hours === undefined) continue;
    const from = Math.max(hours.from * 60, since);
    return {notBefore: instantOf(day, from, zone), notAfter: instantOf(day, hours.to * 60, zone)};
  }
  return undefined;
}
