import {normalise} from '../../../kernel/japanese-text.ts';
import type {StaffRecord} from '../record.ts';
import type {FilePerson} from './read-staff.ts';

/** The stored people, to be found by what a file says. The rules' reasons stand in matching.rationale.md. */
export interface Matcher {
  readonly match: (person: FilePerson) => StaffRecord | undefined;
}

export function matcher(records: readonly StaffRecord[]): Matcher {
  const holders = new Map<string, StaffRecord[]>();
  for (const record of records) {
    for (const {kind, value} of record.held) {
      const key = `${kind}|${value}`;
      holders.set(key, [...(holders.get(key) ?? []), record]);
    }
  }
  const by = (kind: string, value: string | undefined) =>
    value === undefined ? [] : (holders.get(`${kind}|${value}`) ?? []);
  return {
    match(person) {
      const {number, formerNumber, objectId, values} = person;
      const account = by('object', objectId)[0];
      if (account !== undefined) return account;
      // Whoever is on the list comes before whoever once was.
      const numbered = [...by('number', number), ...by('number', formerNumber)].sort(openFirst);
      const same = numbered.find((record) => agrees(record, person));
      if (same !== undefined) return same;
      return by('upn', values.upn)
        .concat(by('mail', values.mail))
        .find((record) => record.closed === undefined && sameName(record, person));
    },
  };
}

const openFirst = (a: StaffRecord, b: StaffRecord) =>
  Number(a.closed !== undefined) - Number(b.closed !== undefined);

/** Whether a person with a number is the one who has (or had) it: something else must agree. */
function agrees(record: StaffRecord, person: FilePerson): boolean {
  const {member, closed} = record;
  const {values} = person;
  if (sameName(record, person)) return true;
  if (closed !== undefined) return false;
  // A family name changes with a marriage; the given name and its reading stay.
  const given = (name: string | undefined) =>
    normalise(name ?? '')
      .split(' ')
      .slice(1)
      .join(' ');
  const [a, b] = [given(member.name), given(values.name)];
  return a !== '' && a === b;
}

function sameName({member}: StaffRecord, {values}: FilePerson): boolean {
  const form = (name: string) => normalise(name).replaceAll(' ', '');
  const names = new Set([member.name, ...member.otherNames].map(form));
  return [values.name, ...values.otherNames].some((name) => names.has(form(name)));
}
