import type {StaffMember} from '../../../platform/directory/staff.ts';

/** What a person lets others see, the widest first. */
export const VISIBILITIES = ['everyone', 'section', 'status', 'hidden'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** A person's own settings. */
export interface Settings {
  /** Undefined: the organisation's default. */
  readonly visibility?: Visibility | undefined;
  /** Whether colleagues of the section may say for the person where they are. */
  readonly othersMay: boolean;
  /** The minute of the day at which 「今日はどこで？」 comes; undefined: not at all. */
  readonly morning?: number | undefined;
}

export const NO_SETTINGS: Settings = {othersMay: false};

/** The organisation's part of it. */
export interface Policy {
  readonly visibility: Visibility;
  /** The least that a manager shows; undefined: as everybody. */
  readonly managersAtLeast?: Visibility | undefined;
}

/** How much of a person's state one other person is shown. */
export type Sight =
  /** Place, times, extension. */
  | 'exact'
  /** 出勤中・在宅・不在 alone. */
  | 'status'
  /** As of somebody who has said nothing today. */
  | 'silent';

/** What a person has chosen, or what holds for who has chosen nothing. */
export function chosen(person: StaffMember, {visibility}: Settings, policy: Policy): Visibility {
  const wanted = visibility ?? policy.visibility;
  const least = person.flags.includes('manager') ? policy.managersAtLeast : undefined;
  return least !== undefined && VISIBILITIES.indexOf(wanted) > VISIBILITIES.indexOf(least) ? least : wanted;
}

/**
 * What an asker may see of a person. Of who is not to stand in the list at all nothing may be said, not even this:
 * they are left out before.
 *
 * @param asker undefined for who is not on the list: a stranger to every section
 */
export function sightOf(
  person: StaffMember,
  asker: StaffMember | undefined,
  settings: Settings,
  policy: Policy,
): Sight {
  if (asker?.key === person.key) return 'exact';
  switch (chosen(person, settings, policy)) {
    case 'everyone':
      return 'exact';
    case 'section':
      return sharesSection(person, asker) ? 'exact' : 'status';
    case 'status':
      return 'status';
    case 'hidden':
      return 'silent';
  }
}

/** Whether two people have a section in common, further posts counted. */
export function sharesSection(one: StaffMember, other: StaffMember | undefined): boolean {
  if (other === undefined) return false;
  const sections = new Set([one.main, ...one.further].map(({section}) => section));
  return [other.main, ...other.further].some(({section}) => sections.has(section));
}
