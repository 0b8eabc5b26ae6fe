import {createBot, createHouse} from './app.ts';
import {errorLines} from './platform/i18n/errors.ts';
import {readConfig, readEnvironment} from './platform/config/config.ts';
import {onStopSignal} from './platform/stop-signal.ts';

// The bot alone, without the browser client.
try {
  const directory = process.cwd();
  const house = await createHouse(readConfig(readEnvironment(directory), directory));
  const bot = await createBot(house);
  onStopSignal(async () => {
    await bot.stop();
    process.exit(0);
  }, house.clock);
  try {
    const port = await bot.listen();
    console.log(`しごとば: http://127.0.0.1:${port}/api/messages`);
  } catch (error) {
    await bot.stop();
    throw error;
  }
} catch (error) {
  for (const line of errorLines(error)) console.error(line);
  process.exit(1);
}
