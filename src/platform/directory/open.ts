import type {Account} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';
import type {Job} from '../feature.ts';
import type {Storage} from '../storage/table.ts';
import {firstContact, type FirstContact} from './first-contact.ts';
import {staffJobs} from './jobs.ts';
import {liveDirectory} from './live.ts';
import {LINKS_TABLE, STAFF_TABLE, staffStore, type StaffStore} from './store.ts';
import type {Directory} from './staff.ts';

/** The tables of the staff list. */
export const DIRECTORY_TABLES = [STAFF_TABLE, LINKS_TABLE] as const;

/** The staff list with all that the house needs of it. */
export interface OpenDirectory {
  readonly directory: Directory;
  readonly staff: StaffStore;
  readonly isHead: (account: Account) => boolean;
  /** Binds an account to its person. */
  readonly meet: FirstContact;
  readonly jobs: readonly Job[];
}

/** Puts the list over a storage; nothing is read before `directory.refresh`. */
export function openDirectory(deps: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly zone: string;
  readonly tenant: string | undefined;
  readonly newId: () => string;
}): OpenDirectory {
  const staff = staffStore(deps.storage);
  const directory = liveDirectory({...deps, store: staff});
  return {
    directory,
    staff,
    isHead: (account) => directory.memberOf(account)?.flags.includes('manager') === true,
    meet: firstContact({...deps, directory, store: staff, bound: directory.bound}),
    jobs: staffJobs(staff, directory, deps.zone, deps.newId),
  };
}
