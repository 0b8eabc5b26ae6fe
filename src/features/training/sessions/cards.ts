import {Temporal, formatDay, formatMinute} from '../../../kernel/time.ts';
import type {Language} from '../../../kernel/person.ts';
import {box, card, plain, text, type Button, type Element} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {press} from '../cards/verbs.ts';
import {messages} from '../messages.ts';
import type {Filled, Place, SignUp} from './rules.ts';

/** A session as somebody sees it. */
export interface SessionView extends Place {
  readonly filled: Filled;
  /** What the person holds of this very session. */
  readonly own: SignUp['state'] | undefined;
  /** Whether they may sign up at all. */
  readonly open: boolean;
}

/** More on one card nobody reads. */
const SHOWN = 8;
/** What fits on a card with a name each. */
export const MOST_TICKED = 150;

/** The coming sessions, with what the person can do about each. */
export function sessionsReply(
  views: readonly SessionView[],
  {
    language,
    day,
    note,
    inCharge,
  }: {language: Language; day: string; note?: string | undefined; inCharge: boolean},
): CardReply {
  const m = messages[language].sessions;
  const heading = views.length === 0 ? m.none : m.title;
  return {
    kind: 'card',
    card: card(
      [
        ...(note === undefined ? [] : [text(note, 'strong')]),
        text(heading, 'title'),
        ...views.slice(0, SHOWN).map((view) => sessionBox(view, language, day, inCharge)),
      ],
      [],
      note ?? heading,
    ),
    summary: messages[language].open.summary,
  };
}

function sessionBox(view: SessionView, language: Language, day: string, inCharge: boolean): Element {
  const {course, session, filled, own, open} = view;
  const m = messages[language].sessions;
  const data = {course: course.id, session: session.id};
  const free = Math.max(0, session.seats - filled.taken);
  const hasFree = free > 0 && filled.waiting === 0;
  const buttons: Button[] = [
    ...(own === undefined && open ? [press(hasFree ? m.signUp : m.wait, 'training.signup', data)] : []),
    ...(own === undefined ? [] : [press(own === 'in' ? m.giveUp : m.leave, 'training.giveup', data)]),
    ...(inCharge ? [press(m.roster, 'training.roster', data)] : []),
  ];
  const state =
    own === undefined
      ? hasFree
        ? m.free(free)
        : m.full(filled.waiting)
      : m[own === 'in' ? 'in' : 'waiting'];
  return box([
    plain(course.title[language]),
    text(whenWords(view, language, day), 'quiet'),
    text(state, own === undefined ? 'quiet' : 'strong'),
    ...(buttons.length === 0 ? [] : [{type: 'ActionSet', actions: buttons}]),
  ]);
}

/** `2月12日(木) 14:00〜16:00 会議室` */
export function whenWords({session}: Place, language: Language, today: string): string {
  const day = formatDay(Temporal.PlainDate.from(session.day), language, Temporal.PlainDate.from(today));
  return messages[language].sessions.when(
    day,
    formatMinute(session.from),
    formatMinute(session.to),
    session.place[language],
  );
}

/** Somebody on a roster. */
export interface RosterLine {
  readonly person: string;
  readonly name: string;
  readonly state: SignUp['state'];
  readonly attended: boolean;
}

/** The organiser's card: who has signed up, and who was there. */
export function rosterReply(
  place: Place,
  lines: readonly RosterLine[],
  {language, day, op, note}: {language: Language; day: string; op: string; note?: string | undefined},
): CardReply {
  const m = messages[language].sessions;
  const title = m.rosterTitle(place.course.title[language]);
  const seated = lines.filter(({state}) => state === 'in');
  const canTick = place.session.day <= day && seated.length > 0 && seated.length <= MOST_TICKED;
  const ticks: Element = {
    ...{type: 'Input.ChoiceSet', id: 'in_attended', label: m.tick, isMultiSelect: true, style: 'expanded'},
    choices: seated.map(({name, person}) => ({title: name, value: person})),
    value: seated
      .filter(({attended}) => attended)
      .map(({person}) => person)
      .join(','),
  };
  const why =
    place.session.day > day ? m.tooEarly : seated.length > MOST_TICKED ? m.tooMany(seated.length) : undefined;
  return {
    kind: 'card',
    card: card(
      [
        ...(note === undefined ? [] : [text(note, 'strong')]),
        text(title, 'title'),
        text(whenWords(place, language, day), 'quiet'),
        ...(lines.length === 0 ? [text(m.nobody)] : []),
        ...(canTick ? [ticks] : seated.slice(0, MOST_TICKED).map(({name}) => plain(name))),
        ...lines.filter(({state}) => state === 'waiting').map(({name}) => plain(`${name}（${m.waiting}）`)),
        ...(why === undefined || lines.length === 0 ? [] : [text(why, 'quiet')]),
      ],
      canTick
        ? [press(m.save, 'training.attend', {course: place.course.id, session: place.session.id, op})]
        : [],
      title,
    ),
    summary: messages[language].open.summary,
  };
}
