import {userInfo} from 'node:os';
import type {TokenCredential} from '@azure/identity';
import {z} from 'zod/v4';
import type {Account} from '../../kernel/person.ts';
import type {Actor} from './actor.ts';

export type {TokenCredential} from '@azure/identity';

/** The claims of an access token that say who holds it. */
const holderSchema = z.looseObject({tid: z.string(), oid: z.string()});

/** What the tables' token is asked for. */
const STORAGE_SCOPE = 'https://storage.azure.com/.default';

/**
 * The Entra identity of this process: a managed identity in Azure, else the sign-in of whoever runs it (`az login`).
 *
 * @param clientId of a user-assigned managed identity
 */
export async function entraCredential(clientId?: string): Promise<TokenCredential> {
  // Loaded only where an account is entered so: it takes 0.2 s and 20 MB.
  const {DefaultAzureCredential} = await import('@azure/identity');
  return new DefaultAzureCredential(clientId === undefined ? {} : {managedIdentityClientId: clientId});
}

/**
 * Who signed in. The token comes from Entra to this very process, so its claims are read and not verified; the
 * storage verifies it at each request.
 *
 * @throws Error where nobody is signed in
 */
async function signedIn(credential: TokenCredential): Promise<Account> {
  const token = await credential.getToken(STORAGE_SCOPE);
  const [, payload = ''] = (token?.token ?? '').split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8') || 'null');
  const {tid, oid} = holderSchema.parse(claims);
  return {tenant: tid.toLowerCase(), objectId: oid.toLowerCase()};
}

/**
 * Who runs this process: whoever is signed in, or where the storage is entered with a key of its own, the user of
 * the machine.
 */
export async function actorOf(credential: TokenCredential | undefined): Promise<Actor> {
  if (credential === undefined) return {kind: 'system', user: userInfo().username};
  return {kind: 'account', account: await signedIn(credential)};
}
