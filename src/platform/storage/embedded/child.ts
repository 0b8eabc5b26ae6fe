// The child process of embedded storage: `child.ts FOLDER ID disk|memory`. It takes the folder, runs
// Azurite's table service on it, and ends, its rows saved, when nobody uses it any more.
import type {Server as HttpServer} from 'node:http';
import {createRequire} from 'node:module';
import {createServer, type AddressInfo, type Socket} from 'node:net';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ChildMessage} from '../embedded.ts';
import {
  answer,
  claimants,
  claimFile,
  readStorageFile,
  storageFile,
  writeWhole,
  type ClaimState,
} from './claim.ts';

/** The part of Azurite's table server that is used. It comes without types. */
interface TableServer {
  readonly httpServer: HttpServer;
  start(): Promise<void>;
  /** Saves. */
  close(): Promise<void>;
}

interface Module<T> {
  readonly default: new (...settings: unknown[]) => T;
}

const [folder = '', id = '', persistence = 'disk'] = process.argv.slice(2);
const users = new Set<Socket>();
let state: ClaimState = 'contending';
let server: TableServer | undefined;
let ending = false;

// Requests that have not been answered; saving waits for them, or they would be confirmed and lost.
let unanswered = 0;

// Seconds for which an idle connection is kept. Azurite's five are shorter than the pauses between a
// person's sentences, and a request on a connection that closes just then is a lost answer.
const KEEP_ALIVE = 600;

// For answers under way at the end.
const DRAIN_ROUNDS = 100;
const DRAIN_PAUSE = 20;

/** Resolves once the message is on its way, so that ending does not swallow it. */
function say(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    // With the channel closed nobody listens.
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}

const control = createServer((socket) => {
  users.add(socket);
  socket.on('close', () => {
    users.delete(socket);
    endIfUnused();
  });
  answer(socket, id, state);
});

/** Takes the folder unless another one has it. */
async function takeFolder(): Promise<boolean> {
  await new Promise<void>((resolve, reject) => {
    control.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  await writeWhole(claimFile(folder, id), {id, pid: process.pid, control: controlPort()}, id);
  for (;;) {
    const others = await claimants(folder, id);
    if (others.length === 0) break;
    // Of several that contend the least id goes on: it waits until the others have seen it and left, or
    // one of them, having looked earlier, turns out to have the folder.
    if (others.some((other) => other.state !== 'contending' || other.id < id)) return false;
    await sleep(DRAIN_PAUSE);
  }
  state = 'held';
  return true;
}

function controlPort(): number {
  // A TCP server that listens has an address of this form.
  return (control.address() as AddressInfo).port;
}

async function serve(): Promise<void> {
  const azurite = createRequire(import.meta.url);
  // Untyped modules, whose class is the default export; a wrong shape shows at the first start.
  const Configuration = azurite('azurite/dist/src/table/TableConfiguration.js') as Module<object>;
  const Server = azurite('azurite/dist/src/table/TableServer.js') as Module<TableServer>;
  const configuration = new Configuration.default(
    '127.0.0.1',
    0, // a free port
    KEEP_ALIVE,
    join(folder, '__azurite_db_table__.json'),
    false, // no debug log
    false, // no access log
    undefined,
    undefined,
    false,
    true, // takes the API version of any SDK
    '',
    '',
    '',
    undefined,
    false,
    persistence === 'memory',
  );
  server = new Server.default(configuration);
  // Its telemetry sends nothing: it is off until its own command line switches it on.
  server.httpServer.prependListener('request', (request, response) => {
    // It decodes each piece of a body by itself and breaks characters that lie across two; transactions,
    // which it collects as bytes, are spared.
    if (request.url?.includes('$batch') !== true) request.setEncoding('utf8');
    unanswered += 1;
    response.once('close', () => (unanswered -= 1));
  });
  await server.start();
  // As above: it listens on TCP.
  const {port} = server.httpServer.address() as AddressInfo;
  await writeWhole(storageFile(folder), {pid: process.pid, port, control: controlPort(), id}, id);
  state = 'ready';
  await say({kind: 'ready', port, control: controlPort()});
}

/** Saves, gives the folder back, and ends. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  if (state === 'ready') state = 'held';
  if (server?.httpServer.listening === true) {
    server.httpServer.close();
    server.httpServer.closeIdleConnections();
    for (let round = 0; round < DRAIN_ROUNDS && unanswered > 0; round += 1) await sleep(DRAIN_PAUSE);
    await server.close();
  }
  if ((await readStorageFile(folder))?.id === id) await rm(storageFile(folder), {force: true});
  await rm(claimFile(folder, id), {force: true});
  process.exit(code);
}

function endIfUnused(): void {
  if (!process.connected && users.size === 0 && state !== 'contending') void end(0);
}

process.on('disconnect', endIfUnused);
process.on('message', () => {
  // The only message is the starter's wish to stop.
  if (users.size === 0) void end(0);
  else void say({kind: 'kept'}).then(() => process.connected && process.disconnect());
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  if (await takeFolder()) {
    await serve();
    // The starter may have gone meanwhile.
    endIfUnused();
  } else {
    await say({kind: 'busy'});
    await end(0);
  }
} catch (error) {
  await say({kind: 'failed', reason: error instanceof Error ? error.message : String(error)});
  await end(1);
}
