import {sideBySide} from '../../../kernel/side-by-side.ts';
import type {Temporal} from '../../../kernel/time.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey} from '../../../platform/directory/staff.ts';
import {
  currentRounds,
  decideDuties,
  isOverOn,
  type Assignment,
  type CurrentRound,
} from '../register/assign.ts';
import {NO_RECORD, type PersonRecord} from '../register/record.ts';
import type {Trainings} from '../rules/course.ts';
import type {Register} from './register.ts';
import {roundKey, type RoundBook} from './rounds.ts';

export interface DutiesDeps {
  readonly register: Register;
  readonly book: RoundBook;
  readonly trainings: () => Trainings;
  readonly directory: Pick<Directory, 'known' | 'version' | 'all' | 'person'>;
  readonly zone: string;
}

/** Persons whose rows are written side by side. */
const SIDE_BY_SIDE = 16;

/**
 * Writes who is asked for what, so that the register says what the list in force and the courses say. May be cut
 * short and run by several at once: what is written already is not written again.
 *
 * @returns how many entries were written
 */
export async function assignDuties(
  deps: DutiesDeps,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const {register, book, directory} = deps;
  // Without a list nobody is known, and nobody is found to be gone.
  if (!directory.known()) return 0;
  const day = localTime(now, deps.zone).day.toString();
  const asked = await assignmentOn(deps, day, signal);
  const isOver = isOverOn(asked.rounds, day);
  const decide = (person: PersonKey, record: PersonRecord) =>
    decideDuties(record, directory.person(person), asked);

  const pending: PersonKey[] = [];
  const known = new Set<PersonKey>();
  for await (const states of register.everybody(signal)) {
    for (const {person, record} of states) {
      known.add(person);
      if (decide(person, record).length > 0) pending.push(person);
    }
  }
  for (const {key} of directory.all()) {
    if (!known.has(key) && decide(key, NO_RECORD).length > 0) pending.push(key);
  }
  let written = 0;
  await sideBySide(pending, SIDE_BY_SIDE, async (person) => {
    signal?.throwIfAborted();
    const result = await register.change(
      person,
      {role: 'program'},
      ({record}) => {
        const entries = decide(person, record);
        return entries.length === 0 ? undefined : {entries, isOver};
      },
      {signal},
    );
    if (result.kind === 'written') written += result.entries.length;
  });
  // Only now has everybody been looked at.
  for (const {course, round, seen} of asked.rounds) {
    if (!seen) await book.note(course.id, round.id, day, signal);
  }
  return written;
}

async function assignmentOn(
  {book, trainings, directory}: DutiesDeps,
  day: Day,
  signal?: AbortSignal,
): Promise<Assignment> {
  const [seen, nominations] = await Promise.all([book.seen(signal), book.nominations(signal)]);
  const live = trainings();
  const rounds = currentRounds(live, day).map(({course, round}): CurrentRound => {
    const named = nominations.filter((each) => each.course === course.id && each.round === round.id);
    return {
      ...{course, round, seen: seen.has(roundKey(course.id, round.id))},
      nominated: new Set(named.flatMap(({people}) => people)),
    };
  });
  return {day, fiscalYearStart: live.settings.fiscalYearStart, rounds, list: directory.version()};
}
