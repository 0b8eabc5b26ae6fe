import {z} from 'zod/v4';
import type {Clock} from '../../clock.ts';
import type {Authority} from './authority.ts';

const metadataSchema = z.looseObject({jwks_uri: z.url()});
const keysSchema = z.looseObject({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      kid: z.string().optional(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).optional(),
    }),
  ),
});

/** A public key of the channel, with the channels that it may speak for. */
export type SigningKey = z.output<typeof keysSchema>['keys'][number];

export interface SigningKeys {
  /**
   * The key of an id; undefined where the authority has none of it.
   *
   * @throws Error where the keys are out of reach and none were read before
   */
  readonly find: (kid: string) => Promise<SigningKey | undefined>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Keys are rolled rarely, so an id that nobody knows is most often a stranger's: asked for this often at most. */
const ASK_AGAIN_MS = 30_000;
// A press has 4.5 s for all of its answer.
const FETCH_MS = 2_000;

/**
 * The authority's public keys, read when first needed, anew each day and when a token names one that is not there.
 * While the authority is out of reach the former ones hold.
 */
export function signingKeys({metadata}: Authority, clock: Clock): SigningKeys {
  let held: {readonly keys: ReadonlyMap<string, SigningKey>; readonly at: number} | undefined;
  let reading: Promise<void> | undefined;
  let tried = -Infinity;

  async function read(): Promise<void> {
    tried = clock.monotonic();
    const {jwks_uri} = metadataSchema.parse(await fetchJson(metadata));
    const {keys} = keysSchema.parse(await fetchJson(jwks_uri));
    const named = keys.flatMap((key) => (key.kid === undefined ? [] : [[key.kid, key] as const]));
    held = {keys: new Map(named), at: clock.monotonic()};
  }

  // Requests that come side by side share one look.
  const readOnce = () => (reading ??= read().finally(() => (reading = undefined)));

  return {
    async find(kid) {
      const now = clock.monotonic();
      const missing = held === undefined;
      const due = missing || !held?.keys.has(kid) || now - held.at > DAY_MS;
      if (due && (missing || reading !== undefined || now - tried >= ASK_AGAIN_MS)) {
        await readOnce().catch((error: unknown) => {
          if (held === undefined) throw error;
        });
      }
      return held?.keys.get(kid);
    },
  };
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, {signal: AbortSignal.timeout(FETCH_MS), redirect: 'error'});
  if (!response.ok) throw new Error(`the key server answered ${response.status}`);
  return response.json();
}
