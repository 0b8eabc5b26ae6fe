/**
 * The staff list as features see it: values alone. Where the list comes from (imports, Entra's export) and
 * how it is stored is the rest of this folder; features take a {@link Directory} and know no more.
 */
import type {Account} from '../../kernel/person.ts';

/** The project's own key of a person: survives new numbers, names, sections, and a return after years. */
export type PersonKey = string;

/** A calendar day of the office, `2026-11-24`. */
export type Day = string;

/** What the list can say of a person and features act on. */
export type StaffFlag = 'manager' | 'specific-personal-information' | 'lent-terminal' | 'shared-account';

/** One post in one section. A person has one main post and, with 兼務, further ones. */
export interface Posting {
  /** The section's code, or its name where the list has no codes. */
  readonly section: string;
  readonly sectionName: string;
  readonly unit?: string | undefined;
  /** 課長, 係長, 主任 … */
  readonly post?: string | undefined;
}

/** A stretch in which a person is not at work: 休職, 育休, 病休, 外部派遣. */
export interface Absence {
  readonly kind: string;
  readonly from: Day;
  /** The last day; undefined while it is not known. */
  readonly to?: Day | undefined;
}

/** A person of the list as of the list in force today. */
export interface StaffMember {
  readonly key: PersonKey;
  /** The employee number that holds today, as text: leading zeros count. */
  readonly number: string;
  /** Family and given name with one half-width space between, where the list tells them apart. */
  readonly name: string;
  /** In full-width katakana, with the same space. */
  readonly reading?: string | undefined;
  /** Former and usual names (旧姓・通称), spelt as `name`. */
  readonly otherNames: readonly string[];
  readonly main: Posting;
  readonly further: readonly Posting[];
  /** 正規, 会計年度任用, 再任用, 派遣 … as the list has it. */
  readonly employment?: string | undefined;
  readonly weeklyHours?: number | undefined;
  /** ISO weekdays, 1 for Monday; undefined: the calendar's. */
  readonly workingDays?: readonly number[] | undefined;
  /** Minutes of the day; undefined: the organisation's. */
  readonly workingHours?: {readonly from: number; readonly to: number} | undefined;
  readonly upn?: string | undefined;
  readonly mail?: string | undefined;
  readonly extension?: string | undefined;
  readonly flags: readonly StaffFlag[];
  readonly absences: readonly Absence[];
  readonly ageBand?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** 名簿に出さない: for all others there is no such person. */
  readonly unlisted: boolean;
  /** Columns of the organisation's own, by their heading. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Whose a number or an address was, and when: all of them can be given to somebody else later. */
export interface Holder {
  readonly kind: 'number' | 'mail' | 'upn' | 'object';
  /** Mails, UPNs and object ids in lower case. */
  readonly value: string;
  readonly person: PersonKey;
  /** The first day on which the list had it so. */
  readonly from: Day;
  /** The last day; undefined while it is held. */
  readonly to?: Day | undefined;
}

/** A section of the organisation as of today. */
export interface Section {
  readonly code: string;
  readonly name: string;
}

/**
 * The list in force, in memory: every read is at once. Unlisted people are in it; whoever shows people to
 * others leaves them out.
 */
export interface Directory {
  /** False until a list was taken in: then everybody may ask and book, and nobody can be found. */
  readonly known: () => boolean;
  /** The generation of the list that is in force; decisions keep it. */
  readonly version: () => string | undefined;
  readonly all: () => readonly StaffMember[];
  readonly person: (key: PersonKey) => StaffMember | undefined;
  /** The person that an authenticated account is bound to. */
  readonly memberOf: (account: Account) => StaffMember | undefined;
  /** The accounts bound to a person; none before the first contact. */
  readonly accountsOf: (key: PersonKey) => readonly Account[];
  /** Also of people who have left, until they are erased. */
  readonly holders: () => readonly Holder[];
  readonly sections: () => readonly Section[];
  readonly refresh: (signal?: AbortSignal) => Promise<void>;
}
