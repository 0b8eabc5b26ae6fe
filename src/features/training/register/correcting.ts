import type {Day, StaffMember} from '../../../platform/directory/staff.ts';
import {isEmployed} from '../rules/audience.ts';

/** Why a training officer may not enter something for a person. */
export type OfficerRefusal = 'not-employed' | 'other-section' | 'has-account' | 'oneself';

/**
 * Whether a section's training officer may enter a completion for a person: somebody of a section that both work in,
 * who has no account of their own to do it with.
 *
 * @param hasAccount whether an account is bound to the person, or the list has one for them
 */
export function officerRefusal(
  officer: StaffMember,
  person: StaffMember,
  hasAccount: boolean,
  day: Day,
): OfficerRefusal | undefined {
  if (officer.key === person.key) return 'oneself';
  if (!isEmployed(officer, day) || !isEmployed(person, day)) return 'not-employed';
  const sections = ({main, further}: StaffMember) => [main, ...further].map(({section}) => section);
  if (!sections(person).some((section) => sections(officer).includes(section))) return 'other-section';
  return hasAccount ? 'has-account' : undefined;
}
