/** Who signs the channel's tokens, and where its keys are found. */
export interface Authority {
  /** What `iss` of a token must be. */
  readonly issuer: string;
  /** The OpenID metadata, which names the address of the keys. */
  readonly metadata: string;
}

/**
 * The Bot Connector of the public cloud, as its documentation on authentication gives it. No setting changes it:
 * whoever could name another key server could sign tokens. Tests pass their own in code.
 */
export const BOT_CONNECTOR: Authority = {
  issuer: 'https://api.botframework.com',
  metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
};
