import {CloudAdapter, ConfigurationBotFrameworkAuthentication} from 'botbuilder';
import type {ServiceClientCredentialsFactory} from 'botframework-connector';
import type {BotIdentity} from '../config/config.ts';
import type {Log} from '../log.ts';
import {BOT_CONNECTOR, type Authority} from './gate/authority.ts';
import type {TransferTimes} from './files/transfer.ts';
import {credentialsOf} from './gate/credentials.ts';
import {connectorHttp, REQUEST_MS} from './send/http.ts';
import {listedHosts, type MaySend} from './send/hosts.ts';

/** What stands outside the bot on the channel's side. Tests put their own in its place, in code alone. */
export interface Outside {
  /** Who signs the channel's tokens; the Bot Connector where it is not given. */
  readonly authority?: Authority;
  /** How the bot proves who it is; what the settings say where it is not given. */
  readonly credentials?: ServiceClientCredentialsFactory;
  /** Which addresses may be sent to; the listed hosts where it is not given. */
  readonly maySend?: MaySend;
  /** Which addresses files may be fetched from and put to; the listed hosts where it is not given. */
  readonly mayReach?: MaySend;
  /** How long that may take. */
  readonly transfer?: TransferTimes;
  /** The deadline of one request to the channel. */
  readonly requestMs?: number;
}

/** The SDK's adapter, which lends its connection to the channel to whoever sends unasked. */
export class ShigotobaAdapter extends CloudAdapter {
  private readonly botId: string;
  readonly maySend: MaySend;

  /** @param bot undefined in local mode */
  constructor(bot: BotIdentity | undefined, outside: Outside = {}) {
    const {authority = BOT_CONNECTOR} = outside;
    const settings =
      bot === undefined
        ? {}
        : {
            MicrosoftAppId: bot.id,
            MicrosoftAppTenantId: bot.tenant,
            MicrosoftAppType: 'SingleTenant',
            ToBotFromChannelTokenIssuer: authority.issuer,
            ToBotFromChannelOpenIdMetadataUrl: authority.metadata,
            // No token of an emulator comes this far; were one to, it would meet the channel's keys.
            ToBotFromEmulatorOpenIdMetadataUrl: authority.metadata,
          };
    const maySend = outside.maySend ?? listedHosts(bot?.serviceHosts);
    const httpClient = connectorHttp(maySend, outside.requestMs ?? REQUEST_MS);
    super(
      new ConfigurationBotFrameworkAuthentication(
        settings,
        outside.credentials ?? (bot === undefined ? undefined : credentialsOf(bot)),
        undefined,
        undefined,
        {httpClient},
      ),
    );
    this.botId = bot?.id ?? '';
    this.maySend = maySend;
  }

  /** A client of the channel at an address, in the bot's own name. The SDK's adapter makes them the same way. */
  async connectorFor(serviceUrl: string): Promise<Connector> {
    const identity = this.createClaimsIdentity(this.botId);
    const connector = await this.botFrameworkAuthentication
      .createConnectorFactory(identity)
      .create(serviceUrl);
    return connector;
  }
}

type Connector = Awaited<
  ReturnType<ReturnType<ShigotobaAdapter['botFrameworkAuthentication']['createConnectorFactory']>['create']>
>;

/**
 * The adapter to Bot Framework. Without an app id it is in local mode: no token is asked for or sent, which
 * is why the server then listens on the own machine alone.
 */
export function createAdapter(
  bot: BotIdentity | undefined,
  log: Log,
  outside: Outside = {},
): ShigotobaAdapter {
  const adapter = new ShigotobaAdapter(bot, outside);
  // Turns answer their own failures; what comes here failed outside them, while sending.
  adapter.onTurnError = (_context, error) => {
    log.error('adapter.turn', error);
    return Promise.resolve();
  };
  return adapter;
}
