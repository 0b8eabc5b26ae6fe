import type {DayText} from '../../../kernel/time.ts';
import {encodeKey} from '../../../kernel/ids.ts';
import {
  generationOf,
  readParts,
  readPointers,
  removeThing,
  replaceThing,
  sweepThings,
  type Part,
  type Pointer,
} from '../../../platform/content/generations.ts';
import type {Clock} from '../../../platform/clock.ts';
import type {Row, Storage} from '../../../platform/storage/table.ts';
import type {DocumentInfo, Passage} from '../document.ts';
import type {Terms} from './terms.ts';

export const KNOWLEDGE_TABLE = 'knowledge';

/** A passage with the terms that search needs; made once at import. */
export interface StoredPassage extends Passage, Terms {}

/** A document as it is listed. */
export interface StoredDocument extends DocumentInfo {
  readonly generation: string;
  readonly passages: number;
  /** When it was imported; an instant. */
  readonly imported: string;
  /** Of the bytes and of what the operator said at the import. */
  readonly hash: string;
  /** `TERMS_VERSION` at the import. */
  readonly analysis: number;
}

export interface KnowledgeStore {
  put(
    document: DocumentInfo & {hash: string; analysis: number},
    passages: readonly StoredPassage[],
    signal?: AbortSignal,
  ): Promise<void>;
  /** False where there is no such document. */
  remove(id: string, signal?: AbortSignal): Promise<boolean>;
  list(signal?: AbortSignal): Promise<StoredDocument[]>;
  passages(document: StoredDocument, signal?: AbortSignal): Promise<StoredPassage[]>;
  /** The passages of many documents in one go through the table; for the start. */
  all(documents: readonly StoredDocument[], signal?: AbortSignal): Promise<Map<string, StoredPassage[]>>;
  /** Deletes what was replaced more than ten minutes ago. */
  sweep(signal?: AbortSignal): Promise<void>;
}

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly newId: () => string;
}

// Terms never hold a line break.
const BETWEEN = '\n';

/** Documents in the `knowledge` table: a partition each, and the pointers that say what is current. */
export function knowledgeStore({storage, clock, newId}: Deps): KnowledgeStore {
  const table = storage.table(KNOWLEDGE_TABLE);
  const placeOf = (id: string) => ({partition: `d|${encodeKey(id)}`, name: encodeKey(id)});

  return {
    async put({id, title, source, effectiveFrom, section, hash, analysis}, passages, signal) {
      const now = clock.now();
      const columns = {
        id,
        title,
        source,
        effectiveFrom: effectiveFrom ?? '',
        section: section ?? '',
        imported: now.toString(),
        hash,
        analysis,
        passages: passages.length,
      };
      await replaceThing(table, {...placeOf(id), parts: passages.map(partOf), columns}, now, newId(), signal);
    },
    remove: (id, signal) => removeThing(table, placeOf(id), clock.now(), signal),
    async list(signal) {
      return (await readPointers(table, signal)).map(documentOf);
    },
    async passages({id, generation}, signal) {
      return (await readParts(table, placeOf(id).partition, generation, signal)).map(passageOf);
    },
    async all(documents, signal) {
      const byPartition = new Map(documents.map((d) => [placeOf(d.id).partition, d]));
      const found = new Map(documents.map((d) => [d.id, [] as StoredPassage[]]));
      for await (const {row} of table.list({from: '0', to: ':'}, {signal})) {
        const document = byPartition.get(row.pk);
        if (document?.generation === generationOf(row)) found.get(document.id)?.push(passageOf(row));
      }
      return found;
    },
    sweep: (signal) => sweepThings(table, clock.now(), signal),
  };
}

function partOf({id, path, text, titleTerms, textTerms}: StoredPassage): Part {
  return {
    passage: id,
    path: JSON.stringify(path),
    text,
    titleTerms: titleTerms.join(BETWEEN),
    textTerms: textTerms.join(BETWEEN),
  };
}

function passageOf(row: Row): StoredPassage {
  const terms = (column: string) => {
    const joined = String(row[column] ?? '');
    return joined === '' ? [] : joined.split(BETWEEN);
  };
  return {
    id: String(row['passage']),
    // Written by `partOf` alone.
    path: JSON.parse(String(row['path'])) as string[],
    text: String(row['text']),
    titleTerms: terms('titleTerms'),
    textTerms: terms('textTerms'),
  };
}

function documentOf({generation, row}: Pointer): StoredDocument {
  const effectiveFrom: DayText = String(row['effectiveFrom'] ?? '');
  const section = String(row['section'] ?? '');
  return {
    id: String(row['id']),
    title: String(row['title']),
    source: String(row['source']),
    ...(effectiveFrom === '' ? {} : {effectiveFrom}),
    ...(section === '' ? {} : {section}),
    generation,
    passages: Number(row['passages'] ?? 0),
    imported: String(row['imported']),
    hash: String(row['hash']),
    analysis: Number(row['analysis']),
  };
}
