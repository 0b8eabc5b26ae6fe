import {createHash} from 'node:crypto';

/**
 * A hash for keys that must not be read back by whoever sees the table: SHA-256, cut to 128 bits. It hides
 * only what cannot be guessed, so one of the parts should be random.
 */
export function keyHash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
