import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK} from 'jose';
import type {Authority} from '../../src/platform/teams/gate/authority.ts';

/** What a token may say other than a good one. */
export interface TokenOptions {
  readonly issuer?: string;
  readonly audience?: string;
  readonly serviceUrl?: string;
  /** Seconds from now. */
  readonly expires?: number;
  readonly algorithm?: string;
  readonly kid?: string;
  readonly key?: CryptoKey | Uint8Array;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface KeyServer {
  readonly authority: Authority;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  /** While true it answers 500. */
  broken: boolean;
  /** A token that is good but for what is given. */
  sign(options?: TokenOptions): Promise<string>;
  /** A new key in the place of the former one. */
  roll(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * An authority as the Bot Connector's: OpenID metadata and keys over real HTTP, and tokens that are really signed.
 *
 * @param endorsements the channels that its key may speak for
 */
export async function startKeyServer(
  botId: string,
  serviceUrl: string,
  endorsements: readonly string[] = ['msteams'],
): Promise<KeyServer> {
  let asked = 0;
  let generation = 0;
  let jwk: JWK = {kty: 'RSA'};
  let privateKey: CryptoKey | undefined;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/keys') asked++;
    if (self.broken) {
      response.statusCode = 500;
      response.end();
      return;
    }
    const {port} = server.address() as AddressInfo;
    const metadata = {
      issuer: 'https://issuer.example',
      jwks_uri: `http://127.0.0.1:${port}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
    const body = path === '/keys' ? {keys: [{...jwk, endorsements}]} : metadata;
    // restify changes writeHead for the whole process, so that it cannot be chained.
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });

  async function roll(): Promise<void> {
    const pair = await generateKeyPair('RS256', {extractable: true});
    privateKey = pair.privateKey;
    jwk = {...(await exportJWK(pair.publicKey)), kid: `key-${++generation}`, use: 'sig', alg: 'RS256'};
  }

  const self: KeyServer = {
    authority: {issuer: '', metadata: ''},
    asked: () => asked,
    broken: false,
    async sign(options = {}) {
      const {issuer = self.authority.issuer, audience = botId, expires = 600, algorithm = 'RS256'} = options;
      const key = options.key ?? privateKey;
      if (key === undefined) throw new Error('no key yet');
      const claims = {serviceurl: options.serviceUrl ?? serviceUrl, ...options.claims};
      const now = Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000);
      return new SignJWT(claims)
        .setProtectedHeader({alg: algorithm, typ: 'JWT', kid: options.kid ?? `key-${generation}`})
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + expires)
        .sign(key);
    },
    roll,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  await roll();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const authority = {issuer: 'https://issuer.example', metadata: `http://127.0.0.1:${port}/openid`};
  return Object.assign(self, {authority});
}
