import {Temporal, formatDay} from '../../../kernel/time.ts';
import type {Language} from '../../../kernel/person.ts';
import {card, plain, text} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import type {HistoryLine} from '../views/history.ts';

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

/** A sentence instead of a card's content. */
export function noteReply(sentence: string, language: Language): CardReply {
  return {kind: 'card', card: card([text(sentence)], [], sentence), summary: messages[language].open.summary};
}

/** Who is not on the list is told so. */
export function unknownReply(language: Language): CardReply {
  return noteReply(messages[language].open.unknown, language);
}
