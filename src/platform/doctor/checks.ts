import {X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {z} from 'zod/v4';
import type {Temporal} from '../../kernel/time.ts';
import type {BackupContainer} from '../backup/container.ts';
import {backupAge} from '../backup/daily.ts';
import type {Clock} from '../clock.ts';
import type {Bilingual} from '../../kernel/person.ts';
import type {BotCredential, BotIdentity, Config} from '../config/config.ts';
import type {Storage} from '../storage/table.ts';
import type {Check, Finding} from './finding.ts';

export interface CheckDeps {
  readonly config: Config;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly container: BackupContainer | undefined;
  /** Has the bot prove who it is; rejects where it cannot. */
  readonly prove: (bot: BotIdentity) => Promise<void>;
  /** Where `appPackage` lies. */
  readonly directory: string;
}

const SLOW_MS = 500;
/** Entra and the storage refuse requests whose clock is off by five minutes or more. */
const CLOCK_MS = 60_000;
const EXPIRES_DAYS = 30;
const TOKEN_MS = 10_000;

/** Looks at what no feature sees: settings, storage, clock, credentials, manifest. Changes nothing. */
export function houseChecks({
  config,
  storage,
  clock,
  container,
  prove,
  directory,
}: CheckDeps): readonly Check[] {
  return [
    () => Promise.resolve([settings(config), ...files(config.bot)]),
    (_now, signal) => reach(storage, clock, signal),
    (now, signal) => clockAgainst(addressOf(config), now, signal),
    (now) => credential(config.bot, now),
    (_now, signal) => token(config.bot, prove, signal),
    () => manifest(config.bot, directory),
    (now, signal) => backupAge(container, now, signal),
  ];
}

function settings({production, bot, storageAccountUrl, storageConnectionString, jobs}: Config): Finding {
  const about = 'settings';
  if (!production && bot !== undefined) {
    const text = {
      ja: 'BOT_ID があるのに NODE_ENV=production ではありません。安全でない設定が見逃されます。',
      en: 'BOT_ID is set without NODE_ENV=production: unsafe settings are not refused.',
    };
    return {about, state: 'look', text};
  }
  const place =
    storageAccountUrl ?? (storageConnectionString === undefined ? 'DATA_DIR' : 'STORAGE_CONNECTION_STRING');
  const mode = bot === undefined ? 'local' : bot.credential.kind;
  const [onJa, onEn] = jobs ? ['する', 'on'] : ['しない', 'off'];
  const text = {
    ja: `認証 ${mode}、保存先 ${place}、定時の処理は${onJa}。`,
    en: `Authentication ${mode}, storage ${place}, jobs ${onEn}.`,
  };
  return {about, state: 'good', text};
}

/** Locally files go round on this machine, and there is nothing to say. */
function files(bot: BotIdentity | undefined): Finding[] {
  if (bot === undefined) return [];
  const hosts = bot.fileHosts;
  const text =
    hosts.length === 0
      ? {ja: 'ファイルは扱いません（FILE_HOSTS が空です）。', en: 'No files in chat: FILE_HOSTS is empty.'}
      : {
          ja: `ファイルの行き先と受け取り元: ${hosts.join('、')}`,
          en: `Files go to and come from ${hosts.join(', ')}`,
        };
  return [{about: 'files', state: 'good', text}];
}

async function reach(storage: Storage, clock: Clock, signal: AbortSignal): Promise<readonly Finding[]> {
  const about = 'storage';
  const began = clock.monotonic();
  try {
    await storage.ping({signal});
  } catch {
    const text = {
      ja: '保存先が答えません。アドレス、ネットワーク、権限（テーブルデータ共同作成者）を確かめてください。',
      en: 'No answer. Check the address, the network, and the role Storage Table Data Contributor.',
    };
    return [{about, state: 'wrong', text}];
  }
  const ms = Math.round(clock.monotonic() - began);
  const text = {
    ja: `${storage.kind} が ${ms} ms で答えました。`,
    en: `${storage.kind} answered in ${ms} ms.`,
  };
  return [{about, state: ms > SLOW_MS ? 'look' : 'good', text}];
}

function addressOf({storageAccountUrl, storageConnectionString = ''}: Config): string | undefined {
  const [, endpoint] = /TableEndpoint=([^;]+)/i.exec(storageConnectionString) ?? [];
  const [, name] = /AccountName=([^;]+)/i.exec(storageConnectionString) ?? [];
  return storageAccountUrl ?? endpoint ?? (name && `https://${name}.table.core.windows.net`);
}

/** Holds this machine's clock against the `Date` of the storage's answer, whatever its status. */
export async function clockAgainst(
  address: string | undefined,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const about = 'clock';
  if (address === undefined) {
    const text = {
      ja: '保存先がこの機械にあるため、比べるものがありません。',
      en: 'The storage is this machine: nothing to compare with.',
    };
    return [{about, state: 'good', text}];
  }
  const date = await fetch(address, {method: 'HEAD', signal}).then(
    (response) => response.headers.get('date'),
    () => null,
  );
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) {
    const text = {ja: '保存先の時刻が分かりませんでした。', en: 'The storage did not say its time.'};
    return [{about, state: 'look', text}];
  }
  const seconds = Math.round((now.epochMilliseconds - theirs) / 1000);
  const off = Math.abs(now.epochMilliseconds - theirs) > CLOCK_MS;
  const text = off
    ? {
        ja: `保存先の時刻と ${seconds} 秒違います。この機械の時計を合わせてください。`,
        en: `${seconds} s off the storage's. Set this machine's clock.`,
      }
    : {ja: '保存先の時刻と合っています。', en: "Agrees with the storage's."};
  return [{about, state: off ? 'wrong' : 'good', text}];
}

