import {normalise} from '../../../kernel/japanese-text.ts';
import type {Day, Directory, Holder, PersonKey} from '../../../platform/directory/staff.ts';

/**
 * Finds people by what a file says of them. Numbers and addresses are given to others in time, so whoever had one on
 * the day of the completion is meant: not who has it today, and also somebody who has left since.
 */
export function whoIn(
  directory: Pick<Directory, 'holders' | 'person'>,
): (known: {readonly number?: string; readonly mail?: string}, day: Day) => PersonKey | undefined {
  const byNumber = new Map<string, Holder[]>();
  const byMail = new Map<string, Holder[]>();
  for (const holder of directory.holders()) {
    if (holder.kind === 'object') continue;
    const index = holder.kind === 'number' ? byNumber : byMail;
    const form = normalise(holder.value);
    index.set(form, [...(index.get(form) ?? []), holder]);
  }
  // A spreadsheet takes the zeros off that a number begins with.
  const bare = (number: string) => number.replace(/^0+(?=.)/, '');
  const byBare = new Map<string, Holder[]>();
  for (const [form, holders] of byNumber)
    byBare.set(bare(form), [...(byBare.get(bare(form)) ?? []), ...holders]);
  const numbered = (form: string): readonly Holder[] => {
    const exact = byNumber.get(form);
    // Only where none are left: a number that has its zeros means no other.
    return exact ?? (form.startsWith('0') ? [] : (byBare.get(form) ?? []));
  };
  const held = (holders: readonly Holder[], day: Day) => {
    const first = holders.reduce<Day | undefined>(
      (earliest, {from}) => (earliest === undefined || from < earliest ? from : earliest),
      undefined,
    );
    return holders.filter(({person, from, to}) => {
      // What was before the first list nobody knows. Who came before that is taken to have had it since.
      const since = from === first ? earlier(from, directory.person(person)?.from) : from;
      return since <= day && (to === undefined || day <= to);
    });
  };
  return ({number, mail}, day) => {
    const found = [
      ...(number === undefined ? [] : held(numbered(normalise(number)), day)),
      ...(mail === undefined ? [] : held(byMail.get(normalise(mail)) ?? [], day)),
    ];
    // Number and address of two people name nobody.
    const keys = new Set(found.map(({person}) => person));
    return keys.size === 1 ? [...keys][0] : undefined;
  };
}

function earlier(from: Day, employed: Day | undefined): Day {
  // A list without the beginning of service says nothing against an earlier day.
  return employed === undefined || employed < from ? (employed ?? EARLIEST) : from;
}

const EARLIEST: Day = '1900-01-01';
