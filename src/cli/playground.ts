import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createRequire} from 'node:module';
import {createServer} from 'node:net';
import {dirname, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {CodedError} from '../kernel/errors.ts';
import type {Clock} from '../platform/clock.ts';

/** The browser client as a child process. */
export interface Playground {
  stop(): Promise<void>;
}

// What it has no setting for. It would be seen from the whole network: a server that is asked to listen on a
// port alone is given this machine's own address. And it would outlive a bot that was killed, and keep the port
// from the next start: it ends when the channel to its starter closes.
const PRELOAD = `import net from 'node:net';
if (!process.connected) process.exit();
process.on('disconnect', () => process.exit());
process.channel.unref();
const {listen} = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  const only = typeof port === 'number' && typeof rest[0] !== 'string';
  return only ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};`;

const READY_MS = 30_000;
const STOP_MS = 5_000;

/**
 * Starts the Agents Playground, the browser client for trying a bot without Teams.
 *
 * @param port where its page is served
 * @param botPort where the bot listens on this machine
 * @param directory holds its settings, `.m365agentsplayground.yml`
 * @param dataDir where it writes its log
 * @throws CodedError `config/port-taken`; `config/no-playground` where it is not installed
 */
export async function startPlayground(
  port: number,
  botPort: number,
  directory: string,
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
  clock: Clock,
): Promise<Playground> {
  const env = {
    ...environment,
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: join(directory, '.m365agentsplayground.yml'),
    M365_AGENTS_PLAYGROUND_LOGFILE: join(dataDir, 'playground.log'),
  };
  // Its own way with a taken port is to take another one and say nothing.
  await claimable(port);
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(PRELOAD)}`,
      scriptPath(),
      'start',
      ...['--app-endpoint', `http://127.0.0.1:${botPort}/api/messages`],
      ...['--channel-id', 'msteams'],
      ...['--port', String(port)],
      ...['--service-url', `http://127.0.0.1:${port}/_connector`],
      ...['--disable-telemetry', 'true'],
    ],
    // A group of its own: Ctrl-C on the terminal must not end it before the bot has said its last word.
    {cwd: directory, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true, env},
  );
  const stop = () => stopChild(child);
  const end = clock.monotonic() + READY_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || clock.monotonic() > end) {
      await stop();
      throw new CodedError('config/no-playground', {port});
    }
    await sleep(100);
  }
  return {stop};
}

function scriptPath(): string {
  try {
    const require = createRequire(import.meta.url);
    const manifest = require.resolve('@microsoft/m365agentsplayground/package.json');
    return join(dirname(manifest), 'cli.js');
  } catch (error) {
    throw new CodedError('config/no-playground', {port: 0}, {cause: error});
  }
}

async function claimable(port: number): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CodedError('config/port-taken', {port, name: 'PLAYGROUND_PORT'}, {cause: error});
  }
  server.close();
  await once(server, 'close');
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, {signal: AbortSignal.timeout(1_000)});
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = sleep(STOP_MS, 'late', {ref: false});
  if ((await Promise.race([gone, late])) === 'late') {
    child.kill('SIGKILL');
    await gone;
  }
}
