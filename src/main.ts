import {createBot, type Bot} from './bot.ts';
import {createHouse} from './house.ts';
import {preloadBot} from './platform/teams/load-sdk.ts';
import {systemClock} from './platform/clock.ts';
import {errorLines} from './platform/i18n/errors.ts';
import {readConfig, readEnvironment} from './platform/config/config.ts';
import {onStopSignal} from './platform/stop-signal.ts';

// The bot alone, without the browser client.
let bot: Bot | undefined;
// Before anything is started: a signal may come at any moment.
const isStopping = onStopSignal(async () => bot?.stop(), systemClock);
try {
  const directory = process.cwd();
  const opening = createHouse(readConfig(readEnvironment(directory), directory));
  preloadBot();
  const house = await opening;
  bot = await createBot(house);
  const port = await bot.listen();
  console.log(`しごとば: http://127.0.0.1:${port}/api/messages`);
} catch (error) {
  if (!isStopping()) {
    for (const line of errorLines(error)) console.error(line);
    await bot?.stop().catch(() => undefined);
    process.exit(1);
  }
}
