import {createHmac, timingSafeEqual} from 'node:crypto';
import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Secret} from '../../../platform/storage/secret.ts';
import type {Feedback} from './feedback.ts';

/** What a card says of its answer, before it is sealed. */
export type Unsealed = Pick<Feedback, 'op' | 'day' | 'came' | 'q'>;

/** Makes and checks what only the bot can make, with a key that all its instances share. */
export interface Seal {
  /** The feedback with its signature and the mark of who asked. */
  readonly sign: (unsealed: Unsealed, account: Account) => Feedback;
  /** Whether the bot made it, and nobody changed it since. What was voted on it is not signed. */
  readonly isOurs: (fb: Feedback) => boolean;
  /** Whether the account is the one that asked. */
  readonly isAsker: (fb: Feedback, account: Account) => boolean;
  /** The same for one answer and account, and read back by nobody: the id of what is kept once. */
  readonly once: (op: string, account: Account) => string;
}

// 128 bits: enough for what must not be guessed, and cards stay small.
const HEX_DIGITS = 32;

export type Sealing = (signal?: AbortSignal) => Promise<Seal>;

/** Reads the key with the first call. */
export function sealing(secret: Secret): Sealing {
  return async (signal) => sealWith(await secret(signal));
}

/** A seal with a key. Each use has a word of its own, so that one hash never passes for another. */
export function sealWith(key: Uint8Array): Seal {
  const hash = (use: string, ...parts: readonly string[]): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([use, ...parts]))
      .digest('hex')
      .slice(0, HEX_DIGITS);
  // The random token goes in, so that two answers do not show that the same person asked.
  const asker = (op: string, account: Account) => hash('asker', op, accountKey(account));
  const signature = ({op, day, came, q, by}: Unsealed & {readonly by: string}) =>
    // An absent question is not an empty one.
    hash('feedback', op, day, came, by, ...(q === undefined ? [] : [q]));

  return {
    sign: (unsealed, account) => {
      const marked = {...unsealed, by: asker(unsealed.op, account)};
      return {...marked, sig: signature(marked)};
    },
    isOurs: (fb) => isSame(fb.sig, signature(fb)),
    isAsker: ({op, by}, account) => isSame(by, asker(op, account)),
    once: (op, account) => hash('kept', op, accountKey(account)),
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
