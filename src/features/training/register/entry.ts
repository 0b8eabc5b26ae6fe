import type {Temporal} from '../../../kernel/time.ts';
import type {Day, PersonKey, StaffMember} from '../../../platform/directory/staff.ts';
import type {Duty} from '../rules/duty.ts';
import type {Channel, Decided, Proof} from '../rules/obligation.ts';

/** Who wrote an entry: the program, a command's operator, or a person in some role, by their key. */
export type Author =
  | {readonly role: 'program' | 'operator'}
  | {readonly role: 'self' | 'officer' | 'head' | 'course-section'; readonly person: PersonKey};

/** What stood in the staff list about a person when it was decided. */
export interface Placed {
  readonly section: string;
  readonly sectionName: string;
  readonly unit?: string | undefined;
  readonly employment?: string | undefined;
  readonly ageBand?: string | undefined;
  /** The list's version; undefined while there is no list. */
  readonly list?: string | undefined;
}

/** What is said by an entry, without where it stands. Nothing of it is ever changed. */
export type EntryBody =
  /** Somebody was found to be asked, away, excepted, or no longer concerned. */
  | {
      readonly kind: 'duty';
      readonly course: string;
      readonly round: string;
      readonly status: Decided['status'];
      /** Only where they are asked. */
      readonly duty?: Duty | undefined;
      readonly proof: Proof;
      readonly all: number;
      readonly placed: Placed;
    }
  | {
      readonly kind: 'completion';
      readonly course: string;
      readonly day: Day;
      readonly channel: Channel;
      /** The office's day on which it was written. */
      readonly written: Day;
      /** A file's hash, a session: where to look it up. */
      readonly source: string;
    }
  /** A correction: that completion was written by mistake. */
  | {readonly kind: 'void'; readonly course: string; readonly entry: number; readonly reason: string}
  /** An import should have had what the person said, and has not. */
  | {readonly kind: 'unconfirmed'; readonly course: string; readonly entry: number; readonly source: string}
  /** 「対象外だと思う」 */
  | {readonly kind: 'objection'; readonly course: string; readonly round: string; readonly until: Day}
  /** What the section in charge found. */
  | {
      readonly kind: 'ruling';
      readonly course: string;
      readonly round: string;
      readonly exempt: boolean;
      readonly reason: string;
      readonly placed: Placed;
    };

/** An entry of the register. */
export type Entry = EntryBody & {
  readonly person: PersonKey;
  /** Counts up within the person, without a gap. */
  readonly number: number;
  /** When it was written; never before an earlier one of the person. */
  readonly at: Temporal.Instant;
  readonly by: Author;
};

/** What a decision keeps of the list. */
export function placedOf(member: StaffMember, list: string | undefined): Placed {
  const {section, sectionName, unit} = member.main;
  return {section, sectionName, unit, employment: member.employment, ageBand: member.ageBand, list};
}
