import type {Clock} from '../clock.ts';
import {directoryOf, type Link} from './in-memory.ts';
import type {StaffRecord} from './record.ts';
import type {SectionSpan, StaffStore, StoredList} from './store.ts';
import type {Day, Directory, Holder, PersonKey, StaffMember} from './staff.ts';

interface Loaded extends StoredList {
  readonly records: readonly StaffRecord[];
}

interface LiveDeps {
  readonly store: StaffStore;
  readonly clock: Clock;
  readonly zone: string;
  /** Whose object ids the list holds; undefined without a tenant of one's own. */
  readonly tenant?: string | undefined;
}

/** The list in memory, which takes in what this instance itself has bound. */
export interface LiveDirectory extends Directory {
  readonly bound: (link: Link) => void;
}

/**
 * The list in memory, as the tables have it. Lists of later days are in memory as well, so that every instance
 * changes over at the office's midnight without asking anybody.
 */
export function liveDirectory({store, clock, zone, tenant}: LiveDeps): LiveDirectory {
  let lists: readonly Loaded[] = [];
  let links: readonly Link[] = [];
  // Since the running refresh began: it may have read the table before they were written.
  let boundMeanwhile: Link[] = [];
  let sections: readonly SectionSpan[] = [];
  let hidden: ReadonlySet<PersonKey> = new Set();
  let now: {day: Day; directory: Directory} | undefined;

  function current(): Directory {
    const day = clock.now().toZonedDateTimeISO(zone).toPlainDate().toString();
    if (now?.day === day) return now.directory;
    const list = inForce(lists, day);
    const members = list === undefined ? [] : membersOn(list.records, day, hidden);
    const spans = sections.filter(({from, to}) => (from ?? day) <= day && day <= (to ?? day));
    const directory = directoryOf({
      members,
      links: [...links, ...listedLinks(list?.records ?? [], tenant)],
      holders: () => holdersIn(list?.records ?? []),
      version: list && `${list.day}/${list.generation}`,
      sections: spans.length === 0 ? undefined : spans.map(({code, name}) => ({code, name})),
    });
    now = {day, directory};
    return directory;
  }

  return {
    known: () => current().known(),
    version: () => current().version(),
    all: () => current().all(),
    person: (key) => current().person(key),
    memberOf: (account) => current().memberOf(account),
    accountsOf: (key) => current().accountsOf(key),
    holders: () => current().holders(),
    sections: () => current().sections(),
    bound(link) {
      boundMeanwhile.push(link);
      links = [...links, link];
      now = undefined;
    },
    async refresh(signal) {
      boundMeanwhile = [];
      const [stored, newLinks, newSections, newHidden] = await Promise.all([
        store.lists(signal),
        store.links(signal),
        store.sections(signal),
        store.hidden(signal),
      ]);
      const loaded = await Promise.all(
        stored.map(async (list): Promise<Loaded> => {
          const same = lists.find(({day, generation}) => day === list.day && generation === list.generation);
          return same ?? {...list, records: await store.read(list, signal)};
        }),
      );
      [lists, links, sections, hidden] = [loaded, [...newLinks, ...boundMeanwhile], newSections, newHidden];
      now = undefined;
    },
  };
}

/** Of several lists the one that holds on a day. */
export function inForce<L extends StoredList>(lists: readonly L[], day: Day): L | undefined {
  return lists
    .filter((list) => list.day <= day)
    .sort((a, b) => (a.day < b.day ? 1 : -1))
    .at(0);
}

function membersOn(records: readonly StaffRecord[], day: Day, hidden: ReadonlySet<PersonKey>): StaffMember[] {
  return records
    .filter(({closed, member}) => closed === undefined && (member.to === undefined || day <= member.to))
    .map(({member}) => (hidden.has(member.key) ? {...member, unlisted: true} : member));
}

function holdersIn(records: readonly StaffRecord[]): Holder[] {
  return records.flatMap(({member, held}) => held.map((one) => ({...one, person: member.key})));
}

/** Accounts that the list names by their object ids need no first contact. */
function listedLinks(records: readonly StaffRecord[], tenant: string | undefined): Link[] {
  if (tenant === undefined) return [];
  return records.flatMap(({member, held}) =>
    held
      .filter(({kind, to}) => kind === 'object' && to === undefined)
      .map(({value}) => ({account: {tenant, objectId: value}, person: member.key})),
  );
}
