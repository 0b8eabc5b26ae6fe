import {CloudAdapter, ConfigurationBotFrameworkAuthentication} from 'botbuilder';
import type {Config} from '../config/config.ts';
import type {Log} from '../log.ts';

/**
 * The adapter to Bot Framework. Without an app id it is in local mode: no token is asked for or sent, which
 * is why the server then listens on the own machine alone.
 */
export function createAdapter(bot: Config['bot'], log: Log): CloudAdapter {
  const settings =
    bot === undefined
      ? {}
      : {
          MicrosoftAppId: bot.id,
          MicrosoftAppPassword: bot.password,
          MicrosoftAppTenantId: bot.tenant,
          MicrosoftAppType: 'SingleTenant',
        };
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings));
  // Turns answer their own failures; what comes here failed outside them, while sending.
  adapter.onTurnError = (_context, error) => {
    log.error('adapter.turn', error);
    return Promise.resolve();
  };
  return adapter;
}
