import {decodeKey, joinKey} from '../../../kernel/ids.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import {known, SHAPE, TRAINING_TABLE} from './rows.ts';

// Two small partitions beside the buckets of persons:
//   rounds        ~                       from what the duties were last written
//   rounds        course|round            the day on which everybody had been looked at once
//   nominations   course|round|section    whom the head named; changed by its tag
const ROUNDS = 'rounds';
const NOMINATIONS = 'nominations';
// Sorts after all ids of courses.
const STATE = '~';

/** Whom a section sends. */
export interface Nomination {
  readonly course: string;
  readonly round: string;
  readonly section: string;
  readonly people: readonly PersonKey[];
  /** The head's key. */
  readonly by: PersonKey;
}

export interface RoundBook {
  /** The rounds, as `course|round`, for which everybody was looked at once. */
  seen(signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Notes it; the first day stays. */
  note(course: string, round: string, day: Day, signal?: AbortSignal): Promise<void>;
  /** A hash of all that the duties of the last whole run were made from; undefined before the first. */
  state(signal?: AbortSignal): Promise<string | undefined>;
  noteState(state: string, signal?: AbortSignal): Promise<void>;
  nominations(signal?: AbortSignal): Promise<readonly Nomination[]>;
  /** Puts a section's nomination in the place of its former one. The next run of the duties writes the entries. */
  nominate(nomination: Nomination, signal?: AbortSignal): Promise<void>;
}

export const roundKey = (course: string, round: string): string => joinKey(course, round);

/** What is known of rounds as a whole. */
export function roundBook(storage: Storage): RoundBook {
  const table = storage.table(TRAINING_TABLE);
  return {
    async seen(signal) {
      const found = new Set<string>();
      for await (const {row} of table.list({pk: ROUNDS, to: STATE}, {signal})) found.add(row.rk);
      return found;
    },
    async note(course, round, day, signal) {
      await table.insert({pk: ROUNDS, rk: roundKey(course, round), v: SHAPE, day}, {signal});
    },
    async state(signal) {
      const cell = (await table.get(ROUNDS, STATE, {signal}))?.row['state'];
      return typeof cell === 'string' ? cell : undefined;
    },
    noteState: (state, signal) => table.put({pk: ROUNDS, rk: STATE, v: SHAPE, state}, {signal}),
    async nominations(signal) {
      const all: Nomination[] = [];
      for await (const {row} of table.list({pk: NOMINATIONS}, {signal})) {
        known(row);
        const [course = '', round = '', section = ''] = row.rk.split('|').map(decodeKey);
        // Written below alone.
        const people = JSON.parse(String(row['people'])) as PersonKey[];
        all.push({course, round, section, people, by: String(row['by'])});
      }
      return all;
    },
    async nominate({course, round, section, people, by}, signal) {
      const key = {pk: NOMINATIONS, rk: joinKey(course, round, section)};
      await table.put({...key, v: SHAPE, people: JSON.stringify(people), by}, {signal});
    },
  };
}
