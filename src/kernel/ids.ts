import type {Account} from './person.ts';

/**
 * Typed text made safe for a key of a table: all but `A-Za-z0-9._~-` becomes `=XX` for each byte of
 * UTF-8. `|` never comes out of it, so it can separate the parts of a key.
 */
export function encodeKey(text: string): string {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) {
    const char = String.fromCharCode(byte);
    out += /[A-Za-z0-9._~-]/.test(char) ? char : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** The text that was encoded by {@link encodeKey}. */
export function decodeKey(key: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < key.length; i++) {
    if (key[i] === '=') {
      bytes.push(parseInt(key.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      bytes.push(key.charCodeAt(i));
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** Parts of a key, each encoded, with `|` between. */
export function joinKey(...parts: string[]): string {
  return parts.map(encodeKey).join('|');
}

/** The account as part of a key. */
export function accountKey(account: Account): string {
  return `${encodeKey(account.tenant)}~${encodeKey(account.objectId)}`;
}

/**
 * A hash for buckets and for ids in logs: 64-bit FNV-1a as 16 hex digits. Not for secrets.
 */
export function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, '0');
}

/** The bucket, `00` to `count - 1`, in which a key's rows lie. */
export function bucketOf(text: string, count: number): string {
  const low = Number.parseInt(shortHash(text).slice(-6), 16);
  return String(low % count).padStart(2, '0');
}
