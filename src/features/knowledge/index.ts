import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import type {Feature} from '../../platform/feature.ts';
import type {Log} from '../../platform/log.ts';
import type {Storage} from '../../platform/storage/table.ts';
import {askCommand} from './commands/ask.ts';
import {importCommand, listCommand, removeCommand} from './commands/documents.ts';
import {gapsCommand} from './commands/gaps.ts';
import {measureCommand} from './commands/measure.ts';
import type {Contacts} from './contacts.ts';
import {forgetting} from './follow-up/forgetting.ts';
import {keptQuestions} from './feedback/kept-questions.ts';
import {voteStore} from './feedback/votes.ts';
import {converse} from './follow-up/converse.ts';
import {knowledgeData} from './follow-up/personal-data.ts';
import {talkStore} from './follow-up/talks.ts';
import {planKnowledgeContent} from './library/content.ts';
import {createLibrary} from './library/library.ts';
import {knowledgeStore} from './library/store.ts';
import {help} from './messages.ts';
import {personNames} from './search/analyse.ts';
import {knowledgeActions, knowledgeIntents} from './turns.ts';

export {contactsSchema, NO_CONTACTS, type Contacts} from './contacts.ts';
export {CONTACTS_KIND} from './library/content.ts';
export {QUESTIONS_TABLE} from './feedback/kept-questions.ts';
export {COUNTS_TABLE} from './feedback/votes.ts';
export {TALKS_TABLE} from './follow-up/talks.ts';
export {KNOWLEDGE_TABLE} from './library/store.ts';

export interface KnowledgeDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly contacts: LiveContent<Contacts>;
  readonly clock: Clock;
  readonly zone: string;
  readonly newId: () => string;
  readonly log: Log;
  /** Tells every instance that documents have changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
}

/** Answers questions from the organisation's own documents, with the clause, or says that there is none. */
export function knowledge(deps: KnowledgeDeps): Feature {
  const {content, clock, zone, log, announce, storage, newId} = deps;
  const store = knowledgeStore(deps);
  const library = createLibrary(store, log);
  const contacts = () => deps.contacts.current();
  const load = async (signal?: AbortSignal) => {
    await Promise.all([library.refresh(signal), deps.contacts.refresh(signal)]);
  };
  const votes = voteStore(storage, newId);
  const kept = keptQuestions(storage, newId);
  const talks = talkStore(storage);
  const forget = forgetting({votes, kept, talks, clock, zone, log});
  const {tidy} = forget;
  const talking = converse({library, contacts, zone, talks, votes, personNames, newId, log, tidy});
  const documentDeps = {store, clock, announce, zone};
  return {
    name: 'knowledge',
    help,
    intents: knowledgeIntents({converse: talking}),
    actions: knowledgeActions({library, contacts, converse: talking, votes, kept, personNames, zone}),
    commands: [
      askCommand({library, contacts, load, zone}),
      importCommand(documentDeps),
      listCommand(documentDeps),
      removeCommand(documentDeps),
      gapsCommand({votes, kept, library, contacts, load, zone}),
      measureCommand({library, contacts, load, clock, zone}),
    ],
    jobs: [forget.job],
    personalData: knowledgeData(talks, clock),
    content: (directory) => planKnowledgeContent(directory, {store, content, announce}),
    refresh: load,
    sweep: async (signal) => {
      await Promise.all([store.sweep(signal), forget.sweep(signal)]);
    },
  };
}
