import type {Account, Language} from '../../kernel/person.ts';
import {formatDay, localTime, Temporal} from '../../kernel/time.ts';
import type {Directory} from '../../platform/directory/staff.ts';
import type {HeldItem, PersonalData} from '../../platform/feature.ts';
import {messages} from './messages.ts';
import type {Trainings} from './rules/course.ts';
import type {Register} from './store/register.ts';
import type {Sessions} from './sessions/desk.ts';
import {historyOf} from './views/history.ts';
import {openCourses} from './views/mine.ts';

export interface PersonalDataDeps {
  readonly register: Register;
  readonly directory: Pick<Directory, 'memberOf'>;
  readonly trainings: () => Trainings;
  readonly zone: string;
  readonly sessions: Pick<Sessions, 'ofPerson' | 'leaveAll'>;
  readonly now: () => Temporal.Instant;
}

/**
 * What the register holds on a person. It is a record that the organisation must keep and show, so a person sees and
 * takes along all of it, and what they put off can be deleted; entries go when their years are over.
 */
export function trainingData({
  register,
  directory,
  trainings,
  sessions,
  zone,
  now,
}: PersonalDataDeps): PersonalData {
  const keyOf = (account: Account) => directory.memberOf(account)?.key;

  const ofPerson: NonNullable<PersonalData['ofPerson']> = {
    async show(person, language, signal) {
      const [entries, state] = await Promise.all([
        register.entriesOf(person, signal),
        register.read(person, signal),
      ]);
      const {data, channels} = messages[language];
      const today = localTime(now(), zone).day;
      const day = (text: string) => formatDay(Temporal.PlainDate.from(text), language, today);
      const history = historyOf(entries, trainings()).map((line) =>
        data.historyLine(line.title[language], day(line.day), channels[line.channel], line.unconfirmed),
      );
      const open = openCourses(state, trainings(), today.toString()).map(({course, due, need}) =>
        data.openLine(course.title[language], day(due), need === 'encouraged'),
      );
      const seats = (await sessions.ofPerson(person, signal)).map((place) =>
        data.openLine(place.course.title[language], day(place.session.day), false),
      );
      return [
        ...item(data.history, history, data.kept(trainings().settings.keepYears), language),
        ...item(data.open, open, data.whileOpen, language),
        ...(seats.length === 0
          ? []
          : [{label: data.seats, value: seats.join(data.join), kept: data.seatsKept}]),
      ];
    },
    async export(person, signal) {
      const [entries, {nudges}] = await Promise.all([
        register.entriesOf(person, signal),
        register.read(person, signal),
      ]);
      const seats = (await sessions.ofPerson(person, signal)).map(({course, session, state}) => {
        return {course: course.id, session: session.id, state};
      });
      return {
        entries: entries.map((entry) => ({...entry, at: entry.at.toString()})),
        reminders: nudges,
        ...(seats.length === 0 ? {} : {sessions: seats}),
      };
    },
    async erase(person, signal) {
      const left = await sessions.leaveAll(person, now(), signal);
      return left + (await register.forget(person, signal));
    },
  };

  return {
    async show(account, language, signal) {
      const person = keyOf(account);
      return person === undefined ? [] : ofPerson.show(person, language, signal);
    },
    async export(account, signal) {
      const person = keyOf(account);
      return person === undefined ? {entries: []} : ofPerson.export(person, signal);
    },
    async erase(account, signal) {
      const person = keyOf(account);
      return person === undefined ? 0 : ofPerson.erase(person, signal);
    },
    ofPerson,
  };
}

function item(label: string, values: readonly string[], kept: string, language: Language): HeldItem[] {
  const {join, stays} = messages[language].data;
  return values.length === 0 ? [] : [{label, value: values.join(join), kept, stays}];
}
