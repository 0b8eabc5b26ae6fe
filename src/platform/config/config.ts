import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import type {z} from 'zod/v4';
import {CodedError} from '../../kernel/errors.ts';
import type {Role} from '../../kernel/person.ts';
import type {MetricsSettings} from '../telemetry/metrics.ts';
import {unsafeNames} from './production.ts';
import {SECRETS, variables} from './variables.ts';

export {VARIABLE_NAMES} from './variables.ts';

/** All that the environment settles, read once at the start and passed on from there. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly playgroundPort: number;
  readonly dataDir: string;
  readonly contentDir: string;
  /** Undefined: the storage is embedded, its files in `dataDir`, unless there is an account's address. */
  readonly storageConnectionString: string | undefined;
  /** The table endpoint of a storage account, entered with the Entra identity of whoever runs this. */
  readonly storageAccountUrl: string | undefined;
  /** The container of the daily backups. */
  readonly backupContainerUrl: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly defaultLanguage: 'ja' | 'en';
  readonly zone: string;
  /** The organisation's name, as it stands in its own rules. */
  readonly organisation: string;
  /** Whether this instance does what is done unasked: jobs and sending. */
  readonly jobs: boolean;
  /** Whether newcomers get a welcome card. */
  readonly welcome: boolean;
  /** How often one person is heard in a minute; a conversation four times as often. */
  readonly messagesAMinute: number;
  /** Who collects figures. */
  readonly metrics: MetricsSettings;
  /** How long an instance that died keeps the others from its jobs. */
  readonly leaseSeconds: number;
  /** Undefined: local mode, which answers the own machine only. */
  readonly bot: BotIdentity | undefined;
  /** Who has which role, by Entra object id in lower case. Everybody has `staff`; heads are known by the list. */
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
}

/** The bot as Entra and the channel know it. */
export interface BotIdentity {
  readonly id: string;
  /** The tenant in which it is registered. */
  readonly tenant: string;
  readonly credential: BotCredential;
  /** The tenants whose people are let in, in lower case. */
  readonly tenants: readonly string[];
  /** Whether guests of such a tenant are let in. */
  readonly guests: boolean;
  /** The hosts that messages may be sent to. */
  readonly serviceHosts: readonly string[];
  /** The hosts that files may be fetched from and put to: the organisation's own SharePoint. None: no files. */
  readonly fileHosts: readonly string[];
}

/** How the bot proves who it is, in the order of advice. */
export type BotCredential =
  /** A federated credential on a user-assigned managed identity: nothing to keep, nothing to rotate. */
  | {readonly kind: 'identity'; readonly clientId: string}
  /** A file in PEM with the certificate and its private key. */
  | {readonly kind: 'certificate'; readonly path: string}
  | {readonly kind: 'secret'; readonly secret: string};

/** Where Teams takes messages in the public cloud. */
const TEAMS_HOST = 'smba.trafficmanager.net';

