import type {Account} from '../../kernel/person.ts';
import {localTime, type DayText, type Temporal} from '../../kernel/time.ts';
import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import type {Feature, Speaker} from '../../platform/feature.ts';
import type {Log} from '../../platform/log.ts';
import {storedSecret} from '../../platform/storage/secret.ts';
import type {Storage} from '../../platform/storage/table.ts';
import type {Desk} from './answer.ts';
import {ANYBODY, type Membership, type Reader} from './audience.ts';
import {askCommand} from './commands/ask.ts';
import {listCommand, removeCommand} from './commands/documents.ts';
import {gapsCommand} from './commands/gaps.ts';
import {importCommand} from './commands/import.ts';
import {measureCommand} from './commands/measure.ts';
import {tuneCommand} from './commands/tune.ts';
import type {Contacts} from './contacts.ts';
import {keptQuestions} from './feedback/kept-questions.ts';
import {sealing} from './feedback/seal.ts';
import {voteStore} from './feedback/votes.ts';
import {converse} from './follow-up/converse.ts';
import {forgetting} from './follow-up/forgetting.ts';
import {knowledgeData} from './follow-up/personal-data.ts';
import {talkStore} from './follow-up/talks.ts';
import {answeredIn} from './library/answered.ts';
import {planKnowledgeContent} from './library/content.ts';
import {createLibrary} from './library/library.ts';
import {KNOWLEDGE_TABLE, knowledgeStore} from './library/store.ts';
import {liveThesaurus, type Synonyms} from './library/synonyms.ts';
import {help} from './messages.ts';
import {personNames} from './search/analyse.ts';
import type {Limits} from './search/judge.ts';
import {knowledgeActions, knowledgeIntents} from './turns.ts';

export {contactsSchema, NO_CONTACTS, type Contacts} from './contacts.ts';
export {CONTACTS_KIND} from './library/content.ts';
export {QUESTIONS_TABLE} from './feedback/kept-questions.ts';
export {COUNTS_TABLE} from './feedback/votes.ts';
export {TALKS_TABLE} from './follow-up/talks.ts';
export {KNOWLEDGE_TABLE} from './library/store.ts';
export {NO_SYNONYMS, SYNONYMS_KIND, synonymsSchema, type Synonyms} from './library/synonyms.ts';
export {THRESHOLDS_KIND, thresholdsSchema} from './library/thresholds.ts';
export {DEFAULT_LIMITS} from './search/judge.ts';

export interface KnowledgeDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly contacts: LiveContent<Contacts>;
  readonly synonyms: LiveContent<Synonyms>;
  readonly thresholds: LiveContent<Limits>;
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

// Rows of former generations stay for ten minutes.
const SWEEP_MS = 600_000;

/** Answers questions from the organisation's own documents, with the clause, or says that there is none. */
export function knowledge(deps: KnowledgeDeps): Feature {
  const {content, clock, zone, log, announce, storage, newId} = deps;
  const store = knowledgeStore(deps);
  const dayOf = (now: Temporal.Instant) => localTime(now, zone).day.toString();
  const words = liveThesaurus(deps.synonyms);
  const thesaurus = () => words.current();
  const library = createLibrary({store, log, thesaurus, today: () => dayOf(clock.now())});
  const answered = answeredIn(deps.storage.table(KNOWLEDGE_TABLE), log);
  const load = async (signal?: AbortSignal) => {
    const parts = [library, deps.contacts, deps.thresholds].map((part) => part.refresh(signal));
    await Promise.all([...parts, words.load(signal)]);
  };
  const deskFor = async (reader: Reader, day: DayText): Promise<Desk> => ({
    shelf: await library.shelf(reader, day),
    contacts: deps.contacts.current(),
    organisation: deps.organisation,
    limits: deps.thresholds.current(),
  });
  const deskOf = async ({account, place, now, signal}: Speaker) =>
    deskFor({membership: await deps.membership?.(account, signal), place}, dayOf(now));
  // Commands see what everybody may see.
  const deskOn = async (day: DayText, signal?: AbortSignal) => {
    await load(signal);
    return deskFor(ANYBODY, day);
  };
  const votes = voteStore(storage, newId);
  const kept = keptQuestions(storage);
  const sealed = sealing(storedSecret(storage, 'feedback'));
  const talks = talkStore(storage);
  const forget = forgetting({votes, kept, talks, clock, zone, log});
  const {tidy} = forget;
  const {note} = answered;
  const chat = {deskOf, votes, sealing: sealed, personNames, zone};
  const talking = converse({...chat, noteAnswer: note, talks, newId, log, tidy});
  const documentDeps = {store, clock, announce, zone, answered};
  return {
    name: 'knowledge',
    help,
    intents: knowledgeIntents({converse: talking}),
    actions: knowledgeActions({...chat, converse: talking, kept}),
    commands: [
      askCommand({deskOn, zone}),
      importCommand(documentDeps),
      listCommand(documentDeps),
      removeCommand(documentDeps),
      gapsCommand({votes, kept, deskOn, zone}),
      measureCommand({deskOn, clock, zone, thesaurus}),
      tuneCommand({deskOn, zone, content}),
    ],
    jobs: [
      forget.job,
      {name: 'knowledge.sweep', every: SWEEP_MS, run: (_now, signal) => store.sweep(signal)},
    ],
    personalData: knowledgeData(talks, clock),
    content: (directory) => planKnowledgeContent(directory, {store, content, announce}),
    refresh: load,
  };
}
