import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import {withoutHiddenNames} from './names/unnamed.ts';
import type {Directory, Holder, PersonKey, Section, StaffMember} from './staff.ts';

/** Before any service begins. */
const EARLIEST = '1900-01-01';

/** An account and the person it is bound to. */
export interface Link {
  readonly account: Account;
  readonly person: PersonKey;
}

/** One generation of the list, read. */
export interface ReadList {
  readonly members: readonly StaffMember[];
  readonly links: readonly Link[];
  /** Undefined: no list was ever taken in. */
  readonly version: string | undefined;
  /** Undefined: what the members have today, since they came. */
  readonly holders?: (() => readonly Holder[]) | undefined;
  /** Undefined: the sections in which the members are, by their codes. */
  readonly sections?: readonly Section[] | undefined;
}

/** A list in memory: a snapshot that never changes, so `refresh` has nothing to do. */
export function directoryOf({members: given, links, version, sections, holders}: ReadList): Directory {
  const members = withoutHiddenNames(given);
  const people = new Map(members.map((member) => [member.key, member]));
  const persons = new Map<string, PersonKey>();
  const accounts = new Map<PersonKey, Account[]>();
  for (const {account, person} of links) {
    // Both bound at a first contact and named by the list: one account all the same.
    if (persons.get(accountKey(account)) === person) continue;
    persons.set(accountKey(account), person);
    accounts.set(person, [...(accounts.get(person) ?? []), account]);
  }
  const all = [...people.values()];
  const known = sections ?? sectionsOf(all);
  return {
    known: () => version !== undefined,
    version: () => version,
    all: () => all,
    person: (key) => people.get(key),
    memberOf: (account) => people.get(persons.get(accountKey(account)) ?? ''),
    accountsOf: (key) => accounts.get(key) ?? [],
    holders: holders ?? (() => all.flatMap(holdersOf)),
    sections: () => known,
    refresh: () => Promise.resolve(),
  };
}

function holdersOf({key, number, mail, upn, from = EARLIEST}: StaffMember): Holder[] {
  const addresses = [
    ['mail', mail],
    ['upn', upn],
  ] as const;
  return [
    {kind: 'number', value: number, person: key, from},
    ...addresses.flatMap(([kind, value]): Holder[] =>
      value === undefined ? [] : [{kind, value: value.toLowerCase(), person: key, from}],
    ),
  ];
}

function sectionsOf(members: readonly StaffMember[]): Section[] {
  const found = new Map<string, Section>();
  for (const {main, further} of members) {
    for (const {section, sectionName} of [main, ...further])
      if (!found.has(section)) found.set(section, {code: section, name: sectionName});
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
