import type {Language} from '../../kernel/person.ts';
import type {PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import {box, card, pressButton, sayButton, text, type Element} from '../../platform/cards/card.ts';
import type {CardReply, Help, Reply} from '../../platform/feature.ts';
import type {IncidentKind, Incidents} from './incidents.ts';
import {messages} from './messages.ts';

export const INCIDENT_VERB = 'house.incident';
export const INCIDENT_VERSION = 1;

/** The first card: one button for each feature. */
export function welcomeReply(helps: readonly Help[], language: Language): CardReply {
  const m = messages[language];
  const body = [text(m.welcomeTitle, 'title'), text(m.welcome), ...helps.map(examplesOf)];
  const buttons = helps.map(({button}) => sayButton(button.title, button.says));
  return {
    kind: 'card',
    card: card(body, buttons, `${m.welcomeTitle} ${m.welcome}`),
    summary: m.welcomeSummary,
  };
}

function examplesOf({title, examples}: Help): Element {
  return text(`**${title}**: ${examples.map((e) => `「${e}」`).join(' ')}`, 'plain', {spacing: 'small'});
}

/** What each feature does, with sentences to try. */
export function helpReply(helps: readonly Help[], language: Language): Reply {
  const m = messages[language];
  const body = [
    text(m.helpTitle, 'title'),
    text(m.help),
    ...helps.map((help) =>
      box([
        text(help.title, 'strong'),
        text(help.text),
        text(`${m.example}: ${help.examples.map((e) => `「${e}」`).join(' ')}`, 'quiet'),
      ]),
    ),
  ];
  const buttons = helps.map(({button}) => sayButton(button.title, button.says));
  return {kind: 'card', card: card(body, buttons, m.help), summary: m.helpSummary};
}

/** Which emergency? Each kind can be pressed; there are more of them than a card may have buttons. */
export function incidentListReply(incidents: Incidents, language: Language): Reply {
  const m = messages[language];
  if (incidents.kinds.length === 0) return {kind: 'text', text: m.noIncidents};
  const entries = incidents.kinds.map((kind) => {
    const {title, ...press} = pressButton(kind.title[language], INCIDENT_VERB, INCIDENT_VERSION, {
      kind: kind.id,
    });
    return box([text(`▸ ${kind.title[language]}`, 'strong')], {selectAction: {...press, title}});
  });
  return {
    kind: 'card',
    card: card([text(m.incidentTitle, 'title'), text(m.which), ...entries], [], m.which),
    summary: m.incidentSummary,
  };
}

/** The first steps: whom to call now comes first, then what to do, then what not to do. */
export function incidentReply(
  kind: IncidentKind,
  incidents: Incidents,
  open: boolean,
  language: Language,
): Reply {
  const m = messages[language];
  const {now, after} = incidents.contacts;
  const [first, other] = open ? [now, after] : [after, now];
  const callFirst = m.call(first.name[language], first.extension);
  const steps = kind.first[language].map((step, index) =>
    text(`${index + 1}\\. ${step}`, 'plain', {spacing: 'small'}),
  );
  const never = kind.never[language].map((what) => text(`⚠ ${what}`, 'plain', {spacing: 'small'}));
  const body = [
    text(kind.title[language], 'title'),
    box([text(m.callNow, 'quiet'), text(`☎ ${callFirst}`, 'strong')], {style: 'attention'}),
    text(m.first, 'strong'),
    ...steps,
    text(m.never, 'strong'),
    ...never,
    text(`${m.callOther(open)}: ${m.call(other.name[language], other.extension)}`, 'quiet'),
  ];
  const fallback = [kind.title[language], callFirst, ...kind.first[language]].join('\n');
  const says = language === 'ja' ? '緊急のとき' : 'emergency';
  return {
    kind: 'card',
    card: card(body, [sayButton(m.otherIncidents, says)], fallback),
    summary: m.incidentSummary,
  };
}

/** Why a message with such a number was not taken in, and what to do now. The number is not repeated. */
export function personalNumberReply(
  kinds: readonly PersonalNumberKind[],
  incidents: Incidents,
  open: boolean,
  language: Language,
): Reply {
  const m = messages[language];
  const title = m.numberTitle(kinds.map((kind) => m.numbers[kind]).join('、'));
  const {name, extension} = open ? incidents.contacts.now : incidents.contacts.after;
  const report = m.numberReport(name[language], extension);
  return {
    kind: 'card',
    card: card([text(title, 'title'), text(m.numberText), text(report)], [], `${title}。${m.numberText}`),
    summary: m.numberSummary,
  };
}
