import type {Language} from '../../kernel/person.ts';
import {card, plain, pressButton, sayButton, text, type Button} from '../cards/card.ts';
import type {Reply} from '../feature.ts';
import {messages} from './messages.ts';

/** The card was made by another version, or by nobody. */
export function oldCardReply(language: Language): Reply {
  const m = messages[language];
  const body = [text(m.oldCard)];
  return {
    kind: 'card',
    card: card(body, [sayButton(m.help, m.helpSays)], m.oldCard),
    summary: m.oldCardSummary,
  };
}

/**
 * Something broke. Says what became of the request and offers the way on.
 *
 * @param explanation an error's sentence in the reader's language
 * @param says what was asked, to be asked again by a press; undefined for a press on a card
 */
export function failureReply(language: Language, explanation: string, says: string | undefined): Reply {
  const m = messages[language];
  const actions: Button[] = [sayButton(m.help, m.helpSays)];
  if (says !== undefined) actions.unshift(sayButton(m.again, says));
  return {
    kind: 'card',
    card: card([text(m.failedTitle, 'title'), text(explanation)], actions, explanation),
    summary: m.failedSummary,
  };
}

/** The verb of {@link whichReply}'s buttons. */
export const CHOOSE_VERB = 'talk.choose';
export const CHOOSE_VERSION = 1;

/** A sentence that two intents claim: the person decides. */
export function whichReply(
  language: Language,
  sentence: string,
  options: readonly {readonly intent: string; readonly title: string}[],
): Reply {
  const m = messages[language];
  const buttons = options.map(({intent, title}) =>
    pressButton(title, CHOOSE_VERB, CHOOSE_VERSION, {intent, sentence}),
  );
  return {
    kind: 'card',
    card: card([text(m.which, 'strong'), plain(sentence, undefined)], buttons, m.which),
    summary: m.whichSummary,
  };
}
