import {join} from 'node:path';
import type {Account, Bilingual, Language} from '../../kernel/person.ts';
import {formatDay, localTime, Temporal} from '../../kernel/time.ts';
import type {PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import {readYamlFile} from '../../platform/content/yaml-file.ts';
import type {Clock} from '../../platform/clock.ts';
import type {ContentPlan, Feature, HeldItem, PersonalData, Reply, Speaker} from '../../platform/feature.ts';
import type {Entry} from '../../platform/scheduling/outbox/entry.ts';
import type {Holds} from '../../platform/scheduling/outbox/holds.ts';
import type {FeatureOutbox, Outbox} from '../../platform/scheduling/outbox/outbox.ts';
import {auditListCommand, type AuditDeps} from './commands/audit.ts';
import {backupCommand, restoreCommand, type BackupDeps} from './commands/upkeep/backup.ts';
import {doctorCommand, type DoctorDeps} from './commands/upkeep/doctor.ts';
import {contentPushCommand, type ContentDeps} from './commands/content.ts';
import {jobsListCommand, jobsRunCommand, type JobsDeps} from './commands/jobs.ts';
import {outboxHoldCommand, quietCommand, type HoldDeps} from './commands/outbox/hold.ts';
import {outboxListCommand, outboxStatsCommand} from './commands/outbox/look.ts';
import {outboxResendCommand, outboxSettleCommand} from './commands/outbox/settle.ts';
import {staffImportCommand, type StaffDeps} from './commands/staff/import.ts';
import {staffHideCommand, staffUnlinkedCommand} from './commands/staff/people.ts';
import {understandCommand, type UnderstandDeps} from './commands/understand.ts';
import {incidentsSchema, type Incidents} from './incidents.ts';
import {help, messages} from './messages.ts';
import {houseActions, houseIntents, refusePersonalNumber, welcome, type TurnDeps} from './turns.ts';

const WELCOME = 'welcome';
/** Whoever could not be reached for so long is no newcomer any more. */
const WELCOME_DAYS = 14;

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

export interface HouseDeps
  extends
    Omit<TurnDeps, 'incidents'>,
    AuditDeps,
    BackupDeps,
    ContentDeps,
    DoctorDeps,
    JobsDeps,
    StaffDeps,
    Omit<UnderstandDeps, 'load'> {
  readonly incidents: LiveContent<Incidents>;
  readonly content: ContentStore;
  readonly chatSide: ChatSide;
  /** All of it, for commands and for what is held on a person. */
  readonly outbox: Outbox;
  readonly notices: FeatureOutbox;
  /** What operators keep back. */
  readonly holds: Holds;
  readonly hasCourse: HoldDeps['hasCourse'];
  /** When a newcomer may be written to; undefined where nobody is welcomed. */
  readonly welcomeAt: ((now: Temporal.Instant) => Temporal.Instant) | undefined;
  readonly clock: Clock;
}

export interface HouseFeature extends Feature {
  /** Has a newcomer welcomed, once, at a decent hour. */
  readonly welcome: (account: Account) => Promise<void>;
  readonly onPersonalNumber: (speaker: Speaker, kinds: readonly PersonalNumberKind[]) => Promise<Reply[]>;
}

/** Help, greetings, emergencies, own data: what belongs to no other feature. */
export function house(deps: HouseDeps): HouseFeature {
  const {incidents, content, zone, helps, chatSide} = deps;
  const current = () => incidents.current();
  const {operate} = deps.outbox;
  const ring = (signal: AbortSignal) => deps.outbox.ring({signal});
  const operator = {...deps, operate, ring};
  const load = (signal?: AbortSignal) => incidents.refresh(signal);
  return {
    name: 'house',
    help,
    intents: houseIntents({...deps, incidents: current}),
    actions: houseActions({incidents: current, zone}),
    commands: [
      understandCommand({...deps, load}),
      contentPushCommand(deps),
      jobsListCommand(deps),
      jobsRunCommand(deps),
      outboxListCommand(deps),
      outboxStatsCommand(deps),
      outboxResendCommand(operator),
      outboxSettleCommand(operator),
      outboxHoldCommand('hold', operator),
      outboxHoldCommand('release', operator),
      outboxHoldCommand('cancel', operator),
      quietCommand(operator),
      auditListCommand(deps),
      backupCommand(deps),
      restoreCommand(deps),
      doctorCommand(deps),
      staffImportCommand(deps),
      staffUnlinkedCommand(deps),
      staffHideCommand(deps, true),
      staffHideCommand(deps, false),
    ],
    jobs: [],
    personalData: chatData(chatSide, deps.outbox, zone),
    content: (directory) => planContent(directory, content),
    refresh: load,
    async welcome(account) {
      if (deps.welcomeAt === undefined) return;
      const notBefore = deps.welcomeAt(deps.clock.now());
      const notAfter = notBefore.add({hours: 24 * WELCOME_DAYS});
      await deps.notices.enqueue({account, occasion: WELCOME, lane: 'digests', notBefore, notAfter});
    },
    render: (occasion, _account, _now, language) =>
      Promise.resolve(occasion === WELCOME ? welcome(helps(), language) : undefined),
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

function chatData({known, erase}: ChatSide, outbox: Outbox, zone: string): PersonalData {
  const items = (
    value: Awaited<ReturnType<ChatSide['known']>>,
    notices: number,
    language: Language,
  ): HeldItem[] => {
    const {data} = messages[language];
    const kept = data.whileInstalled;
    const item = (label: string, text: string | undefined) =>
      text === undefined ? [] : [{label, value: text, kept}];
    const languages: Bilingual = data.languages;
    return [
      ...item(data.chat, value?.chat === true ? data.chatValue : undefined),
      ...item(data.language, value?.language === undefined ? undefined : languages[value.language]),
      ...item(data.welcomed, value?.welcomed && dayOf(value.welcomed, zone, language)),
      ...(notices === 0
        ? []
        : [{label: data.notices, value: data.noticesValue(notices), kept: data.thirtyDays}]),
    ];
  };
  const entriesOf = async (account: Account, signal: AbortSignal): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for await (const entry of outbox.entries(account, {signal})) entries.push(entry);
    return entries;
  };
  return {
    async show(account, language, signal) {
      const [value, entries] = await Promise.all([known(account, signal), entriesOf(account, signal)]);
      return items(value, entries.length, language);
    },
    async export(account, signal) {
      const [chat, entries] = await Promise.all([known(account, signal), entriesOf(account, signal)]);
      const notices = entries.map(({feature, occasion, state, at}) => {
        return {feature, occasion, state, at: at.toString()};
      });
      return {chat, notices};
    },
    async erase(account, signal) {
      return (await outbox.erase(account, {signal})) + (await erase(account, signal));
    },
  };
}
