/** Classroom sessions: sign-up, the line, the roster and who was there. */
import type {Account, Language} from '../../../kernel/person.ts';
import {Temporal} from '../../../kernel/time.ts';
import {joinKey, decodeKey} from '../../../kernel/ids.ts';
import type {Directory, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import type {CardReply, Reply, Speaker} from '../../../platform/feature.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {noteReply, unknownReply} from '../cards/history.ts';
import {messages} from '../messages.ts';
import {decideClaim} from '../register/completing.ts';
import {standsIn, type PersonRecord} from '../register/record.ts';
import {momentOf} from '../reminding/plan.ts';
import type {Course, Trainings} from '../rules/course.ts';
import {isOpen} from '../rules/obligation.ts';
import {addDays} from '../rules/validity.ts';
import type {Register} from '../store/register.ts';
import {rosterReply, sessionsReply, whenWords, type RosterLine} from './cards.ts';
import {comingSessions, hasBegun, isPastKeeping, placeOf, type Place} from './rules.ts';
import type {Participant, SessionBook} from './store.ts';

export interface SessionsDeps {
  readonly book: SessionBook;
  readonly register: Register;
  readonly directory: Directory;
  readonly trainings: () => Trainings;
  readonly outbox: FeatureOutbox;
  readonly isInCharge: (account: Account) => boolean;
  readonly newId: () => string;
  readonly zone: string;
}

export type Sessions = ReturnType<typeof sessionsDesk>;
interface Named {
  readonly course: string;
  readonly session: string;
}

const SEAT = 'seat';

export function sessionsDesk(deps: SessionsDeps) {
  const {book, register, directory, trainings, outbox, newId, zone} = deps;
  const places = () =>
    trainings().courses.flatMap((course) => course.sessions.map((session) => ({course, session})));

  /** The coming sessions of what is still open for a person, and of what they have signed up for. */
  async function list(speaker: Speaker, note?: string): Promise<Reply> {
    const {account, language, now, signal} = speaker;
    const moment = momentOf(now, zone);
    const inCharge = deps.isInCharge(account);
    const person = directory.memberOf(account);
    if (person === undefined && !inCharge) return unknownReply(language);
    const {record} = person === undefined ? {record: undefined} : await register.read(person.key, signal);
    const views = await Promise.all(
      comingSessions(trainings(), moment).map(async (place) => {
        const {course, session} = place;
        const [filled, own] = await Promise.all([
          book.filled(course.id, session.id, signal),
          person && book.of(course.id, person.key, signal),
        ]);
        const open = record !== undefined && isAsked(record, course, moment.day);
        return {...place, filled, own: own?.session === session.id ? own.state : undefined, open};
      }),
    );
    const shown = views.filter(({open, own}) => open || own !== undefined || inCharge);
    return sessionsReply(shown, {language, day: moment.day, note, inCharge});
  }

  /** A press on a session that has not begun, by somebody on the list. */
  async function onSession(
    speaker: Speaker,
    {course, session}: Named,
    act: (place: Place, person: StaffMember, title: string) => Promise<string>,
  ): Promise<Reply> {
    const {language, now} = speaker;
    const m = messages[language].sessions;
    const person = directory.memberOf(speaker.account);
    if (person === undefined) return unknownReply(language);
    const place = placeOf(trainings(), course, session);
    if (place === undefined) return list(speaker, m.gone);
    if (hasBegun(place.session, momentOf(now, zone))) return list(speaker, m.begun);
    return list(speaker, await act(place, person, place.course.title[language]));
  }

  /** Tells those who waited that they have a seat. */
  async function tellPromoted(
    {course, session}: Place,
    all: readonly Participant[],
    now: Temporal.Instant,
    signal?: AbortSignal,
  ) {
    const start = Temporal.PlainDate.from(session.day)
      .toZonedDateTime(zone)
      .add({minutes: session.from})
      .toInstant();
    for (const {person, order} of all) {
      for (const account of directory.accountsOf(person)) {
        const occasion = joinKey(SEAT, course.id, session.id, String(order));
        await outbox.enqueue({account, occasion, lane: 'digests', notBefore: now, notAfter: start}, {signal});
      }
    }
  }

  /** Who has signed up, in the order of their numbers; who is not to stand in the list by number alone. */
  async function roster(
    {course, session}: Place,
    language: Language,
    signal?: AbortSignal,
  ): Promise<(RosterLine & {member: StaffMember | undefined})[]> {
    const all = await book.participants(course.id, session.id, signal);
    const lines = await Promise.all(
      all.map(async ({person, state}) => {
        const member = directory.person(person);
        const {record} = await register.read(person, signal);
        const attended = (record.completions[course.id] ?? []).some(
          ({day, channel}) => channel === 'roster' && day === session.day,
        );
        const name =
          member === undefined
            ? '－'
            : member.unlisted
              ? messages[language].objection.withheld(member.number)
              : `${member.name}（${member.main.sectionName}）`;
        return {person, state, attended, name, member};
      }),
    );
    return lines.sort((a, b) => ((a.member?.number ?? '') < (b.member?.number ?? '') ? -1 : 1));
  }

  async function rosterCard(speaker: Speaker, named: Named, note?: string): Promise<Reply> {
    const {language, now, signal} = speaker;
    const place = placeOf(trainings(), named.course, named.session);
    if (place === undefined) return noteReply(messages[language].sessions.gone, language);
    const day = momentOf(now, zone).day;
    return rosterReply(place, await roster(place, language, signal), {language, day, op: newId(), note});
  }

  return {
    list,
    roster,
    rosterCard,
    place: (named: Named) => placeOf(trainings(), named.course, named.session),

    signUp: (speaker: Speaker, named: Named): Promise<Reply> =>
      onSession(speaker, named, async (place, person, title) => {
        const {now, signal, language} = speaker;
        const m = messages[language].sessions;
        const {record} = await register.read(person.key, signal);
        if (!isAsked(record, place.course, momentOf(now, zone).day)) return m.notYours;
        const result = await book.signUp(place, person.key, places(), signal);
        if (result.kind === 'signed-up') {
          const [first] = result.promoted;
          const left = first && placeOf(trainings(), place.course.id, first.session);
          if (left !== undefined) await tellPromoted(left, result.promoted, now, signal);
        }
        return result.state === 'in' ? m.signedUp(title) : m.inLine(title);
      }),

    giveUp: (speaker: Speaker, named: Named): Promise<Reply> =>
      onSession(speaker, named, async (place, person, title) => {
        const {now, signal, language} = speaker;
        const promoted = await book.cancel(place, person.key, signal);
        await tellPromoted(place, promoted ?? [], now, signal);
        return messages[language].sessions.given(title);
      }),

    /** Enters who was there: completions by roster. Whoever was entered before is left alone. */
    async attend(speaker: Speaker, named: Named, ticked: readonly PersonKey[]): Promise<Reply> {
      const {language, now, signal} = speaker;
      const m = messages[language].sessions;
      const place = placeOf(trainings(), named.course, named.session);
      if (place === undefined) return noteReply(m.gone, language);
      const {course, session} = place;
      const {day} = momentOf(now, zone);
      if (session.day > day) return rosterCard(speaker, named, m.tooEarly);
      const by = directory.memberOf(speaker.account)?.key;
      const author =
        by === undefined ? ({role: 'operator'} as const) : ({role: 'course-section', person: by} as const);
      const seated = (await book.participants(course.id, session.id, signal)).filter(
        ({state}) => state === 'in',
      );
      let count = 0;
      for (const {person} of seated.filter((each) => ticked.includes(each.person))) {
        const written = await register.change(
          person,
          author,
          ({record}) => {
            const claim = {day: session.day, channel: 'roster', source: `session:${session.id}`} as const;
            const decided = decideClaim(record, course, claim, day);
            return decided.kind === 'add' ? {entries: [decided.entry]} : undefined;
          },
          {signal},
        );
        if (written.kind === 'written') count++;
      }
      return rosterCard(speaker, named, m.attended(count));
    },

    /** Fills what the file has given more seats, and forgets sessions that are long over. */
    async keep(now: Temporal.Instant, signal?: AbortSignal): Promise<void> {
      const moment = momentOf(now, zone);
      for (const place of comingSessions(trainings(), moment)) {
        await tellPromoted(place, await book.fill(place, signal), now, signal);
      }
      for (const {course, session} of places()) {
        if (isPastKeeping(session.day, moment.day, addDays)) await book.forget(course.id, session.id, signal);
      }
    },

    /** The notice of a seat that fell free; `other` where the occasion is none. */
    async render(
      occasion: string,
      account: Account,
      now: Temporal.Instant,
      language: Language,
      signal: AbortSignal,
    ): Promise<CardReply | undefined | 'other'> {
      const [about, course = '', session = ''] = occasion.split('|').map(decodeKey);
      if (about !== SEAT) return 'other';
      const person = directory.memberOf(account);
      const place = placeOf(trainings(), course, session);
      if (person === undefined || place === undefined) return undefined;
      const own = await book.of(course, person.key, signal);
      if (own?.session !== session || own.state !== 'in') return undefined;
      const {day} = momentOf(now, zone);
      const filled = await book.filled(course, session, signal);
      const said = messages[language].sessions.promoted(
        `${place.course.title[language]} ${whenWords(place, language, day)}`,
      );
      return sessionsReply([{...place, filled, own: 'in', open: true}], {
        language,
        day,
        note: said,
        inCharge: false,
      });
    },

    /** What a person has signed up for, in words; deletes it where asked. */
    async ofPerson(
      person: PersonKey,
      signal?: AbortSignal,
    ): Promise<readonly (Place & {state: 'in' | 'waiting'})[]> {
      const found = await Promise.all(
        trainings().courses.map(async (course) => {
          if (course.sessions.length === 0) return [];
          const own = await book.of(course.id, person, signal);
          const place = own && placeOf(trainings(), course.id, own.session);
          return place === undefined || own === undefined ? [] : [{...place, state: own.state}];
        }),
      );
      return found.flat();
    },
    async leaveAll(person: PersonKey, now: Temporal.Instant, signal?: AbortSignal): Promise<number> {
      let count = 0;
      for (const {course, session} of places()) {
        const place = {course, session};
        if (hasBegun(session, momentOf(now, zone))) continue;
        const promoted = await book.cancel(place, person, signal);
        if (promoted === undefined) continue;
        count++;
        await tellPromoted(place, promoted, now, signal);
      }
      return count;
    },
  };
}

function isAsked(record: PersonRecord, course: Course, day: string): boolean {
  return record.rounds.some((round) => round.course === course.id && isOpen(standsIn(record, round, day)));
}
