import type {IncomingMessage} from 'node:http';

/** A request's body: the value that it holds, or the status of its refusal. */
export type Body =
  | {readonly kind: 'read'; readonly value: unknown}
  | {readonly kind: 'refused'; readonly status: 400 | 413}
  /** The sender went away before its end. */
  | {readonly kind: 'gone'};

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a body of JSON. The server's own parsers also unpack archives and write uploads to files, before
 * anybody knows who sends them, and a broken archive ends the process there; here neither is taken.
 *
 * @param limit in bytes; what comes beyond it is let pass without being kept
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<Body> {
  const {'content-type': type = '', 'content-encoding': encoding = 'identity'} = request.headers;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A request without an encoding yields buffers. It is read to its end in any case: who is still sending
    // hears no answer.
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return {kind: 'gone'};
  }
  if (size > limit) return {kind: 'refused', status: 413};
  if (!JSON_TYPE.test(type) || encoding !== 'identity') return {kind: 'refused', status: 400};
  try {
    return {kind: 'read', value: JSON.parse(Buffer.concat(chunks).toString('utf8'))};
  } catch {
    return {kind: 'refused', status: 400};
  }
}
