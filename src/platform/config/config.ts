import {existsSync} from 'node:fs';
import {isAbsolute, resolve} from 'node:path';
import {z} from 'zod/v4';
import {CodedError} from '../../kernel/errors.ts';
import {DEFAULT_ZONE, Temporal} from '../../kernel/time.ts';

/** All that the environment settles, read once at the start and passed on from there. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly playgroundPort: number;
  readonly dataDir: string;
  readonly contentDir: string;
  /** Undefined: the storage is embedded, its files in `dataDir`. */
  readonly storageConnectionString: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly defaultLanguage: 'ja' | 'en';
  readonly zone: string;
  /** The organisation's name, as it stands in its own rules. */
  readonly organisation: string;
  /** Whether this instance does what is done unasked: jobs and sending. */
  readonly jobs: boolean;
  /** Whether newcomers get a welcome card. */
  readonly welcome: boolean;
  /** How long an instance that died keeps the others from its jobs. */
  readonly leaseSeconds: number;
  /** Undefined: local mode, which answers the own machine only. */
  readonly bot: {readonly id: string; readonly password: string; readonly tenant: string} | undefined;
}

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

function onOff() {
  return z
    .enum(['on', 'off'], {error: 'on か off | on or off'})
    .default('on')
    .transform((text) => text === 'on');
}

const guid = z
  .string()
  .regex(GUID, {
    error:
      'GUID（00000000-0000-0000-0000-000000000000 の形） | a GUID such as 00000000-0000-0000-0000-000000000000',
  })
  .optional();

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
  LEASE_SECONDS: z
    .string()
    .default('15')
    .refine((text) => /^\d{1,2}$/.test(text) && Number(text) >= 2 && Number(text) <= 60, {
      error: '2〜60 の秒数 | a number of seconds from 2 to 60',
    })
    .transform(Number),
  BOT_ID: guid,
  BOT_PASSWORD: z.string().optional(),
  BOT_TENANT_ID: guid,
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
    dataDir: absolute(v.DATA_DIR, directory),
    contentDir: absolute(v.CONTENT_DIR, directory),
    storageConnectionString: v.STORAGE_CONNECTION_STRING,
    logLevel: v.LOG_LEVEL,
    defaultLanguage: v.DEFAULT_LANGUAGE,
    zone: v.TIME_ZONE,
    organisation: v.ORGANISATION,
    jobs: v.JOBS,
    welcome: v.WELCOME,
    leaseSeconds: v.LEASE_SECONDS,
    bot: readBot(v),
  };
  if (config.production) refuseUnsafe(config);
  return config;
}

function invalid(name: string, value: string, expected: string): CodedError {
  const [ja = '', en = ja] = expected.split(' | ');
  return new CodedError('config/invalid', {name, value, expectedJa: ja, expected: en});
}

function readBot(v: z.output<typeof variables>): Config['bot'] {
  if (v.BOT_ID === undefined) return undefined;
  const missing = v.BOT_PASSWORD === undefined ? 'BOT_PASSWORD' : 'BOT_TENANT_ID';
  if (v.BOT_PASSWORD === undefined || v.BOT_TENANT_ID === undefined) {
    throw invalid(missing, '""', '空でない値（BOT_ID があるため） | a value, since BOT_ID is set');
  }
  return {id: v.BOT_ID, password: v.BOT_PASSWORD, tenant: v.BOT_TENANT_ID};
}

// Without an app id the adapter lets everyone in, and the embedded storage can lose its last seconds.
function refuseUnsafe(config: Config): void {
  if (config.bot === undefined) throw new CodedError('config/production-unsafe', {name: 'BOT_ID'});
  if (config.storageConnectionString === undefined) {
    throw new CodedError('config/production-unsafe', {name: 'STORAGE_CONNECTION_STRING'});
  }
}

function absolute(path: string, directory: string): string {
  return isAbsolute(path) ? path : resolve(directory, path);
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
