import {decodeKey, joinKey} from '../../../kernel/ids.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import {keyPrefix, type Operation, type Storage, type Stored} from '../../../platform/storage/table.ts';
import {known, SHAPE, TRAINING_TABLE} from '../store/rows.ts';
import {stateFor, type Filled, type Place, type SignUp} from './rules.ts';

// One partition a course, `sessions|course`:
//   h|session   how many have a seat, how many wait, the next number; changed by its tag with every sign-up
//   p|person    the person's one sign-up for the course, `left` once it was given back
// So a seat is never given twice, and nobody holds two sessions of a course, whatever is pressed at once.

/** Somebody who has signed up. */
export interface Participant extends SignUp {
  readonly person: PersonKey;
}

export type SignedUp =
  | {readonly kind: 'signed-up'; readonly state: SignUp['state']; readonly promoted: readonly Participant[]}
  | {readonly kind: 'already'; readonly state: SignUp['state']};

export interface SessionBook {
  filled(course: string, session: string, signal?: AbortSignal): Promise<Filled>;
  of(course: string, person: PersonKey, signal?: AbortSignal): Promise<SignUp | undefined>;
  /** Who has signed up, in the order in which they came. */
  participants(course: string, session: string, signal?: AbortSignal): Promise<Participant[]>;
  /** Gives a seat, or a place in the line; a sign-up for another session of the course is given back with it. */
  signUp(place: Place, person: PersonKey, places: readonly Place[], signal?: AbortSignal): Promise<SignedUp>;
  /** Gives it back. Whoever waits first gets the seat. Says who; undefined where there was none. */
  cancel(place: Place, person: PersonKey, signal?: AbortSignal): Promise<readonly Participant[] | undefined>;
  /** Fills seats that are free, after the file gave a session more. Says who got one. */
  fill(place: Place, signal?: AbortSignal): Promise<readonly Participant[]>;
  /** Deletes all of a session's sign-ups. */
  forget(course: string, session: string, signal?: AbortSignal): Promise<void>;
  /** All sessions with sign-ups, also of courses that are out of the file. */
  all(
    courses: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly {course: string; session: string}[]>;
}

interface Head extends Filled {
  readonly next: number;
  readonly etag: string | undefined;
}

const TRIES = 30;
const pkOf = (course: string) => joinKey('sessions', course);
const headKey = (session: string) => joinKey('h', session);
const personKey = (person: PersonKey) => joinKey('p', person);

export function sessionBook(storage: Storage): SessionBook {
  const table = storage.table(TRAINING_TABLE);

  async function headOf(course: string, session: string, signal?: AbortSignal): Promise<Head> {
    const stored = await table.get(pkOf(course), headKey(session), {signal});
    if (stored === undefined) return {taken: 0, waiting: 0, next: 1, etag: undefined};
    const {taken, waiting, next} = known(stored.row);
    return {taken: Number(taken), waiting: Number(waiting), next: Number(next), etag: stored.etag};
  }
  const headRow = (course: string, session: string, {taken, waiting, next, etag}: Head): Operation => {
    const row = {pk: pkOf(course), rk: headKey(session), v: SHAPE, taken, waiting, next};
    return etag === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag};
  };
  const ownRow = async (course: string, person: PersonKey, signal?: AbortSignal) =>
    table.get(pkOf(course), personKey(person), {signal});
  const signUpRow = (course: string, person: PersonKey, {session, state, order}: SignUp) => ({
    ...{pk: pkOf(course), rk: personKey(person), v: SHAPE, session, state, order},
  });

  async function participants(course: string, session: string, signal?: AbortSignal): Promise<Participant[]> {
    const found: Participant[] = [];
    for await (const stored of table.list({pk: pkOf(course), ...keyPrefix('p')}, {signal})) {
      const own = readSignUp(stored);
      if (own?.session === session) found.push({person: decodeKey(stored.row.rk.slice(2)), ...own});
    }
    return found.sort((a, b) => a.order - b.order);
  }

  /** Whoever waits, first come first, for the seats that are free in a head; with the operations that give them. */
  async function promote(
    {course, session}: Place,
    head: Head,
    leaving: PersonKey | undefined,
    signal?: AbortSignal,
  ) {
    const free = Math.max(0, session.seats - head.taken);
    if (free === 0 || head.waiting === 0) return {head, promoted: [], operations: []};
    const all = await participants(course.id, session.id, signal);
    const waiting = all.filter(({state, person}) => state === 'waiting' && person !== leaving);
    // A transaction takes a hundred rows; the rest follows with the next change or the job.
    const promoted = waiting.slice(0, Math.min(free, 50)).map((each) => ({...each, state: 'in' as const}));
    const operations = promoted.map((each): Operation => ({
      kind: 'put',
      row: signUpRow(course.id, each.person, each),
    }));
    const taken = head.taken + promoted.length;
    return {head: {...head, taken, waiting: head.waiting - promoted.length}, promoted, operations};
  }

