import {readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {connect, type Socket} from 'node:net';
import {join} from 'node:path';

// Who has the folder. A pid says little: it is used again, soon after a restart of the machine. So a
// claim names a port on which its process answers with the claim's id for as long as it lives; a port
// that refuses, or that answers with another id, is a claim of the dead, and is removed.
//
// Taking the folder: write a claim under a name of one's own, then look at all the others. Of two that
// do so at once the later one sees the earlier one's, so never both believe that they were alone; and
// since no name is ever used twice, removing a dead claim cannot hit a living one.

/** `contending` looks at the others, `held` has the folder and starts or ends, `ready` serves. */
export type ClaimState = 'contending' | 'held' | 'ready';

export interface Claim {
  readonly id: string;
  readonly pid: number;
  /** The port of 127.0.0.1 on which the claim's process answers. */
  readonly control: number;
}

/** `storage.json`: the claim of who serves, and where. */
export interface StorageFile extends Claim {
  readonly port: number;
}

/** What the process of a claim says, and the connection over which it said so. */
export interface Hold {
  /** `silent`: it lives and is too busy to say, as while loading; `dead`: nobody answers to that id. */
  readonly state: ClaimState | 'silent' | 'dead';
  /** Until then the process counts this one as a user and does not end. */
  readonly release: () => void;
}

const PREFIX = 'storage-';
const SUFFIX = '.claim';

// A process that is blocked (Azurite saving a large folder) still has its connections accepted.
const ANSWER_TIMEOUT = 2000;

export function storageFile(folder: string): string {
  return join(folder, 'storage.json');
}

export function claimFile(folder: string, id: string): string {
  return join(folder, `${PREFIX}${id}${SUFFIX}`);
}

/** What `storage.json` says; undefined where it is missing or is none. Whether it is true, `hold` tells. */
export async function readStorageFile(folder: string): Promise<StorageFile | undefined> {
  const found = await readJson(storageFile(folder));
  return isClaim(found) && 'port' in found && typeof found.port === 'number'
    ? {...found, port: found.port}
    : undefined;
}

/** Writes a file so that a reader finds all of it or nothing. */
export async function writeWhole(path: string, content: object, id: string): Promise<void> {
  const draft = `${path}.${id}.tmp`;
  await writeFile(draft, `${JSON.stringify(content)}\n`);
  await rename(draft, path);
}

/**
 * The living claims on a folder, with what their processes say. Those of the dead are removed.
 */
export async function claimants(
  folder: string,
  except?: string,
): Promise<{readonly id: string; readonly state: ClaimState | 'silent'}[]> {
  const living: {id: string; state: ClaimState | 'silent'}[] = [];
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) continue;
    const id = name.slice(PREFIX.length, -SUFFIX.length);
    if (id === except) continue;
    const claim = await readJson(join(folder, name));
    // A claim that went while we looked was given up in order.
    if (!isClaim(claim)) continue;
    const {state, release} = await hold(claim);
    release();
    if (state === 'dead') await rm(join(folder, name), {force: true});
    else living.push({id, state});
  }
  return living;
}

/** Asks the process of a claim how it stands, and holds on to it until released. */
export function hold(claim: Claim): Promise<Hold> {
  return new Promise((resolve) => {
    const socket = connect(claim.control, '127.0.0.1');
    let heard = '';
    const settle = (state: Hold['state']): void => {
      clearTimeout(timer);
      socket.removeAllListeners('data').removeAllListeners('close').resume();
      // Holding keeps nobody alive: with the process its connection goes.
      socket.unref();
      resolve({state, release: () => socket.destroy()});
    };
    const timer = setTimeout(() => settle(socket.connecting ? 'dead' : 'silent'), ANSWER_TIMEOUT);
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('close', () => settle('dead'));
    socket.on('data', (text: string) => {
      heard += text;
      if (heard.includes('\n')) settle(stateOf(heard, claim.id));
      // Some other service has the port by now, and talks.
      else if (heard.length > 200) settle('dead');
    });
  });
}

/** Says to whoever connects which claim this is and how it stands. */
export function answer(socket: Socket, id: string, state: ClaimState): void {
  socket.on('error', () => undefined);
  socket.write(`${id} ${state}\n`);
}

function stateOf(heard: string, id: string): Hold['state'] {
  const [who, state] = heard.trim().split(' ');
  if (who !== id) return 'dead';
  return state === 'contending' || state === 'held' || state === 'ready' ? state : 'silent';
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isClaim(found: unknown): found is Claim {
  if (typeof found !== 'object' || found === null) return false;
  // Each property is looked at on this line.
  const {id, pid, control} = found as Partial<Record<keyof Claim, unknown>>;
  return typeof id === 'string' && typeof pid === 'number' && isPort(control);
}

function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65536;
}
