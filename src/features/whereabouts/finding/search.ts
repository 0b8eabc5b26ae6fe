import type {Asked, NameIndex} from '../../../platform/directory/names/name-index.ts';
import type {Directory, Posting, StaffMember} from '../../../platform/directory/staff.ts';
import {sharesSection} from '../rules/visibility.ts';

export type Search =
  | {readonly kind: 'one'; readonly person: StaffMember}
  | {readonly kind: 'several'; readonly people: readonly StaffMember[]}
  | {
      readonly kind: 'board';
      readonly name: string;
      readonly people: readonly StaffMember[];
    }
  | {readonly kind: 'nobody'; readonly near: readonly StaffMember[]};

const MOST_NEAR = 5;

/**
 * Whom a sentence asks for. Who is not to stand in the list is in no answer; an account that several share is nobody.
 *
 * @param name what the sentence took for a name, where the list has none
 */
export function search(
  asked: Asked,
  name: string | undefined,
  names: NameIndex,
  directory: Pick<Directory, 'all' | 'person'>,
  asker: StaffMember | undefined,
): Search {
  const shown = (people: readonly StaffMember[]) =>
    people
      // The index may be older than the list.
      .map(({key}) => directory.person(key))
      .filter((person) => person !== undefined)
      .filter(({unlisted, flags}) => !unlisted && !flags.includes('shared-account'));
  const {unit, post} = asked;
  const own = asked.own && asker !== undefined ? asker.main : undefined;
  const section = asked.section ?? (own && {code: own.section, name: own.sectionName});
  const narrow = (people: readonly StaffMember[], withPost: boolean) =>
    people.filter((person) =>
      [person.main, ...person.further].some(
        (each) =>
          (section === undefined || each.section === section.code) &&
          (unit === undefined || folded(each.unit) === unit) &&
          (!withPost || post === undefined || fitsPost(each, post)),
      ),
    );
  if (asked.named !== undefined) {
    const all = shown(asked.named);
    const exact = narrow(all, true);
    // 「田中課長」 of a list that knows a 田中係長 only: perhaps promoted since.
    return decided(exact.length > 0 ? exact : [], all, asker, names, asked.name, shown);
  }
  if (name !== undefined) return {kind: 'nobody', near: shown(names.near(name, MOST_NEAR))};
  if (section === undefined && unit === undefined) return {kind: 'nobody', near: []};
  const members = narrow(shown(directory.all()), true);
  if (post !== undefined) return decided(members, members, asker, names, undefined, shown);
  const title = section?.name ?? members[0]?.main.unit ?? '';
  return {kind: 'board', name: title, people: members};
}

function decided(
  exact: readonly StaffMember[],
  all: readonly StaffMember[],
  asker: StaffMember | undefined,
  names: NameIndex,
  name: string | undefined,
  shown: (people: readonly StaffMember[]) => StaffMember[],
): Search {
  const [one, other] = exact;
  if (one !== undefined && other === undefined) return {kind: 'one', person: one};
  if (one !== undefined) return {kind: 'several', people: ownFirst(exact, asker)};
  if (all.length > 0) return {kind: 'nobody', near: ownFirst(all, asker).slice(0, MOST_NEAR)};
  return {kind: 'nobody', near: name === undefined ? [] : shown(names.near(name, MOST_NEAR))};
}

function ownFirst(people: readonly StaffMember[], asker: StaffMember | undefined): StaffMember[] {
  return [...people].sort(
    (a, b) =>
      Number(sharesSection(b, asker)) - Number(sharesSection(a, asker)) ||
      compare(a.main.section, b.main.section) ||
      compare(a.name, b.name),
  );
}

function fitsPost({post, sectionName}: Posting, asked: string): boolean {
  const own = folded(post) ?? '';
  // 財政課長 stands in the list as 課長, or as 財政課長.
  return own === asked || own === `${folded(sectionName) ?? ''}${asked.slice(1)}`;
}

function folded(text: string | undefined): string | undefined {
  return text
    ?.normalize('NFKC')
    .toLowerCase()
    .replace(/[\s・]/gu, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
