import {createBot, type Bot} from '../bot.ts';
import {createHouse} from '../house.ts';
import {preloadBot} from '../platform/teams/load-sdk.ts';
import {systemClock} from '../platform/clock.ts';
import {readConfig, readEnvironment} from '../platform/config/config.ts';
import {errorLines} from '../platform/i18n/errors.ts';
import {onStopSignal} from '../platform/stop-signal.ts';
import {startPlayground, type Playground} from './playground.ts';

// `npm start`: storage, bot and browser client on one command, for trying it on one's own machine.
let bot: Bot | undefined;
let playground: Playground | undefined;

async function stopAll(): Promise<void> {
  // The client first: it would only show errors of a bot that is gone.
  await playground?.stop();
  await bot?.stop();
}

// Before anything is started: a signal may come at any moment. What is only being started then ends with
// this process, since its channel to it closes.
const isStopping = onStopSignal(stopAll, systemClock);
try {
  const directory = process.cwd();
  const environment = readEnvironment(directory);
  const config = readConfig(environment, directory);
  preloadBot();
  // Together they need half of the time; whichever fails stops the other.
  const [opening, client] = await Promise.allSettled([
    createHouse(config).then(async (house) => {
      bot = await createBot(house);
      return bot.listen();
    }),
    startPlayground(
      config.playgroundPort,
      config.port,
      directory,
      config.dataDir,
      environment,
      systemClock,
    ).then((started) => {
      playground = started;
    }),
  ]);
  if (opening.status === 'rejected') throw opening.reason;
  if (client.status === 'rejected') throw client.reason;
  console.log(
    [
      '',
      `しごとば  http://localhost:${config.playgroundPort}  をブラウザーで開いてください / open it in a browser`,
      '',
      '  試してみる / try:  集中ブースは何時間まで使えますか',
      '                     メールを誤送信した    ヘルプ',
      `  文書を足す / add:  npm run shigotoba -- knowledge import FILE`,
      '  終わる / stop:     Ctrl-C',
      '',
    ].join('\n'),
  );
} catch (error) {
  if (!isStopping()) {
    for (const line of errorLines(error)) console.error(line);
    await stopAll().catch(() => undefined);
    process.exit(1);
  }
}
