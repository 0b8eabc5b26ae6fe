/**
 * Settings by which bots of this kind are told to trust another key server, another login or another cloud, or to
 * skip a check. This bot reads none of them; whoever sets one expects something that must not be in production.
 */
const TRUSTS_ANOTHER =
  /^(ToBotFrom|ToChannelFromBot|BotOpenIdMetadata|ChannelService|OAuthUrl|ValidateAuthority|EmulatorOpenId)/i;

/**
 * The names of all settings that production must not start with: what would let strangers in, send tokens
 * unprotected, or lose rows.
 *
 * @param given the environment as it was given, empty values left out
 */
export function unsafeNames(
  config: {
    readonly bot: object | undefined;
    readonly storageConnectionString: string | undefined;
    readonly storageAccountUrl: string | undefined;
    readonly backupContainerUrl: string | undefined;
    readonly metrics: {readonly otlp: string | undefined};
  },
  given: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const {bot, storageConnectionString, storageAccountUrl, backupContainerUrl, metrics} = config;
  return [
    // Without an app id nobody is asked who they are.
    ...(bot === undefined ? ['BOT_ID', 'BOT_TENANT_ID'] : []),
    // The embedded storage loses its last seconds with a crash, and its keys are known to everyone.
    ...(storageConnectionString === undefined && storageAccountUrl === undefined
      ? ['STORAGE_ACCOUNT_URL']
      : []),
    ...(isPlain(storageConnectionString) ? ['STORAGE_CONNECTION_STRING'] : []),
    ...(storageAccountUrl?.toLowerCase().startsWith('http:') === true ? ['STORAGE_ACCOUNT_URL'] : []),
    ...(backupContainerUrl?.toLowerCase().startsWith('http:') === true ? ['BACKUP_CONTAINER_URL'] : []),
    // A collector beside the bot needs no TLS; any other does.
    ...(/^http:\/\/(?!(127\.0\.0\.1|localhost|\[::1\])[:/])/i.test(`${metrics.otlp ?? ''}/`)
      ? ['OTEL_EXPORTER_OTLP_ENDPOINT']
      : []),
    ...(given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? ['NODE_TLS_REJECT_UNAUTHORIZED'] : []),
    ...Object.keys(given).filter((name) => TRUSTS_ANOTHER.test(name)),
  ];
}

// The development storage, or an endpoint without TLS.
function isPlain(connection: string | undefined): boolean {
  return (
    connection !== undefined &&
    /UseDevelopmentStorage=true|DefaultEndpointsProtocol=http(;|$)|TableEndpoint=http:/i.test(connection)
  );
}
