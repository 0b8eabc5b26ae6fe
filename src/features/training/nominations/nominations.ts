/** 「各課から1人」: heads name who is to take a course, and are reminded until they have. */
import type {Account, Language} from '../../../kernel/person.ts';
import {decodeKey, joinKey} from '../../../kernel/ids.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import type {CardReply, Reply, Speaker} from '../../../platform/feature.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {noteReply, unknownReply} from '../cards/history.ts';
import {messages} from '../messages.ts';
import {currentRounds} from '../register/assign.ts';
import {momentOf} from '../reminding/plan.ts';
import {isEmployed} from '../rules/audience.ts';
import {reminderDays} from '../rules/cadence.ts';
import type {Course, Round, Trainings} from '../rules/course.ts';
import {spread} from '../rules/digest.ts';
import {instantOf, workingTimes} from '../rules/working-time.ts';
import type {Nomination, RoundBook} from '../store/rounds.ts';
import {sectionsLed} from '../weekly/week.ts';
import {nominationReply} from './cards.ts';

export interface NominationsDeps {
  readonly book: RoundBook;
  readonly directory: Directory;
  readonly trainings: () => Trainings;
  readonly office: () => Office;
  readonly outbox: Pick<FeatureOutbox, 'enqueue'>;
  readonly newId: () => string;
  readonly zone: string;
}

export type Nominations = ReturnType<typeof nominations>;

interface Named {
  readonly course: string;
  readonly round: string;
  readonly section: string;
}

const NOMINATE = 'nominate';

export function nominations(deps: NominationsDeps) {
  const {book, directory, trainings, outbox, newId, zone} = deps;

  /** Rounds that want names and in which one can still take the course. */
  const asking = (day: Day): {course: Course; round: Round}[] =>
    currentRounds(trainings(), day).filter(
      ({course, round}) => course.nominate !== undefined && day <= round.to,
    );

  const chosenIn = (all: readonly Nomination[], {course, round, section}: Named): readonly PersonKey[] =>
    all.find((each) => each.course === course && each.round === round && each.section === section)?.people ??
    [];

  /** Whom a head may name: those who work in the section that day. */
  const candidates = (section: string, day: Day): StaffMember[] =>
    directory
      .all()
      .filter((member) => !member.unlisted && isEmployed(member, day))
      .filter(({main, further}) => [main, ...further].some((post) => post.section === section))
      .sort((a, b) => (a.number < b.number ? -1 : 1));

  async function cardOf(
    {course: id, round: roundId, section}: Named,
    language: Language,
    day: Day,
    signal: AbortSignal | undefined,
    note?: string,
  ): Promise<CardReply | undefined> {
    const found = asking(day).find(({course, round}) => course.id === id && round.id === roundId);
    if (found === undefined) return undefined;
    const chosen = chosenIn(await book.nominations(signal), {course: id, round: roundId, section});
    const name = directory.sections().find(({code}) => code === section)?.name ?? section;
    const people = candidates(section, day).map(({key, name: own}) => ({key, name: own}));
    const view = {...found, section, sectionName: name, people, chosen};
    return nominationReply(view, {language, day, op: newId(), note});
  }

  return {
    /** Puts the day's cards into the outbox: by the course's plan, for heads who have named nobody yet. */
    async remind(now: Temporal.Instant, signal?: AbortSignal): Promise<void> {
      const moment = momentOf(now, zone);
      const rounds = asking(moment.day);
      if (rounds.length === 0 || !directory.known()) return;
      const made = await book.nominations(signal);
      const timeOf = workingTimes(deps.office(), trainings().settings.hours);
      for (const head of directory.all()) {
        const time = timeOf(head);
        const span = spread(`${head.key}|nominate|${moment.day}`, time.hoursOn(moment.day), moment.second);
        if (span === undefined) continue;
        for (const section of sectionsLed(head)) {
          for (const {course, round} of rounds) {
            const named = {course: course.id, round: round.id, section};
            const duty = {need: 'required', opens: round.from, due: round.to} as const;
            const isDay = reminderDays(duty, course.plan, time).some(({day}) => day === moment.day);
            if (!isDay || chosenIn(made, named).length > 0) continue;
            const occasion = joinKey(NOMINATE, course.id, round.id, section, moment.day);
            for (const account of directory.accountsOf(head.key)) {
              const notBefore = instantOf(moment.day, span.from, zone);
              const notAfter = instantOf(moment.day, span.to, zone);
              await outbox.enqueue({account, occasion, lane: 'digests', notBefore, notAfter}, {signal});
            }
          }
        }
      }
    },

    /** What a head pressed. Whose section it is, and who works in it, is looked up again. */
    async nominate(speaker: Speaker, named: Named, people: readonly PersonKey[]): Promise<Reply> {
      const {language, now, signal} = speaker;
      const m = messages[language].nomination;
      const head = directory.memberOf(speaker.account);
      if (head === undefined) return unknownReply(language);
      if (!sectionsLed(head).includes(named.section)) return noteReply(m.notYours, language);
      const {day} = momentOf(now, zone);
      const course = asking(day).find((each) => each.course.id === named.course)?.course;
      const most = course?.nominate?.perSection ?? 0;
      const fits = candidates(named.section, day).filter(({key}) => people.includes(key));
      const wrong =
        fits.length === 0 || fits.length !== people.length
          ? m.missing
          : fits.length > most
            ? m.tooMany(most)
            : undefined;
      if (course !== undefined && wrong === undefined) {
        await book.nominate({...named, people: fits.map(({key}) => key), by: head.key}, signal);
      }
      const note = wrong ?? m.done(fits.map(({name}) => name));
      return (await cardOf(named, language, day, signal, note)) ?? noteReply(m.gone, language);
    },

    /** The content of an entry of the outbox; `other` where the occasion is none of these. */
    async render(
      occasion: string,
      account: Account,
      now: Temporal.Instant,
      language: Language,
      again: boolean,
      signal: AbortSignal,
    ): Promise<CardReply | undefined | 'other'> {
      const [about, course = '', round = '', section = ''] = occasion.split('|').map(decodeKey);
      if (about !== NOMINATE) return 'other';
      const head = directory.memberOf(account);
      const named = {course, round, section};
      if (head === undefined || !sectionsLed(head).includes(section)) return undefined;
      // Another head of the section may have named somebody since.
      if (!again && chosenIn(await book.nominations(signal), named).length > 0) return undefined;
      return cardOf(named, language, momentOf(now, zone).day, signal);
    },
  };
}
