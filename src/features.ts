import type {Temporal} from './kernel/time.ts';
import {booths, BOOTHS_TABLE} from './features/booths/index.ts';
import {
  house,
  INCIDENTS_KIND,
  incidentsSchema,
  NO_INCIDENTS,
  type ChatSide,
  type HouseFeature,
} from './features/house/index.ts';
import {
  CONTACTS_KIND,
  COUNTS_TABLE,
  contactsSchema,
  DEFAULT_LIMITS,
  knowledge,
  KNOWLEDGE_TABLE,
  NO_CONTACTS,
  NO_SYNONYMS,
  QUESTIONS_TABLE,
  SYNONYMS_KIND,
  synonymsSchema,
  TALKS_TABLE,
  THRESHOLDS_KIND,
  thresholdsSchema,
} from './features/knowledge/index.ts';
import {
  NO_TRAININGS,
  training,
  TRAINING_TABLE,
  TRAININGS_KIND,
  trainingsSchema,
} from './features/training/index.ts';
import {
  NO_POLICY,
  whereabouts,
  WHEREABOUTS_KIND,
  WHEREABOUTS_SETTINGS_TABLE,
  WHEREABOUTS_TABLE,
  whereaboutsShape,
} from './features/whereabouts/index.ts';
import {AUDIT_TABLE, type Audit} from './platform/access/audit.ts';
import type {Backups} from './platform/backup/backups.ts';
import type {RolesOf} from './platform/access/roles.ts';
import type {Clock} from './platform/clock.ts';
import {CONTENT_TABLE, contentStore} from './platform/content/content-store.ts';
import {liveContent} from './platform/content/live-content.ts';
import {DIRECTORY_TABLES} from './platform/directory/open.ts';
import {
  NO_STAFF_COLUMNS,
  STAFF_COLUMNS_KIND,
  staffColumnsSchema,
} from './platform/directory/import/column-names.ts';
import type {Directory} from './platform/directory/staff.ts';
import type {StaffStore} from './platform/directory/store.ts';
import type {Check} from './platform/doctor/finding.ts';
import type {ContentPlan, Feature} from './platform/feature.ts';
import {FILES_TABLE, type FileStore} from './platform/files/file-store.ts';
import type {Log} from './platform/log.ts';
import {NO_OFFICE, OFFICE_KIND, officeSchema} from './platform/office/office.ts';
import type {JobBook} from './platform/scheduling/jobs.ts';
import {undelivered} from './platform/scheduling/outbox/undelivered.ts';
import type {Render} from './platform/scheduling/sending/send-entry.ts';
import type {Outbox} from './platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE} from './platform/scheduling/outbox/rows.ts';
import type {Storage} from './platform/storage/table.ts';
import {bumpVersion, SYSTEM_TABLE} from './platform/storage/versions.ts';
import {CONVERSATIONS_TABLE} from './platform/teams/conversations.ts';
import {writeXlsx} from './platform/tabular/write-xlsx.ts';
import type {Choosable, Choice, Sentence} from './platform/understand/sentence.ts';

/** The tables that go into a backup: the house's own, then the features'. */
export const BACKED_UP = [
  SYSTEM_TABLE,
  CONVERSATIONS_TABLE,
  OUTBOX_TABLE,
  AUDIT_TABLE,
  ...DIRECTORY_TABLES,
  KNOWLEDGE_TABLE,
  CONTENT_TABLE,
  BOOTHS_TABLE,
  WHEREABOUTS_SETTINGS_TABLE,
  TRAINING_TABLE,
  COUNTS_TABLE,
  QUESTIONS_TABLE,
] as const;

/** Those that never do: what is true of the moment alone, or would tell who was where or asked what. */
export const PASSING_TABLES = [TALKS_TABLE, WHEREABOUTS_TABLE, FILES_TABLE] as const;

/** The tables that must be there before anything is read. */
export const TABLES = [...BACKED_UP, ...PASSING_TABLES] as const;

/** Names under which changes are announced to all instances. */
export const VERSIONS = {knowledge: 'knowledge', content: 'content', staff: 'staff'} as const;

export interface FeatureDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly zone: string;
  readonly organisation: string;
  readonly contentDir: string;
  readonly newId: () => string;
  readonly random: () => number;
  readonly chatSide: ChatSide;
  readonly outbox: Outbox;
  readonly jobs: JobBook;
  readonly audit: Audit;
  readonly backups: Backups;
  /** What `doctor` looks at beside the features' own. */
  readonly checks: readonly Check[];
  /** The staff list in force, in memory. */
  readonly directory: Directory;
  /** The staff list in tables, for commands. */
  readonly staff: StaffStore;
  readonly files: FileStore;
  readonly rolesOf: RolesOf;
  /** The bot's app id, for links that open a chat with it; undefined locally. */
  readonly botId: string | undefined;
  /** When a newcomer may be written to; undefined where nobody is welcomed. */
  readonly welcomeAt: ((now: Temporal.Instant) => Temporal.Instant) | undefined;
  /** Called only after the start: understanding needs the intents of all features. */
  readonly read: (text: string, now: Temporal.Instant) => Choice<Choosable> & {readonly sentence: Sentence};
}

