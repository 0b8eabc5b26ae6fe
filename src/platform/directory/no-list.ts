import type {Directory} from './staff.ts';

/** What holds until a staff list is taken in: nobody is known, and nobody is found to be gone. */
export const NO_LIST: Directory = {
  known: () => false,
  version: () => undefined,
  all: () => [],
  person: () => undefined,
  memberOf: () => undefined,
  accountsOf: () => [],
  sections: () => [],
  refresh: () => Promise.resolve(),
};
