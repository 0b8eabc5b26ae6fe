import type {Account} from '../../kernel/person.ts';
import {localTime, type DayText, type Temporal} from '../../kernel/time.ts';
import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import type {Feature, Speaker} from '../../platform/feature.ts';
import type {Log} from '../../platform/log.ts';
import type {Storage} from '../../platform/storage/table.ts';
import type {Desk} from './answer.ts';
import {ANYBODY, type Membership, type Reader} from './audience.ts';
import {askCommand} from './commands/ask.ts';
import {listCommand, removeCommand} from './commands/documents.ts';
import {importCommand} from './commands/import.ts';
import {measureCommand} from './commands/measure.ts';
import type {Contacts} from './contacts.ts';
import {answeredIn} from './library/answered.ts';
import {planKnowledgeContent} from './library/content.ts';
import {createLibrary} from './library/library.ts';
import {KNOWLEDGE_TABLE, knowledgeStore} from './library/store.ts';
import {help} from './messages.ts';
import {knowledgeActions, knowledgeIntents} from './turns.ts';

export {contactsSchema, NO_CONTACTS, type Contacts} from './contacts.ts';
export {CONTACTS_KIND} from './library/content.ts';
export {KNOWLEDGE_TABLE} from './library/store.ts';

export interface KnowledgeDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly contacts: LiveContent<Contacts>;
  readonly clock: Clock;
  readonly zone: string;
  /** The organisation's name; what others issued is marked so. */
  readonly organisation: string;
  /** What the staff list says of a person; without one, only documents for everyone are seen. */
  readonly membership?: (account: Account, signal: AbortSignal) => Promise<Membership | undefined>;
  readonly newId: () => string;
  readonly log: Log;
  /** Tells every instance that documents have changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
}

/** Answers questions from the organisation's own documents, with the clause, or says that there is none. */
export function knowledge(deps: KnowledgeDeps): Feature {
  const {content, clock, zone, log, announce} = deps;
  const store = knowledgeStore(deps);
  const dayOf = (now: Temporal.Instant) => localTime(now, zone).day.toString();
  const library = createLibrary({store, log, today: () => dayOf(clock.now())});
  const answered = answeredIn(deps.storage.table(KNOWLEDGE_TABLE), log);
  const load = async (signal?: AbortSignal) => {
    await Promise.all([library.refresh(signal), deps.contacts.refresh(signal)]);
  };
  const deskFor = async (reader: Reader, day: DayText): Promise<Desk> => ({
    shelf: await library.shelf(reader, day),
    contacts: deps.contacts.current(),
    organisation: deps.organisation,
  });
  const deskOf = async ({account, place, now, signal}: Speaker) =>
    deskFor({membership: await deps.membership?.(account, signal), place}, dayOf(now));
  // Commands see what everybody may see.
  const deskOn = async (day: DayText, signal?: AbortSignal) => {
    await load(signal);
    return deskFor(ANYBODY, day);
  };
  const documentDeps = {store, clock, announce, zone, answered};
  return {
    name: 'knowledge',
    help,
    intents: knowledgeIntents({
      deskOf,
      noteAnswer: (document) => {
        answered.note(document);
      },
    }),
    actions: knowledgeActions({deskOf}),
    commands: [
      askCommand({deskOn, zone}),
      importCommand(documentDeps),
      listCommand(documentDeps),
      removeCommand(documentDeps),
      measureCommand({deskOn, clock, zone}),
    ],
    jobs: [{name: 'knowledge.sweep', every: 600_000, run: (_now, signal) => store.sweep(signal)}],
    // Questions are not kept.
    personalData: {
      show: () => Promise.resolve([]),
      export: () => Promise.resolve(undefined),
      erase: () => Promise.resolve(0),
    },
    content: (directory) => planKnowledgeContent(directory, {store, content, announce}),
    refresh: load,
  };
}
