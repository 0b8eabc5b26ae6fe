import {shortHash} from '../../../kernel/ids.ts';
import type {Log} from '../../../platform/log.ts';
import {buildIndexInSlices} from '../search/build-index.ts';
import type {Limits} from '../search/judge.ts';
import type {SearchIndex, SearchPassage} from '../search/search-index.ts';
import type {Thesaurus} from '../search/synonyms/thesaurus.ts';
import type {KnowledgeStore, StoredDocument, StoredPassage} from './store.ts';
import {searchTitle, TERMS_VERSION, termsOf} from './terms.ts';

/** A passage and the document it stands in. */
export interface Found {
  readonly document: StoredDocument;
  readonly passage: StoredPassage;
}

/** All documents at one moment, with their index. Swapped whole, so a turn sees one state from start to end. */
export interface Shelf {
  readonly documents: readonly StoredDocument[];
  readonly index: SearchIndex;
  /** From which confidence on there is an answer. */
  readonly limits: Limits;
  /** A hit's passage by the index's id. */
  readonly byKey: (key: string) => Found | undefined;
  /** A passage as a card names it; undefined once its document was replaced or withdrawn. */
  readonly find: (document: string, generation: string, passage: string) => Found | undefined;
}

export interface Library {
  /** Reads everything, or what has changed since the last reading. */
  refresh(signal?: AbortSignal): Promise<void>;
  shelf(): Shelf;
}

/** The documents in memory. Reads from the store only what is new. */
export function createLibrary(
  store: KnowledgeStore,
  log: Log,
  {thesaurus, limits}: {readonly thesaurus: () => Thesaurus; readonly limits: () => Limits},
): Library {
  let held = new Map<string, Held>();
  let shelf: Omit<Shelf, 'limits'> | undefined;

  return {
    async refresh(signal) {
      const documents = await store.list(signal);
      const fresh = documents.filter((d) => held.get(d.id)?.document.generation !== d.generation);
      if (shelf !== undefined && fresh.length === 0 && documents.length === held.size) return;
      // One go through the table is cheaper than many small readings, once there are many.
      const read =
        fresh.length > 50
          ? await store.all(fresh, signal)
          : new Map(
              await Promise.all(fresh.map(async (d) => [d.id, await store.passages(d, signal)] as const)),
            );
      const next = new Map<string, Held>();
      // Passages repeat the same few thousand words: each is kept once, not three hundred thousand times.
      const known = new Map<string, string>();
      for (const document of documents) {
        const before = held.get(document.id);
        const passages = read.get(document.id);
        if (passages !== undefined) next.set(document.id, hold(document, passages, known));
        else if (before !== undefined) next.set(document.id, before);
      }
      const all = [...next.values()];
      const index = await buildIndexInSlices(
        all.flatMap((h) => h.searched),
        {signal, thesaurus},
      );
      held = next;
      shelf = shelve(all, index);
      log.info('knowledge.loaded', {documents: documents.length, passages: index.size, read: fresh.length});
    },
    shelf() {
      if (shelf === undefined) throw new Error('the library was asked before it was read');
      return {...shelf, limits: limits()};
    },
  };
}

interface Held {
  readonly document: StoredDocument;
  readonly passages: readonly StoredPassage[];
  readonly searched: readonly SearchPassage[];
}

function hold(document: StoredDocument, stored: readonly StoredPassage[], known: Map<string, string>): Held {
  // Terms of an older analysis would not meet a question's; made anew until the next import.
  const stale = document.analysis !== TERMS_VERSION;
  const once = (terms: readonly string[]) =>
    terms.map((term) => {
      const held = known.get(term);
      if (held === undefined) known.set(term, term);
      return held ?? term;
    });
  const passages = stored.map((passage) => {
    const {titleTerms, textTerms} = stale ? termsOf(document.title, passage) : passage;
    return {...passage, titleTerms: once(titleTerms), textTerms: once(textTerms)};
  });
  const searched = passages.map((passage) => {
    const {titleTerms, textTerms} = passage;
    const title = searchTitle(document.title, passage.path);
    return {id: keyOf(document.id, passage.id), title, text: passage.text, titleTerms, textTerms};
  });
  return {document, passages, searched};
}

function shelve(all: readonly Held[], index: SearchIndex): Omit<Shelf, 'limits'> {
  const found = new Map<string, Found>();
  for (const {document, passages} of all) {
    for (const passage of passages) found.set(keyOf(document.id, passage.id), {document, passage});
  }
  return {
    documents: all.map((h) => h.document),
    index,
    byKey: (key) => found.get(key),
    find: (id, generation, passageId) => {
      const hit = found.get(keyOf(id, passageId));
      return hit !== undefined && generationTag(hit.document) === generation ? hit : undefined;
    },
  };
}

/** A passage as the index knows it. */
export function keyOf(document: string, passage: string): string {
  return `${document}\n${passage}`;
}

/** A generation as cards carry it: short, and told apart from all others. */
export function generationTag(document: StoredDocument): string {
  return shortHash(document.generation).slice(0, 8);
}