  /** A head without one sign-up. */
  const without = (head: Head, {state}: SignUp): Head =>
    state === 'in' ? {...head, taken: head.taken - 1} : {...head, waiting: head.waiting - 1};

  /** Reads, decides, writes in one transaction; from the start where somebody else was faster. */
  async function attempt<T>(
    decide: () => Promise<{readonly operations: Operation[]; readonly result: T}>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    for (let tried = 0; tried < TRIES; tried++) {
      const {operations, result} = await decide();
      if (operations.length === 0) return result;
      if ((await table.transact(operations, {signal})).kind === 'done') return result;
    }
    throw new Error(`a session changed ${TRIES} times under our hands`);
  }

  return {
    async filled(course, session, signal) {
      const {taken, waiting} = await headOf(course, session, signal);
      return {taken, waiting};
    },
    async of(course, person, signal) {
      const stored = await ownRow(course, person, signal);
      return stored && readSignUp(stored);
    },
    participants,
    signUp: (place, person, places, signal) =>
      attempt<SignedUp>(async () => {
        const {course, session} = place;
        const stored = await ownRow(course.id, person, signal);
        const before = stored && readSignUp(stored);
        if (before?.session === session.id) {
          return {operations: [], result: {kind: 'already', state: before.state}};
        }
        const head = await headOf(course.id, session.id, signal);
        const state = stateFor(session, head);
        const row = signUpRow(course.id, person, {session: session.id, state, order: head.next});
        const mine: Operation =
          stored === undefined ? {kind: 'insert', row} : {kind: 'update', row, etag: stored.etag};
        const grown = state === 'in' ? {taken: head.taken + 1} : {waiting: head.waiting + 1};
        const operations = [mine, headRow(course.id, session.id, {...head, ...grown, next: head.next + 1})];
        const left =
          before && places.find((each) => each.course.id === course.id && each.session.id === before.session);
        if (before === undefined || left === undefined) {
          return {operations, result: {kind: 'signed-up', state, promoted: []}};
        }
        const former = without(await headOf(course.id, before.session, signal), before);
        const {head: after, promoted, operations: given} = await promote(left, former, person, signal);
        return {
          operations: [...operations, headRow(course.id, before.session, after), ...given],
          result: {kind: 'signed-up', state, promoted},
        };
      }, signal),
    cancel: (place, person, signal) =>
      attempt(async () => {
        const {course, session} = place;
        const stored = await ownRow(course.id, person, signal);
        const before = stored && readSignUp(stored);
        if (stored === undefined || before?.session !== session.id) {
          return {operations: [], result: undefined};
        }
        const left = without(await headOf(course.id, session.id, signal), before);
        const {head, promoted, operations} = await promote(place, left, person, signal);
        // By its tag, which a deletion would not have: they may have moved to another session meanwhile.
        const row = {...signUpRow(course.id, person, before), state: 'left'};
        const gone: Operation = {kind: 'update', row, etag: stored.etag};
        return {operations: [gone, headRow(course.id, session.id, head), ...operations], result: promoted};
      }, signal),
    fill: (place, signal) =>
      attempt(async () => {
        const before = await headOf(place.course.id, place.session.id, signal);
        const {head, promoted, operations} = await promote(place, before, undefined, signal);
        if (promoted.length === 0) return {operations: [], result: promoted};
        return {
          operations: [headRow(place.course.id, place.session.id, head), ...operations],
          result: promoted,
        };
      }, signal),
    async forget(course, session, signal) {
      for await (const {row, etag} of table.list({pk: pkOf(course), ...keyPrefix('p')}, {signal})) {
        if (row['session'] === session) await table.delete(row.pk, row.rk, etag, {signal});
      }
      await table.delete(pkOf(course), headKey(session), '*', {signal});
    },
    async all(courses, signal) {
      const found: {course: string; session: string}[] = [];
      for (const course of courses) {
        for await (const {row} of table.list({pk: pkOf(course), ...keyPrefix('h')}, {signal})) {
          found.push({course, session: decodeKey(row.rk.slice(2))});
        }
      }
      return found;
    },
  };
}

function readSignUp({row}: Stored): SignUp | undefined {
  const {session, state, order} = known(row);
  if (state === 'left') return undefined;
  return {session: String(session), state: state === 'in' ? 'in' : 'waiting', order: Number(order)};
}
