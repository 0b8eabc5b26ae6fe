import {Agent, request} from 'node:http';

export interface Knocked {
  readonly status: number;
  readonly text: string;
}

/** Posts bodies over connections that are kept, many a second. */
export function knocker(url: string, headers: Readonly<Record<string, string>> = {}) {
  const agent = new Agent({keepAlive: true, maxSockets: 16});
  const {hostname, port} = new URL(url);
  return {
    knock(body: string): Promise<Knocked> {
      return new Promise((resolve, reject) => {
        const length = Buffer.byteLength(body);
        const asked = request(
          {
            ...{agent, hostname, port, method: 'POST', path: '/api/messages'},
            headers: {'content-type': 'application/json', 'content-length': length, ...headers},
          },
          (response) => {
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => (text += chunk));
            response.on('end', () => resolve({status: response.statusCode ?? 0, text}));
            response.on('error', reject);
          },
        );
        asked.on('error', reject);
        asked.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
