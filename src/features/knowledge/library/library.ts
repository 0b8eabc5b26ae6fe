import {shortHash} from '../../../kernel/ids.ts';
import type {DayText} from '../../../kernel/time.ts';
import type {Log} from '../../../platform/log.ts';
import {audienceText, maySee, type Audience, type Reader} from '../audience.ts';
import {buildIndexInSlices} from '../search/build-index.ts';
import type {SearchIndex, SearchPassage} from '../search/search-index.ts';
import type {Thesaurus} from '../search/synonyms/thesaurus.ts';
import type {KnowledgeStore, StoredDocument, StoredPassage} from './store.ts';
import {searchTitle, TERMS_VERSION, termsOf} from './terms.ts';
import {inForce} from './versions.ts';

/** A passage and the document it stands in. */
export interface Found {
  readonly document: StoredDocument;
  readonly passage: StoredPassage;
}

/**
 * The documents that one reader may see and that hold on one day, with an index of them alone: what is not
 * among them cannot be found, and leaves no trace in scores either. Never changes, so a turn sees one state
 * from start to end.
 */
export interface Shelf {
  readonly documents: readonly StoredDocument[];
  readonly index: SearchIndex;
  /** A hit's passage by the index's id. */
  readonly byKey: (key: string) => Found | undefined;
  /** A passage as a card names it; undefined once its document was replaced or withdrawn. */
  readonly find: (document: string, generation: string, passage: string) => Found | undefined;
  /** The version that will take a document's place, where one is stored. */
  readonly coming: (document: StoredDocument) => StoredDocument | undefined;
}

export interface Library {
  /** Reads everything, or what has changed since the last reading. */
  refresh(signal?: AbortSignal): Promise<void>;
  /** What a reader finds on a day. Kept, so that asking again costs nothing. */
  shelf(reader: Reader, day: DayText): Promise<Shelf>;
}

export interface LibraryDeps {
  readonly store: KnowledgeStore;
  readonly log: Log;
  /** Asked anew for each question. */
  readonly thesaurus: () => Thesaurus;
  /** The day in the office, for the shelf that is built before anybody asks. */
  readonly today: () => DayText;
}

// Readers differ by few audiences and ask of few days. Each shelf has an index of its own.
const SHELVES = 4;

/** The documents in memory. Reads from the store only what is new. */
export function createLibrary({store, log, thesaurus, today}: LibraryDeps): Library {
  let held: ReadonlyMap<string, Held> | undefined;
  let restricted: readonly Audience[] = [];
  // The oldest first.
  let shelves = new Map<string, Promise<Shelf>>();

  return {
    async refresh(signal) {
      const documents = await store.list(signal);
      const before = held;
      const fresh = documents.filter((d) => before?.get(d.key)?.document.generation !== d.generation);
      if (before !== undefined && fresh.length === 0 && documents.length === before.size) return;
      // One go through the table is cheaper than many small readings, once there are many.
      const read =
        fresh.length > 50
          ? await store.all(fresh, signal)
          : new Map(
              await Promise.all(fresh.map(async (d) => [d.key, await store.passages(d, signal)] as const)),
            );
      const next = new Map<string, Held>();
      // Passages repeat the same few thousand words: each is kept once, not three hundred thousand times.
      const known = new Map<string, string>();
      for (const document of documents) {
        const old = before?.get(document.key);
        const passages = read.get(document.key);
        if (passages !== undefined) next.set(document.key, hold(document, passages, known));
        else if (old !== undefined) next.set(document.key, old);
      }
      const audiences = distinct(documents.map((d) => d.audience));
      const day = today();
      const first = await build(next, {sees: ({kind}) => kind === 'everyone', day, thesaurus, signal});
      // Swapped at once, with the shelf that most will ask for.
      held = next;
      restricted = audiences;
      shelves = new Map([[`${day}|${'-'.repeat(audiences.length)}`, Promise.resolve(first)]]);
      const {size} = first.index;
      log.info('knowledge.loaded', {documents: documents.length, passages: size, read: fresh.length});
    },

    async shelf(reader, day) {
      if (held === undefined) throw new Error('the library was asked before it was read');
      const sees = (audience: Audience) => maySee(audience, reader);
      const key = `${day}|${restricted.map((audience) => (sees(audience) ? '+' : '-')).join('')}`;
      const kept = shelves.get(key);
      if (kept !== undefined) return kept;
      // Others may wait for the same shelf, so that nobody's signal ends the building.
      const made = build(held, {sees, day, thesaurus});
      shelves.set(key, made);
      const [oldest] = shelves.keys();
      if (shelves.size > SHELVES && oldest !== undefined) shelves.delete(oldest);
      return made;
    },
  };
}

interface Held {
  readonly document: StoredDocument;
  readonly passages: readonly StoredPassage[];
  readonly searched: readonly SearchPassage[];
}

function distinct(audiences: readonly Audience[]): Audience[] {
  const some = audiences.filter((audience) => audience.kind === 'some');
  return [...new Map(some.map((audience) => [audienceText(audience), audience])).values()];
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
    return {id: keyOf(document, passage.id), title, text: passage.text, titleTerms, textTerms};
  });
  return {document, passages, searched};
}

interface Wanted {
  readonly sees: (audience: Audience) => boolean;
  readonly day: DayText;
  readonly thesaurus: () => Thesaurus;
  readonly signal?: AbortSignal | undefined;
}

async function build(all: ReadonlyMap<string, Held>, {sees, day, thesaurus, signal}: Wanted): Promise<Shelf> {
  const stored = [...all.values()].map(({document}) => document);
  // Over all versions: what another one has replaced holds for nobody, whoever may see that other one.
  const holding = inForce(stored, day);
  const documents = holding.documents.filter(({audience}) => sees(audience));
  const {coming} = inForce(
    stored.filter(({audience}) => sees(audience)),
    day,
  );
  const shown = documents.flatMap(({key}) => all.get(key) ?? []);
  const index = await buildIndexInSlices(
    shown.flatMap((one) => one.searched),
    {signal, thesaurus},
  );
  const found = new Map<string, Found>();
  for (const {document, passages} of shown) {
    for (const passage of passages) found.set(keyOf(document, passage.id), {document, passage});
  }
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    documents,
    index,
    byKey: (key) => found.get(key),
    find: (id, generation, passageId) => {
      const document = byId.get(id);
      if (document === undefined || generationTag(document) !== generation) return undefined;
      return found.get(keyOf(document, passageId));
    },
    coming: ({id}) => coming.get(id),
  };
}

/** A passage as the index knows it. */
export function keyOf({key}: StoredDocument, passage: string): string {
  return `${key}\n${passage}`;
}

/** A generation as cards carry it: short, and told apart from all others. */
export function generationTag(document: StoredDocument): string {
  return shortHash(document.generation).slice(0, 8);
}
