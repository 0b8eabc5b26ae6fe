import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a process left behind when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  /** From its start to its end. */
  readonly ms: number;
}

/** A program of the project as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves when it has ended and all that it wrote is there. */
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  readonly said: () => {readonly out: string; readonly err: string};
}

// As in package.json: V8 would let garbage pile up on a machine with much memory, and malloc free space.
const HEAP = ['--max-semi-space-size=1', '--max-old-space-size=768'] as const;
const SCRIPTS = {
  bot: [...HEAP, 'src/cli/run.mjs', 'main'],
  start: [...HEAP, 'src/cli/run.mjs', 'cli/start'],
  shigotoba: ['src/cli/shigotoba.mjs'],
} as const;
const ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  LOG_LEVEL: 'warn',
  // Tests ask again and again until it is so.
  MESSAGES_A_MINUTE: '100000',
} as const;

const running = new Set<ChildProcess>();

/** Starts a program from the checkout. Of the environment it sees what every machine has, and what is given. */
export function startProgram(
  script: keyof typeof SCRIPTS,
  environment: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Program {
  const started = performance.now();
  const child = spawn(process.execPath, [...SCRIPTS[script], ...words], {
    cwd: ROOT,
    env: {PATH: process.env['PATH'], HOME: process.env['HOME'], ...ENVIRONMENT, ...environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text));
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    running.delete(child);
    // The two that the event brings.
    const how = {code: code as number | null, signal: signal as NodeJS.Signals | null};
    return {...how, out, err, ms: performance.now() - started};
  });
  assert.ok(child.pid !== undefined);
  return {child, pid: child.pid, ended, said: () => ({out, err})};
}

/** Ends what a failed test has left running. */
export async function endPrograms(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }),
  );
}

/** A bot that has loaded everything. */
export interface BotProgram extends Program {
  readonly url: string;
  /** From the start of the process to the first 200 of `/readyz`, in milliseconds. */
  readonly readyMs: number;
}

/** Starts `npm run bot` and waits until it is ready. */
export async function startBotProgram(
  environment: Readonly<Record<string, string>>,
  port?: number,
): Promise<BotProgram> {
  const listens = port ?? (await freePort());
  const started = performance.now();
  const program = startProgram('bot', {...environment, PORT: String(listens)});
  const url = `http://127.0.0.1:${listens}`;
  await eventually(async () => {
    if (program.child.exitCode !== null) assert.fail(`the bot ended: ${program.said().err}`);
    return (await statusOf(`${url}/readyz`)) === 200;
  }, 20_000);
  return {...program, url, readyMs: performance.now() - started};
}

/** The status of a GET; undefined where nobody answers. */
export async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, {signal: AbortSignal.timeout(3_000)});
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const {port, free} = await takePort();
  await free();
  return port;
}

/** A port that another program has. */
export async function takePort(): Promise<{port: number; free: () => Promise<void>}> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on TCP has such an address.
  const {port} = server.address() as AddressInfo;
  return {
    port,
    free: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<{path: string; remove: () => Promise<void>}> {
  const path = await mkdtemp(join(tmpdir(), 'shigotoba-'));
  return {path, remove: () => rm(path, {recursive: true, force: true, maxRetries: 5})};
}

/** Pids of living processes whose command line or environment names a text, such as a data folder. */
export function processesNaming(text: string): number[] {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid || !isAlive(pid)) continue;
    const names = ['cmdline', 'environ'].some((file) => readQuietly(`/proc/${pid}/${file}`).includes(text));
    if (names) found.push(pid);
  }
  return found;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // An orphan that has ended keeps its number on Linux until init has taken note of it.
  return !readQuietly(`/proc/${pid}/stat`).includes(') Z ');
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What happens in another process is no event here, so it is looked for. */
export async function eventually(holds: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) assert.fail(`it did not come true within ${ms} ms`);
    await sleep(20);
  }
}
