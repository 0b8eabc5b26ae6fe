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
import {audienceText, EVERYONE, readAudience} from '../audience.ts';
import {DOCUMENT_KINDS, PASSAGE_STANDINGS, type DocumentInfo, type Passage} from '../document.ts';
import type {Terms} from './terms.ts';

export const KNOWLEDGE_TABLE = 'knowledge';

/** A passage with the terms that search needs; made once at import. */
export interface StoredPassage extends Passage, Terms {}

/** One version of a document, as it is listed. */
export interface StoredDocument extends DocumentInfo {
  /** Its own among all versions of all documents. */
  readonly key: string;
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
  /**
   * @param replaced the version whose place it takes; a new one otherwise
   * @returns the key under which it is stored
   */
  put(
    document: DocumentInfo & {hash: string; analysis: number},
    passages: readonly StoredPassage[],
    replaced?: Pick<StoredDocument, 'key'>,
    signal?: AbortSignal,
  ): Promise<string>;
  /** False where it is gone already. */
  remove(document: StoredDocument, signal?: AbortSignal): Promise<boolean>;
  list(signal?: AbortSignal): Promise<StoredDocument[]>;
  passages(document: StoredDocument, signal?: AbortSignal): Promise<StoredPassage[]>;
  /** The passages of many documents by their keys, in one go through the table; for the start. */
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
  const placeOf = (key: string) => ({partition: `d|${key}`, name: key});

  return {
    async put(info, passages, replaced, signal) {
      const now = clock.now();
      const columns = {
        id: info.id,
        title: info.title,
        source: info.source,
        issuer: info.issuer ?? '',
        kind: info.kind ?? '',
        appliesTo: info.appliesTo ?? '',
        audience: audienceText(info.audience),
        effectiveFrom: info.effectiveFrom ?? '',
        dated: info.dated ?? '',
        amended: info.amended ?? '',
        section: info.section ?? '',
        imported: now.toString(),
        hash: info.hash,
        analysis: info.analysis,
        passages: passages.length,
      };
      // Versions have a partition each, since the rows of what nobody knows are cleared away by partition.
      const key = replaced?.key ?? keyOf(info);
      await replaceThing(
        table,
        {...placeOf(key), parts: passages.map(partOf), columns},
        now,
        newId(),
        signal,
      );
      return key;
    },
    remove: ({key}, signal) => removeThing(table, placeOf(key), clock.now(), signal),
    async list(signal) {
      return (await readPointers(table, signal)).map(documentOf);
    },
    async passages({key, generation}, signal) {
      return (await readParts(table, placeOf(key).partition, generation, signal)).map(passageOf);
    },
    async all(documents, signal) {
      const byPartition = new Map(documents.map((d) => [placeOf(d.key).partition, d]));
      const found = new Map(documents.map((d) => [d.key, [] as StoredPassage[]]));
      for await (const {row} of table.list({from: '0', to: ':'}, {signal})) {
        const document = byPartition.get(row.pk);
        if (document?.generation === generationOf(row)) found.get(document.key)?.push(passageOf(row));
      }
      return found;
    },
    sweep: (signal) => sweepThings(table, clock.now(), signal),
  };
}

// The first version of a document that states no day of effect has the document's id alone.
function keyOf({id, effectiveFrom}: DocumentInfo): string {
  return encodeKey(effectiveFrom === undefined ? id : `${id}@${effectiveFrom}`);
}

function partOf({id, path, text, standing, titleTerms, textTerms}: StoredPassage): Part {
  return {
    passage: id,
    path: JSON.stringify(path),
    text,
    standing: standing ?? '',
    titleTerms: titleTerms.join(BETWEEN),
    textTerms: textTerms.join(BETWEEN),
  };
}

function passageOf(row: Row): StoredPassage {
  const terms = (column: string) => {
    const joined = String(row[column] ?? '');
    return joined === '' ? [] : joined.split(BETWEEN);
  };
  const standing = PASSAGE_STANDINGS.find((one) => one === row['standing']);
  return {
    id: String(row['passage']),
    // Written by `partOf` alone.
    path: JSON.parse(String(row['path'])) as string[],
    text: String(row['text']),
    ...(standing === undefined ? {} : {standing}),
    titleTerms: terms('titleTerms'),
    textTerms: terms('textTerms'),
  };
}

function documentOf({name, generation, row}: Pointer): StoredDocument {
  const optional = <K extends string>(column: K): Partial<Record<K, string>> => {
    const value = String(row[column] ?? '');
    return value === '' ? {} : ({[column]: value} as Record<K, string>);
  };
  const kind = DOCUMENT_KINDS.find((one) => one === row['kind']);
  // Without the column it was stored before there were audiences. One that cannot be read is for nobody.
  const audience = row['audience'] === undefined ? EVERYONE : readAudience(String(row['audience']));
  return {
    key: name,
    id: String(row['id']),
    title: String(row['title']),
    source: String(row['source']),
    ...optional('issuer'),
    ...(kind === undefined ? {} : {kind}),
    ...optional('appliesTo'),
    audience: audience ?? {kind: 'some', sections: [], posts: [], employments: []},
    ...optional('effectiveFrom'),
    ...optional('dated'),
    ...optional('amended'),
    ...optional('section'),
    generation,
    passages: Number(row['passages'] ?? 0),
    imported: String(row['imported']),
    hash: String(row['hash']),
    analysis: Number(row['analysis']),
  };
}
