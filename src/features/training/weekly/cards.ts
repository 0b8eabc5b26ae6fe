import type {Account, Language} from '../../../kernel/person.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import {box, card, plain, text, type Element} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import type {Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {openCourses, titleOf} from '../views/mine.ts';
import type {SectionWeek, WeeklyBook} from './store.ts';
import {sectionsLed, WEEK_OCCASIONS} from './week.ts';

export interface WeekCardDeps {
  readonly book: Pick<WeeklyBook, 'section' | 'undelivered'>;
  readonly register: Pick<Register, 'read'>;
  readonly directory: Directory;
  readonly trainings: () => Trainings;
  readonly isInCharge: (account: Account) => boolean;
}

/** Names on one card; all are listed by command. */
const SHOWN = 20;

/**
 * The content of a weekly entry as things stand.
 *
 * @param today whoever has finished by then is not named any more
 * @returns `other` where the occasion is none of these
 */
export async function weekCard(
  deps: WeekCardDeps,
  occasion: string,
  account: Account,
  language: Language,
  today: string,
  signal: AbortSignal,
): Promise<CardReply | undefined | 'other'> {
  const [about, day = ''] = occasion.split('.');
  if (about === WEEK_OCCASIONS.heads) return headsCard(deps, day, account, language, today, signal);
  if (about === WEEK_OCCASIONS.undelivered) return undeliveredCard(deps, day, account, language, signal);
  return 'other';
}

async function headsCard(
  deps: WeekCardDeps,
  day: string,
  account: Account,
  language: Language,
  today: string,
  signal: AbortSignal,
): Promise<CardReply | undefined> {
  const {book, directory} = deps;
  const head = directory.memberOf(account);
  const led = head === undefined ? [] : sectionsLed(head);
  const weeks = await Promise.all(led.map((section) => book.section(day, section, signal)));
  const m = messages[language].weekly;
  const body: Element[] = [];
  for (const [i, week] of weeks.entries()) {
    const lines = week?.lines.filter(({figures}) => figures.required > 0) ?? [];
    if (week === undefined || lines.length === 0) continue;
    const section = directory.sections().find(({code}) => code === led[i])?.name ?? led[i] ?? '';
    const names = deps.trainings().settings.namesToHeads
      ? await namesOf(deps, week, language, today, signal)
      : [];
    body.push(
      box([
        plain(section),
        ...lines.map(({course, figures, rate, mark}) =>
          text(m.line(mark, titleOf(deps.trainings(), course)[language], figures, rate ?? 0)),
        ),
        ...(names.length === 0 ? [] : [text(m.pending, 'quiet'), ...names.map((name) => plain(name))]),
      ]),
    );
  }
  if (body.length === 0) return undefined;
  return {kind: 'card', card: card([text(m.title, 'title'), ...body], [], m.title), summary: m.summary};
}

async function namesOf(
  {register, directory, trainings}: WeekCardDeps,
  {pending}: SectionWeek,
  language: Language,
  today: string,
  signal: AbortSignal,
): Promise<string[]> {
  const numberOf = (person: string) => directory.person(person)?.number ?? '';
  const listed = pending
    .filter(({person}) => directory.person(person)?.unlisted === false)
    .sort((a, b) => (numberOf(a.person) < numberOf(b.person) ? -1 : 1));
  const lines = await Promise.all(
    listed.slice(0, SHOWN).map(async ({person, courses}) => {
      const open = openCourses(await register.read(person, signal), trainings(), today);
      const still = courses.filter((course) => open.some((each) => each.course.id === course));
      const titles = still.map((course) => titleOf(trainings(), course)[language]);
      const m = messages[language].weekly;
      return titles.length === 0 ? [] : [m.person(directory.person(person)?.name ?? '', titles)];
    }),
  );
  const rest = listed.length - SHOWN;
  return [...lines.flat(), ...(rest > 0 ? [messages[language].weekly.more(rest)] : [])];
}

async function undeliveredCard(
  {book, directory, isInCharge}: WeekCardDeps,
  day: string,
  account: Account,
  language: Language,
  signal: AbortSignal,
): Promise<CardReply | undefined> {
  const week = await book.undelivered(day, signal);
  if (week === undefined || !isInCharge(account)) return undefined;
  const m = messages[language].weekly;
  const people = week.people.flatMap(({person, why}) => {
    const member = directory.person(person);
    return member === undefined || member.unlisted
      ? []
      : [m.missed(member.name, member.number, member.main.sectionName, m.why[why])];
  });
  if (people.length === 0) return undefined;
  const all = Object.values(week.counts).reduce((sum, each) => sum + each, 0);
  const shown = people.slice(0, SHOWN);
  return {
    kind: 'card',
    card: card(
      [
        text(m.undelivered(all), 'title'),
        ...shown.map((line) => plain(line)),
        ...(all > shown.length ? [text(m.more(all - shown.length), 'quiet')] : []),
        text(m.whatToDo, 'quiet'),
      ],
      [],
      m.undelivered(all),
    ),
    summary: m.summary,
  };
}
