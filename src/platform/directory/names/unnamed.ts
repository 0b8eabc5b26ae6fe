import type {StaffMember} from '../staff.ts';
import {foldName} from './fold-name.ts';

/**
 * The members without those columns of the organisation's own that name somebody who is not to stand in the list: as
 * a deputy, as a superior. Whoever shows a colleague's columns would show that person with them.
 */
export function withoutHiddenNames(members: readonly StaffMember[]): readonly StaffMember[] {
  const hidden = members
    .filter(({unlisted}) => unlisted)
    .flatMap(({name, otherNames}) => [name, ...otherNames])
    .map((name) => ({whole: foldName(name), family: foldName(name.split(' ')[0] ?? name)}));
  if (hidden.length === 0) return members;
  // A family name alone is theirs where nobody else in the list has it.
  const shared = new Set(
    members.filter(({unlisted}) => !unlisted).map(({name}) => foldName(name.split(' ')[0] ?? name)),
  );
  const names = hidden.map(({whole, family}) => (shared.has(family) ? whole : family));
  const isNamed = (value: string) => {
    const folded = foldName(value);
    return names.some((name) => folded.includes(name));
  };
  return members.map((member) => {
    const columns = Object.entries(member.columns);
    const left = columns.filter(([, value]) => !isNamed(value));
    return left.length === columns.length ? member : {...member, columns: Object.fromEntries(left)};
  });
}
