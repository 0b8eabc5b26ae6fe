import {join} from 'node:path';
import type {z} from 'zod/v4';
import type {Account} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import {readYamlFile} from '../../platform/content/yaml-file.ts';
import {STAFF_COLUMNS_KIND, staffColumnsSchema} from '../../platform/directory/import/column-names.ts';
import type {Clock} from '../../platform/clock.ts';
import type {Directory} from '../../platform/directory/staff.ts';
import type {ContentChange, ContentPlan, Feature, Reply, Speaker} from '../../platform/feature.ts';
import type {Holds} from '../../platform/scheduling/outbox/holds.ts';
import type {FeatureOutbox, Outbox} from '../../platform/scheduling/outbox/outbox.ts';
import {auditListCommand, type AuditDeps} from './commands/audit.ts';
import {backupCommand, restoreCommand, type BackupDeps} from './commands/upkeep/backup.ts';
import {backupsFetchCommand, backupsListCommand} from './commands/upkeep/backups.ts';
import {doctorCommand, type DoctorDeps} from './commands/upkeep/doctor.ts';
import {contentPushCommand, type ContentDeps} from './commands/content.ts';
import {jobsListCommand, jobsRunCommand, type JobsDeps} from './commands/jobs.ts';
import {outboxHoldCommand, quietCommand, type HoldDeps} from './commands/outbox/hold.ts';
import {outboxListCommand, outboxStatsCommand} from './commands/outbox/look.ts';
import {outboxResendCommand, outboxSettleCommand} from './commands/outbox/settle.ts';
import {outboxWatchCommand} from './commands/outbox/watch.ts';
import {staffImportCommand, type StaffDeps} from './commands/staff/import.ts';
import {personEraseCommand, personExportCommand, type PersonDeps} from './commands/staff/person.ts';
import {staffHideCommand, staffUnlinkedCommand} from './commands/staff/people.ts';
import {staffSectionsImportCommand} from './commands/staff/sections.ts';
import {understandCommand, type UnderstandDeps} from './commands/understand.ts';
import {incidentsSchema, type Incidents} from './incidents.ts';
import {help} from './messages.ts';
import {houseData, listData, type HouseDataDeps} from './own-data/house-data.ts';
import {ownDataActions} from './own-data/actions.ts';
import {houseActions, houseIntents, refusePersonalNumber, welcome, type TurnDeps} from './turns.ts';

const WELCOME = 'welcome';
/** Whoever could not be reached for so long is no newcomer any more. */
const WELCOME_DAYS = 14;

export const INCIDENTS_KIND = 'incidents';
export {incidentsSchema, NO_INCIDENTS, type Incidents} from './incidents.ts';
export type {ChatSide} from './own-data/house-data.ts';

export interface HouseDeps
  extends
    Omit<TurnDeps, 'incidents'>,
    HouseDataDeps,
    PersonDeps,
    AuditDeps,
    BackupDeps,
    ContentDeps,
    DoctorDeps,
    JobsDeps,
    StaffDeps,
    Omit<UnderstandDeps, 'load'> {
  readonly incidents: LiveContent<Incidents>;
  readonly content: ContentStore;
  readonly directory: Directory;
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
  const {incidents, content, zone, helps, directory} = deps;
  const current = () => incidents.current();
  const {operate} = deps.outbox;
  const {ring} = deps.outbox;
  const operator = {...deps, operate, ring};
  const listed = {feature: 'staff', data: listData(directory)};
  const ownData = {directory, zone, personalData: () => [listed, ...deps.personalData()]};
  const load = (signal?: AbortSignal) => incidents.refresh(signal);
  return {
    name: 'house',
    help,
    intents: houseIntents({...deps, ...ownData, incidents: current}),
    actions: [...houseActions({incidents: current, zone}), ...ownDataActions(ownData)],
    commands: [
      understandCommand({...deps, load}),
      contentPushCommand(deps),
      jobsListCommand(deps),
      jobsRunCommand(deps),
      outboxListCommand(deps),
      outboxStatsCommand(deps),
      outboxWatchCommand(deps),
      outboxResendCommand(operator),
      outboxSettleCommand(operator),
      outboxHoldCommand('hold', operator),
      outboxHoldCommand('release', operator),
      outboxHoldCommand('cancel', operator),
      quietCommand(operator),
      auditListCommand(deps),
      backupCommand(deps),
      backupsListCommand(deps),
      backupsFetchCommand(deps),
      restoreCommand(deps),
      doctorCommand(deps),
      staffImportCommand(deps),
      staffSectionsImportCommand(deps),
      staffUnlinkedCommand(deps),
      staffHideCommand(deps, true),
      staffHideCommand(deps, false),
      personExportCommand(deps),
      personEraseCommand(deps),
    ],
    jobs: [],
    personalData: houseData(deps),
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
  const kinds: readonly (readonly [string, z.ZodType])[] = [
    [INCIDENTS_KIND, incidentsSchema],
    [STAFF_COLUMNS_KIND, staffColumnsSchema],
  ];
  const files = await Promise.all(
    kinds.map(async ([kind, schema]) => {
      return {kind, file: await readYamlFile(join(directory, `${kind}.yaml`), schema)};
    }),
  );
  return {
    problems: files.flatMap(({file}) => (file.kind === 'wrong' ? file.problems : [])),
    async apply(signal) {
      const changes: ContentChange[] = [];
      for (const {kind, file} of files) {
        if (file.kind === 'read')
          changes.push({name: kind, change: await content.put(kind, file.source, signal)});
      }
      return changes;
    },
  };
}
