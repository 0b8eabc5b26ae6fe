import {setMaxListeners} from 'node:events';
import {randomInt, randomUUID} from 'node:crypto';
import {BACKED_UP, createFeatures, TABLES, VERSIONS, type Features} from './features.ts';
import type {Temporal} from './kernel/time.ts';
import type {Actor} from './platform/access/actor.ts';
import {createAudit, type Audit} from './platform/access/audit.ts';
import {actorOf, entraCredential} from './platform/access/entra.ts';
import {rolesFrom, type RolesOf} from './platform/access/roles.ts';
import {createBackups} from './platform/backup/backups.ts';
import {backupContainer} from './platform/backup/container.ts';
import {systemClock, type Clock} from './platform/clock.ts';
import type {Config} from './platform/config/config.ts';
import {openMetrics} from './platform/telemetry/open.ts';
import type {Metrics} from './platform/telemetry/metrics.ts';
import {loadContentOnce} from './platform/content/load-once.ts';
import type {FirstContact} from './platform/directory/first-contact.ts';
import {openDirectory} from './platform/directory/open.ts';
import type {Directory} from './platform/directory/staff.ts';
import type {StaffStore} from './platform/directory/store.ts';
import {fileStore, type FileStore} from './platform/files/file-store.ts';
import {houseChecks} from './platform/doctor/checks.ts';
import type {Overrides} from './overrides.ts';
import {createLog, type Log} from './platform/log.ts';
import {isWeekday, nextDecent} from './platform/scheduling/decent-hours.ts';
import {jobBook, type JobBook} from './platform/scheduling/jobs.ts';
import {createOutbox, OUTBOX_VERSION, type Outbox} from './platform/scheduling/outbox/outbox.ts';
import {outboxRows} from './platform/scheduling/outbox/rows.ts';
import {ownJobs} from './platform/scheduling/own-jobs.ts';
import {onceMore} from './platform/storage/azure/once-more.ts';
import {openStorage} from './platform/storage/open.ts';
import {watchedStorage} from './platform/telemetry/watched-storage.ts';
import type {Storage} from './platform/storage/table.ts';
import {followVersions, type VersionListener} from './platform/storage/versions.ts';
import {createTalk, type Talk} from './platform/talk/talk.ts';
import {conversations, type Conversations} from './platform/teams/conversations.ts';
import type {Outside} from './platform/teams/adapter.ts';
import type {World} from './platform/understand/sentence.ts';

/** Everything but the SDK: what commands use, and what a bot is made of. */
export interface House {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly storage: Storage;
  readonly features: Features;
  readonly talk: Talk;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly jobs: JobBook;
  readonly audit: Audit;
  /** The staff list in force. */
  readonly directory: Directory;
  /** The same in tables, and what binds an account to its person. */
  readonly staff: StaffStore;
  readonly meet: FirstContact;
  /** Files on their way to or from a person. */
  readonly files: FileStore;
  readonly rolesOf: RolesOf;
  /** Who runs a command: asked when one runs. */
  readonly actor: () => Promise<Actor>;
  readonly outside: Outside;
  /** Hears when a number in `system/versions` changes. */
  readonly follow: (name: string, listener: VersionListener) => void;
  readonly newId: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Loads what is kept in memory and follows changes; on an empty storage it takes the content over first. */
  start(): Promise<void>;
  /** True from the end of `start` to the begin of `stop`. */
  isReady(): boolean;
  /** Ends all that runs in the background, and the storage. */
  stop(): Promise<void>;
}

// Until the organisation's own hours can be set.
const OFFICE_HOURS = {opens: 8 * 60 + 30, closes: 17 * 60 + 15};

// Buckets and partitions are read side by side on one signal; Node warns of more than ten.
setMaxListeners(100);

