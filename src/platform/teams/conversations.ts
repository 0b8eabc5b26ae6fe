import {accountKey, bucketOf} from '../../kernel/ids.ts';
import type {Account, Language} from '../../kernel/person.ts';
import type {CallOptions, Row, Storage} from '../storage/table.ts';
import type {Clock} from '../clock.ts';

export const CONVERSATIONS_TABLE = 'conversations';
const BUCKETS = 16;
const SHAPE = 1;

/** What is needed to reach a person in the channel. */
export interface Address {
  /** Renewed by every activity. */
  readonly serviceUrl: string;
  readonly channel: string;
  readonly tenant: string;
  /** The ids of the person and of the bot in the channel. */
  readonly user: string;
  readonly bot: string;
}

/** A person's own chat, in which the bot may write unasked. */
export interface PersonalChat extends Address {
  readonly conversation: string;
}

/** What the chat's side holds on a person. */
export interface Known {
  /** From whatever chat the person was met in first. */
  readonly address: Address | undefined;
  /** Undefined until the person wrote in it, or it was made. */
  readonly chat: PersonalChat | undefined;
  readonly language: Language | undefined;
  /** When the welcome card was put into the outbox; an instant. */
  readonly welcomed: string | undefined;
  /** Since when nothing more is sent unasked, because the app is gone or blocked; an instant. */
  readonly blocked: string | undefined;
  /** A later version of the program wrote it: it is read as far as it goes, and left as it is. */
  readonly newer?: boolean;
}

export interface Conversations {
  /** What is held on a person; undefined where nothing is. */
  known(account: Account, options?: CallOptions): Promise<Known | undefined>;
  /**
   * Keeps what an activity of the person shows; writes only what has changed. Who writes or installs has
   * the app, so a block ends.
   */
  renew(
    account: Account,
    now: {address?: Address; conversation?: string; language?: Language},
    known: Known | undefined,
    options?: CallOptions,
  ): Promise<void>;
  /** Keeps the chat that was made for a person who had none. */
  made(account: Account, conversation: string, options?: CallOptions): Promise<void>;
  /** Final until the next activity or installation. */
  block(account: Account, reason: 'refused' | 'uninstalled', options?: CallOptions): Promise<void>;
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

  /** Changes a row that is there, unless a later version wrote it. */
  async function change(account: Account, columns: Record<string, string>, options?: CallOptions) {
    const {pk, rk} = keyOf(account);
    for (;;) {
      const stored = await table.get(pk, rk, options);
      if (stored === undefined || stored.row.v > SHAPE) return;
      const {kind} = await table.update({pk, rk, v: SHAPE, ...columns}, stored.etag, options);
      if (kind !== 'changed') return;
    }
  }

  return {
    async known(account, options) {
      const {pk, rk} = keyOf(account);
      const stored = await table.get(pk, rk, options);
      return stored === undefined ? undefined : knownOf(stored.row);
    },

    async renew(account, {address, conversation, language}, known, options) {
      if (known?.newer === true) return;
      const columns: Record<string, string> = {};
      const moved = address !== undefined && JSON.stringify(address) !== JSON.stringify(known?.address);
      const other = conversation !== undefined && conversation !== known?.chat?.conversation;
      if (moved) Object.assign(columns, address);
      if (other) columns['conversation'] = conversation;
      if (moved || other) columns['since'] = clock.now().toString();
      if (language !== undefined && language !== known?.language) columns['language'] = language;
      // Rows are merged, so a column goes by being empty.
      if (known?.blocked !== undefined) columns['blocked'] = '';
      if (Object.keys(columns).length === 0) return;
      await table.put({...keyOf(account), v: SHAPE, ...columns}, options);
    },

    async made(account, conversation, options) {
      await change(account, {conversation}, options);
    },

    async block(account, reason, options) {
      // Not for somebody who was erased meanwhile: that would be a new row.
      await change(account, {blocked: clock.now().toString(), blockedBy: reason}, options);
    },

    async claimWelcome(account, options) {
      const keys = keyOf(account);
      for (;;) {
        const row: Row = {...keys, v: SHAPE, welcomed: clock.now().toString()};
        const stored = await table.get(keys.pk, keys.rk, options);
        if (stored === undefined) {
          if ((await table.insert(row, options)).kind === 'inserted') return true;
        } else {
          if (stored.row['welcomed'] !== undefined || stored.row.v > SHAPE) return false;
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
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const conversation = text('conversation');
  const language = text('language');
  const serviceUrl = text('serviceUrl');
  const address =
    serviceUrl === undefined
      ? undefined
      : {
          serviceUrl,
          channel: text('channel') ?? '',
          tenant: text('tenant') ?? '',
          user: text('user') ?? '',
          bot: text('bot') ?? '',
        };
  return {
    address,
    chat: address === undefined || conversation === undefined ? undefined : {conversation, ...address},
    language: language === 'ja' || language === 'en' ? language : undefined,
    welcomed: text('welcomed'),
    blocked: text('blocked'),
    ...(row.v > SHAPE ? {newer: true} : {}),
  };
}