/**
 * Reads settings from an environment.
 *
 * @param env the environment; empty values count as not set
 * @param directory where relative folders start
 * @throws CodedError `config/invalid`, naming the first wrong variable, its value (never a secret's) and what
 *   it should be; `config/production-unsafe` where production lacks what keeps strangers out
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, directory: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? '');
    throw invalid(name, SECRETS.has(name) ? '***' : JSON.stringify(given[name] ?? ''), issue?.message ?? '');
  }
  const v = parsed.data;
  const config: Config = {
    production: v.NODE_ENV === 'production',
    port: v.PORT,
    playgroundPort: v.PLAYGROUND_PORT,
    dataDir: resolve(directory, v.DATA_DIR),
    contentDir: resolve(directory, v.CONTENT_DIR),
    storageConnectionString: v.STORAGE_CONNECTION_STRING,
    storageAccountUrl: v.STORAGE_ACCOUNT_URL,
    backupContainerUrl: v.BACKUP_CONTAINER_URL,
    logLevel: v.LOG_LEVEL,
    defaultLanguage: v.DEFAULT_LANGUAGE,
    zone: v.TIME_ZONE,
    organisation: v.ORGANISATION,
    jobs: v.JOBS,
    welcome: v.WELCOME,
    messagesAMinute: v.MESSAGES_A_MINUTE,
    metrics: {
      otlp: v.OTEL_EXPORTER_OTLP_ENDPOINT,
      azureMonitor: v.APPLICATIONINSIGHTS_CONNECTION_STRING,
      everyMs: v.OTEL_METRIC_EXPORT_INTERVAL,
    },
    leaseSeconds: v.LEASE_SECONDS,
    bot: readBot(v, directory),
    roles: {
      'course-section': v.ROLE_COURSE_SECTION,
      personnel: v.ROLE_PERSONNEL,
      operator: v.ROLE_OPERATOR,
      auditor: v.ROLE_AUDITOR,
    },
  };
  if (config.storageConnectionString !== undefined && config.storageAccountUrl !== undefined) {
    throw invalid(
      'STORAGE_ACCOUNT_URL',
      config.storageAccountUrl,
      'STORAGE_CONNECTION_STRING とどちらか一つ | one of it and STORAGE_CONNECTION_STRING',
    );
  }
  const unsafe = config.production ? unsafeNames(config, given) : [];
  if (unsafe.length > 0) throw new CodedError('config/production-unsafe', {names: unsafe.join(', ')});
  return config;
}

function invalid(name: string, value: string, expected: string): CodedError {
  const [ja = '', en = ja] = expected.split(' | ');
  return new CodedError('config/invalid', {name, value, expectedJa: ja, expected: en});
}

function readBot(v: z.output<typeof variables>, directory: string): Config['bot'] {
  if (v.BOT_ID === undefined) return undefined;
  const needed = '空でない値（BOT_ID があるため） | a value, since BOT_ID is set';
  if (v.BOT_TENANT_ID === undefined) throw invalid('BOT_TENANT_ID', '""', needed);
  const credentials: BotCredential[] = [];
  if (v.BOT_IDENTITY_CLIENT_ID !== undefined) {
    credentials.push({kind: 'identity', clientId: v.BOT_IDENTITY_CLIENT_ID});
  }
  if (v.BOT_CERTIFICATE !== undefined) {
    credentials.push({kind: 'certificate', path: resolve(directory, v.BOT_CERTIFICATE)});
  }
  if (v.BOT_PASSWORD !== undefined) credentials.push({kind: 'secret', secret: v.BOT_PASSWORD});
  const [credential, another] = credentials;
  if (credential === undefined || another !== undefined) {
    throw invalid(
      'BOT_IDENTITY_CLIENT_ID',
      credential === undefined ? '""' : '***',
      'BOT_IDENTITY_CLIENT_ID、BOT_CERTIFICATE、BOT_PASSWORD のどれか一つ | exactly one of BOT_IDENTITY_CLIENT_ID, BOT_CERTIFICATE and BOT_PASSWORD',
    );
  }
  const tenant = v.BOT_TENANT_ID.toLowerCase();
  return {
    id: v.BOT_ID.toLowerCase(),
    tenant,
    credential,
    tenants: v.ALLOWED_TENANTS.length === 0 ? [tenant] : v.ALLOWED_TENANTS,
    guests: v.GUESTS,
    serviceHosts: v.SERVICE_HOSTS.length === 0 ? [TEAMS_HOST] : v.SERVICE_HOSTS,
    fileHosts: v.FILE_HOSTS,
  };
}

/**
 * The process's environment, with `env/.env.local` and its ignored `.user` companion filled in where the
 * environment itself says nothing. The only place that reads `process.env`.
 */
export function readEnvironment(directory: string): Readonly<Record<string, string | undefined>> {
  for (const file of ['env/.env.local.user', 'env/.env.local']) {
    const path = resolve(directory, file);
    // loadEnvFile never overrides what is set already, so the first to say something wins.
    if (process.env['NODE_ENV'] !== 'production' && existsSync(path)) process.loadEnvFile(path);
  }
  return process.env;
}

/** What a library takes from the environment alone. */
export function tellLibrary(name: string, value: string): void {
  process.env[name] = value;
}
