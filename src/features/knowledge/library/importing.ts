import {createHash} from 'node:crypto';
import {basename, extname} from 'node:path';
import type {DayText} from '../../../kernel/time.ts';
import {EVERYONE, type Audience} from '../audience.ts';
import type {DocumentInfo, DocumentKind, FileProblem} from '../document.ts';
import {readBytes} from '../import/file.ts';
import {readDocument} from '../import/read-document.ts';
import type {KnowledgeStore, StoredDocument, StoredPassage} from './store.ts';
import {TERMS_VERSION, termsOf} from './terms.ts';

/** What the operator says of a file at its import; it comes before what the file says of itself. */
export interface Said {
  readonly document?: string;
  readonly title?: string;
  readonly source?: string;
  readonly issuer?: string;
  readonly kind?: DocumentKind;
  readonly appliesTo?: string;
  readonly audience?: Audience;
  readonly effectiveFrom?: DayText;
  readonly dated?: DayText;
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

/**
 * Watches over the names of one import: `a.txt` and `a.pdf` would silently replace each other. Two that hold
 * from different days are versions of one document.
 */
export function newNames(): {check: (path: string, read: ReadResult) => ReadResult} {
  const taken = new Map<string, string>();
  return {
    check(path, read) {
      if (read.kind === 'refused') return read;
      const name = `${read.info.id}@${read.info.effectiveFrom ?? ''}`;
      const other = taken.get(name);
      taken.set(name, other ?? path);
      // The same file named twice is the same document.
      if (other === undefined || other === path) return read;
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

  const {document, ...about} = {...read.about, ...said};
  const info = {
    source: fileName,
    audience: EVERYONE,
    ...about,
    id: document ?? idOf(fileName),
    hash: createHash('sha256').update(bytes).update(JSON.stringify(said)).digest('hex'),
    analysis: TERMS_VERSION,
  };
  const passages = read.passages.map((passage) => ({...passage, ...termsOf(info.title, passage)}));
  return {kind: 'ready', info, passages, notes: read.notes};
}

/** What became of a document: `version` is one more of a document that is stored already. */
export type Change = 'new' | 'version' | 'changed' | 'same';

/** What must be known of what is stored, to tell what a new file is beside it. */
export type Known = Pick<StoredDocument, 'id' | 'key' | 'hash' | 'effectiveFrom'>;

/**
 * Stores a document that was read. It takes the place of what is stored under its id with the same day of
 * effect; with another day it is a version of its own beside the others. The same bytes and words of the
 * operator change nothing.
 *
 * @param known what is stored; brought up to date here
 */
export async function storeDocument(
  store: KnowledgeStore,
  {info, passages}: ReadyDocument,
  known: Known[],
  signal?: AbortSignal,
): Promise<Change> {
  const versions = known.filter(({id}) => id === info.id);
  const same = versions.find(({effectiveFrom}) => effectiveFrom === info.effectiveFrom);
  if (same?.hash === info.hash) return 'same';
  const key = await store.put(info, passages, same, signal);
  if (same !== undefined) known.splice(known.indexOf(same), 1);
  known.push({...info, key});
  if (same !== undefined) return 'changed';
  return versions.length === 0 ? 'new' : 'version';
}
