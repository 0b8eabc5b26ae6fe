import {card, text, type Button} from '../../../platform/cards/card.ts';
import type {Reply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import {press} from './verbs.ts';
import type {Scene} from './words.ts';

/** One sentence in the place of a card that has nothing more to do, with the ways on. */
export function noteReply(sentence: string, {language}: Scene, buttons: readonly Button[] = []): Reply {
  const m = messages[language];
  const ways = buttons.length > 0 ? buttons : waysOn(language);
  return {kind: 'card', card: card([text(sentence)], ways, sentence), summary: m.summary.note};
}

/** One's own bookings, and what is free. */
export function waysOn(language: Scene['language']): Button[] {
  const m = messages[language];
  return [press(m.press.mine, 'booths.mine', {}), press(m.press.free, 'booths.day', {})];
}
