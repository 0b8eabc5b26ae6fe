import {z} from 'zod/v4';
import type {PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import type {Bilingual, Language} from '../../kernel/person.ts';
import type {CardAction, CardReply, Help, Intent, Reply, Speaker} from '../../platform/feature.ts';
import {recogniseIncident} from '../../platform/understand/incident.ts';
import type {Claim, Sentence} from '../../platform/understand/sentence.ts';
import {
  helpReply,
  INCIDENT_VERB,
  INCIDENT_VERSION,
  incidentListReply,
  incidentReply,
  personalNumberReply,
  welcomeReply,
} from './cards.ts';
import {isOpen, type Incidents} from './incidents.ts';
import {messages} from './messages.ts';
import {showOwn, type OwnDataDeps} from './own-data/actions.ts';
import {recogniseGreeting, recogniseHelp, recogniseMyData, recogniseThanks} from './recognise.ts';

export interface TurnDeps extends OwnDataDeps {
  readonly incidents: () => Incidents;
  /** Help of all features, in their order. */
  readonly helps: () => readonly Bilingual<Help>[];
}

const titleOf = (key: keyof (typeof messages)['ja']['titles']): Bilingual => ({
  ja: messages.ja.titles[key],
  en: messages.en.titles[key],
});

// Said to get at the list of first steps, without anything having happened.
const LIST =
  /^(緊急(のとき|時|です)?|緊急対応|事故(のとき|対応)|インシデント(対応)?|emergency|incident)[。.!！]*$/;

/** What the house itself understands. */
export function houseIntents({incidents, helps, ...ownData}: TurnDeps): Intent[] {
  const {zone} = ownData;
  const anywhere = {role: 'staff', where: 'anywhere', changes: false} as const;

  function recogniseEmergency(sentence: Sentence): Claim | undefined {
    const list = LIST.exec(sentence.normal);
    if (list !== null) return {score: 1, because: list[0]};
    return recogniseIncident(sentence, incidents().kinds);
  }

  return [
    {
      name: 'incident',
      title: titleOf('incident'),
      kind: 'emergency',
      ...anywhere,
      recognise: recogniseEmergency,
      examples: {
        ja: ['メールを誤送信した', 'USBをなくした', '緊急のとき'],
        en: ['I lost my USB stick', 'emergency'],
      },
      answer: ({slots, language, now}) =>
        Promise.resolve([
          stepsReply(slots['incident'], incidents(), isOpen(incidents(), now, zone), language),
        ]),
    },
    {
      name: 'help',
      title: titleOf('help'),
      ...anywhere,
      recognise: recogniseHelp,
      examples: {ja: ['ヘルプ', '使い方'], en: ['help']},
      answer: ({language}) => Promise.resolve([helpReply(inLanguage(helps(), language), language)]),
    },
    {
      name: 'greeting',
      title: titleOf('greeting'),
      ...anywhere,
      recognise: (sentence) => recogniseGreeting(sentence) ?? recogniseThanks(sentence),
      examples: {ja: ['おはようございます', 'ありがとう'], en: ['hello', 'thanks']},
      answer: ({sentence, language}) => {
        const thanked = recogniseGreeting(sentence) === undefined && recogniseThanks(sentence) !== undefined;
        const m = messages[language];
        return Promise.resolve([{kind: 'text', text: thanked ? m.thanks : m.greeting}]);
      },
    },
    {
      name: 'mydata',
      title: titleOf('mydata'),
      ...anywhere,
      where: 'private',
      recognise: recogniseMyData,
      examples: {ja: ['自分のデータ'], en: ['my data']},
      answer: (turn) => showOwn(ownData, turn),
    },
  ];
}

function stepsReply(id: unknown, incidents: Incidents, open: boolean, language: Language): Reply {
  const kind = incidents.kinds.find((k) => k.id === id);
  return kind === undefined
    ? incidentListReply(incidents, language)
    : incidentReply(kind, incidents, open, language);
}

const incidentData = z.object({kind: z.string().max(80)});

/** What the list of emergencies does when one is pressed. */
export function houseActions({incidents, zone}: Pick<TurnDeps, 'incidents' | 'zone'>): CardAction[] {
  return [
    {
      verb: INCIDENT_VERB,
      version: INCIDENT_VERSION,
      role: 'staff',
      where: 'anywhere',
      changes: false,
      read: (data) => incidentData.safeParse(data).data,
      act: ({language, now}, data) => {
        const {kind} = data as z.output<typeof incidentData>; // `read` made it
        return Promise.resolve([stepsReply(kind, incidents(), isOpen(incidents(), now, zone), language)]);
      },
    },
  ];
}

/** The first card. */
export function welcome(helps: readonly Bilingual<Help>[], language: Language): CardReply {
  return welcomeReply(inLanguage(helps, language), language);
}

/** The answer to a message with a number that must not be taken in. */
export function refusePersonalNumber(
  {language, now}: Speaker,
  kinds: readonly PersonalNumberKind[],
  incidents: Incidents,
  zone: string,
): Reply {
  return personalNumberReply(kinds, incidents, isOpen(incidents, now, zone), language);
}

function inLanguage(helps: readonly Bilingual<Help>[], language: Language): Help[] {
  return helps.map((help) => help[language]);
}
