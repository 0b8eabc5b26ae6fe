import {connect, createServer, type AddressInfo, type Server, type Socket} from 'node:net';

/**
 * How the way to the storage is:
 * - `open`: as it should be
 * - `slow`: each piece of an answer comes so late that nobody waits for it
 * - `refused`: nobody listens
 * - `cut`: connections end as soon as something is asked
 * - `silent`: connections are taken, and nothing ever comes
 */
export type Way = 'open' | 'slow' | 'refused' | 'cut' | 'silent';

const SLOW_MS = 20_000;

export interface StorageGate {
  /** The connection string of the storage, by way of the gate. */
  readonly through: (connectionString: string) => string;
  /** Changes the way at once, also for connections that are open. */
  set(way: Way): Promise<void>;
  /** Connections that are open just now. */
  readonly open: () => number;
  stop(): Promise<void>;
}

/** A way to one port of this machine, below HTTP, that can be made bad and good again. */
export async function startStorageGate(target: number): Promise<StorageGate> {
  let way: Way = 'open';
  let port = 0;
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  function take(socket: Socket): void {
    const onward = connect(target, '127.0.0.1');
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        (one === socket ? onward : socket).destroy();
      });
    }
    socket.on('data', (piece) => {
      if (way === 'cut') socket.destroy();
      else if (way !== 'silent') onward.write(piece);
    });
    onward.on('data', (piece) => {
      if (way === 'slow') later(SLOW_MS, () => socket.write(piece));
      else if (way === 'open') socket.write(piece);
    });
  }

  const listen = () =>
    new Promise<void>((resolve) => {
      server = createServer(take).listen(port, '127.0.0.1', () => {
        // A server on TCP has such an address.
        ({port} = server?.address() as AddressInfo);
        resolve();
      });
    });
  function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
      server = undefined;
    });
  }

  await listen();
  return {
    through: (connectionString) => connectionString.replace(`:${target}/`, `:${port}/`),
    async set(next) {
      way = next;
      if (next === 'refused') await close();
      // What was under way meets with the same as what comes.
      else if (server === undefined) await listen();
      else if (next === 'cut') for (const socket of sockets) socket.destroy();
    },
    // Each stands for two, one on either side.
    open: () => sockets.size / 2,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await close();
    },
  };
}
