import type {Language} from '../../../kernel/person.ts';
import {box, card, facts, plain, pressButton, text} from '../../../platform/cards/card.ts';
import type {HeldItem, Reply} from '../../../platform/feature.ts';
import {messages as house} from '../messages.ts';
import {messages} from './messages.ts';

export const FILE_VERB = 'house.datafile';
export const ASK_VERB = 'house.dataask';
export const ERASE_VERB = 'house.dataerase';
export const SHOW_VERB = 'house.datashow';
export const VERSION = 1;

/** All that the bot holds on the person, for how long, and what they can do about it. */
export function heldReply(items: readonly HeldItem[], language: Language): Reply {
  const m = house[language];
  const own = messages[language];
  const held = items.map(({label, value, kept}) => [label, m.dataRow(value, kept)] as const);
  const body = [text(m.dataTitle, 'title'), held.length === 0 ? text(m.dataNothing) : facts(held)];
  const buttons = [
    pressButton(own.asFile, FILE_VERB, VERSION),
    ...(items.some(({stays}) => stays === undefined) ? [pressButton(own.toErase, ASK_VERB, VERSION)] : []),
  ];
  return {kind: 'card', card: card(body, buttons, m.dataTitle), summary: m.dataSummary};
}

/** What would go, and what would stay and why. */
export function askReply(items: readonly HeldItem[], language: Language): Reply {
  const m = messages[language];
  const goes = items.filter(({stays}) => stays === undefined);
  const stay = staying(items, language);
  const body = [
    text(goes.length === 0 ? m.nothingGoes : m.confirmTitle, 'title'),
    ...(goes.length === 0 ? [] : [box([text(m.goes, 'strong'), ...goes.map(({label}) => plain(label))])]),
    ...(stay.length === 0 ? [] : [box([text(m.stays, 'strong'), ...stay.map((line) => plain(line))])]),
  ];
  const buttons = [
    ...(goes.length === 0 ? [] : [pressButton(m.erase, ERASE_VERB, VERSION, {}, {style: 'destructive'})]),
    pressButton(m.keep, SHOW_VERB, VERSION),
  ];
  return {kind: 'card', card: card(body, buttons, m.confirmTitle), summary: m.summary};
}

/** It is done; what stayed is named once more. */
export function erasedReply(left: readonly HeldItem[], language: Language): Reply {
  const m = messages[language];
  const stay = staying(left, language);
  const body = [
    text(m.erased, 'title'),
    text(m.erasedText),
    ...(stay.length === 0 ? [] : [box([text(m.stays, 'strong'), ...stay.map((line) => plain(line))])]),
  ];
  return {kind: 'card', card: card(body, [], m.erased), summary: m.summary};
}

/** What stays, a line for each reason. */
function staying(items: readonly HeldItem[], language: Language): string[] {
  const m = messages[language];
  const byReason = new Map<string, string[]>();
  for (const {label, stays} of items)
    if (stays !== undefined) byReason.set(stays, [...(byReason.get(stays) ?? []), label]);
  return [...byReason].map(([why, labels]) => m.staysLine(labels, why));
}
