import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import type {Feature} from '../../platform/feature.ts';
import type {Log} from '../../platform/log.ts';
import type {Storage} from '../../platform/storage/table.ts';
import {askCommand} from './commands/ask.ts';
import {importCommand, listCommand, removeCommand} from './commands/documents.ts';
import {measureCommand} from './commands/measure.ts';
import {tuneCommand} from './commands/tune.ts';
import type {Contacts} from './contacts.ts';
import {planKnowledgeContent} from './library/content.ts';
import {createLibrary} from './library/library.ts';
import {knowledgeStore} from './library/store.ts';
import {liveThesaurus, type Synonyms} from './library/synonyms.ts';
import {help} from './messages.ts';
import type {Limits} from './search/judge.ts';
import {knowledgeActions, knowledgeIntents} from './turns.ts';

export {contactsSchema, NO_CONTACTS, type Contacts} from './contacts.ts';
export {CONTACTS_KIND} from './library/content.ts';
export {KNOWLEDGE_TABLE} from './library/store.ts';
export {THRESHOLDS_KIND, thresholdsSchema} from './library/thresholds.ts';
export {DEFAULT_LIMITS} from './search/judge.ts';
export {NO_SYNONYMS, SYNONYMS_KIND, synonymsSchema, type Synonyms} from './library/synonyms.ts';

export interface KnowledgeDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly contacts: LiveContent<Contacts>;
  readonly synonyms: LiveContent<Synonyms>;
  readonly thresholds: LiveContent<Limits>;
  readonly clock: Clock;
  readonly zone: string;
  readonly newId: () => string;
  readonly log: Log;
  /** Tells every instance that documents have changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
}

/** Answers questions from the organisation's own documents, with the clause, or says that there is none. */
export function knowledge(deps: KnowledgeDeps): Feature {
  const {content, clock, zone, log, announce} = deps;
  const store = knowledgeStore(deps);
  const thesaurus = liveThesaurus(deps.synonyms);
  const library = createLibrary(store, log, {
    thesaurus: () => thesaurus.current(),
    limits: () => deps.thresholds.current(),
  });
  const contacts = () => deps.contacts.current();
  const load = async (signal?: AbortSignal) => {
    const {contacts: people, thresholds} = deps;
    const parts = [library, people, thresholds].map((part) => part.refresh(signal));
    await Promise.all([...parts, thesaurus.load(signal)]);
  };
  const asking = {library, contacts, load, zone};
  const documentDeps = {store, clock, announce, zone};
  return {
    name: 'knowledge',
    help,
    intents: knowledgeIntents({library, contacts, zone}),
    actions: knowledgeActions({library}),
    commands: [
      askCommand(asking),
      importCommand(documentDeps),
      listCommand(documentDeps),
      removeCommand(documentDeps),
      measureCommand({...asking, clock, thesaurus: () => thesaurus.current()}),
      tuneCommand({...asking, content}),
    ],
    jobs: [],
    // Questions are not kept.
    personalData: {
      show: () => Promise.resolve([]),
      export: () => Promise.resolve(undefined),
      erase: () => Promise.resolve(0),
    },
    content: (directory) => planKnowledgeContent(directory, {store, content, announce}),
    refresh: load,
    sweep: (signal) => store.sweep(signal),
  };
}
