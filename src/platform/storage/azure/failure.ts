import {RestError} from '@azure/data-tables';
import {CodedError, isCoded} from '../../../kernel/errors.ts';

/** What became of a request that did not succeed. */
export interface Failure {
  /** The status of the answer, where there was one. */
  readonly status?: number;
  /** The service's or the network's code: `EntityAlreadyExists`, `ECONNRESET`. */
  readonly code: string;
  /** Whether another try may help. */
  readonly again: boolean;
  /** Whether the request may have been carried out all the same. */
  readonly unclear: boolean;
  /** In a transaction the operation that failed, where the service says. */
  readonly index?: number;
}

// Refused or not found before a byte was sent.
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

// What the service says of sizes that only it can count, as of a row that grew by merges.
const TOO_MUCH: ReadonlySet<string> = new Set([
  'EntityTooLarge',
  'PropertyValueTooLarge',
  'RequestBodyTooLarge',
  'TooManyProperties',
  'KeyValueTooLarge',
]);

/** Reads an error of the SDK. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof RestError)) {
    const code = error instanceof Error ? error.name : 'unknown';
    // What is no answer of the service is the end of the try's time, when the request may have arrived,
    // or a transaction's answer that broke off; but a TypeError or one of ours is final.
    const again = !isCoded(error) && !(error instanceof TypeError) && !(error instanceof RangeError);
    return {code, again, unclear: again};
  }
  const details = odataOf(error);
  const code = details.code ?? error.code ?? 'unknown';
  const status = error.statusCode;
  const again = status === undefined || status === 408 || status === 429 || status >= 500 || status < 300;
  return {
    code,
    again,
    unclear: again && !NEVER_SENT.has(code),
    ...(status === undefined ? {} : {status}),
    ...(details.index === undefined ? {} : {index: details.index}),
  };
}

/** Whether an error is the service's 404 for a row; one for a table is a mistake of the program. */
export function isAbsent(error: unknown): boolean {
  const {status, code} = failureOf(error);
  return status === 404 && code !== 'TableNotFound';
}

/** The code that an OData answer carries, and the `3:` with which a transaction's message begins. */
function odataOf(error: RestError): {code?: string; index?: number} {
  // The SDK types the parsed body as unknown.
  const body = error.details as {odataError?: {code?: string; message?: {value?: string}}} | undefined;
  const message = body?.odataError?.message?.value ?? error.message;
  const index = /^(\d+):/.exec(message)?.[1];
  return {
    ...(body?.odataError?.code === undefined ? {} : {code: body.odataError.code}),
    ...(index === undefined ? {} : {index: Number(index)}),
  };
}

/**
 * The error that leaves the driver. The SDK's own error holds the request with its signature and the
 * rows, so it is not passed on: a cause with status and code stands in its place.
 */
export function unreachable(operation: string, table: string, error: unknown): CodedError {
  if (isCoded(error)) return error;
  const {status, code} = failureOf(error);
  if (TOO_MUCH.has(code)) {
    return new CodedError('storage/limit', {what: operation, limit: code, found: table});
  }
  const cause = new Error(`${error instanceof Error ? error.name : 'Error'} ${status ?? ''} ${code}`);
  const reason = status === undefined ? code : `${status} ${code}`;
  return new CodedError('storage/unreachable', {operation, table, reason}, {cause});
}
