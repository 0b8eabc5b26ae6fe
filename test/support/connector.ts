import {once} from 'node:events';
import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';

/** What the bot asked of the channel. */
export interface Sent {
  readonly method: 'post' | 'put' | 'create';
  /** The conversation it went to; for `create` the new one. */
  readonly conversation: string;
  /** Of the activity that was replaced or answered. */
  readonly activityId: string | undefined;
  readonly activity: SentActivity;
}

export interface SentActivity {
  readonly type: string;
  readonly text?: string;
  readonly summary?: string;
  readonly attachments?: readonly {readonly contentType: string; readonly content: Record<string, unknown>}[];
}

export interface Connector {
  readonly url: string;
  readonly sent: Sent[];
  /** Statuses with which the next requests are answered instead of being taken. */
  readonly failures: number[];
  stop(): Promise<void>;
}

/** A fake of the channel's side: takes what a bot sends over real HTTP, and remembers it. */
export async function startConnector(): Promise<Connector> {
  const sent: Sent[] = [];
  const failures: number[] = [];
  let made = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const failure = failures.shift();
      const answer = (status: number, value: unknown) => {
        response.writeHead(status, {'content-type': 'application/json'});
        response.end(JSON.stringify(value));
      };
      if (failure !== undefined) {
        answer(failure, {error: {code: 'Forced', message: 'forced by the test'}});
        return;
      }
      const path = new URL(request.url ?? '', 'http://localhost').pathname;
      const parts = path.split('/').slice(1).map(decodeURIComponent);
      const activity = body as SentActivity;
      if (parts[0] !== 'v3' || parts[1] !== 'conversations') {
        answer(404, {});
      } else if (parts.length === 2) {
        made++;
        const conversation = `made-${made}`;
        sent.push({method: 'create', conversation, activityId: undefined, activity});
        answer(201, {id: conversation});
      } else {
        const method = request.method === 'PUT' ? 'put' : 'post';
        sent.push({method, conversation: parts[2] ?? '', activityId: parts[4], activity});
        answer(method === 'put' ? 200 : 201, {id: `sent-${sent.length}`});
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    failures,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
