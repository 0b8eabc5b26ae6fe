import {fork, type ChildProcess} from 'node:child_process';
import {randomInt, randomUUID} from 'node:crypto';
import {mkdir} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {CodedError} from '../../kernel/errors.ts';
import type {Clock} from '../clock.ts';
import {claimants, hold, readStorageFile, type Hold} from './embedded/claim.ts';

export interface EmbeddedOptions {
  readonly clock: Clock;
  /** Keeps nothing on disk; for tests. */
  readonly inMemory?: boolean;
  /** Milliseconds for the whole start, of which a large folder needs some to load; 20,000 by default. */
  readonly timeout?: number;
}

export interface Embedded {
  readonly connectionString: string;
  /** Whether this call started it; else it was running already. */
  readonly owned: boolean;
  readonly pid: number;
  readonly port: number;
  /**
   * Lets go of it. The last one to do so ends it, its rows saved, and waits for that. Calling it again
   * waits for the same end.
   */
  readonly stop: () => Promise<void>;
}

/** What the child says to the process that started it. */
export type ChildMessage =
  | {readonly kind: 'ready'; readonly port: number; readonly control: number}
  /** Another process has the folder. */
  | {readonly kind: 'busy'}
  | {readonly kind: 'failed'; readonly reason: string}
  /** Asked to stop, but others use it; it ends with the last of them. */
  | {readonly kind: 'kept'};

// The emulator's account, the same on every machine and documented by its maker: no secret.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const DEFAULT_TIMEOUT = 20_000;

// The child saves before it ends; a large folder takes seconds.
const STOP_TIMEOUT = 30_000;

/**
 * Storage without any cloud: Azurite's table service as a child process, its rows in a folder. Whoever
 * finds it running uses it; else it is started. However many processes do this at once on a folder, one
 * Azurite comes of it, since two on one folder lose rows. It outlives a `kill -9` of its starter only for
 * as long as others use it or it takes to save.
 *
 * @param dataDir is made if it is missing
 * @throws CodedError `storage/in-use` where another process has the folder and does not get ready,
 *   `storage/unreachable` where Azurite is not installed or does not start
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions): Promise<Embedded> {
  const {clock, inMemory = false, timeout = DEFAULT_TIMEOUT} = options;
  const folder = resolve(dataDir);
  await mkdir(folder, {recursive: true}).catch((cause: unknown) => {
    const reason = `the folder cannot be made: ${String(cause)}`;
    throw new CodedError('storage/unreachable', {folder, reason}, {cause});
  });
  const deadline = clock.monotonic() + timeout;
  while (clock.monotonic() < deadline) {
    const running = await adopt(folder);
    if (running !== undefined) return running;
    if ((await claimants(folder)).length === 0) {
      const started = await start(folder, inMemory, deadline - clock.monotonic());
      if (started !== undefined) return started;
    }
    // Another one starts or ends. The jitter keeps several waiting ones apart.
    await sleep(30 + randomInt(40));
  }
  throw new CodedError('storage/in-use', {folder, seconds: Math.round(timeout / 1000)});
}

/** Uses what runs on the folder, if it is ready. */
async function adopt(folder: string): Promise<Embedded | undefined> {
  const file = await readStorageFile(folder);
  if (file === undefined) return undefined;
  const held = await hold(file);
  if (held.state !== 'ready') {
    held.release();
    return undefined;
  }
  const {pid, port} = file;
  return {connectionString: connectionStringOf(port), owned: false, pid, port, stop: stopOf(held)};
}

function stopOf(held: Hold): () => Promise<void> {
  return () => {
    held.release();
    return Promise.resolve();
  };
}

/** Starts a child; undefined where it found that another one has the folder. */
async function start(folder: string, inMemory: boolean, timeout: number): Promise<Embedded | undefined> {
  requireAzurite(folder);
  const child = fork(childPath(), [folder, randomUUID(), inMemory ? 'memory' : 'disk'], {
    execArgv: execArgv(),
    // A group of its own: Ctrl-C on the terminal is for the bot, which then ends it in order.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const message = await firstMessage(child, timeout);
  if (message.kind === 'busy') return undefined;
  const {pid} = child;
  if (message.kind !== 'ready' || pid === undefined) {
    if (child.connected) child.disconnect();
    const reason = message.kind === 'failed' ? message.reason : 'Azurite did not start';
    throw new CodedError('storage/unreachable', {folder, reason});
  }
  // It must not keep this process alive: when this one ends, the channel closes and so does the child.
  child.unref();
  child.channel?.unref();
  let stopping: Promise<void> | undefined;
  return {
    connectionString: connectionStringOf(message.port),
    owned: true,
    pid,
    port: message.port,
    stop: () => (stopping ??= stopChild(child, folder)),
  };
}

function firstMessage(child: ChildProcess, timeout: number): Promise<ChildMessage> {
  return new Promise((resolve) => {
    const settle = (message: ChildMessage): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      // An error event without a listener would end this process.
      child.on('error', () => undefined);
      resolve(message);
    };
    const fail = (reason: string): void => settle({kind: 'failed', reason});
    const timer = setTimeout(() => fail('Azurite was not ready in time'), timeout);
    // What comes over the channel is what embedded/child.ts sends.
    child.once('message', (message) => settle(message as ChildMessage));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`Azurite ended with code ${code ?? 'none'}`));
  });
}

/** Asks the child to end and waits until it has, or until it says that others use it. */
function stopChild(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const timer = setTimeout(() => {
      const reason = `process ${child.pid ?? ''} is still saving`;
      reject(new CodedError('storage/unreachable', {folder, reason}));
    }, STOP_TIMEOUT);
    const done = (): void => {
      clearTimeout(timer);
      child.unref();
      resolve();
    };
    child.ref();
    child.once('exit', done);
    child.once('message', done);
    // The child takes the closed channel as the same request, so a failing send is none.
    if (child.connected) child.send({kind: 'stop'}, () => undefined);
  });
}

function connectionStringOf(port: number): string {
  const endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`;
  return `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};TableEndpoint=${endpoint};`;
}

const localRequire = createRequire(import.meta.url);

function requireAzurite(folder: string): void {
  try {
    localRequire.resolve('azurite/package.json');
  } catch (cause) {
    const reason =
      'the package azurite is not installed; embedded storage is for development, ' +
      'set STORAGE_CONNECTION_STRING or run npm ci';
    throw new CodedError('storage/unreachable', {folder, reason}, {cause});
  }
}

// The child lies beside this file, as source or built.
function childPath(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./embedded/child.${extension}`, import.meta.url));
}

/** From source the child needs tsx, however this process came by it; a debugger's port is not passed on. */
function execArgv(): string[] {
  if (!import.meta.url.endsWith('.ts')) return [];
  return ['--import', pathToFileURL(localRequire.resolve('tsx')).href];
}
