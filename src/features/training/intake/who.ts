import {normalise} from '../../../kernel/japanese-text.ts';
import type {Day, Directory, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import {isEmployed} from '../rules/audience.ts';

/**
 * Finds people by what a file says of them. Numbers and addresses are given to others in time, so whoever has one today
 * is meant only on days on which they were employed.
 */
export function whoIn(
  directory: Pick<Directory, 'all'>,
): (known: {readonly number?: string; readonly mail?: string}, day: Day) => PersonKey | undefined {
  const byNumber = new Map<string, StaffMember[]>();
  const byMail = new Map<string, StaffMember[]>();
  const add = (index: typeof byMail, text: string | undefined, member: StaffMember) => {
    if (text === undefined) return;
    const form = normalise(text);
    index.set(form, [...(index.get(form) ?? []), member]);
  };
  for (const member of directory.all()) {
    add(byNumber, member.number, member);
    for (const address of new Set([member.mail, member.upn])) add(byMail, address, member);
  }
  return ({number, mail}, day) => {
    const found = [
      ...(number === undefined ? [] : (byNumber.get(normalise(number)) ?? [])),
      ...(mail === undefined ? [] : (byMail.get(normalise(mail)) ?? [])),
    ].filter((member) => isEmployed(member, day));
    // Number and address of two people name nobody.
    const keys = new Set(found.map(({key}) => key));
    return keys.size === 1 ? [...keys][0] : undefined;
  };
}
