import type {Account, Bilingual, Language, Role} from '../../../kernel/person.ts';
import {formatDay, localTime, Temporal} from '../../../kernel/time.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {HeldItem, PersonalData} from '../../../platform/feature.ts';
import type {FileStore} from '../../../platform/files/file-store.ts';
import type {Entry} from '../../../platform/scheduling/outbox/entry.ts';
import type {Outbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {messages as house} from '../messages.ts';
import {listedItems} from './listed.ts';
import {messages} from './messages.ts';

/** What the chat's side holds on a person, as the house shows it. */
export interface ChatSide {
  readonly known: (
    account: Account,
    signal: AbortSignal,
  ) => Promise<{chat: boolean; language: Language | undefined; welcomed: string | undefined} | undefined>;
  readonly erase: (account: Account, signal: AbortSignal) => Promise<number>;
}

export interface HouseDataDeps {
  readonly chatSide: ChatSide;
  readonly outbox: Outbox;
  readonly files: FileStore;
  readonly rolesOf: (account: Account) => readonly Role[];
  readonly zone: string;
}

/** The address of the chat, notices, files that wait, and that operations with a role are on record. */
export function houseData({chatSide, outbox, files, rolesOf, zone}: HouseDataDeps): PersonalData {
  const entriesOf = async (account: Account, signal: AbortSignal): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for await (const entry of outbox.entries(account, {signal})) entries.push(entry);
    return entries;
  };
  const all = (account: Account, signal: AbortSignal) =>
    Promise.all([chatSide.known(account, signal), entriesOf(account, signal), files.of(account, {signal})]);

  return {
    async show(account, language, signal) {
      const [known, notices, waiting] = await all(account, signal);
      const {data} = house[language];
      const m = messages[language];
      const item = (label: string, value: string | undefined, kept = data.whileInstalled): HeldItem[] =>
        value === undefined || value === '' ? [] : [{label, value, kept}];
      const languages: Bilingual = data.languages;
      // Everybody is staff, and heads are so by the list: neither is a role that somebody was given.
      const acts = rolesOf(account).some((role) => role !== 'staff' && role !== 'head');
      return [
        ...item(data.chat, known?.chat === true ? data.chatValue : undefined),
        ...item(data.language, known?.language === undefined ? undefined : languages[known.language]),
        ...item(data.welcomed, known?.welcomed && dayOf(known.welcomed, zone, language)),
        ...item(data.notices, notices.length === 0 ? '' : data.noticesValue(notices.length), data.thirtyDays),
        ...item(m.files, waiting.map(({name}) => name).join(', '), m.filesKept),
        ...(acts ? [{label: m.roles, value: m.rolesValue, kept: m.rolesKept, stays: m.rolesStay}] : []),
      ];
    },
    async export(account, signal) {
      const [chat, entries, waiting] = await all(account, signal);
      const notices = entries.map(({feature, occasion, state, at}) => {
        return {feature, occasion, state, at: at.toString()};
      });
      return {chat, notices, files: waiting.map(({name, size}) => ({name, size}))};
    },
    async erase(account, signal) {
      const gone = [
        await files.erase(account, {signal}),
        await outbox.erase(account, {signal}),
        await chatSide.erase(account, signal),
      ];
      return gone.reduce((sum, each) => sum + each, 0);
    },
  };
}

/** A person's own entry on the staff list; nothing of it is deleted here. */
export function listData(directory: Pick<Directory, 'person' | 'accountsOf'>): PersonalData {
  const ofPerson: NonNullable<PersonalData['ofPerson']> = {
    show(person, language) {
      const member = directory.person(person);
      return Promise.resolve(
        member === undefined ? [] : listedItems(member, directory.accountsOf(person).length > 0, language),
      );
    },
    export: (person) => Promise.resolve(directory.person(person)),
    erase: () => Promise.resolve(0),
  };
  // Whom the list does not know it says nothing about.
  return {
    show: () => Promise.resolve([]),
    export: () => Promise.resolve(undefined),
    erase: () => Promise.resolve(0),
    ofPerson,
  };
}

function dayOf(instant: string, zone: string, language: Language): string {
  const {day} = localTime(Temporal.Instant.from(instant), zone);
  // With its year, since it may be long ago.
  return formatDay(day, language, day.subtract({years: 1}));
}
