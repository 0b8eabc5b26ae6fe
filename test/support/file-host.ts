import {once} from 'node:events';
import {createServer, type IncomingMessage, type RequestListener} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo} from 'node:net';

/** What was put there, or asked for. */
export interface FileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface FileHost {
  /** Without a path. */
  readonly url: string;
  readonly requests: FileRequest[];
  /** What it hands out, by path. A function writes as it likes. */
  readonly files: Map<string, Uint8Array | RequestListener>;
  /** The fates of the next uploads: a status, or a cut connection. */
  readonly fates: (number | 'reset' | 'hang')[];
  stop(): Promise<void>;
}

/**
 * The place where a channel keeps people's files: hands out and takes in over real HTTP.
 *
 * @param tls with these over HTTPS
 */
export async function startFileHost(tls?: {readonly key: string; readonly cert: string}): Promise<FileHost> {
  const requests: FileRequest[] = [];
  const files: FileHost['files'] = new Map();
  const fates: FileHost['fates'] = [];
  const listener: RequestListener = (request, response) => {
    const handle = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const {method = '', url: path = '', headers} = request;
      requests.push({method, path, headers, body: Buffer.concat(chunks)});
      if (method === 'PUT') {
        const fate = fates.shift() ?? 201;
        if (fate === 'reset') request.socket.destroy();
        if (typeof fate !== 'number') return;
        response.statusCode = fate;
        if (fate >= 300 && fate < 400) response.setHeader('location', '/elsewhere');
        response.end('{}');
        return;
      }
      const file = files.get(path);
      if (typeof file === 'function') {
        file(request, response);
        return;
      }
      response.statusCode = file === undefined ? 404 : 200;
      response.end(file === undefined ? '' : Buffer.from(file));
    };
    // Whoever asked went away in the middle.
    handle().catch(() => request.socket.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    ...{requests, files, fates},
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
