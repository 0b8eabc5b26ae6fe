import {accountKey, bucketOf} from '../../kernel/ids.ts';
import type {Account, Language} from '../../kernel/person.ts';
import type {CallOptions, Row, Storage} from '../storage/table.ts';
import type {Clock} from '../clock.ts';

export const CONVERSATIONS_TABLE = 'conversations';
const BUCKETS = 16;
const SHAPE = 1;

/** What is needed to write to a person unasked. */
export interface PersonalChat {
  readonly conversation: string;
  readonly serviceUrl: string;
  readonly channel: string;
  readonly tenant: string;
  /** The ids of the person and of the bot in the channel. */
  readonly user: string;
  readonly bot: string;
}

/** What the chat's side holds on a person. */
export interface Known {
  readonly chat: PersonalChat | undefined;
  readonly language: Language | undefined;
  /** When the welcome card went out; an instant. */
  readonly welcomed: string | undefined;
}

export interface Conversations {
  /** What is held on a person; undefined where nothing is. */
  known(account: Account, options?: CallOptions): Promise<Known | undefined>;
  /** Keeps what an activity of the person shows; writes only what has changed. */
  renew(
    account: Account,
    now: {chat?: PersonalChat; language?: Language},
    known: Known | undefined,
    options?: CallOptions,
  ): Promise<void>;
  /** True for the one caller who may welcome the person. */
  claimWelcome(account: Account, options?: CallOptions): Promise<boolean>;
  /** Forgets the person. Returns how many rows went. */
  erase(account: Account, options?: CallOptions): Promise<number>;
}

/** The people whom the bot has met, a row each. */
export function conversations(storage: Storage, clock: Clock): Conversations {
  const table = storage.table(CONVERSATIONS_TABLE);
  const keyOf = (account: Account) => {
    const key = accountKey(account);
    return {pk: bucketOf(key, BUCKETS), rk: `a|${key}`};
  };

  return {
    async known(account, options) {
      const {pk, rk} = keyOf(account);
      const stored = await table.get(pk, rk, options);
      return stored === undefined ? undefined : knownOf(stored.row);
    },

    async renew(account, {chat, language}, known, options) {
      const columns: Record<string, string> = {};
      if (chat !== undefined && JSON.stringify(chat) !== JSON.stringify(known?.chat)) {
        Object.assign(columns, chat, {since: clock.now().toString()});
      }
      if (language !== undefined && language !== known?.language) columns['language'] = language;
      if (Object.keys(columns).length === 0) return;
      await table.put({...keyOf(account), v: SHAPE, ...columns}, options);
    },

    async claimWelcome(account, options) {
      const keys = keyOf(account);
      for (;;) {
        const row: Row = {...keys, v: SHAPE, welcomed: clock.now().toString()};
        const stored = await table.get(keys.pk, keys.rk, options);
        if (stored === undefined) {
          if ((await table.insert(row, options)).kind === 'inserted') return true;
        } else {
          if (stored.row['welcomed'] !== undefined) return false;
          if ((await table.update(row, stored.etag, options)).kind === 'updated') return true;
        }
        // Somebody else wrote the row meanwhile: look again.
      }
    },

    async erase(account, options) {
      const {pk, rk} = keyOf(account);
      return (await table.delete(pk, rk, '*', options)).kind === 'deleted' ? 1 : 0;
    },
  };
}

function knownOf(row: Row): Known {
  const text = (column: string) => {
    const value = row[column];
    return typeof value === 'string' ? value : undefined;
  };
  const conversation = text('conversation');
  const language = text('language');
  return {
    chat:
      conversation === undefined
        ? undefined
        : {
            conversation,
            serviceUrl: text('serviceUrl') ?? '',
            channel: text('channel') ?? '',
            tenant: text('tenant') ?? '',
            user: text('user') ?? '',
            bot: text('bot') ?? '',
          },
    language: language === 'ja' || language === 'en' ? language : undefined,
    welcomed: text('welcomed'),
  };
}
