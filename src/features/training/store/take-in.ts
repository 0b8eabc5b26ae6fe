import {localTime, type Temporal} from '../../../kernel/time.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import type {ReadCompletion} from '../intake/read-completions.ts';
import {decideClaim, unconfirmedBy} from '../register/completing.ts';
import type {Author, EntryBody} from '../register/entry.ts';
import {NO_RECORD, withEntry, type PersonRecord} from '../register/record.ts';
import type {Course} from '../rules/course.ts';
import type {Register} from './register.ts';

/** What is taken in, from where. */
export interface Intake {
  readonly completions: readonly ReadCompletion[];
  /** What the file does not have of these is not confirmed by it. */
  readonly courses: readonly Course[];
  readonly channel: 'import' | 'roster';
  /** A hash of the file, or the session. */
  readonly source: string;
}

export interface Taken {
  readonly added: number;
  /** The register had them already. */
  readonly known: number;
  /** Self-reports that this import should have had, and has not. */
  readonly unconfirmed: number;
}

interface Deps {
  readonly register: Register;
  readonly zone: string;
}

/** Persons whose rows are written side by side. */
const SIDE_BY_SIDE = 16;

/** What taking a file in would come to. One look at everybody, nothing is written. */
export async function planIntake(
  deps: Deps,
  intake: Intake,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<Taken> {
  return (await decideAll(deps, intake, now, signal)).sum;
}

/**
 * Takes a file in, a person at a time. May be cut and begun anew: what is in the register already is not written
 * again, so the same file can be taken in as often as one likes.
 *
 * @param step called for each person that is done
 */
export async function takeIn(
  deps: Deps,
  intake: Intake,
  by: Author,
  now: Temporal.Instant,
  {signal, step}: {readonly signal?: AbortSignal | undefined; readonly step?: (() => void) | undefined} = {},
): Promise<Taken> {
  const {work, sum} = await decideAll(deps, intake, now, signal);
  const people = [...work.keys()];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < people.length; i = next++) {
      const person = people[i] ?? '';
      signal?.throwIfAborted();
      await deps.register.change(
        person,
        by,
        ({record}) => {
          const {entries} = decidePerson(record, work.get(person) ?? [], intake, today(now, deps.zone));
          return entries.length === 0 ? undefined : {entries};
        },
        {signal},
      );
      step?.();
    }
  };
  await Promise.all(Array.from({length: SIDE_BY_SIDE}, worker));
  return sum;
}

async function decideAll(
  {register, zone}: Deps,
  intake: Intake,
  now: Temporal.Instant,
  signal: AbortSignal | undefined,
) {
  const of = new Map<PersonKey, ReadCompletion[]>();
  for (const each of intake.completions) of.set(each.person, [...(of.get(each.person) ?? []), each]);
  const work = new Map<PersonKey, readonly ReadCompletion[]>();
  const sum = {added: 0, known: 0, unconfirmed: 0};
  const look = (person: PersonKey, record: PersonRecord) => {
    const {entries, known} = decidePerson(record, of.get(person) ?? [], intake, today(now, zone));
    sum.known += known;
    for (const {kind} of entries) sum[kind === 'completion' ? 'added' : 'unconfirmed']++;
    if (entries.length > 0) work.set(person, of.get(person) ?? []);
    of.delete(person);
  };
  for await (const states of register.everybody(signal)) {
    for (const {person, record} of states) look(person, record);
  }
  // Whom the register has not met: completions of people whom nobody has asked are kept as well.
  for (const person of [...of.keys()]) look(person, NO_RECORD);
  return {work, sum};
}

function decidePerson(
  record: PersonRecord,
  completions: readonly ReadCompletion[],
  {channel, source, courses}: Intake,
  day: string,
): {entries: EntryBody[]; known: number} {
  const entries: EntryBody[] = [];
  let known = 0;
  let grown = record;
  for (const {course, day: on} of completions) {
    const claim = decideClaim(grown, course, {day: on, channel, source}, day);
    if (claim.kind === 'known') known++;
    if (claim.kind !== 'add') continue;
    entries.push(claim.entry);
    grown = withEntry(grown, {...claim.entry, number: grown.last + 1});
  }
  if (channel !== 'import') return {entries, known};
  for (const course of courses) {
    const confirmed = completions.some((each) => each.course.id === course.id);
    entries.push(...unconfirmedBy(grown, course, confirmed, source, day));
  }
  return {entries, known};
}

function today(now: Temporal.Instant, zone: string): string {
  return localTime(now, zone).day.toString();
}
