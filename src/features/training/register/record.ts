import type {Completion, Decided, Standing} from '../rules/obligation.ts';
import {standingOf} from '../rules/obligation.ts';
import type {Day} from '../../../platform/directory/staff.ts';
import type {Entry, EntryBody, Placed} from './entry.ts';

/** A person in one round of a course. */
export interface RoundRecord extends Decided {
  readonly placed: Placed;
}

/**
 * All that holds of a person. It is made of their entries alone, one after the other, so what is kept beside the
 * register for speed and what is read from it for a date long past come from the same lines.
 */
export interface PersonRecord {
  /** The number of the last entry; 0 before the first. */
  readonly last: number;
  readonly rounds: readonly RoundRecord[];
  readonly completions: Readonly<Record<string, readonly Completion[]>>;
}

export const NO_RECORD: PersonRecord = {last: 0, rounds: [], completions: {}};

type Numbered = EntryBody & Pick<Entry, 'number'>;

/** The record after one more entry. An entry about what is not there changes nothing but the number. */
export function withEntry(record: PersonRecord, entry: Numbered): PersonRecord {
  const last = Math.max(record.last, entry.number);
  switch (entry.kind) {
    case 'duty': {
      const {course, round, status, duty, proof, all, placed} = entry;
      const before = roundOf(record, course, round);
      // Who comes back keeps what was ruled for them; that it stays was found of the work that they had then.
      const stays = before?.placed.section === placed.section ? before.stays : undefined;
      const kept = {exempt: before?.exempt, pausedUntil: before?.pausedUntil, stays};
      return {...withRound(record, {course, round, status, duty, proof, all, placed, ...kept}), last};
    }
    case 'completion': {
      const {course, day, channel, written, number} = entry;
      const former = record.completions[course] ?? [];
      return {
        ...withCompletions(record, course, [
          ...former,
          {entry: number, day, channel, written, unconfirmed: false},
        ]),
        last,
      };
    }
    case 'void': {
      const left = (record.completions[entry.course] ?? []).filter((each) => each.entry !== entry.entry);
      return {...withCompletions(record, entry.course, left), last};
    }
    case 'unconfirmed': {
      const marked = (record.completions[entry.course] ?? []).map((each) =>
        each.entry === entry.entry ? {...each, unconfirmed: true} : each,
      );
      return {...withCompletions(record, entry.course, marked), last};
    }
    case 'objection':
      return {...change(record, entry, {pausedUntil: entry.until}), last};
    case 'ruling': {
      const exempt = entry.exempt ? entry.reason : undefined;
      return {
        ...change(record, entry, {
          exempt,
          pausedUntil: undefined,
          stays: entry.exempt ? undefined : true,
          ...(entry.exempt ? {placed: entry.placed} : {}),
        }),
        last,
      };
    }
  }
}

/** The record of a person's entries, in any order. */
export function recordOf(entries: readonly Numbered[]): PersonRecord {
  return [...entries].sort((a, b) => a.number - b.number).reduce(withEntry, NO_RECORD);
}

/** A person's round of a course. */
export function roundOf(record: PersonRecord, course: string, round: string): RoundRecord | undefined {
  return record.rounds.find((each) => each.course === course && each.round === round);
}

/** Where a person stands in a round on a day. */
export function standsIn(record: PersonRecord, round: RoundRecord, day: Day): Standing {
  return standingOf(round, record.completions[round.course] ?? [], day);
}

/**
 * What is left of a record once a round and the completions that count for nothing any more are put aside, so that
 * what is read at every look stays small. The entries stay.
 *
 * @param isOver whether a round needs no look any more
 */
export function trimmed(record: PersonRecord, isOver: (round: RoundRecord) => boolean): PersonRecord {
  const rounds = record.rounds.filter((round) => !isOver(round));
  if (rounds.length === record.rounds.length) return record;
  const earliest = (course: string) =>
    rounds.reduce<Day | undefined>((first, round) => {
      const from = round.course === course ? round.duty?.counts.from : undefined;
      return from === undefined || (first !== undefined && first < from) ? first : from;
    }, undefined);
  const completions = Object.entries(record.completions).map(([course, all]) => {
    const from = earliest(course);
    return [
      course,
      all.filter(({day}, i) => i === all.length - 1 || (from !== undefined && day >= from)),
    ] as const;
  });
  return {...record, rounds, completions: Object.fromEntries(completions)};
}

function withRound(record: PersonRecord, round: RoundRecord): PersonRecord {
  const others = record.rounds.filter((each) => each.course !== round.course || each.round !== round.round);
  return {...record, rounds: [...others, round].sort(byName)};
}

function withCompletions(record: PersonRecord, course: string, all: readonly Completion[]): PersonRecord {
  return {...record, completions: {...record.completions, [course]: all}};
}

function change(
  record: PersonRecord,
  {course, round}: {readonly course: string; readonly round: string},
  by: Partial<RoundRecord>,
): PersonRecord {
  const found = roundOf(record, course, round);
  return found === undefined ? record : withRound(record, {...found, ...by});
}

const byName = (a: RoundRecord, b: RoundRecord) => (nameOf(a) < nameOf(b) ? -1 : 1);
const nameOf = ({course, round}: RoundRecord) => `${course}|${round}`;
