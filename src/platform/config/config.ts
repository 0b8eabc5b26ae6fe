import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {z} from 'zod/v4';
import {CodedError} from '../../kernel/errors.ts';
import type {Role} from '../../kernel/person.ts';
import {DEFAULT_ZONE, Temporal} from '../../kernel/time.ts';
import {unsafeNames} from './production.ts';

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

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function port(fallback: number) {
  return z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535, {
      error: '1〜65535 のポート番号 | a port number from 1 to 65535',
    })
    .transform(Number);
}

function onOff(fallback: 'on' | 'off' = 'on') {
  return z
    .enum(['on', 'off'], {error: 'on か off | on or off'})
    .default(fallback)
    .transform((text) => text === 'on');
}

const guid = z
  .string()
  .regex(GUID, {
    error:
      'GUID（00000000-0000-0000-0000-000000000000 の形） | a GUID such as 00000000-0000-0000-0000-000000000000',
  })
  .optional();

/** Names with commas between, spaces allowed. */
function list(pattern: RegExp, error: string) {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim().toLowerCase())
        .filter((part) => part !== ''),
    )
    .refine((parts) => parts.every((part) => pattern.test(part)), {error});
}

const hosts = list(
  /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
  'ホスト名をコンマで区切ったもの | host names with commas between',
);
const guids = list(GUID, 'GUID をコンマで区切ったもの | GUIDs with commas between');

// The messages say what a value should be, in Japanese and in English.
const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port(3978),
  PLAYGROUND_PORT: port(56150),
  DATA_DIR: z.string().default('.data'),
  CONTENT_DIR: z.string().default('content'),
  STORAGE_CONNECTION_STRING: z
    .string()
    .regex(/(AccountName|TableEndpoint)=|UseDevelopmentStorage=true/i, {
      error:
        'ストレージアカウントの接続文字列（AccountName=…;AccountKey=…） | a connection string of a storage account (AccountName=…;AccountKey=…)',
    })
    .optional(),
  STORAGE_ACCOUNT_URL: z
    .string()
    .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?\/?$/i, {
      error:
        'ストレージアカウントのテーブルのアドレス（https://名前.table.core.windows.net） | the table address of a storage account (https://NAME.table.core.windows.net)',
    })
    .optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'debug, info, warn, error, silent のどれか | one of debug, info, warn, error, silent',
    })
    .default('info'),
  DEFAULT_LANGUAGE: z.enum(['ja', 'en'], {error: 'ja か en | ja or en'}).default('ja'),
  TIME_ZONE: z
    .string()
    .default(DEFAULT_ZONE)
    .refine(isZone, {error: 'Asia/Tokyo のような時間帯の名前 | the name of a time zone such as Asia/Tokyo'}),
  ORGANISATION: z
    .string()
    .trim()
    .min(1, {error: '組織の名前（例 しごと市） | the name of the organisation'})
    .max(100, {error: '100文字までの名前 | a name of at most 100 characters'})
    .default('しごと市'),
  JOBS: onOff(),
  WELCOME: onOff(),
  MESSAGES_A_MINUTE: z
    .string()
    .default('60')
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= 10, {
      error: '10 以上の回数 | a number of at least 10',
    })
    .transform(Number),
  LEASE_SECONDS: z
    .string()
    .default('15')
    .refine((text) => /^\d{1,2}$/.test(text) && Number(text) >= 2 && Number(text) <= 60, {
      error: '2〜60 の秒数 | a number of seconds from 2 to 60',
    })
    .transform(Number),
  BOT_ID: guid,
  BOT_TENANT_ID: guid,
  BOT_IDENTITY_CLIENT_ID: guid,
  BOT_CERTIFICATE: z.string().optional(),
  BOT_PASSWORD: z.string().optional(),
  ALLOWED_TENANTS: guids,
  GUESTS: onOff('off'),
  SERVICE_HOSTS: hosts,
  FILE_HOSTS: hosts,
  ROLE_COURSE_SECTION: guids,
  ROLE_PERSONNEL: guids,
  ROLE_OPERATOR: guids,
  ROLE_AUDITOR: guids,
});

/** The names of all variables that are read; a test holds the env files against them. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(variables.shape);

const SECRETS = new Set(['STORAGE_CONNECTION_STRING', 'BOT_PASSWORD']);

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

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
    logLevel: v.LOG_LEVEL,
    defaultLanguage: v.DEFAULT_LANGUAGE,
    zone: v.TIME_ZONE,
    organisation: v.ORGANISATION,
    jobs: v.JOBS,
    welcome: v.WELCOME,
    messagesAMinute: v.MESSAGES_A_MINUTE,
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
