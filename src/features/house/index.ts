import {join} from 'node:path';
import type {Account, Bilingual, Language} from '../../kernel/person.ts';
import {formatDay, localTime, Temporal} from '../../kernel/time.ts';
import type {PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import {readYamlFile} from '../../platform/content/yaml-file.ts';
import type {ContentPlan, Feature, HeldItem, PersonalData, Reply, Speaker} from '../../platform/feature.ts';
import {contentPushCommand, understandCommand, type CommandDeps} from './commands.ts';
import {incidentsSchema, type Incidents} from './incidents.ts';
import {help, messages} from './messages.ts';
import {houseActions, houseIntents, refusePersonalNumber, welcome, type TurnDeps} from './turns.ts';

export const INCIDENTS_KIND = 'incidents';
export {incidentsSchema, NO_INCIDENTS, type Incidents} from './incidents.ts';

/** What the chat's side holds on a person, as the house shows it. */
export interface ChatSide {
  readonly known: (
    account: Account,
    signal: AbortSignal,
  ) => Promise<{chat: boolean; language: Language | undefined; welcomed: string | undefined} | undefined>;
  readonly erase: (account: Account, signal: AbortSignal) => Promise<number>;
}

export interface HouseDeps extends Omit<TurnDeps, 'incidents'>, Omit<CommandDeps, 'load'> {
  readonly incidents: LiveContent<Incidents>;
  readonly content: ContentStore;
  readonly chatSide: ChatSide;
}

export interface HouseFeature extends Feature {
  readonly welcome: (language: Language) => Promise<Reply[]>;
  readonly onPersonalNumber: (speaker: Speaker, kinds: readonly PersonalNumberKind[]) => Promise<Reply[]>;
}

/** Help, greetings, emergencies, own data: what belongs to no other feature. */
export function house(deps: HouseDeps): HouseFeature {
  const {incidents, content, zone, helps, chatSide} = deps;
  const current = () => incidents.current();
  const load = (signal?: AbortSignal) => incidents.refresh(signal);
  return {
    name: 'house',
    help,
    intents: houseIntents({...deps, incidents: current}),
    actions: houseActions({incidents: current, zone}),
    commands: [understandCommand({...deps, load}), contentPushCommand({...deps, load})],
    jobs: [],
    personalData: chatData(chatSide, zone),
    content: (directory) => planContent(directory, content),
    refresh: load,
    welcome: (language) => Promise.resolve([welcome(helps(), language)]),
    onPersonalNumber: (speaker, kinds) =>
      Promise.resolve([refusePersonalNumber(speaker, kinds, current(), zone)]),
  };
}

async function planContent(directory: string, content: ContentStore): Promise<ContentPlan> {
  const file = await readYamlFile(join(directory, 'incidents.yaml'), incidentsSchema);
  return {
    problems: file.kind === 'wrong' ? file.problems : [],
    async apply(signal) {
      if (file.kind !== 'read') return [];
      const change = await content.put(INCIDENTS_KIND, file.source, signal);
      return [{name: INCIDENTS_KIND, change}];
    },
  };
}

function dayOf(instant: string, zone: string, language: Language): string {
  const {day} = localTime(Temporal.Instant.from(instant), zone);
  // With its year, since it may be long ago.
  return formatDay(day, language, day.subtract({years: 1}));
}

function chatData({known, erase}: ChatSide, zone: string): PersonalData {
  const items = (value: Awaited<ReturnType<ChatSide['known']>>, language: Language): HeldItem[] => {
    const {data} = messages[language];
    const kept = data.whileInstalled;
    const item = (label: string, text: string | undefined) =>
      text === undefined ? [] : [{label, value: text, kept}];
    const languages: Bilingual = data.languages;
    return [
      ...item(data.chat, value?.chat === true ? data.chatValue : undefined),
      ...item(data.language, value?.language === undefined ? undefined : languages[value.language]),
      ...item(data.welcomed, value?.welcomed && dayOf(value.welcomed, zone, language)),
    ];
  };
  return {
    show: async (account, language, signal) => items(await known(account, signal), language),
    export: (account, signal) => known(account, signal),
    erase,
  };
}
