import {decodeKey, joinKey} from '../../../kernel/ids.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';

/** An objection or the ruling on it, as the outbox keeps it: keys and days, no names. */
export interface ObjectionOccasion {
  /** `asked`: to the section in charge. `ruled`: to the person. */
  readonly about: 'asked' | 'ruled';
  readonly person: PersonKey;
  readonly course: string;
  readonly round: string;
  /** The last day of the pause, which tells a second objection from the first. */
  readonly until: Day;
}

const WORDS = {asked: 'objection', ruled: 'ruling'} as const;

/** An occasion as a text of at most 120 characters. */
export function objectionText({about, person, course, round, until}: ObjectionOccasion): string {
  return joinKey(WORDS[about], person, course, round, until);
}

/** Reads what {@link objectionText} wrote; undefined for another occasion. */
export function readObjection(text: string): ObjectionOccasion | undefined {
  const [word, person, course, round, until] = text.split('|').map(decodeKey);
  const about = word === WORDS.asked ? 'asked' : word === WORDS.ruled ? 'ruled' : undefined;
  if (about === undefined || person === undefined || course === undefined) return undefined;
  if (round === undefined || until === undefined) return undefined;
  return {about, person, course, round, until};
}
