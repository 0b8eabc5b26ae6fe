import {PasswordServiceClientCredentialFactory} from 'botframework-connector';
import {createBot} from '../../src/bot.ts';
import {createHouse} from '../../src/house.ts';
import {readConfig} from '../../src/platform/config/config.ts';

// The bot as production has it: settings from the environment, read and judged as always. Only who signs, what is
// sent along and where it is sent are given from here, since Entra and Teams are out of reach.
const [, , issuer = '', metadata = '', connector = ''] = process.argv;

/** Sends a fixed token along: the real ones come from Entra. */
class FixedCredentials extends PasswordServiceClientCredentialFactory {
  override createCredentials() {
    return Promise.resolve({
      signRequest<T extends {headers: {set(name: string, value: string): void}}>(request: T) {
        request.headers.set('authorization', 'Bearer of-the-bot');
        return Promise.resolve(request);
      },
    });
  }
}

const config = readConfig(process.env, process.cwd());
const house = await createHouse(config, {
  outside: {
    authority: {issuer, metadata},
    // The SDK writes its own as an implementation of the class, not as a child of it.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
    credentials: new FixedCredentials(config.bot?.id ?? '', 'x', config.bot?.tenant ?? ''),
    maySend: (address) => address.startsWith(connector),
  },
});
const bot = await createBot(house);
await bot.listen();
process.once('SIGTERM', () => void bot.stop());