/** Wires the features to the platform. Loads no SDK. */
export async function createHouse(config: Config, overrides: Overrides = {}): Promise<House> {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog(config.logLevel);
  const newId = () => randomUUID();
  const random = () => randomInt(2 ** 32) / 2 ** 32;
  const {bot, storageAccountUrl: url} = config;
  const entra =
    url === undefined
      ? undefined
      : await entraCredential(bot?.credential.kind === 'identity' ? bot.credential.clientId : undefined);
  const account = url === undefined || entra === undefined ? undefined : {url, credential: entra};
  const metrics =
    overrides.metrics ?? (await openMetrics(config.metrics, {log, instance: newId(), credential: entra}));
  const {storage: tables, close} = await openStorage(
    {account, connectionString: config.storageConnectionString, dataDir: config.dataDir, clock},
    TABLES,
    overrides.storage,
  );
  const storage = watchedStorage(tables, {metrics, log, clock});
  const audit = createAudit(storage, clock, newId);
  const people = openDirectory({storage, clock, zone: config.zone, tenant: bot?.tenant, newId});
  const directory = overrides.directory ?? people.directory;
  const rolesOf = overrides.rolesOf ?? rolesFrom(config.roles, bot?.tenant, people.isHead);
  const met = conversations(storage, clock);
  const files = fileStore(storage, clock, newId);
  const world = (now: Temporal.Instant): World => ({now, zone: config.zone, ...OFFICE_HOURS});

  const outbox = createOutbox({storage, rows: outboxRows(storage), clock, newId});
  const allJobs = () => [
    ...features.all.flatMap((feature) => feature.jobs),
    ...ownJobs(storage, outbox),
    ...backups.dailyJobs,
    ...people.jobs,
    ...audit.jobs,
    ...files.jobs,
  ];
  const jobs = jobBook(storage, allJobs);
  const refreshAll = async (signal: AbortSignal) => {
    await Promise.all([directory.refresh(signal), outbox.holds.refresh({signal})]);
    for (const feature of features.all) await feature.refresh?.(signal);
  };
  const versions = [...Object.values(VERSIONS), OUTBOX_VERSION];
  const {zone, backupContainerUrl} = config;
  const container = backupContainerUrl === undefined ? undefined : backupContainer(backupContainerUrl, entra);
  const backups = createBackups({
    ...{storage, container, zone, versions},
    ...{tables: BACKED_UP, reload: refreshAll, jobs: allJobs},
  });
  // Who tries it on their own machine does so at any hour.
  const welcomeAt = (now: Temporal.Instant) =>
    config.bot === undefined ? now : nextDecent(now, {zone: config.zone, ...OFFICE_HOURS, isOpen: isWeekday});

  const features = createFeatures({
    storage,
    clock,
    log,
    zone: config.zone,
    organisation: config.organisation,
    contentDir: config.contentDir,
    newId,
    random,
    chatSide: {
      async known(account, signal) {
        const known = await met.known(account, {signal});
        return known && {chat: known.chat !== undefined, language: known.language, welcomed: known.welcomed};
      },
      erase: (account, signal) => met.erase(account, {signal}),
    },
    outbox,
    jobs,
    audit,
    backups,
    checks: houseChecks({
      ...{config, storage, clock, container, directory: process.cwd()},
      // The SDK is loaded where somebody asks.
      prove: async (identity) =>
        (await import('./platform/teams/gate/prove.ts')).proveBot(identity, overrides.outside?.credentials),
    }),
    directory,
    staff: people.staff,
    ...{files, rolesOf},
    botId: bot?.id,
    welcomeAt: config.welcome ? welcomeAt : undefined,
    read: (text, now) => talk.read(text, now),
  });
  const talk: Talk = createTalk({
    intents: features.all.flatMap((feature) => feature.intents),
    actions: features.all.flatMap((feature) => feature.actions),
    takers: features.all.flatMap((feature) => feature.files ?? []),
    rolesOf,
    clock,
    log,
    audit,
    aMinute: config.messagesAMinute,
    ...{newId, metrics},
    world,
    onPersonalNumber: features.house.onPersonalNumber,
  });

  const background = new AbortController();
  const follower = followVersions(storage, {
    onError: (error) => {
      if (!background.signal.aborted) log.error('versions.follow', error);
    },
  });
  for (const name of Object.values(VERSIONS)) follower.on(name, () => refreshAll(background.signal));
  let ready = false;
  let starting: Promise<void> | undefined;

  async function start(): Promise<void> {
    background.signal.throwIfAborted();
    await backups.refuseUnfinished(background.signal);
    const {contentDir} = config;
    const plan = () => features.planContent(contentDir, clock.now());
    const {signal} = background;
    await onceMore(() => loadContentOnce({storage, plan, directory: contentDir, clock}, signal), signal);
    await follower.start();
    await onceMore(() => refreshAll(signal), signal);
    signal.throwIfAborted();
    ready = true;
  }

  return {
    ...{
      config,
      clock,
      log,
      metrics,
      storage,
      features,
      talk,
      outbox,
      jobs,
      audit,
      directory,
      staff: people.staff,
    },
    conversations: met,
    meet: people.meet,
    ...{files, rolesOf},
    actor: () => (overrides.actor === undefined ? actorOf(entra) : Promise.resolve(overrides.actor)),
    outside: overrides.outside ?? {},
    follow: (name, listener) => follower.on(name, listener),
    newId,
    random,
    isReady: () => ready,
    start: () => (starting ??= start()),
    async stop() {
      ready = false;
      background.abort();
      // A start that is cut short must not find the storage closed: that would look like a failure.
      await Promise.all([starting?.catch(() => undefined), follower.stop()]);
      await Promise.all([close(), metrics.stop()]);
    },
  };
}
