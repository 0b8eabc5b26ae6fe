import type {Language} from '../../../kernel/person.ts';
import {
  box,
  card,
  plain,
  pressButton,
  sayButton,
  text,
  type Button,
  type Element,
} from '../../../platform/cards/card.ts';
import type {Card, Reply} from '../../../platform/feature.ts';
import {OPEN_VERB, type Drawn} from '../cards.ts';
import {messages as answers} from '../messages.ts';
import {cameOf, type Feedback, type Vote} from './feedback.ts';
import {messages} from './messages.ts';

export const VOTE_VERB = 'knowledge.vote';
export const KEEP_VERB = 'knowledge.letKeep';
export const FEEDBACK_VERSION = 2;

// What the card library takes in one row, though Teams itself shows one more.
const IN_A_ROW = 5;

/**
 * A card with the buttons of a vote, or with what was said, and after 「違う」 and where there is no answer
 * with the offer to keep the question: a press of its own, never a default.
 */
export function withFeedback(reply: Reply, drawn: Drawn, fb: Feedback, language: Language): Reply {
  if (reply.kind !== 'card') return reply;
  const m = messages[language];
  const said: Element[] = [];
  const buttons: Button[] = [];
  const press = (title: string, verb: string, more: object) =>
    pressButton(title, verb, FEEDBACK_VERSION, {...drawn, fb, ...more});

  if (fb.voted !== undefined) said.push(text(m.thanks[fb.voted], 'strong'));
  if (fb.kept === true) said.push(text(m.kept));
  else if (fb.q !== undefined && cameOf(fb) !== undefined) {
    // The very text that would be kept: whoever agrees has seen it.
    said.push(text(m.offer), box([plain(fb.q)]));
    buttons.push(press(m.letKeep, KEEP_VERB, {}));
  }
  const votes: readonly Vote[] = fb.came === 'none' ? [] : ['useful', 'wrong'];
  for (const vote of votes) {
    if (vote === fb.voted) continue;
    buttons.push(press(fb.voted === undefined ? m.vote[vote] : m.change[vote], VOTE_VERB, {vote}));
  }
  const carrying = carried(reply.card, fb) as Card;
  return {...reply, card: withMore(carrying, said, buttons)};
}

/** The answer is older than the traces that stop a second count. */
export function closedReply(language: Language): Reply {
  const m = messages[language];
  const {help, helpSays} = answers[language];
  return {
    kind: 'card',
    card: card([text(m.closed)], [sayButton(help, helpSays)], m.closed),
    summary: m.closedSummary,
  };
}

/** Elements and buttons at a card's end. Buttons that would be folded away stand in the body instead. */
export function withMore(before: Card, said: readonly Element[], buttons: readonly Button[]): Card {
  const body = [...((before['body'] as readonly Element[] | undefined) ?? []), ...said];
  const actions = (before['actions'] as readonly Button[] | undefined) ?? [];
  if (buttons.length === 0) return {...before, body};
  return actions.length + buttons.length <= IN_A_ROW
    ? {...before, body, actions: [...actions, ...buttons]}
    : {...before, body: [...body, {type: 'ActionSet', actions: buttons}]};
}

// A candidate that is opened is still the same answer: its buttons take the feedback along, wherever on the
// card they stand.
function carried(node: unknown, fb: Feedback): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => carried(item, fb));
  if (typeof node !== 'object' || node === null) return node;
  const isOpening = 'verb' in node && node.verb === OPEN_VERB && 'refs' in node;
  const entries = Object.entries(node).map(([key, inner]) => [key, carried(inner, fb)] as const);
  return {...Object.fromEntries(entries), ...(isOpening ? {fb} : {})};
}
