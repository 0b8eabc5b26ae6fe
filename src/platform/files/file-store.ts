import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import {Temporal} from '../../kernel/time.ts';
import type {Clock} from '../clock.ts';
import type {Job} from '../feature.ts';
import {keyPrefix, type CallOptions, type Row, type Storage, type Stored} from '../storage/table.ts';

/** Files on their way to or from one person. Nothing in it lasts: whoever does not fetch it in time asks anew. */
export const FILES_TABLE = 'files';

/** Bytes that a file may have, in either direction. */
export const LARGEST_FILE = 5 * 1024 * 1024;

const SHAPE = 1;
/** A row takes 1 MiB, a binary 64 KiB; half a row's worth leaves room for what surrounds it. */
const PART = 64 * 1024;
const PARTS_A_ROW = 8;
const ROW = PART * PARTS_A_ROW;
/** Files that one person can have lying here; the oldest makes room. */
const MOST = 5;
const HOUR_MS = 3_600_000;

/** What a file is here for. */
export type FileUse =
  /** Offered to the person, who has not said yes yet. */
  | 'offer'
  /** Received from the person, who has not decided yet. */
  | 'intake';

/** A file without its content. */
export interface HeldFile {
  /** Random, and of use to its owner alone. */
  readonly id: string;
  readonly use: FileUse;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly expires: Temporal.Instant;
  /** What whoever put it wants to find again, as JSON; empty where nothing. */
  readonly about: string;
}

export type Begun =
  | {readonly kind: 'begun'; readonly file: HeldFile; readonly bytes: Uint8Array}
  /** Somebody is at it: another press, or another delivery of the same. */
  | {readonly kind: 'busy'}
  | {readonly kind: 'done'; readonly file: HeldFile; readonly outcome: string}
  /** Expired, deleted, never there, or somebody else's: nobody can tell which. */
  | {readonly kind: 'absent'};

export interface FileStore {
  /**
   * Keeps a file for its owner.
   *
   * @param keep milliseconds
   * @returns its id
   * @throws RangeError where it is larger than {@link LARGEST_FILE}
   */
  put(
    owner: Account,
    file: {use: FileUse; name: string; bytes: Uint8Array; about?: string},
    keep: number,
    options?: CallOptions,
  ): Promise<string>;
  /**
   * Takes a file in hand: of several presses, on whatever instance, one is begun.
   *
   * @param lasting milliseconds after which it may be begun anew, since whoever had it has died
   */
  begin(owner: Account, id: string, lasting: number, options?: CallOptions): Promise<Begun>;
  /** It did not work out: it may be begun again. */
  giveBack(owner: Account, id: string, options?: CallOptions): Promise<void>;
  /** It is done; the content goes at once, what came of it stays until the file would have expired. */
  finish(owner: Account, id: string, outcome: string, options?: CallOptions): Promise<void>;
  /** Deletes a file that waits. False where somebody is at it, or it is done already. */
  remove(owner: Account, id: string, options?: CallOptions): Promise<boolean>;
  /** What lies here of a person. */
  of(owner: Account, options?: CallOptions): Promise<readonly HeldFile[]>;
  /** Deletes all that lies here of a person. Returns how many files went. */
  erase(owner: Account, options?: CallOptions): Promise<number>;
  readonly jobs: readonly Job[];
}

/**
 * Files in a table, cut into rows, so that any instance can hand out what another has made. They lie in their owner's
 * own partition and are only ever looked for there: an id that somebody else got hold of finds nothing.
 */
