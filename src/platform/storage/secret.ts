import {randomBytes} from 'node:crypto';
import type {Storage} from './table.ts';
import {SYSTEM_TABLE} from './versions.ts';

const PARTITION = 'secrets';
const BYTES = 32;
const SHAPE = 1;

/** Gives the secret; the first call reads it, the others have it in memory. */
export type Secret = (signal?: AbortSignal) => Promise<Uint8Array>;

/**
 * A random key that all instances on one storage share and nobody else has: for hashes that only they can
 * make. Made by whoever needs it first. It is never logged and never shown; without its row everything
 * that was signed with it is void.
 *
 * @param name what it is for, so that no key serves two ends
 */
export function storedSecret(storage: Storage, name: string): Secret {
  const table = storage.table(SYSTEM_TABLE);
  let known: Uint8Array | undefined;

  async function read(signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    const secret = (await table.get(PARTITION, name, {signal}))?.row['secret'];
    if (secret === undefined) return undefined;
    // A key that is cut short or empty would sign all the same, and anybody could make it.
    if (!(secret instanceof Uint8Array) || secret.length !== BYTES) {
      throw new Error(`the row ${PARTITION}/${name} holds no key`);
    }
    return secret;
  }

  return async (signal) => {
    if (known !== undefined) return known;
    let secret = await read(signal);
    if (secret === undefined) {
      const made = new Uint8Array(randomBytes(BYTES));
      const {kind} = await table.insert({pk: PARTITION, rk: name, v: SHAPE, secret: made}, {signal});
      // Somebody else was first: theirs counts.
      secret = kind === 'inserted' ? made : await read(signal);
    }
    if (secret === undefined) throw new Error(`the row ${PARTITION}/${name} was deleted under our hands`);
    return (known = secret);
  };
}
