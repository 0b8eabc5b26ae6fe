/**
 * The parts of an Office file, which is a ZIP archive, read one by one and within bounds: an archive of a
 * few kilobytes can unpack to gigabytes. What its list of contents declares is checked before anything
 * is inflated, and inflating stops where a part is larger than declared.
 */
import {fromBufferPromise, type Entry, type ZipFile} from 'yauzl';
import type {ErrorDetails} from '../../kernel/errors.ts';

/** Why a file is not read, as a code of the project's errors. */
export interface ArchiveRefused {
  readonly kind: 'refused';
  readonly problem: {
    readonly code: 'document/unpacks-too-large' | 'document/damaged' | 'document/encrypted';
    readonly details: ErrorDetails;
  };
}

const refuse = (code: ArchiveRefused['problem']['code'], details: ErrorDetails = {}): ArchiveRefused => ({
  kind: 'refused',
  problem: {code, details},
});

/** Parts that an archive may have, and bytes to which it, and one part that is read, may unpack. */
export const ZIP_LIMITS = {parts: 10_000, whole: 300 * 1024 * 1024, part: 32 * 1024 * 1024};

export class Archive {
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.entries = entries;
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** A part's text in UTF-8 or UTF-16; undefined where there is none. Throws where it is damaged. */
  async read(name: string): Promise<string | undefined> {
    const entry = this.entries.get(name.replace(/^\//, '').toLowerCase());
    if (entry === undefined) return undefined;
    if (entry.uncompressedSize > ZIP_LIMITS.part) throw new TooLargeInside();
    const stream = await this.zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes);
  }
}

/** A part declares more bytes than is read. */
export class TooLargeInside extends Error {}

/** What reading an archive came to when it failed. */
export function zipProblem(error: unknown): ArchiveRefused {
  if (error instanceof TooLargeInside) {
    return refuse('document/unpacks-too-large', {limitMb: ZIP_LIMITS.part / 1024 / 1024});
  }
  return refuse('document/damaged', {kind: 'ZIP'});
}

/** Opens an archive, or says why it is not read. */
export async function openArchive(bytes: Uint8Array): Promise<Archive | ArchiveRefused> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, {lazyEntries: true, autoClose: false});
    if (zip.entryCount > ZIP_LIMITS.parts) return refuse('document/unpacks-too-large', {limitMb: mega()});
    const entries = new Map<string, Entry>();
    let whole = 0;
    for await (const entry of zip.eachEntry()) {
      whole += entry.uncompressedSize;
      if (whole > ZIP_LIMITS.whole) return refuse('document/unpacks-too-large', {limitMb: mega()});
      if (entry.isEncrypted()) return refuse('document/encrypted');
      entries.set(entry.fileName.toLowerCase(), entry);
    }
    return new Archive(zip, entries);
  } catch (error) {
    return zipProblem(error);
  }
}

const mega = (): number => ZIP_LIMITS.whole / 1024 / 1024;