async function credential(bot: BotIdentity | undefined, now: Temporal.Instant): Promise<readonly Finding[]> {
  const about = 'credential';
  if (bot?.credential.kind !== 'certificate') return [];
  try {
    const {validTo} = new X509Certificate(await readFile(bot.credential.path));
    const days = Math.floor((Date.parse(validTo) - now.epochMilliseconds) / (24 * 3_600_000));
    const text = {
      ja: `証明書はあと ${days} 日で切れます（${validTo}）。`,
      en: `The certificate ends in ${days} days (${validTo}).`,
    };
    return [{about, state: days < 0 ? 'wrong' : days < EXPIRES_DAYS ? 'look' : 'good', text}];
  } catch {
    const text = {
      ja: 'BOT_CERTIFICATE のファイルが読めないか、証明書がありません。',
      en: 'The file of BOT_CERTIFICATE cannot be read or holds no certificate.',
    };
    return [{about, state: 'wrong', text}];
  }
}

const MEND: Readonly<Record<BotCredential['kind'], Bilingual>> = {
  identity: {
    ja: 'マネージド ID と、登録のフェデレーション資格情報（docs/deploy.md の手順10）を確かめてください。',
    en: 'Check the managed identity and the federated credential of the registration (step 10 of docs/deploy.md).',
  },
  certificate: {
    ja: 'その証明書が登録に入っているか、期限が切れていないかを確かめてください。',
    en: 'Check that this certificate stands in the registration and has not ended.',
  },
  secret: {
    ja: 'BOT_PASSWORD の値と期限を確かめてください。',
    en: 'Check the value of BOT_PASSWORD and its term.',
  },
};

async function token(
  bot: BotIdentity | undefined,
  prove: CheckDeps['prove'],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (bot === undefined) return [];
  const about = 'token';
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('late')), {once: true});
    setTimeout(() => reject(new Error('late')), TOKEN_MS).unref();
  });
  try {
    await Promise.race([prove(bot), late]);
    return [{about, state: 'good', text: {ja: 'ボットとして認証されました。', en: 'Entra knows the bot.'}}];
  } catch {
    const {ja, en} = MEND[bot.credential.kind];
    const text = {
      ja: `ボットとして認証されません（${bot.credential.kind}）。${ja}`,
      en: `Entra gives the bot no token (${bot.credential.kind}). ${en}`,
    };
    return [{about, state: 'wrong', text}];
  }
}

const manifestSchema = z.looseObject({bots: z.array(z.looseObject({botId: z.string()}))});

async function manifest(bot: BotIdentity | undefined, directory: string): Promise<readonly Finding[]> {
  const about = 'manifest';
  const source = await readFile(resolve(directory, 'appPackage/manifest.json'), 'utf8').catch(
    () => undefined,
  );
  // A deployed bot does not carry its package.
  if (source === undefined) return [];
  const {bots} = manifestSchema.parse(JSON.parse(source));
  const other = bots.find(({botId}) => !botId.startsWith('${{') && botId.toLowerCase() !== bot?.id);
  if (other !== undefined) {
    const text = {
      ja: `botId ${other.botId} が BOT_ID と違います。`,
      en: `botId ${other.botId} is not BOT_ID.`,
    };
    return [{about, state: 'wrong', text}];
  }
  return [{about, state: 'good', text: {ja: 'BOT_ID と合っています。', en: 'Agrees with BOT_ID.'}}];
}
