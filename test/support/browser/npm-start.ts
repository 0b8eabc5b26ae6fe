import assert from 'node:assert/strict';
import {execFile, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {resolve} from 'node:path';
import {promisify} from 'node:util';
import {eventually, freePort, processesNaming, statusOf} from '../processes.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const READY_MS = 60_000;

/** `npm start` as a person types it, with a data folder and ports of its own. */
export interface NpmStart {
  /** Where the chat is opened. */
  readonly url: string;
  /** Where the bot itself listens. */
  readonly botUrl: string;
  /** From the command to the line that says where to open the chat, in milliseconds. */
  readonly readyMs: number;
  /** What it has printed so far. */
  readonly said: () => string;
  /**
   * Stops it and waits for its end.
   *
   * @param how SIGTERM goes to npm alone, as a supervisor sends it; SIGINT to npm and all it runs, as a
   *   terminal does for Ctrl-C
   * @returns npm's exit code; null where a signal ended it
   */
  stop(how: 'SIGTERM' | 'SIGINT'): Promise<number | null>;
}

/**
 * Starts it and waits until the chat can be opened.
 *
 * @param settings over those that every test has
 */
export async function npmStart(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<NpmStart> {
  const [port, playgroundPort] = [await freePort(), await freePort()];
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      ...bare(dataDir),
      LOG_LEVEL: 'warn',
      PORT: String(port),
      PLAYGROUND_PORT: String(playgroundPort),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a terminal gives it.
    detached: true,
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (printed += text));
  const closed = once(child, 'close');
  const url = `http://localhost:${playgroundPort}`;
  await eventually(() => {
    assert.equal(child.exitCode, null, `npm start ended: ${printed}`);
    return printed.includes(url);
  }, READY_MS);
  const readyMs = performance.now() - started;
  // The line is true: somebody answers there, and the bot has loaded everything.
  assert.equal(await statusOf(`${url}/`), 200);
  assert.equal(await statusOf(`http://127.0.0.1:${port}/readyz`), 200);
  return {
    url,
    botUrl: `http://127.0.0.1:${port}`,
    readyMs,
    said: () => printed,
    async stop(how) {
      signal(child, how);
      await closed;
      return child.exitCode;
    },
  };
}

function signal(child: ChildProcess, how: 'SIGTERM' | 'SIGINT'): void {
  assert.ok(child.pid !== undefined);
  process.kill(how === 'SIGINT' ? -child.pid : child.pid, how);
}

/** Runs `npm run shigotoba -- …` beside a running bot, on the same data. */
export async function npmCommand(dataDir: string, ...words: readonly string[]): Promise<string> {
  const {stdout} = await promisify(execFile)('npm', ['run', '-s', 'shigotoba', '--', ...words], {
    cwd: ROOT,
    env: {...bare(dataDir), LOG_LEVEL: 'error'},
  });
  return stdout;
}

/** Ends whatever a failed test has left running on that data folder, which is no one else's. */
export function endAllOn(dataDir: string): void {
  for (const pid of processesNaming(dataDir)) process.kill(pid, 'SIGKILL');
}

// What every machine has, and nothing that would change the bot.
function bare(dataDir: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATA_DIR: dataDir,
    MESSAGES_A_MINUTE: '100000',
  };
}
