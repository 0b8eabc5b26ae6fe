import type {Language} from '../../kernel/person.ts';
import {
  box,
  card,
  facts,
  linkButton,
  MAX_ACTIONS,
  plain,
  pressButton,
  sayButton,
  text,
  warning,
  type Button,
  type Element,
} from '../../platform/cards/card.ts';
import type {Help, Reply} from '../../platform/feature.ts';
import type {Candidate, Clash, Outcome} from './answer.ts';
import {dayText, factsOf, headingOf, placeOf, warningsOf} from './card/about.ts';
import {escapeMarkdown, excerpt, shorten, withoutHeading} from './card/excerpt.ts';
import {sourceLink} from './card/source.ts';
import type {Contradiction} from './clause/contradiction.ts';
import type {Contact} from './contacts.ts';
import type {Feedback} from './feedback/feedback.ts';
import {generationTag} from './library/library.ts';
import {messages} from './messages.ts';

export const OPEN_VERB = 'knowledge.open';
export const OPEN_VERSION = 2;

/** A passage as a card's data names it: document, generation, passage, and what was marked. */
export interface PassageRef {
  readonly d: string;
  readonly g: string;
  readonly p: string;
  readonly m?: readonly [start: number, end: number] | undefined;
}

/** What an answer's card shows, so that a press can draw it again. */
export interface Drawn {
  readonly refs: readonly PassageRef[];
  /** Which of them is open; -1 where all are listed. */
  readonly open: number;
  /** Whether the first was an answer, or only a guess. */
  readonly sure: boolean;
  /** Candidates that say the opposite of the first one, and on what. */
  readonly clashes?: readonly (readonly [candidate: number, on: Contradiction])[] | undefined;
}

/** What `knowledge.open` sends: the card, and which of its passages is to be opened. */
export interface OpenData extends Drawn {
  /** Of the same answer, whichever candidate is open. */
  readonly fb?: Feedback | undefined;
}

const TITLE = 40;
const SENTENCE = 160;

/** The passages of an answer, as cards show them. */
export interface Found {
  readonly candidates: readonly Candidate[];
  readonly clashes: readonly Clash[];
  /** Whether the first candidate is an answer, or only a guess. */
  readonly sure: boolean;
}

/** What of an outcome a person is shown. */
export type Told = Outcome extends infer One ? (One extends object ? Omit<One, 'confidence'> : never) : never;

/** An outcome as the card that the person sees. */
export function outcomeReply(outcome: Told, language: Language): Reply {
  const m = messages[language];
  switch (outcome.kind) {
    case 'answer':
      return passageReply({...outcome, sure: true}, 0, language);
    case 'unsure':
      return unsureReply({...outcome, sure: false}, outcome.contact, language);
    case 'none':
      return noneReply(outcome.contact, language);
    case 'refused':
      return {kind: 'text', text: m.notAsked[outcome.reason]};
  }
}

/**
 * One passage with its sentence marked, what it is and where it comes from; what contradicts it; the others
 * as buttons that open them on the same card.
 *
 * @param open which of the candidates is shown
 */
export function passageReply(found: Found, open: number, language: Language): Reply {
  const m = messages[language];
  const shown = found.candidates[open];
  if (shown === undefined) return goneReply(language);
  const {document, passage, coming} = shown;
  const {content, mark} = excerpt(...withoutHeading(passage.text, passage.path, shown.mark));
  const body = [
    text(escapeMarkdown(headingOf(shown)), 'title'),
    ...warningsOf(shown, language).map((one) => warning(escapeMarkdown(one))),
    box([plain(content, mark)]),
    ...(coming?.effectiveFrom === undefined
      ? []
      : [warning(m.coming(dayText(coming.effectiveFrom, language)))]),
    ...clashElements(found, open, language),
    facts(factsOf(shown, language)),
  ];
  const link = sourceLink(document.source);
  const links = link === undefined ? [] : [linkButton(m.openSource(m.opensFrom[link.from]), link.url)];
  const others = openButtons(found, open);
  if (others.length > 0) body.push(text(m.otherCandidates, 'quiet'));
  const marked = mark === undefined ? content : content.slice(mark.start, mark.end);
  const fallback = [...warningsOf(shown, language), marked, `${document.title} ${placeOf(shown)}`].join('\n');
  return {kind: 'card', card: card(body, [...others, ...links], fallback), summary: m.answerSummary};
}

