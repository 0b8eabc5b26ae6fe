import {Temporal, formatDay} from '../../kernel/time.ts';
import type {Language} from '../../kernel/person.ts';
import {box, card, linkButton, plain, sayButton, text} from '../../platform/cards/card.ts';
import type {CardReply} from '../../platform/feature.ts';
import {messages} from './messages.ts';
import type {HistoryLine} from './views/history.ts';
import type {OpenCourse} from './views/mine.ts';

/** More stand on no card: the most urgent come first. */
const SHOWN = 5;

/** What a person still has to take, the most urgent first; also the reminder that comes unasked. */
export function openReply(
  courses: readonly OpenCourse[],
  day: string,
  language: Language,
  title?: string,
): CardReply {
  const m = messages[language].open;
  const today = Temporal.PlainDate.from(day);
  const shown = courses.slice(0, SHOWN);
  const body = shown.map(({course, due, daysLeft, overdue, need, unconfirmed}) => {
    const until = formatDay(Temporal.PlainDate.from(due), language, today);
    const when =
      need === 'encouraged' ? m.may(until) : overdue ? m.overdue(until, -daysLeft) : m.due(until, daysLeft);
    const minutes = m.minutes(course.minutes);
    return box([
      plain(course.title[language]),
      text(`${when}${minutes}`, 'quiet'),
      ...(unconfirmed ? [text(m.unconfirmed, 'quiet')] : []),
    ]);
  });
  const rest = courses.length - shown.length;
  const links = shown.flatMap(({course}) =>
    course.link === undefined ? [] : [linkButton(m.take(course.title[language]), course.link)],
  );
  return {
    kind: 'card',
    card: card(
      [
        text(courses.length === 0 ? m.none : (title ?? m.title), 'title'),
        ...body,
        ...(rest > 0 ? [text(m.more(rest), 'quiet')] : []),
      ],
      [...links, sayButton(m.history, m.historySays)],
      courses.length === 0 ? m.none : m.title,
    ),
    summary: m.summary,
  };
}

/** What a person took. */
export function historyReply(lines: readonly HistoryLine[], language: Language, day: string): CardReply {
  const {open: m, channels, data} = messages[language];
  const today = Temporal.PlainDate.from(day);
  const said = lines.map(({title, day: on, channel, unconfirmed}) =>
    data.historyLine(
      title[language],
      formatDay(Temporal.PlainDate.from(on), language, today.subtract({years: 1})),
      channels[channel],
      unconfirmed,
    ),
  );
  return {
    kind: 'card',
    card: card(
      [
        text(data.history, 'title'),
        ...(said.length === 0 ? [text(m.noHistory)] : said.map((line) => plain(line))),
      ],
      [],
      data.history,
    ),
    summary: m.summary,
  };
}

/** A sentence instead of a card's content: who is not on the list is told so. */
export function unknownReply(language: Language): CardReply {
  const m = messages[language].open;
  return {kind: 'card', card: card([text(m.unknown)], [], m.unknown), summary: m.summary};
}
