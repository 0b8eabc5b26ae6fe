import {accountKey} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import {SHAPE, WHEREABOUTS_SETTINGS_TABLE} from './rows.ts';

// Few hide themselves, so those few stand in one partition that is read beside every floor and count. It is written
// before the setting and deleted after it: what breaks off between the two leaves somebody hidden, never shown.
const PK = 'hidden';

export interface HiddenOnes {
  readonly all: (signal?: AbortSignal) => Promise<ReadonlySet<string>>;
  readonly add: (account: Account, signal?: AbortSignal) => Promise<void>;
  readonly remove: (account: Account, signal?: AbortSignal) => Promise<void>;
}

/** The accounts of those who have chosen 「居場所を出さない」, by their keys. */
export function hiddenOnes(storage: Storage): HiddenOnes {
  const table = storage.table(WHEREABOUTS_SETTINGS_TABLE);
  return {
    async all(signal) {
      const keys = new Set<string>();
      for await (const {row} of table.list({pk: PK}, {signal})) keys.add(row.rk);
      return keys;
    },
    async add(account, signal) {
      await table.put({pk: PK, rk: accountKey(account), v: SHAPE}, {signal});
    },
    async remove(account, signal) {
      await table.delete(PK, accountKey(account), '*', {signal});
    },
  };
}
