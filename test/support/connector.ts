import {once} from 'node:events';
import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';

/** What the bot asked of the channel. */
export interface Sent {
  readonly method: 'post' | 'put' | 'create' | 'delete';
  /** The conversation it went to; for `create` the new one. */
  readonly conversation: string;
  /** Of the activity that was replaced or answered. */
  readonly activityId: string | undefined;
  readonly activity: SentActivity;
  /** What the channel answered as its id. */
  readonly id: string;
  /** On this process's monotonic clock, in milliseconds. */
  readonly at: number;
}

export interface SentActivity {
  readonly type: string;
  readonly text?: string;
  readonly summary?: string;
  readonly attachments?: readonly SentAttachment[];
}

export interface SentAttachment {
  readonly contentType: string;
  readonly content: Record<string, unknown>;
  readonly name?: string;
  readonly contentUrl?: string;
}

/**
 * What befalls a request:
 * - a number: it is not taken, and answered with that status
 * - `reset`: it is taken, and the connection is cut
 * - `hang`: it is taken, and nothing ever comes
 * - with a code or seconds: as a status, with the error's code and Retry-After
 */
export type Failure =
  number | 'reset' | 'hang' | {readonly status: number; readonly code?: string; readonly retryAfter?: number};

export interface Connector {
  readonly url: string;
  readonly sent: Sent[];
  /** What the channel says of its members, by their id there; of others no more than the id. */
  readonly members: Map<string, Readonly<Record<string, unknown>> | 'hang' | 'missing'>;
  /** How often somebody was looked up. */
  readonly lookUps: () => number;
  /** The fates of the next requests. */
  readonly failures: Failure[];
  /** All requests, also those that were not taken. */
  readonly requests: () => number;
  /**
   * Is awaited when a request has come in whole, and when it was taken but not yet answered. What throws
   * cuts the connection.
   */
  onRequest: ((when: 'before' | 'after', conversation: string) => void | Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** A fake of the channel's side: takes what a bot sends over real HTTP, and remembers it. */
export async function startConnector(): Promise<Connector> {
  const sent: Sent[] = [];
  const failures: Failure[] = [];
  let made = 0;
  let requests = 0;
  let lookUps = 0;
  const members: Connector['members'] = new Map();
  const server = createServer((request, response) => {
    const handle = async (): Promise<void> => {
      const body = await bodyOf(request);
      // The browser client's connector stands under a path of its own.
      const path = new URL(request.url ?? '', 'http://localhost').pathname.replace(/^\/_connector\//, '/');
      const parts = path.split('/').slice(1).map(decodeURIComponent);
      if (request.method === 'GET' && parts[3] === 'members') {
        lookUps++;
        const id = parts[4] ?? '';
        const member = members.get(id);
        if (member === 'hang') return;
        response.writeHead(member === 'missing' ? 404 : 200, {'content-type': 'application/json'});
        response.end(JSON.stringify(member === 'missing' ? {error: {code: 'NotFound'}} : {id, ...member}));
        return;
      }
      requests++;
      await connector.onRequest?.('before', parts[2] ?? '');
      const failure = failures.shift();
      const answer = (status: number, value: unknown, headers: Record<string, string> = {}) => {
        response.writeHead(status, {'content-type': 'application/json', ...headers});
        response.end(JSON.stringify(value));
      };
      if (typeof failure === 'number' || typeof failure === 'object') {
        const {
          status,
          code = 'Forced',
          retryAfter,
        } = typeof failure === 'number' ? {status: failure, retryAfter: undefined} : failure;
        const headers = retryAfter === undefined ? {} : {'retry-after': String(retryAfter)};
        answer(status, {error: {code, message: 'forced by the test'}}, headers);
        return;
      }
      if (parts[0] !== 'v3' || parts[1] !== 'conversations') {
        answer(404, {});
        return;
      }
      const activity = body as SentActivity;
      const at = performance.now();
      let status = 201;
      let id: string;
      if (parts.length === 2) {
        made++;
        id = `made-${made}`;
        sent.push({method: 'create', conversation: id, activityId: undefined, activity, id, at});
      } else {
        const method = ({PUT: 'put', DELETE: 'delete'} as const)[request.method ?? ''] ?? 'post';
        if (method !== 'post') status = 200;
        id = method === 'post' ? `sent-${sent.length + 1}` : (parts[4] ?? '');
        const said = method === 'delete' ? {type: 'deleted'} : activity;
        sent.push({method, conversation: parts[2] ?? '', activityId: parts[4], activity: said, id, at});
      }
      if (failure === 'reset') request.socket.destroy();
      else if (failure !== 'hang') {
        await connector.onRequest?.('after', parts[2] ?? '');
        answer(status, {id});
      }
    };
    // Whoever asked was killed: nobody hears the answer.
    handle().catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const connector: Connector = {
    url: `http://127.0.0.1:${port}`,
    sent,
    failures,
    requests: () => requests,
    members,
    lookUps: () => lookUps,
    onRequest: undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return connector;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
