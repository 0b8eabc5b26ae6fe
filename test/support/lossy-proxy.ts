import {createServer, request as httpRequest, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/**
 * What befalls one request:
 * - `drop-answer`: it is carried out, then the connection is cut
 * - `cut-answer`: it is carried out, half of the answer's bytes come
 * - `late-503`: it is carried out, and 503 is answered
 * - `hang`: it is carried out, and nothing ever comes
 * - `refuse-503`: 503 without passing it on
 * - `drop-request`: cut without passing it on
 */
export type Fault = 'drop-answer' | 'cut-answer' | 'late-503' | 'hang' | 'refuse-503' | 'drop-request';

export interface LossyProxy {
  readonly port: number;
  /** The connection string of a storage, by way of the proxy. */
  readonly through: (connectionString: string) => string;
  /**
   * Arranges the fate of the next request, then of the one after it, and so on.
   *
   * @param meanwhile is awaited after the fault's request was carried out, before its answer is lost
   */
  readonly fail: (fault: Fault, meanwhile?: () => Promise<unknown>) => void;
  /** Forgets what was arranged and has not happened. */
  readonly clear: () => void;
  /**
   * Is awaited when a request has come in whole, and when it was carried out but not yet answered. What
   * throws cuts the connection.
   */
  onRequest: ((when: 'before' | 'after', method: string, url: string) => void | Promise<void>) | undefined;
  /** Methods of the requests so far. */
  readonly seen: string[];
  readonly stop: () => Promise<void>;
}

/** A proxy before one port of this machine that loses what it is told to lose. */
export async function startLossyProxy(target: number): Promise<LossyProxy> {
  const faults: {fault: Fault; meanwhile: (() => Promise<unknown>) | undefined}[] = [];
  const seen: string[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    seen.push(request.method ?? '');
    const next = faults.shift();
    const body = await bytesOf(request);
    const {method = '', url = ''} = request;
    await proxy.onRequest?.('before', method, url);
    if (next?.fault === 'drop-request') {
      request.socket.destroy();
      return;
    }
    if (next?.fault === 'refuse-503') {
      send(response, 503);
      return;
    }
    const answer = await forward(target, request, body);
    await proxy.onRequest?.('after', method, url);
    await next?.meanwhile?.();
    switch (next?.fault) {
      case undefined:
        send(response, answer.status, answer.headers, answer.body);
        return;
      case 'drop-answer':
        request.socket.destroy();
        return;
      case 'cut-answer':
        // A length that will not come, so the reader sees that the answer broke off.
        response.writeHead(answer.status, {...answer.headers, 'content-length': answer.body.length + 10});
        response.write(answer.body.subarray(0, answer.body.length / 2), () => request.socket.destroy());
        return;
      case 'late-503':
        send(response, 503);
        return;
      case 'hang':
        return;
    }
  };

  const server = createServer((request, response) => {
    // The storage went away: to the client that is a lost answer too.
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on TCP has such an address.
  const {port} = server.address() as AddressInfo;
  const proxy: LossyProxy = {
    port,
    seen,
    onRequest: undefined,
    through: (connectionString) => connectionString.replace(`:${target}/`, `:${port}/`),
    fail: (fault, meanwhile) => faults.push({fault, meanwhile}),
    clear: () => void faults.splice(0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

// In two steps: where restify is loaded in the same process, its writeHead gives nothing back to chain on.
function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[] | undefined> = {},
  body?: Buffer,
): void {
  response.writeHead(status, headers);
  response.end(body);
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // A request without an encoding yields buffers.
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

function forward(port: number, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const {method, url, headers} = request;
    const onward = httpRequest(
      {host: '127.0.0.1', port, method, path: url, headers, agent: false},
      (answer) => {
        bytesOf(answer).then((bytes) => {
          const {'transfer-encoding': _chunked, connection: _connection, ...kept} = answer.headers;
          const length = answer.statusCode === 204 ? {} : {'content-length': String(bytes.length)};
          resolve({status: answer.statusCode ?? 502, headers: {...kept, ...length}, body: bytes});
        }, reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}
