import {CloudAdapter, ConfigurationBotFrameworkAuthentication} from 'botbuilder';
import type {Config} from '../config/config.ts';
import type {Log} from '../log.ts';
import {connectorHttp, REQUEST_MS} from './send/http.ts';

/** The SDK's adapter, which lends its connection to the channel to whoever sends unasked. */
export class ShigotobaAdapter extends CloudAdapter {
  private readonly botId: string;

  /**
   * @param bot undefined in local mode
   * @param requestMs the deadline of one request to the channel
   */
  constructor(bot: Config['bot'], requestMs = REQUEST_MS) {
    const settings =
      bot === undefined
        ? {}
        : {
            MicrosoftAppId: bot.id,
            MicrosoftAppPassword: bot.password,
            MicrosoftAppTenantId: bot.tenant,
            MicrosoftAppType: 'SingleTenant',
          };
    const httpClient = connectorHttp(bot === undefined, requestMs);
    super(
      new ConfigurationBotFrameworkAuthentication(settings, undefined, undefined, undefined, {httpClient}),
    );
    this.botId = bot?.id ?? '';
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
export function createAdapter(bot: Config['bot'], log: Log): ShigotobaAdapter {
  const adapter = new ShigotobaAdapter(bot);
  // Turns answer their own failures; what comes here failed outside them, while sending.
  adapter.onTurnError = (_context, error) => {
    log.error('adapter.turn', error);
    return Promise.resolve();
  };
  return adapter;
}
