import {decodeProtectedHeader, errors, importJWK, jwtVerify} from 'jose';
import type {Authority} from './authority.ts';
import type {SigningKey, SigningKeys} from './signing-keys.ts';

/** What the gate makes of a request before the SDK sees it. */
export type Verdict =
  | {readonly kind: 'admitted'; readonly claims: Claims}
  /** `why` is for the log alone: who is refused learns nothing. */
  | {readonly kind: 'refused'; readonly why: Refusal}
  /** The keys are out of reach: neither yes nor no, so the channel is asked to come again. */
  | {readonly kind: 'undecided'};

export type Refusal =
  | 'no-token'
  | 'malformed'
  | 'algorithm'
  | 'unknown-key'
  | 'claims'
  | 'expired'
  | 'signature'
  | 'channel'
  | 'service-url';

/** What a good token says, to be held against the activity. */
export interface Claims {
  readonly serviceUrl: string;
  /** The channels that the signing key may speak for. */
  readonly endorsements: readonly string[];
}

export interface GateDeps {
  readonly authority: Authority;
  readonly keys: SigningKeys;
  readonly botId: string;
}

// What clocks may differ by, in seconds; the SDK's own figure.
const TOLERANCE = 300;

/**
 * Whether a request carries a token that the Bot Connector signed for this bot: issuer, audience, algorithm,
 * signature, time. The SDK looks again behind this gate, but it also takes tokens of emulators, skills and
 * foreign tenants, and answers a bad signature with 500.
 *
 * @param header the request's `authorization`
 */
export async function checkToken(header: string | undefined, deps: GateDeps): Promise<Verdict> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return refused(header === undefined || header === '' ? 'no-token' : 'malformed');
  const {authority, keys, botId} = deps;
  let key: SigningKey | undefined;
  try {
    const {alg, kid} = decodeProtectedHeader(token);
    if (alg !== 'RS256') return refused('algorithm');
    if (kid === undefined) return refused('unknown-key');
    try {
      key = await keys.find(kid);
    } catch {
      return {kind: 'undecided'};
    }
    if (key?.kty !== 'RSA') return refused('unknown-key');
    const {payload} = await jwtVerify(
      token,
      await importJWK({kty: 'RSA', n: key.n ?? '', e: key.e ?? ''}, 'RS256'),
      {
        algorithms: ['RS256'],
        issuer: authority.issuer,
        audience: botId,
        clockTolerance: TOLERANCE,
        requiredClaims: ['exp', 'serviceurl'],
      },
    );
    const serviceUrl = payload['serviceurl'];
    if (typeof serviceUrl !== 'string') return refused('claims');
    return {kind: 'admitted', claims: {serviceUrl, endorsements: key.endorsements ?? []}};
  } catch (error) {
    return refused(whyOf(error));
  }
}

/** Whether a good token was made for this very activity. */
export function fitsActivity(
  {serviceUrl, endorsements}: Claims,
  activity: {readonly serviceUrl: string; readonly channelId: string},
): Refusal | undefined {
  if (!endorsements.includes(activity.channelId)) return 'channel';
  return serviceUrl === activity.serviceUrl ? undefined : 'service-url';
}

function whyOf(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return 'claims';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  return 'malformed';
}

function refused(why: Refusal): Verdict {
  return {kind: 'refused', why};
}
