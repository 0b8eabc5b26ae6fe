import type {Day, Holder, PersonKey, StaffMember} from './staff.ts';

/** Something that can be given to somebody else later: a number, a mail address, a UPN. */
export type Held = Omit<Holder, 'person'>;

/** A person as the list is stored: also those who have left, until they are erased. */
export interface StaffRecord {
  readonly member: StaffMember;
  readonly held: readonly Held[];
  /** The first day on which the person was no longer on the list. */
  readonly closed?: Day | undefined;
}

/** Who held a number or an address on a day; nobody inherits from a former holder. */
export function holderOn(
  records: readonly StaffRecord[],
  kind: Held['kind'],
  value: string,
  day: Day,
): PersonKey | undefined {
  const wanted = kind === 'number' ? value : value.toLowerCase();
  return records.find(({held}) =>
    held.some(
      (one) =>
        one.kind === kind &&
        one.value === wanted &&
        one.from <= day &&
        (one.to === undefined || day <= one.to),
    ),
  )?.member.key;
}
