import {createHash} from 'node:crypto';
import {basename, extname} from 'node:path';
import type {DayText} from '../../../kernel/time.ts';
import type {DocumentInfo, FileProblem} from '../document.ts';
import {readBytes} from '../import/file.ts';
import {readDocument} from '../import/read-document.ts';
import type {KnowledgeStore, StoredPassage} from './store.ts';
import {TERMS_VERSION, termsOf} from './terms.ts';

/** What the operator says of a file at its import; it comes before what the file says of itself. */
export interface Said {
  readonly title?: string;
  readonly source?: string;
  readonly effectiveFrom?: DayText;
}

/** A file, read and cut, ready to be stored. */
export interface ReadyDocument {
  readonly kind: 'ready';
  readonly info: DocumentInfo & {hash: string; analysis: number};
  readonly passages: readonly StoredPassage[];
  /** Breakages of the text that were mended. */
  readonly notes: readonly string[];
}

export type ReadResult =
  ReadyDocument | {readonly kind: 'refused'; readonly problems: readonly FileProblem[]};

const idOf = (fileName: string): string => fileName.slice(0, fileName.length - extname(fileName).length);

/** Watches over the names of one import: `a.txt` and `a.pdf` would silently replace each other. */
export function newNames(): {clash: (path: string) => ReadResult | undefined} {
  const taken = new Map<string, string>();
  return {
    clash: (path) => {
      const fileName = basename(path).normalize('NFC');
      const other = taken.get(idOf(fileName));
      taken.set(idOf(fileName), other ?? path);
      // The same file named twice is the same document.
      if (other === undefined || other === path) return undefined;
      return {kind: 'refused', problems: [{code: 'document/same-name', details: {other: basename(other)}}]};
    },
  };
}

/** Reads a file into passages with their terms. Never throws for what is wrong with the file. */
export async function readFileAsDocument(path: string, said: Said): Promise<ReadResult> {
  const fileName = basename(path).normalize('NFC');
  const bytes = await readBytes(path);
  if (!(bytes instanceof Uint8Array)) return {kind: 'refused', problems: [bytes]};
  const read = await readDocument({fileName, bytes});
  if (read.kind === 'refused') return read;

  const title = said.title ?? read.title;
  const effectiveFrom = said.effectiveFrom ?? read.effectiveFrom;
  const info = {
    id: idOf(fileName),
    title,
    source: said.source ?? read.source ?? fileName,
    ...(effectiveFrom === undefined ? {} : {effectiveFrom}),
    ...(read.section === undefined ? {} : {section: read.section}),
    hash: createHash('sha256').update(bytes).update(JSON.stringify(said)).digest('hex'),
    analysis: TERMS_VERSION,
  };
  const passages = read.passages.map((passage) => ({...passage, ...termsOf(title, passage)}));
  return {kind: 'ready', info, passages, notes: read.notes};
}

/**
 * Stores a document that was read; the same bytes and words of the operator change nothing.
 *
 * @param known the hash of the version that is stored, if any
 */
export async function storeDocument(
  store: KnowledgeStore,
  ready: ReadyDocument,
  known: string | undefined,
  signal?: AbortSignal,
): Promise<'new' | 'changed' | 'same'> {
  if (known === ready.info.hash) return 'same';
  await store.put(ready.info, ready.passages, signal);
  return known === undefined ? 'new' : 'changed';
}