/** The other side of each contradiction that the shown passage is part of. The bot does not decide it. */
function clashElements({candidates, clashes}: Found, open: number, language: Language): Element[] {
  const m = messages[language];
  return clashes.flatMap(({between, on}) => {
    const other = candidates[between[0] === open ? between[1] : between[0]];
    if (other === undefined || !between.includes(open)) return [];
    const what = [other.document.title, placeOf(other)].filter((part) => part !== '').join(' › ');
    return [
      warning(m.clash(m.clashOn[on])),
      box([
        text(escapeMarkdown(what), 'strong'),
        ...warningsOf(other, language).map((one) => warning(escapeMarkdown(one))),
        plain(shorten(sentenceOf(other), SENTENCE)),
      ]),
      text(m.clashAsk, 'quiet'),
    ];
  });
}

/** Nothing fits well: up to three passages, each with its sentence, each to be opened. */
function unsureReply(found: Found, contact: Contact, language: Language): Reply {
  const m = messages[language];
  const items = found.candidates.map((candidate, index) =>
    box([
      text(`${index + 1}. ${escapeMarkdown(headingOf(candidate))}`, 'strong'),
      ...warningsOf(candidate, language).map((one) => warning(escapeMarkdown(one))),
      plain(shorten(sentenceOf(candidate), SENTENCE)),
      text(escapeMarkdown(candidate.document.title), 'quiet'),
    ]),
  );
  const clashes = found.clashes.map(({between: [one, other], on}) =>
    warning(m.clashBetween(one + 1, other + 1, m.clashOn[on])),
  );
  const who = text(m.contact(contact.section[language], contact.extension), 'quiet');
  return {
    kind: 'card',
    card: card(
      [text(m.perhaps, 'strong'), ...items, ...clashes, who],
      openButtons(found, undefined),
      m.perhaps,
    ),
    summary: m.perhapsSummary,
  };
}

function sentenceOf({passage, mark}: Candidate): string {
  return (mark === undefined ? passage.text : passage.text.slice(mark.start, mark.end)).trim();
}

function noneReply(contact: Contact, language: Language): Reply {
  const m = messages[language];
  const who = m.contact(contact.section[language], contact.extension);
  return {
    kind: 'card',
    card: card([text(m.none, 'strong'), text(who)], [sayButton(m.help, m.helpSays)], `${m.none} ${who}`),
    summary: m.noneSummary,
  };
}

/** How to ask, with sentences that can be pressed. */
export function startReply({examples}: Help, language: Language): Reply {
  const m = messages[language];
  const buttons = examples.slice(0, MAX_ACTIONS).map((example) => sayButton(example, example));
  return {kind: 'card', card: card([text(m.start)], buttons, m.start), summary: m.startTitle};
}

/** The passage that a card named is no longer there. */
export function goneReply(language: Language): Reply {
  const m = messages[language];
  return {
    kind: 'card',
    card: card([text(m.gone)], [sayButton(m.help, m.helpSays)], m.gone),
    summary: m.goneSummary,
  };
}

function openButtons(found: Found, open: number | undefined): Button[] {
  return found.candidates.flatMap((candidate, index) => {
    if (index === open) return [];
    const title = `${index + 1}. ${shorten(headingOf(candidate), TITLE)}`;
    return [pressButton(title, OPEN_VERB, OPEN_VERSION, {...drawnOf(found), open: index})];
  });
}

/** The passages of an answer as a card's data carries them, with none of them open. */
export function drawnOf({candidates, clashes, sure}: Found): Drawn {
  const against = clashes.map(({between, on}) => [between[1], on] as const);
  return {
    refs: candidates.map(refOf),
    open: -1,
    sure,
    ...(against.length === 0 ? {} : {clashes: against}),
  };
}

export function refOf({document, passage, mark}: Candidate): PassageRef {
  const ref = {d: document.id, g: generationTag(document), p: passage.id};
  return mark === undefined ? ref : {...ref, m: [mark.start, mark.end]};
}
