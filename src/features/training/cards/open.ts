import {Temporal, formatDay} from '../../../kernel/time.ts';
import type {Language} from '../../../kernel/person.ts';
import {
  box,
  card,
  linkButton,
  plain,
  sayButton,
  text,
  type Button,
  type Element,
} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import type {DoneCourse, OpenCourse, OpenView} from '../views/mine.ts';
import {press} from './verbs.ts';

/** More stand on no card: the most urgent come first, the rest is a button away. */
const SHOWN = 5;

export interface OpenCard {
  readonly view: OpenView;
  readonly language: Language;
  /** Of this drawing. */
  readonly op: string;
  readonly title?: string | undefined;
  /** What a press came to, above everything else. */
  readonly note?: string | undefined;
  /** Counts from 0. */
  readonly page?: number;
}

/** What a person still has to take, with what can be done about each; also the reminder that comes unasked. */
export function openReply({view, language, op, title, note, page = 0}: OpenCard): CardReply {
  const m = messages[language].open;
  const {open, done} = view;
  const first = page * SHOWN < open.length ? page * SHOWN : 0;
  const shown = open.slice(first, first + SHOWN);
  const rest = open.length - first - shown.length;
  const next = rest > 0 ? Math.floor(first / SHOWN) + 1 : 0;
  const heading = open.length === 0 ? m.none : (title ?? m.title);
  return {
    kind: 'card',
    card: card(
      [
        ...(note === undefined ? [] : [text(note, 'strong')]),
        text(heading, 'title'),
        ...shown.map((course) => courseBox(course, view, language, op)),
        ...(first === 0 ? done.map((course) => doneBox(course, language)) : []),
      ],
      [
        ...(rest > 0 ? [press(m.more(rest), 'training.open', {page: next})] : []),
        ...(first > 0 ? [press(m.toFirst, 'training.open', {page: 0})] : []),
        sayButton(m.history, m.historySays),
      ],
      note ?? heading,
    ),
    summary: m.summary,
  };
}

function courseBox(
  {course, round, need, due, daysLeft, overdue, unconfirmed, stays, rests}: OpenCourse,
  {person, day}: OpenView,
  language: Language,
  op: string,
): Element {
  const m = messages[language].open;
  const today = Temporal.PlainDate.from(day);
  const dayWords = (each: string) => formatDay(Temporal.PlainDate.from(each), language, today);
  const until = dayWords(due);
  const when =
    need === 'encouraged' ? m.may(until) : overdue ? m.overdue(until, -daysLeft) : m.due(until, daysLeft);
  const data = {person, course: course.id, round, op};
  const buttons: Button[] = [
    ...(course.link === undefined ? [] : [linkButton(m.take, course.link)]),
    ...(course.sessions.length === 0
      ? []
      : [press(messages[language].sessions.see, 'training.sessions', {})]),
    press(m.done, 'training.done', data),
    ...(rests === undefined ? [press(m.later, 'training.later', data)] : []),
    ...(stays || rests?.why === 'objection' ? [] : [press(m.object, 'training.object', data)]),
  ];
  return box([
    plain(course.title[language]),
    text(`${when}${m.minutes(course.minutes)}`, 'quiet'),
    ...(course.network === 'intranet' ? [text(m.intranet, 'quiet')] : []),
    ...(unconfirmed ? [text(m.unconfirmed, 'quiet')] : []),
    ...(rests === undefined ? [] : [text(m.rests[rests.why](dayWords(rests.until)), 'quiet')]),
    {type: 'ActionSet', actions: buttons},
  ]);
}

function doneBox({course, said}: DoneCourse, language: Language): Element {
  const m = messages[language].open;
  return box([plain(course.title[language]), text(said ? m.saidDone : m.isDone, 'quiet')]);
}
