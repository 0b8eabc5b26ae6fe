import type {ServiceClientCredentialsFactory} from 'botframework-connector';
import type {BotIdentity} from '../../config/config.ts';
import {credentialsOf} from './credentials.ts';

/** Whom the bot's token is for. */
const CHANNEL = 'https://api.botframework.com';

/**
 * Has the bot prove to Entra who it is, as it does before it sends.
 *
 * @throws whatever Entra, the network or the settings have against it
 */
export async function proveBot(
  bot: BotIdentity,
  factory: ServiceClientCredentialsFactory = credentialsOf(bot),
): Promise<void> {
  const login = `https://login.microsoftonline.com/${bot.tenant}`;
  const credentials = await factory.createCredentials(bot.id, CHANNEL, login, true);
  // All that these factories make can be asked for a token; the common type does not say so.
  await (credentials as {getToken?: (anew: boolean) => Promise<string>}).getToken?.(true);
}
