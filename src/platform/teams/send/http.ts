import {AsyncLocalStorage} from 'node:async_hooks';
import type {ConfigurationBotFrameworkAuthentication} from 'botbuilder';
import type {MaySend} from './hosts.ts';

// The SDK names these types in packages that are not ours to import.
type ClientOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
export type ConnectorHttp = NonNullable<ClientOptions['httpClient']>;

/** One request of the sender, noted where it happens: the SDK's errors do not tell before from after. */
export interface Attempt {
  /** Awaited when all is ready, for the limits' last door; false where nothing may go out now. */
  readonly leave: () => Promise<boolean>;
  /** Asked after that; the socket comes next. */
  readonly mayStart: () => boolean;
  state: 'new' | 'forbidden' | 'held-back' | 'started' | 'not-connected' | 'answered';
  status: number;
  /** The error's code in the answer. */
  code: string;
  /** Milliseconds that the answer asks to wait. */
  retryAfter: number | undefined;
}

/** The attempt that the requests made within belong to; answers of turns have none. */
export const attempts = new AsyncLocalStorage<Attempt>();

export const REQUEST_MS = 10_000;
// A turn has no time for more; 429 means that nothing was taken, so the SDK may try once more.
const TURN_PATIENCE_MS = 2_000;

/** Errors that come before anything was written. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Thrown so that nobody below tries again: the SDK's client repeats only errors that it knows. */
export class RequestFailed extends Error {
  constructor(what: string) {
    super(`the request to the channel failed: ${what}`);
    this.name = 'RequestFailed';
  }
}

/**
 * The innermost HTTP client of the connector, under the SDK's own retries. They would post a message again
 * after a 500 or a reset, up to four times, though it may have been taken; so whatever they would repeat is
 * thrown as an error that they do not know. Each request has a deadline and may only go to listed hosts.
 */
export function connectorHttp(maySend: MaySend, requestMs = REQUEST_MS): ConnectorHttp {
  return {
    async sendRequest(request) {
      const {url, method, headers} = request;
      const body: unknown = request.body;
      const attempt = attempts.getStore();
      if (!maySend(url)) {
        if (attempt !== undefined) attempt.state = 'forbidden';
        throw new RequestFailed('the host is not listed');
      }
      const fields = headers.toJson();
      // Said by fetch itself, in bytes.
      delete fields['content-length'];
      delete fields['accept-encoding'];
      if (attempt !== undefined) {
        if (!(await attempt.leave()) || !attempt.mayStart()) {
          attempt.state = 'held-back';
          throw new RequestFailed('it may not go out now');
        }
        attempt.state = 'started';
      }
      const answer = await exchange(url, method, fields, bodyOf(body), requestMs, attempt);
      const after = retryAfterOf(answer.headers['retry-after']);
      if (attempt !== undefined) {
        attempt.state = 'answered';
        attempt.status = answer.status;
        attempt.code = codeOf(answer.text);
        attempt.retryAfter = after;
      }
      const {status} = answer;
      const brief =
        attempt === undefined && status === 429 && after !== undefined && after <= TURN_PATIENCE_MS;
      if (!brief && (status === 408 || status === 429 || status >= 500 || (status >= 300 && status < 400))) {
        throw new RequestFailed(`status ${status}`);
      }
      const received = headers.clone();
      for (const name of received.headerNames()) received.remove(name);
      for (const [name, value] of Object.entries(answer.headers)) received.set(name, value);
      return {status, headers: received, request, bodyAsText: answer.text};
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

async function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
  ms: number,
  attempt: Attempt | undefined,
): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(ms);
    // A redirection would carry the token to a host that nobody listed.
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : {body}),
    });
    const text = await response.text();
    const received = Object.fromEntries(response.headers);
    // fetch has unpacked it already.
    delete received['content-encoding'];
    delete received['content-length'];
    return {status: response.status, headers: received, text};
  } catch (error) {
    if (attempt !== undefined && isNotConnected(error)) attempt.state = 'not-connected';
    throw new RequestFailed('no answer');
  }
}

function isNotConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const causes = cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause];
  return (
    causes.length > 0 && causes.every((c) => NOT_CONNECTED.has(String((c as {code?: unknown} | null)?.code)))
  );
}

function bodyOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  // The connector's requests are JSON; files go elsewhere.
  if (typeof body !== 'string') throw new RequestFailed('a body that is no text');
  return body;
}

function codeOf(text: string): string {
  try {
    const {error} = JSON.parse(text) as {error?: {code?: unknown}};
    return typeof error?.code === 'string' ? error.code : '';
  } catch {
    return '';
  }
}

/** Seconds, as Teams writes it; a date is not read, the usual pause then does. */
function retryAfterOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}(\.\d+)?$/.test(header) ? Number(header) * 1000 : undefined;
}
