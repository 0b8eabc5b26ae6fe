import type {Fetched} from '../../talk/take-files.ts';
import type {MaySend} from '../send/hosts.ts';

/** A download is a part of a message's turn; an upload has a turn's time many times over. */
const DOWNLOAD_MS = 6_000;
const UPLOAD_MS = 20_000;

/** How long the two may take; tests want less. */
export interface TransferTimes {
  readonly downloadMs?: number;
  readonly uploadMs?: number;
}

/** Files between the bot and where the channel keeps them. Addresses carry their own leave: no token goes along. */
export interface Transfer {
  readonly download: (url: string, largest: number, signal: AbortSignal) => Promise<Fetched>;
  /** `not-listed`: nothing was sent. */
  readonly upload: (
    url: string,
    bytes: Uint8Array,
    signal: AbortSignal,
  ) => Promise<'done' | 'not-listed' | 'failed'>;
}

/** @param mayReach asked of each address; a redirection elsewhere is never followed */
export function createTransfer(mayReach: MaySend, times: TransferTimes = {}): Transfer {
  const {downloadMs = DOWNLOAD_MS, uploadMs = UPLOAD_MS} = times;
  const within = (signal: AbortSignal, ms: number) => AbortSignal.any([signal, AbortSignal.timeout(ms)]);

  return {
    async download(url, largest, outer) {
      if (!mayReach(url)) return {kind: 'not-listed'};
      const signal = within(outer, downloadMs);
      try {
        const response = await fetch(url, {redirect: 'manual', signal});
        if (!response.ok || response.body === null) {
          await response.body?.cancel();
          return {kind: 'failed'};
        }
        // What is said of the length is only a hint: it is counted as it comes.
        if (Number(response.headers.get('content-length') ?? 0) > largest) {
          await response.body.cancel();
          return {kind: 'too-large'};
        }
        const parts: Uint8Array[] = [];
        let size = 0;
        for await (const part of response.body as AsyncIterable<Uint8Array>) {
          size += part.length;
          // Leaving the loop ends the transfer.
          if (size > largest) return {kind: 'too-large'};
          parts.push(part);
        }
        return {kind: 'fetched', bytes: new Uint8Array(Buffer.concat(parts))};
      } catch (error) {
        return {kind: 'failed'};
      }
    },

    async upload(url, bytes, outer) {
      if (!mayReach(url)) return 'not-listed';
      try {
        const response = await fetch(url, {
          method: 'PUT',
          headers: {
            'content-type': 'application/octet-stream',
            // The whole file in one piece, as an upload session takes up to 60 MiB.
            'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
          },
          body: bytes,
          redirect: 'manual',
          signal: within(outer, uploadMs),
        });
        await response.body?.cancel();
        return response.ok ? 'done' : 'failed';
      } catch {
        return 'failed';
      }
    },
  };
}
