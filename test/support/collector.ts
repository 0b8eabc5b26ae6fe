import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {gunzipSync} from 'node:zlib';

/** One figure as it stands at a collector: how often, and which sum. */
export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly count: number;
  readonly sum: number;
}

export interface Collector {
  readonly url: string;
  /** What came in last, of each metric and its attributes. */
  points(name?: string): readonly Point[];
  /** Bodies of all requests so far, as text. */
  readonly bodies: string[];
  /** What is answered. */
  status: number;
  stop(): Promise<void>;
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: {readonly stringValue?: string};
}
interface OtlpBody {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly {
        readonly name: string;
        readonly unit: string;
        readonly histogram?: {
          readonly dataPoints: readonly {
            readonly attributes: readonly OtlpAttribute[];
            readonly count: number;
            readonly sum: number;
          }[];
        };
      }[];
    }[];
  }[];
}

/** A collector that takes OTLP in JSON over real HTTP, or whatever comes over TLS. Sums are cumulative, so the last ones are all there is. */
export async function startCollector(tls?: {key: string; cert: string}): Promise<Collector> {
  const points = new Map<string, Point>();
  const bodies: string[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      bodies.push(text);
      if (collector.status === 200 && request.url === '/v1/metrics') take(JSON.parse(text) as OtlpBody);
      response.writeHead(collector.status, {'content-type': 'application/json'});
      response.end(
        request.url === '/v1/metrics' ? '{}' : '{"itemsReceived":1,"itemsAccepted":1,"errors":[]}',
      );
    });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  function take({resourceMetrics}: OtlpBody): void {
    for (const {name, unit, histogram} of resourceMetrics
      .flatMap(({scopeMetrics}) => scopeMetrics)
      .flatMap(({metrics}) => metrics)) {
      for (const {attributes, count, sum} of histogram?.dataPoints ?? []) {
        const named = Object.fromEntries(attributes.map(({key, value}) => [key, value.stringValue ?? '']));
        points.set(`${name} ${JSON.stringify(named)}`, {name, unit, attributes: named, count, sum});
      }
    }
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on TCP has such an address.
  const {port} = server.address() as AddressInfo;
  const collector: Collector = {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    points: (name) => [...points.values()].filter((point) => name === undefined || point.name === name),
    bodies,
    status: 200,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return collector;
}