export function fileStore(storage: Storage, clock: Clock, newId: () => string): FileStore {
  const table = storage.table(FILES_TABLE);
  const headOf = (id: string) => `h|${id}`;

  async function drop(pk: string, id: string, options?: CallOptions): Promise<void> {
    await dropContent(pk, id, options);
    // Last: as long as it is there, a purge finds what is left of the content.
    await table.delete(pk, headOf(id), '*', options);
  }

  async function dropContent(pk: string, id: string, options?: CallOptions): Promise<void> {
    const query = {pk, ...keyPrefix(`c|${id}`), columns: ['size']};
    for await (const {row} of table.list(query, options)) await table.delete(pk, row.rk, '*', options);
  }

  async function heads(pk: string, options?: CallOptions): Promise<Stored[]> {
    const found: Stored[] = [];
    for await (const stored of table.list({pk, ...keyPrefix('h')}, options)) found.push(stored);
    return found;
  }

  async function contentOf(pk: string, id: string, size: number, options?: CallOptions) {
    const bytes = new Uint8Array(size);
    let at = 0;
    for await (const {row} of table.list({pk, ...keyPrefix(`c|${id}`)}, options)) {
      for (let i = 0; i < PARTS_A_ROW; i++) {
        const part = row[`b${i}`];
        if (!(part instanceof Uint8Array)) break;
        bytes.set(part, at);
        at += part.length;
      }
    }
    return at === size ? bytes : undefined;
  }

  async function headOfLiving(owner: Account, id: string, options?: CallOptions) {
    // What a card sends back may be anything; an id is nothing but this.
    if (!/^[0-9a-z-]{8,64}$/.test(id)) return undefined;
    const stored = await table.get(accountKey(owner), headOf(id), options);
    if (stored === undefined || stored.row['state'] === 'writing') return undefined;
    return isPast(stored.row['expires'], clock.now()) ? undefined : stored;
  }

  return {
    async put(owner, {use, name, bytes, about = ''}, keep, options) {
      if (bytes.length > LARGEST_FILE) throw new RangeError(`a file of ${bytes.length} bytes`);
      const pk = accountKey(owner);
      const others = await heads(pk, options);
      others.sort((a, b) => (String(a.row['expires']) < String(b.row['expires']) ? -1 : 1));
      for (const {row} of others.slice(0, Math.max(0, others.length - MOST + 1)))
        await drop(pk, row.rk.slice(2), options);
      const id = newId();
      const expires = clock.now().add({milliseconds: keep}).toString();
      const head: Row = {
        ...{pk, rk: headOf(id), v: SHAPE, use, name: name.slice(0, 200), size: bytes.length},
        ...{about, expires, state: 'writing'},
      };
      // The head first: content without one would never be found again.
      await table.insert(head, options);
      for (let at = 0, number = 0; at < bytes.length; at += ROW, number++) {
        const parts: Record<string, Uint8Array> = {};
        for (let i = 0; i < PARTS_A_ROW && at + i * PART < bytes.length; i++)
          parts[`b${i}`] = bytes.slice(at + i * PART, Math.min(at + (i + 1) * PART, at + ROW));
        const rk = `c|${id}|${String(number).padStart(4, '0')}`;
        await table.put({pk, rk, v: SHAPE, ...parts}, options);
      }
      await table.update({pk, rk: headOf(id), v: SHAPE, state: 'waiting'}, '*', options);
      return id;
    },

    async begin(owner, id, lasting, options) {
      const stored = await headOfLiving(owner, id, options);
      if (stored === undefined) return {kind: 'absent'};
      const {row, etag} = stored;
      const file = fileOf(row);
      if (row['state'] === 'done') return {kind: 'done', file, outcome: String(row['outcome'])};
      const now = clock.now();
      if (row['state'] === 'busy' && !isPast(row['until'], now)) return {kind: 'busy'};
      const until = now.add({milliseconds: lasting}).toString();
      const {pk, rk} = row;
      const claimed = await table.update({pk, rk, v: SHAPE, state: 'busy', until}, etag, options);
      if (claimed.kind !== 'updated') return {kind: 'busy'};
      const bytes = await contentOf(pk, id, file.size, options);
      // Deleted between the two reads.
      return bytes === undefined ? {kind: 'absent'} : {kind: 'begun', file, bytes};
    },

    async giveBack(owner, id, options) {
      const row = {pk: accountKey(owner), rk: headOf(id), v: SHAPE, state: 'waiting'};
      await table.update(row, '*', options);
    },

    async finish(owner, id, outcome, options) {
      const pk = accountKey(owner);
      await table.update({pk, rk: headOf(id), v: SHAPE, state: 'done', outcome}, '*', options);
      await dropContent(pk, id, options);
    },

    async remove(owner, id, options) {
      const stored = await headOfLiving(owner, id, options);
      if (stored === undefined) return true;
      if (stored.row['state'] !== 'waiting') return false;
      await drop(stored.row.pk, id, options);
      return true;
    },

    async of(owner, options) {
      const now = clock.now();
      const living = (await heads(accountKey(owner), options)).filter(
        ({row}) => row['state'] !== 'done' && !isPast(row['expires'], now),
      );
      return living.map(({row}) => fileOf(row));
    },

    async erase(owner, options) {
      const pk = accountKey(owner);
      const all = await heads(pk, options);
      for (const {row} of all) await drop(pk, row.rk.slice(2), options);
      return all.length;
    },

    jobs: [
      {
        name: 'files.purge',
        every: HOUR_MS,
        purges: true,
        async run(now, signal) {
          for await (const {row} of table.list({...keyPrefix('h'), columns: ['expires']}, {signal})) {
            if (isPast(row['expires'], now)) await drop(row.pk, row.rk.slice(2), {signal});
          }
        },
      },
    ],
  };
}

function isPast(instant: unknown, now: Temporal.Instant): boolean {
  return typeof instant !== 'string' || Temporal.Instant.compare(Temporal.Instant.from(instant), now) <= 0;
}

function fileOf(row: Row): HeldFile {
  return {
    id: row.rk.slice(2),
    use: row['use'] === 'intake' ? 'intake' : 'offer',
    name: String(row['name']),
    size: Number(row['size']),
    expires: Temporal.Instant.from(String(row['expires'])),
    about: String(row['about']),
  };
}
