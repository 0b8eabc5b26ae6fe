import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** Teams's windows for one conversation, in milliseconds and requests. */
const CONVERSATION_WINDOWS = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
/** And for an app in a tenant. */
export const APP_A_SECOND = 50;

/** What Teams took for one conversation. */
export interface Taken {
  /** On this process's monotonic clock. */
  readonly at: number[];
}

export interface LimitedTeams {
  readonly url: string;
  readonly taken: ReadonlyMap<string, Taken>;
  /** All that came in. */
  readonly requests: () => number;
  /** Requests that went over one of the windows; they are answered 429 and not taken. */
  readonly exceeded: () => number;
  /** How many came to which trouble. */
  readonly troubles: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export interface Troubles {
  /** Of all requests, from 0 up to 1. */
  readonly share: number;
  readonly seed: number;
}

/**
 * A stand-in for Teams over real HTTP that keeps its limits as Teams does: whoever goes over one is answered 429.
 * A share of the requests meets trouble: 429, 502, 503, or a connection that is cut; behind 502 and a cut the
 * message was taken every second time.
 */
export async function startLimitedTeams(troubled?: Troubles): Promise<LimitedTeams> {
  const taken = new Map<string, Taken>();
  const troubles = new Map<string, number>();
  const ofApp: number[] = [];
  const random = randomFrom(troubled?.seed ?? 1);
  let requests = 0;
  let exceeded = 0;

  function isOver(conversation: string, now: number): boolean {
    while ((ofApp[0] ?? now) <= now - 1_000) ofApp.shift();
    if (ofApp.length >= APP_A_SECOND) return true;
    const at = taken.get(conversation)?.at ?? [];
    return CONVERSATION_WINDOWS.some(([ms, most]) => at.filter((t) => t > now - ms).length >= most);
  }

  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const now = performance.now();
      requests++;
      const conversation = decodeURIComponent((request.url ?? '').split('/')[3] ?? '');
      const answer = (status: number, headers: Record<string, string> = {}) => {
        response.writeHead(status, {'content-type': 'application/json', ...headers});
        response.end(JSON.stringify(status === 201 ? {id: `a-${requests}`} : {error: {code: 'Trouble'}}));
      };
      const take = (): void => {
        ofApp.push(now);
        const known = taken.get(conversation) ?? {at: []};
        known.at.push(now);
        taken.set(conversation, known);
      };
      if (isOver(conversation, now)) {
        exceeded++;
        answer(429, {'retry-after': '1'});
        return;
      }
      if (random() >= (troubled?.share ?? 0)) {
        take();
        answer(201);
        return;
      }
      const kind = ['429', '502', '503', 'dropped'][Math.floor(random() * 4)] ?? '429';
      troubles.set(kind, (troubles.get(kind) ?? 0) + 1);
      if ((kind === '502' || kind === 'dropped') && random() < 0.5) take();
      if (kind === 'dropped') request.socket.destroy();
      else answer(Number(kind), kind === '429' ? {'retry-after': '1'} : {});
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    requests: () => requests,
    exceeded: () => exceeded,
    troubles,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
