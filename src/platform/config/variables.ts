import {z} from 'zod/v4';
import {DEFAULT_ZONE, Temporal} from '../../kernel/time.ts';

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
export const variables = z.object({
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
  BACKUP_CONTAINER_URL: z
    .string()
    .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?(\/devstoreaccount1)?\/[a-z0-9-]{3,63}(\?\S+)?$/i, {
      error:
        'コンテナーのアドレス（https://名前.blob.core.windows.net/backups） | the address of a container (https://NAME.blob.core.windows.net/backups)',
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
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^\s/]+(\/\S*)?$/i, {
      error: '収集先のアドレス（http://127.0.0.1:4318） | the address of a collector (http://127.0.0.1:4318)',
    })
    .optional(),
  OTEL_METRIC_EXPORT_INTERVAL: z
    .string()
    .default('60000')
    .refine((text) => /^\d{3,7}$/.test(text) && Number(text) >= 500, {
      error: '500 以上のミリ秒数 | milliseconds, at least 500',
    })
    .transform(Number),
  APPLICATIONINSIGHTS_CONNECTION_STRING: z
    .string()
    .regex(/InstrumentationKey=[0-9a-f-]{36}/i, {
      error:
        'Application Insights の接続文字列（InstrumentationKey=…） | a connection string of Application Insights (InstrumentationKey=…)',
    })
    .optional(),
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

/** Whose values are never shown. */
export const SECRETS = new Set([
  'STORAGE_CONNECTION_STRING',
  'BOT_PASSWORD',
  // It may carry a signature.
  'BACKUP_CONTAINER_URL',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
]);

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
