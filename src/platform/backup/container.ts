import {createHash} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import {PassThrough, Transform, type Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type {ContainerClient} from '@azure/storage-blob';
import {CodedError} from '../../kernel/errors.ts';
import {Temporal} from '../../kernel/time.ts';
import type {TokenCredential} from '../access/entra.ts';

/** One backup that lies in the container. */
export interface StoredBackup {
  readonly name: string;
  /** When it was whole. */
  readonly at: Temporal.Instant;
  readonly bytes: number;
}

/** Where backups go by themselves: blobs in another account, which nobody can change while the account says so. */
export interface BackupContainer {
  readonly has: (name: string, signal: AbortSignal) => Promise<boolean>;
  /**
   * Stores a stream under a new name. Until its last byte is there nothing is to be seen of it.
   *
   * @param fill writes all of it and resolves, or rejects: then nothing is stored
   * @returns false where somebody else was faster
   * @throws CodedError `backup/container`; whatever `fill` throws
   */
  readonly store: (
    name: string,
    fill: (to: Writable) => Promise<unknown>,
    signal: AbortSignal,
  ) => Promise<boolean>;
  /** All of them, the oldest first. */
  readonly list: (signal: AbortSignal) => Promise<readonly StoredBackup[]>;
  /**
   * Copies one into a new file. It has its name only once it is whole.
   *
   * @returns its SHA-256 in hexadecimal digits
   * @throws CodedError `backup/absent`, `backup/unreadable`, `backup/container`
   */
  readonly fetch: (name: string, file: string, signal: AbortSignal) => Promise<string>;
}

// Two blocks under way and one being filled are all that is in memory.
const BLOCK_BYTES = 4 * 1024 * 1024;
const BLOCKS_AT_ONCE = 2;
/** The job comes again by itself. */
const RETRIES = {maxTries: 3, retryDelayInMs: 300, maxRetryDelayInMs: 2_000} as const;

/**
 * @param url of the container; one that carries a signature of its own needs no identity
 * @param credential who enters
 */
export function backupContainer(url: string, credential: TokenCredential | undefined): BackupContainer {
  let opened: Promise<ContainerClient> | undefined;
  // Loaded when the first backup is due: 20 MB that no turn needs.
  const open = () =>
    (opened ??= import('@azure/storage-blob').then(({AnonymousCredential, ContainerClient}) => {
      const signed = new URL(url).searchParams.has('sig');
      const entering = signed || credential === undefined ? new AnonymousCredential() : credential;
      return new ContainerClient(url, entering, {retryOptions: RETRIES});
    }));

  async function ask<T>(work: (client: ContainerClient) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await work(await open());
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CodedError) throw error;
      throw new CodedError('backup/container', {reason: reasonOf(error)}, {cause: shortened(error)});
    }
  }

  return {
    has: (name, signal) =>
      ask((client) => client.getBlockBlobClient(name).exists({abortSignal: signal}), signal),

    async store(name, fill, signal) {
      let failed: Error | undefined;
      const stored = ask(async (client) => {
        const stream = new PassThrough();
        const filled = fill(stream).catch((error: unknown) => {
          failed = error instanceof Error ? error : new Error('not filled');
          stream.destroy(failed);
        });
        try {
          await client.getBlockBlobClient(name).uploadStream(stream, BLOCK_BYTES, BLOCKS_AT_ONCE, {
            abortSignal: signal,
            conditions: {ifNoneMatch: '*'},
            blobHTTPHeaders: {blobContentType: 'application/gzip'},
          });
          return true;
        } catch (error) {
          stream.destroy();
          if (statusOf(error) === 409 || statusOf(error) === 412) return false;
          throw error;
        } finally {
          await filled;
        }
      }, signal);
      // What went wrong on the way here says more than that the upload ended.
      return stored.catch((error: unknown) => {
        throw failed ?? error;
      });
    },

    list: (signal) =>
      ask(async (client) => {
        const found: StoredBackup[] = [];
        for await (const {name, properties} of client.listBlobsFlat({abortSignal: signal})) {
          const at = Temporal.Instant.fromEpochMilliseconds(properties.lastModified.getTime());
          found.push({name, at, bytes: properties.contentLength ?? 0});
        }
        return found.sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
      }, signal),

    fetch: (name, file, signal) =>
      ask(async (client) => {
        const hash = createHash('sha256');
        const part = `${file}.part`;
        try {
          const answer = await client.getBlockBlobClient(name).download(0, undefined, {abortSignal: signal});
          const body = answer.readableStreamBody;
          if (body === undefined) throw new CodedError('backup/absent', {name});
          const hashing = new Transform({
            transform(piece: Buffer, _encoding, done) {
              hash.update(piece);
              done(undefined, piece);
            },
          });
          await pipeline(body, hashing, createWriteStream(part, {mode: 0o600, flags: 'wx'}), {signal});
          await rename(part, file);
          return hash.digest('hex');
        } catch (error) {
          const {code = ''} = error as NodeJS.ErrnoException;
          if (code !== 'EEXIST') await rm(part, {force: true});
          if (statusOf(error) === 404) throw new CodedError('backup/absent', {name});
          if (/^E[A-Z]+$/.test(code)) throw new CodedError('backup/unreadable', {file, reason: code});
          throw error;
        }
      }, signal),
  };
}

function statusOf(error: unknown): number | undefined {
  const {statusCode} = error as {statusCode?: unknown};
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** The service's or the network's word for it. */
function reasonOf(error: unknown): string {
  const {code} = error as {code?: unknown};
  const word = typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
  return [statusOf(error), word].filter((part) => part !== undefined).join(' ');
}

// The SDK's own error holds the request, and a signature may stand in its address.
function shortened(error: unknown): Error {
  return new Error(reasonOf(error));
}
