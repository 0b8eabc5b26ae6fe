/** 「対象外だと思う」: what the section in charge is asked, and what the person is told of its ruling. */
import type {Account, Language} from '../../../kernel/person.ts';
import {localTime, Temporal} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey} from '../../../platform/directory/staff.ts';
import type {CardReply} from '../../../platform/feature.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {noteReply} from '../cards/history.ts';
import {objectionReply} from '../cards/objection.ts';
import {messages} from '../messages.ts';
import {roundOf} from '../register/record.ts';
import {courseOf, type Course, type Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {objectionText, readObjection, type ObjectionOccasion} from './occasion.ts';

export interface ObjectionsDeps {
  readonly register: Register;
  readonly directory: Directory;
  readonly trainings: () => Trainings;
  readonly outbox: FeatureOutbox;
  /** Whether an account belongs to the section in charge of trainings. */
  readonly isInCharge: (account: Account) => boolean;
  readonly newId: () => string;
  readonly zone: string;
}

export type Objections = ReturnType<typeof objections>;
type Case = Omit<ObjectionOccasion, 'about'>;

/** A ruling is told for a week; who is away that long sees it on the card of their trainings. */
const TOLD_DAYS = 7;

export function objections(deps: ObjectionsDeps) {
  const {register, directory, trainings, outbox, newId, zone} = deps;

  /** The accounts that are asked: of the course's own section where it names one with such people, else all. */
  function inCharge({section}: Course): Account[] {
    const all = directory.all().flatMap((member) =>
      directory
        .accountsOf(member.key)
        .filter(deps.isInCharge)
        .map((account) => ({account, posts: [member.main, ...member.further]})),
    );
    const own = all.filter(({posts}) =>
      posts.some(
        ({section: code, sectionName}) => section !== undefined && [code, sectionName].includes(section),
      ),
    );
    return (own.length > 0 ? own : all).map(({account}) => account);
  }

  /** How things stand with an objection; undefined where there is none of it any more. */
  async function look({person, course: id, round, until}: Case, signal?: AbortSignal) {
    const course = courseOf(trainings(), id);
    const member = directory.person(person);
    const own = roundOf((await register.read(person, signal)).record, id, round);
    if (course === undefined || member === undefined || own?.status !== 'asked') return undefined;
    const m = messages;
    const who = (language: Language) =>
      member.unlisted
        ? m[language].objection.withheld(member.number)
        : `${member.name}（${member.main.sectionName}）`;
    const isOpen = own.pausedUntil === until;
    // They said it again after the pause: the later card asks now, and nothing was ruled yet.
    if (!isOpen && own.pausedUntil !== undefined) return undefined;
    const ruling = isOpen ? undefined : {exempt: own.exempt !== undefined, reason: own.exempt ?? ''};
    return {person, who, course, round, due: own.duty?.due, until, ruling};
  }

  return {
    /**
     * Asks the section in charge.
     *
     * @returns whether there was anybody to ask
     */
    async ask(found: Case, now: Temporal.Instant, signal?: AbortSignal): Promise<boolean> {
      const course = courseOf(trainings(), found.course);
      const accounts = (course === undefined ? [] : inCharge(course)).filter(
        // Nobody rules on what they ask for themselves.
        (account) => !isOf(account, found.person),
      );
      const notAfter = endOf(found.until, zone);
      for (const account of accounts) {
        const occasion = objectionText({about: 'asked', ...found});
        await outbox.enqueue({account, occasion, lane: 'digests', notBefore: now, notAfter}, {signal});
      }
      return accounts.length > 0;
    },

    /** After a ruling: the person is told, and the cards of all who were asked say so. */
    async ruled(found: Case, now: Temporal.Instant, signal?: AbortSignal): Promise<void> {
      const course = courseOf(trainings(), found.course);
      const notAfter = now.add({hours: 24 * TOLD_DAYS});
      for (const account of directory.accountsOf(found.person)) {
        const occasion = objectionText({about: 'ruled', ...found});
        await outbox.enqueue({account, occasion, lane: 'digests', notBefore: now, notAfter}, {signal});
      }
      for (const account of course === undefined ? [] : inCharge(course)) {
        await outbox.update(account, objectionText({about: 'asked', ...found}), {signal});
      }
    },

    /** The card of the section in charge as things stand, for a press. */
    async card(
      found: Case,
      language: Language,
      now: Temporal.Instant,
      signal: AbortSignal,
      note?: string,
    ): Promise<CardReply> {
      const view = await look(found, signal);
      if (view === undefined) return noteReply(messages[language].objection.gone, language);
      const more = {language, op: newId(), day: localTime(now, zone).day.toString(), note};
      return objectionReply({...view, who: view.who(language)}, trainings().settings.exemptions, more);
    },

    /**
     * The content of an entry of the outbox.
     *
     * @param again whether a card that was sent is drawn anew; the first time there is nothing to say once it is ruled
     * @returns `other` where the occasion is none of these
     */
    async render(
      occasion: string,
      account: Account,
      now: Temporal.Instant,
      language: Language,
      again: boolean,
      signal: AbortSignal,
    ): Promise<CardReply | undefined | 'other'> {
      const found = readObjection(occasion);
      if (found === undefined) return 'other';
      const view = await look(found, signal);
      if (view === undefined) return undefined;
      const m = messages[language].objection;
      if (found.about === 'ruled') {
        if (view.ruling === undefined || !isOf(account, found.person)) return undefined;
        const title = view.course.title[language];
        const {exempt, reason} = view.ruling;
        const said = exempt
          ? m.toldExempt(title, reasonIn(language, reason, trainings()))
          : m.toldStays(title);
        return noteReply(said, language);
      }
      // Somebody may have left the section since.
      if (!deps.isInCharge(account) || (view.ruling !== undefined && !again)) return undefined;
      const more = {language, op: newId(), day: localTime(now, zone).day.toString()};
      return objectionReply({...view, who: view.who(language)}, trainings().settings.exemptions, more);
    },
  };

  function isOf(account: Account, person: PersonKey): boolean {
    return directory.memberOf(account)?.key === person;
  }
}

/** A reason is kept in Japanese; whoever reads English sees the file's own translation. */
function reasonIn(language: Language, reason: string, {settings}: Trainings): string {
  return settings.exemptions.find(({ja}) => ja === reason)?.[language] ?? reason;
}

function endOf(day: Day, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({days: 1}).toZonedDateTime(zone).toInstant();
}
