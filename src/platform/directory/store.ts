/**
 * The list in tables. A generation of people is written whole, then one pointer makes it the current one; a list
 * for a later day is a thing of its own, `list|2026-04-01`, beside the one of today.
 */
import {accountKey, encodeKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import {Temporal} from '../../kernel/time.ts';
import {readParts, readPointers, removeThing, replaceThing, sweepThings} from '../content/generations.ts';
import type {Storage} from '../storage/table.ts';
import type {Link} from './in-memory.ts';
import type {StaffRecord} from './record.ts';
import type {Day, PersonKey, Section} from './staff.ts';

export const STAFF_TABLE = 'staff';
export const LINKS_TABLE = 'links';

const PART_CHARACTERS = 30_000; // Azure: 32K characters a text
const LIST = 'list|';
const SECTIONS = 'sections';
const HIDDEN = 'hidden';
const LINK = 'link';
const REFUSED = 'refused';

/** A section over the years. */
export interface SectionSpan extends Section {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** The codes of the sections that took over. */
  readonly successors: readonly string[];
}

/** One list and the day from which it holds. */
export interface StoredList {
  readonly day: Day;
  readonly generation: string;
}

/** A contact that was not bound. Holds no name. */
export interface RefusedLink {
  readonly account: Account;
  readonly person: PersonKey;
  readonly at: string;
}

export interface StaffStore {
  readonly lists: (signal?: AbortSignal) => Promise<readonly StoredList[]>;
  readonly read: (list: StoredList, signal?: AbortSignal) => Promise<StaffRecord[]>;
  /**
   * Puts a list in force from a day on; lists of earlier days go.
   *
   * @param options.expected the generation of that day's list that was looked at, empty for none
   * @param options.onWritten hears of so many people more
   * @returns false where somebody else was faster: nothing has changed
   */
  readonly put: (
    day: Day,
    records: readonly StaffRecord[],
    options: {
      readonly now: Temporal.Instant;
      readonly id: string;
      readonly today: Day;
      readonly expected?: string | undefined;
      readonly onWritten?: ((people: number) => void) | undefined;
      readonly signal: AbortSignal;
    },
  ) => Promise<boolean>;
  /** Puts other people into a stored list, unless it was replaced meanwhile. */
  readonly replace: (
    list: StoredList,
    records: readonly StaffRecord[],
    options: {readonly now: Temporal.Instant; readonly id: string; readonly signal: AbortSignal},
  ) => Promise<void>;
  readonly sections: (signal?: AbortSignal) => Promise<readonly SectionSpan[]>;
  readonly putSections: (
    sections: readonly SectionSpan[],
    options: {readonly now: Temporal.Instant; readonly id: string; readonly signal: AbortSignal},
  ) => Promise<void>;
  readonly hidden: (signal?: AbortSignal) => Promise<ReadonlySet<PersonKey>>;
  readonly hide: (person: PersonKey, hidden: boolean, signal: AbortSignal) => Promise<void>;
  readonly links: (signal?: AbortSignal) => Promise<readonly Link[]>;
  readonly refused: (signal?: AbortSignal) => Promise<readonly RefusedLink[]>;
  /** Binds an account to a person, once: another account of theirs, or another person, is refused and kept. */
  readonly bind: (
    link: Link,
    now: Temporal.Instant,
    signal: AbortSignal,
  ) => Promise<'bound' | 'same' | 'refused'>;
  /** Keeps a contact that is not bound, for `staff unlinked`. */
  readonly refuse: (link: Link, now: Temporal.Instant, signal: AbortSignal) => Promise<void>;
  /** Deletes refused contacts from before an instant; says how many. */
  readonly forgetRefused: (before: Temporal.Instant, signal: AbortSignal) => Promise<number>;
  readonly sweep: (now: Temporal.Instant, signal: AbortSignal) => Promise<void>;
}

/** The store of the staff list. */
export function staffStore(storage: Storage): StaffStore {
  const staff = storage.table(STAFF_TABLE);
  const links = storage.table(LINKS_TABLE);
  const partition = (name: string) => `k|${name}`;

  const lists: StaffStore['lists'] = async (signal) =>
    (await readPointers(staff, signal))
      .filter(({name}) => name.startsWith(LIST))
      .map(({name, generation}) => ({day: name.slice(LIST.length), generation}));

  const readJson = async (name: string, generation: string, signal?: AbortSignal): Promise<unknown[]> => {
    const rows = await readParts(staff, partition(name), generation, signal);
    return rows.flatMap((row) => JSON.parse(String(row['json'])) as unknown[]);
  };

  const refuse: StaffStore['refuse'] = async ({account, person}, now, signal) => {
    const row = {v: 1, tenant: account.tenant, objectId: account.objectId, person, at: now.toString()};
    await links.put({...row, pk: REFUSED, rk: accountKey(account)}, {signal});
  };

  return {
    lists,
    // Written by `put` alone.
    read: async ({day, generation}, signal) =>
      (await readJson(`${LIST}${day}`, generation, signal)) as StaffRecord[],
    async put(day, records, {now, id, today, expected, onWritten, signal}) {
      const name = `${LIST}${day}`;
      const parts = packed(records);
      const share = records.length / parts.length;
      const thing = {
        ...{partition: partition(name), name, parts, columns: {people: records.length}, expected},
        onWritten: (written: number) => onWritten?.(written * share),
      };
      if (!(await replaceThing(staff, thing, now, id, signal))) return false;
      const old = (await lists(signal)).filter((list) => list.day < day && day <= today);
      for (const list of old) {
        const gone = `${LIST}${list.day}`;
        await removeThing(staff, {partition: partition(gone), name: gone}, now, signal);
      }
      return true;
    },
    async replace({day, generation}, records, {now, id, signal}) {
      const name = `${LIST}${day}`;
      const parts = packed(records);
      const thing = {partition: partition(name), name, parts, columns: {people: records.length}};
      await replaceThing(staff, {...thing, expected: generation}, now, id, signal);
    },
    async sections(signal) {
      const found = (await readPointers(staff, signal)).find(({name}) => name === SECTIONS);
      return found === undefined
        ? []
        : ((await readJson(SECTIONS, found.generation, signal)) as readonly SectionSpan[]);
    },
    async putSections(sections, {now, id, signal}) {
      const thing = {partition: partition(SECTIONS), name: SECTIONS, parts: packed(sections), columns: {}};
      await replaceThing(staff, thing, now, id, signal);
    },
    async hidden(signal) {
      const found = new Set<PersonKey>();
      for await (const {row} of staff.list({pk: HIDDEN}, {signal})) found.add(String(row['person']));
      return found;
    },
    async hide(person, hidden, signal) {
      const rk = encodeKey(person);
      if (hidden) await staff.put({pk: HIDDEN, rk, v: 1, person}, {signal});
      else await staff.delete(HIDDEN, rk, '*', {signal});
    },
    async links(signal) {
      const found: Link[] = [];
      for await (const {row} of links.list({pk: LINK, from: 'a|', to: 'a}'}, {signal}))
        found.push(linkOf(row));
      return found;
    },
    async refused(signal) {
      const found: RefusedLink[] = [];
      for await (const {row} of links.list({pk: REFUSED}, {signal}))
        found.push({...linkOf(row), at: String(row['at'])});
      return found;
    },
    async bind({account, person}, now, signal) {
      const row = {v: 1, tenant: account.tenant, objectId: account.objectId, person, at: now.toString()};
      const byAccount = `a|${accountKey(account)}`;
      const byPerson = `p|${encodeKey(account.tenant)}|${encodeKey(person)}`;
      const result = await links.transact(
        [
          {kind: 'insert', row: {...row, pk: LINK, rk: byAccount}},
          {kind: 'insert', row: {...row, pk: LINK, rk: byPerson}},
        ],
        {signal},
      );
      if (result.kind === 'done') return 'bound';
      const there = await links.get(LINK, byAccount, {signal});
      if (there?.row['person'] === person) return 'same';
      await refuse({account, person}, now, signal);
      return 'refused';
    },
    refuse,
    async forgetRefused(before, signal) {
      let gone = 0;
      for await (const {row, etag} of links.list({pk: REFUSED}, {signal})) {
        const at = Temporal.Instant.from(String(row['at']));
        if (Temporal.Instant.compare(at, before) >= 0) continue;
        // One that came again meanwhile stays.
        if ((await links.delete(row.pk, row.rk, etag, {signal})).kind === 'deleted') gone++;
      }
      return gone;
    },
    sweep: (now, signal) => sweepThings(staff, now, signal),
  };
}

function linkOf(row: Readonly<Record<string, unknown>>): Link {
  const account = {tenant: String(row['tenant']), objectId: String(row['objectId'])};
  return {account, person: String(row['person'])};
}

/** Values as JSON lists of at most so many characters: a hundred people a row are read ten times as fast. */
function packed(values: readonly unknown[]): {json: string}[] {
  const parts: {json: string}[] = [];
  let open: string[] = [];
  let size = 0;
  for (const json of values.map((value) => JSON.stringify(value))) {
    if (size + json.length + 1 > PART_CHARACTERS && open.length > 0) {
      parts.push({json: `[${open.join(',')}]`});
      [open, size] = [[], 0];
    }
    open.push(json);
    size += json.length + 1;
  }
  parts.push({json: `[${open.join(',')}]`});
  return parts;
}
