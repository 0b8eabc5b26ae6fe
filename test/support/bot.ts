import {createBot} from '../../src/bot.ts';
import {createHouse, type House} from '../../src/house.ts';
import type {Overrides} from '../../src/overrides.ts';
import type {Config} from '../../src/platform/config/config.ts';
import {createLog} from '../../src/platform/log.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import {startConnector, type Connector, type Sent, type SentActivity} from './connector.ts';

/** A person of the tests. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly objectId: string;
}

export const tanaka: Person = person('tanaka', '田中 さくら', 1);
export const sato: Person = person('sato', '佐藤 健', 2);
export const suzuki: Person = person('suzuki', '鈴木 葵', 3);

function person(id: string, name: string, number: number): Person {
  return {id: `29:${id}`, name, objectId: `00000000-0000-4000-8000-00000000000${number}`};
}

export const TENANT = '00000000-0000-4000-9000-000000000000';
const BOT = {id: '28:shigotoba', name: 'しごとば'};

export interface Where {
  readonly by?: Person;
  readonly place?: 'personal' | 'groupChat' | 'channel';
  /** Overrides of the activity's own fields. */
  readonly activity?: Readonly<Record<string, unknown>>;
}

export interface Heard {
  /** What the bot sent while it handled the activity. */
  readonly sent: readonly Sent[];
  readonly activities: readonly SentActivity[];
  readonly status: number;
  /** An invoke's answer. */
  readonly body: unknown;
}

export interface TestBot {
  readonly house: House;
  readonly connector: Connector;
  readonly logged: string[];
  readonly url: string;
  says(text: string, where?: Where): Promise<Heard>;
  presses(data: Readonly<Record<string, unknown>>, where?: Where): Promise<Heard>;
  receives(activity: Readonly<Record<string, unknown>>): Promise<Heard>;
  stop(): Promise<void>;
}

const DEFAULTS: Config = {
  production: false,
  port: 0,
  playgroundPort: 0,
  dataDir: '',
  contentDir: 'content',
  storageConnectionString: undefined,
  storageAccountUrl: undefined,
  backupContainerUrl: undefined,
  logLevel: 'debug',
  defaultLanguage: 'ja',
  zone: 'Asia/Tokyo',
  organisation: 'しごと市',
  jobs: true,
  welcome: true,
  // Tests ask again and again until it is so.
  messagesAMinute: 100_000,
  leaseSeconds: 2,
  metrics: {otlp: undefined, azureMonitor: undefined, everyMs: 60_000},
  bot: undefined,
  roles: {},
};

/** The whole bot behind its real server, with a fake channel that it answers to over HTTP. */
export async function startBot(overrides: Overrides = {}, config: Partial<Config> = {}): Promise<TestBot> {
  const connector = await startConnector();
  const logged: string[] = [];
  const log = createLog('debug', {write: (line) => void logged.push(line)});
  const house = await createHouse({...DEFAULTS, ...config}, {storage: memoryStorage(), log, ...overrides});
  const bot = await createBot(house);
  const port = await bot.listen();
  const url = `http://127.0.0.1:${port}`;
  let count = 0;

  async function receives(activity: Readonly<Record<string, unknown>>): Promise<Heard> {
    const before = connector.sent.length;
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    const sent = connector.sent.slice(before);
    return {
      sent,
      activities: sent.map((s) => s.activity),
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }

  function envelope({by = tanaka, place = 'personal'}: Where): Record<string, unknown> {
    count++;
    const conversation = place === 'personal' ? `personal-${by.id}` : `${place}-1`;
    return {
      id: `activity-${count}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: {id: by.id, name: by.name, aadObjectId: by.objectId},
      recipient: BOT,
      conversation: {
        id: conversation,
        conversationType: place,
        tenantId: TENANT,
        ...(place === 'personal' ? {} : {isGroup: true}),
      },
      channelData: {tenant: {id: TENANT}},
    };
  }

  return {
    house,
    connector,
    logged,
    url,
    receives,
    says(text, where = {}) {
      const mention =
        where.place === undefined || where.place === 'personal'
          ? {text}
          : {
              text: `<at>${BOT.name}</at>&nbsp;${text}`,
              entities: [{type: 'mention', text: `<at>${BOT.name}</at>`, mentioned: BOT}],
            };
      return receives({...envelope(where), type: 'message', ...mention, ...where.activity});
    },
    presses(data, where = {}) {
      const value = {action: {type: 'Action.Execute', verb: data['verb'], data}, trigger: 'manual'};
      const activity = {type: 'invoke', name: 'adaptiveCard/action', replyToId: 'the-card', value};
      return receives({...envelope(where), ...activity, ...where.activity});
    },
    async stop() {
      await bot.stop();
      await connector.stop();
    },
  };
}

/** The card of an activity that carries one. */
export function cardOf(activity: SentActivity | undefined): Record<string, unknown> {
  const content = activity?.attachments?.[0]?.content;
  if (content === undefined) throw new Error(`no card in ${JSON.stringify(activity)}`);
  return content;
}

/** All text that a person sees on a card or in a message, joined. */
export function visibleText(value: unknown): string {
  if (Array.isArray(value)) return value.map(visibleText).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const parts: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && ['text', 'title', 'value', 'label', 'placeholder'].includes(key)) {
      parts.push(inner);
    } else if (typeof inner === 'object' && key !== 'data' && key !== 'fallback')
      parts.push(visibleText(inner));
  }
  return parts.join('\n');
}

/** The data of a card's buttons, wherever they stand, by title. */
export function buttonsOf(value: unknown): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) walk(item);
    else if (typeof node === 'object' && node !== null) {
      const {type, title, data} = node as Record<string, unknown>;
      if (
        typeof type === 'string' &&
        type.startsWith('Action.') &&
        typeof data === 'object' &&
        data !== null
      ) {
        found.set(String(title), data as Record<string, unknown>);
      }
      for (const [key, inner] of Object.entries(node)) if (key !== 'fallback') walk(inner);
    }
  };
  walk(value);
  return found;
}