export interface Features {
  /** In the order in which help shows them. */
  readonly all: readonly Feature[];
  readonly house: HouseFeature;
  /** The content of an outbox entry, by the feature that it belongs to. */
  readonly render: Render;
  readonly planContent: (directory: string, now: Temporal.Instant) => Promise<ContentPlan>;
}

/**
 * Makes the features: picks each one's deps and passes what one needs of another as functions. A new feature
 * is one line here.
 */
export function createFeatures(deps: FeatureDeps): Features {
  const {storage, clock, log, zone, newId, chatSide} = deps;
  const announcer = (name: string) => async (signal?: AbortSignal) => {
    await bumpVersion(storage, name, signal);
  };
  const content = contentStore({storage, clock, newId, announce: announcer(VERSIONS.content)});
  const live = {store: content, contentDir: deps.contentDir, log};
  const helps = () => all.map((feature) => feature.help);
  const personalData = () => all.map(({name, personalData: data}) => ({feature: name, data}));

  const knowing = knowledge({
    storage,
    content,
    contacts: liveContent({...live, kind: CONTACTS_KIND, schema: contactsSchema, initial: NO_CONTACTS}),
    synonyms: liveContent({...live, kind: SYNONYMS_KIND, schema: synonymsSchema, initial: NO_SYNONYMS}),
    thresholds: liveContent({
      ...live,
      kind: THRESHOLDS_KIND,
      schema: thresholdsSchema,
      initial: DEFAULT_LIMITS,
    }),
    clock,
    zone,
    organisation: deps.organisation,
    newId,
    log,
    announce: announcer(VERSIONS.knowledge),
  });
  const office = liveContent({...live, kind: OFFICE_KIND, schema: officeSchema, initial: NO_OFFICE});
  const booking = booths({
    ...{storage, content, office, clock, zone, newId, log},
    outbox: deps.outbox.of('booths'),
    // Called only once somebody presses: by then the feature below is there.
    placing: {
      entered: (account, stay, now, signal) => places.entered(account, stay, now, signal),
      left: (account, stay, signal) => places.left(account, stay, signal),
    },
  });
  const places = whereabouts({
    ...{storage, content, office, clock, zone, newId, log},
    policy: liveContent({...live, kind: WHEREABOUTS_KIND, schema: whereaboutsShape, initial: NO_POLICY}),
    directory: deps.directory,
    outbox: deps.outbox.of('whereabouts'),
    bookings: booking,
    botId: deps.botId,
  });
  const trainings = liveContent({
    ...live,
    kind: TRAININGS_KIND,
    schema: trainingsSchema,
    initial: NO_TRAININGS,
  });
  const teaching = training({
    ...{storage, content, office, clock, zone, trainings},
    ...{directory: deps.directory, files: deps.files},
    outbox: deps.outbox.of('training'),
    holdOf: (course) => deps.outbox.holds.current().topics.get(course),
    away: places.away,
    isInCharge: (account) => deps.rolesOf(account).includes('course-section'),
    newId,
    random: deps.random,
    writeXlsx,
    undelivered: (signal) => undelivered(deps.outbox, 'training', signal),
  });
  const staffColumns = liveContent({
    ...{...live, kind: STAFF_COLUMNS_KIND, schema: staffColumnsSchema, initial: NO_STAFF_COLUMNS},
  });
  const home = house({
    incidents: liveContent({...live, kind: INCIDENTS_KIND, schema: incidentsSchema, initial: NO_INCIDENTS}),
    content,
    chatSide,
    outbox: deps.outbox,
    holds: deps.outbox.holds,
    async hasCourse(id, signal) {
      await trainings.refresh(signal);
      return trainings.current().courses.some((course) => course.id === id);
    },
    notices: deps.outbox.of('house'),
    jobs: deps.jobs,
    audit: deps.audit,
    backups: deps.backups,
    checks: deps.checks,
    staff: deps.staff,
    async staffColumns(signal) {
      await staffColumns.refresh(signal);
      return staffColumns.current();
    },
    ...{directory: deps.directory, files: deps.files, rolesOf: deps.rolesOf},
    newId,
    announceStaff: announcer(VERSIONS.staff),
    welcomeAt: deps.welcomeAt,
    clock,
    helps,
    personalData,
    async loadAll(signal) {
      await deps.directory.refresh(signal);
      for (const feature of all) await feature.refresh?.(signal);
    },
    read: deps.read,
    planContent,
    contentDir: deps.contentDir,
    zone,
  });
  const all: readonly Feature[] = [knowing, booking, places, teaching, home];

  // All or nothing: with one mistake anywhere, nothing of any feature is taken over.
  async function planContent(directory: string, now: Temporal.Instant): Promise<ContentPlan> {
    const plans = await Promise.all(all.flatMap((feature) => feature.content?.(directory, now) ?? []));
    return {
      problems: plans.flatMap((plan) => plan.problems),
      async apply(signal) {
        const reports = [];
        for (const plan of plans) reports.push(...(await plan.apply(signal)));
        return reports;
      },
    };
  }

  const render: Render = async (name, occasion, account, now, language, again) => {
    const feature = all.find((each) => each.name === name);
    const reply = await feature?.render?.(occasion, account, now, language, again);
    if (reply !== undefined) return reply;
    return (await feature?.held?.(occasion, account, now)) === true ? 'held' : undefined;
  };

  return {all, house: home, render, planContent};
}
