import type {Language} from '../../kernel/person.ts';
import {formatEra, Temporal} from '../../kernel/time.ts';
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
  type Button,
} from '../../platform/cards/card.ts';
import type {Help, Reply} from '../../platform/feature.ts';
import type {Candidate, Outcome} from './answer.ts';
import type {Contact} from './contacts.ts';
import type {Feedback} from './feedback/feedback.ts';
import {generationTag} from './library/library.ts';
import {messages} from './messages.ts';

export const OPEN_VERB = 'knowledge.open';
export const OPEN_VERSION = 1;

/** A passage as a card's data names it: document, generation, passage, and what was marked. */
export interface PassageRef {
  readonly d: string;
  readonly g: string;
  readonly p: string;
  readonly m?: readonly [start: number, end: number] | undefined;
}

/** What `knowledge.open` sends: the card's candidates, which of them is to be shown, and how sure it was. */
export interface OpenData {
  readonly refs: readonly PassageRef[];
  readonly open: number;
  readonly sure: boolean;
  /** Of the same answer, whichever candidate is open. */
  readonly fb?: Feedback | undefined;
}

// What is shown of a long passage; the marked sentence is always within.
const SHOWN = 900;
const TITLE = 40;

/** An outcome as the card that the person sees. */
export function outcomeReply(outcome: Outcome, language: Language): Reply {
  const m = messages[language];
  switch (outcome.kind) {
    case 'answer':
      return passageReply(outcome.candidates, 0, true, language);
    case 'unsure':
      return unsureReply(outcome.candidates, outcome.contact, language);
    case 'none':
      return noneReply(outcome.contact, language);
    case 'refused':
      return {kind: 'text', text: m.notAsked[outcome.reason]};
  }
}

/**
 * One passage with its sentence marked, document, path and source; the others as buttons that open them on
 * the same card.
 *
 * @param open which of the candidates is shown
 * @param sure whether the first candidate was an answer, or only a guess
 */
export function passageReply(
  candidates: readonly Candidate[],
  open: number,
  sure: boolean,
  language: Language,
): Reply {
  const m = messages[language];
  const shown = candidates[open];
  if (shown === undefined) return goneReply(language);
  const {document, passage} = shown;
  const {content, mark} = excerpt(...withoutHeading(passage.text, passage.path, shown.mark));
  const body = [
    text(escapeMarkdown(lastOf(passage.path, document.title)), 'title'),
    box([plain(content, mark)]),
    facts([
      [m.document, escapeMarkdown(document.title)],
      ...(passage.path.length > 0 ? [[m.place, escapeMarkdown(passage.path.join(' › '))] as const] : []),
      [m.source, escapeMarkdown(document.source)],
      ...(document.effectiveFrom === undefined
        ? []
        : [[m.effective, m.from(dayText(document.effectiveFrom, language))] as const]),
      ...(document.section === undefined ? [] : [[m.section, escapeMarkdown(document.section)] as const]),
    ]),
  ];
  const link = /^https:\/\/\S+$/.test(document.source) ? [linkButton(m.source, document.source)] : [];
  const others = openButtons(candidates, sure, open);
  if (others.length > 0) body.push(text(m.others, 'quiet'));
  const marked = mark === undefined ? content : content.slice(mark.start, mark.end);
  return {
    kind: 'card',
    card: card(body, [...others, ...link], `${marked}\n${document.title} ${passage.path.join(' › ')}`),
    summary: m.answerSummary,
  };
}

/** Nothing fits well: up to three passages, each with its sentence, each to be opened. */
function unsureReply(candidates: readonly Candidate[], contact: Contact, language: Language): Reply {
  const m = messages[language];
  const items = candidates.map(({document, passage, mark}, index) => {
    const sentence = mark === undefined ? passage.text : passage.text.slice(mark.start, mark.end);
    return box([
      text(`${index + 1}. ${escapeMarkdown(lastOf(passage.path, document.title))}`, 'strong'),
      plain(shorten(sentence.trim(), 160)),
      text(escapeMarkdown(document.title), 'quiet'),
    ]);
  });
  const body = [
    text(m.perhaps, 'strong'),
    ...items,
    text(m.contact(contact.section[language], contact.extension), 'quiet'),
  ];
  return {
    kind: 'card',
    card: card(body, openButtons(candidates, false, undefined), m.perhaps),
    summary: m.perhapsSummary,
  };
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

function openButtons(candidates: readonly Candidate[], sure: boolean, open: number | undefined): Button[] {
  const refs = candidates.map(refOf);
  return candidates.flatMap(({document, passage}, index) => {
    if (index === open) return [];
    const title = `${index + 1}. ${shorten(lastOf(passage.path, document.title), TITLE)}`;
    const data: OpenData = {refs, open: index, sure};
    return [pressButton(title, OPEN_VERB, OPEN_VERSION, {...data})];
  });
}

/** A candidate as a card's data names it. */
export function refOf({document, passage, mark}: Candidate): PassageRef {
  const ref = {d: document.id, g: generationTag(document), p: passage.id};
  return mark === undefined ? ref : {...ref, m: [mark.start, mark.end]};
}

function lastOf(path: readonly string[], otherwise: string): string {
  // An item's own number alone says nothing: then its parent stands with it.
  const tail = path.slice(-2);
  const last = tail.at(-1);
  if (last === undefined) return otherwise;
  return last.length <= 3 && tail.length === 2 ? tail.join(' › ') : last;
}

type Mark = {readonly start: number; readonly end: number} | undefined;

// The heading stands above already; an article's own is in brackets: (目的).
function withoutHeading(full: string, path: readonly string[], mark: Mark): [text: string, mark: Mark] {
  const end = full.indexOf('\n');
  const heading = full
    .slice(0, Math.max(0, end))
    .trim()
    .replace(/^[(（](.+)[)）]$/, '$1');
  if (heading === '' || !path.at(-1)?.endsWith(heading) || (mark !== undefined && mark.start <= end)) {
    return [full, mark];
  }
  const cut = end + 1;
  return [full.slice(cut), mark && {start: mark.start - cut, end: mark.end - cut}];
}

function excerpt(
  full: string,
  mark: Mark,
): {content: string; mark: {start: number; end: number} | undefined} {
  if (full.length <= SHOWN) return {content: full, mark};
  const middle = mark === undefined ? 0 : (mark.start + mark.end) / 2;
  const start = Math.max(0, Math.min(full.length - SHOWN, Math.floor(middle - SHOWN / 2)));
  const before = start > 0 ? '…' : '';
  const after = start + SHOWN < full.length ? '…' : '';
  const content = before + full.slice(start, start + SHOWN) + after;
  if (mark === undefined) return {content, mark};
  const shift = before.length - start;
  const from = Math.max(before.length, mark.start + shift);
  return {content, mark: {start: from, end: Math.min(content.length - after.length, mark.end + shift)}};
}

function shorten(long: string, length: number): string {
  return long.length <= length ? long : `${long.slice(0, length - 1)}…`;
}

// Text blocks and fact sets draw Markdown; a document's heading must stay what it is.
function escapeMarkdown(raw: string): string {
  return raw.replace(/([\\*_[\]()~`#>])/g, '\\$1');
}

function dayText(day: string, language: Language): string {
  return language === 'ja' ? formatEra(Temporal.PlainDate.from(day)) : day;
}
