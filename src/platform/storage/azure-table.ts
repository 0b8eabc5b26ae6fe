import {randomInt, randomUUID} from 'node:crypto';
import {TableClient, TableServiceClient, type TableServiceClientOptions} from '@azure/data-tables';
import type {TokenCredential} from '@azure/identity';
import type {Clock} from '../clock.ts';
import {createBreaker, resting} from './azure/breaker.ts';
import {unreachable} from './azure/failure.ts';
import {azureReads} from './azure/reads.ts';
import {DEFAULT_POLICY, retry, type Request, type RetryPolicy} from './azure/retry.ts';
import {azureWrites} from './azure/writes.ts';
import {checkTableName} from './limits.ts';
import type {Storage, Table} from './table.ts';

// The SDK does not export the type.
type PipelinePolicy = NonNullable<TableServiceClientOptions['additionalPolicies']>[number]['policy'];

export interface AzureOptions {
  readonly clock: Clock;
  /** Whether plain http is taken; by default only where the endpoint is this machine. */
  readonly allowInsecure?: boolean;
  /** Makes the id that marks a write, 36 characters at most. */
  readonly newId?: () => string;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly policy?: RetryPolicy;
}

/** The way to an account: a connection string as the portal shows it, or its address and who enters. */
export type Account = string | {readonly url: string; readonly credential: TokenCredential};

/**
 * Tables of Azure Storage, or of Azurite where the endpoint is this machine.
 *
 * @param account a connection string appears in no error
 * @throws CodedError `storage/unreachable` where the connection string cannot be read
 */
export function connectTables(account: Account, options: AzureOptions): Storage {
  const {clock, newId = randomUUID, random = jitter, policy = DEFAULT_POLICY} = options;
  const local = isLocal(typeof account === 'string' ? account : `TableEndpoint=${account.url}`);
  const clientOptions: TableServiceClientOptions = {
    allowInsecureConnection: options.allowInsecure ?? local,
    // The SDK's four tries take over 6 s, and do not know their own writes again.
    retryOptions: {maxRetries: 0},
    ...(local ? {additionalPolicies: [{policy: escapeLongBodies, position: 'perRetry'}]} : {}),
  };
  const service = readable(() =>
    typeof account === 'string'
      ? TableServiceClient.fromConnectionString(account, clientOptions)
      : new TableServiceClient(account.url, account.credential, clientOptions),
  );

  const breaker = createBreaker(clock);
  const request: Request = async (operation, table, callOptions, run) => {
    const signal = callOptions?.signal;
    try {
      return await retry(run, signal, {clock, random, policy, breaker}, () => resting(operation, table));
    } catch (error) {
      signal?.throwIfAborted();
      throw unreachable(operation, table, error);
    }
  };

  const tables = new Map<string, Table>();
  const open = (name: string): Table => {
    checkTableName(name);
    const client =
      typeof account === 'string'
        ? TableClient.fromConnectionString(account, name, clientOptions)
        : new TableClient(account.url, name, account.credential, clientOptions);
    return {name, ...azureReads(client, request), ...azureWrites(client, request, newId)};
  };

  return {
    kind: local ? 'azurite' : 'azure',
    table: (name) => {
      const table = tables.get(name) ?? open(name);
      tables.set(name, table);
      return table;
    },
    ensure: async (names, callOptions) => {
      names.forEach(checkTableName);
      for (const name of names) {
        await request('ensure', name, callOptions, (signal) =>
          service.createTable(name, {abortSignal: signal}),
        );
      }
    },
    drop: async (name, callOptions) => {
      checkTableName(name);
      await request('drop', name, callOptions, (signal) => service.deleteTable(name, {abortSignal: signal}));
    },
    names: (callOptions) =>
      request('names', '', callOptions, async (signal) => {
        const names: string[] = [];
        for await (const {name} of service.listTables({abortSignal: signal})) {
          if (name !== undefined) names.push(name);
        }
        return names.sort();
      }),
    ping: (callOptions) =>
      request('ping', '', callOptions, async (signal) => {
        const pages = service.listTables({abortSignal: signal}).byPage({maxPageSize: 1});
        await pages.next();
      }),
    // The SDK's idle connections keep no process alive, and there is no way to end them.
    close: () => Promise.resolve(),
  };
}

// Azurite decodes a request piece by piece (64 KiB each) and so breaks a character that lies across two
// of them, silently. A long body goes out in ASCII, unless that makes it longer than Azurite takes.
const PIECE = 32 * 1024;
const LONGEST = 1024 * 1024;

const escapeLongBodies: PipelinePolicy = {
  name: 'escapeLongBodies',
  sendRequest: (request, next) => {
    const {body} = request;
    // Transactions are decoded whole.
    if (typeof body === 'string' && body.length * 3 > PIECE && !request.url.includes('$batch')) {
      const ascii = body.replace(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      if (ascii.length < LONGEST) {
        request.body = ascii;
        request.headers.set('content-length', ascii.length);
      }
    }
    return next(request);
  },
};

function isLocal(connectionString: string): boolean {
  return (
    /(^|;)\s*(UseDevelopmentStorage=true|AccountName=devstoreaccount1)\s*(;|$)/i.test(connectionString) ||
    /TableEndpoint=https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/;]/i.test(connectionString)
  );
}

function readable<T>(connect: () => T): T {
  try {
    return connect();
  } catch {
    // The SDK's message may quote the string, so it goes no further.
    throw unreachable('connect', '', new TypeError('the connection string cannot be read'));
  }
}

// Spreads the retries of several instances; nothing depends on it.
function jitter(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
