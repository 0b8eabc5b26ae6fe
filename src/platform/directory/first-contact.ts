import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';
import type {Link} from './in-memory.ts';
import type {StaffStore} from './store.ts';
import type {Directory, PersonKey} from './staff.ts';

/** What the channel says of an authenticated account: never what a person typed. */
export interface Identity {
  readonly upn?: string | undefined;
  readonly mail?: string | undefined;
}

export interface FirstContactDeps {
  readonly directory: Directory;
  readonly store: Pick<StaffStore, 'bind' | 'refuse'>;
  /** Puts a link that was stored into this instance's memory. */
  readonly bound: (link: Link) => void;
  readonly clock: Clock;
  /** The organisation's own tenant; undefined in local mode. */
  readonly tenant: string | undefined;
}

/** What a first contact came to; `stranger`: not on the list, who may ask and book all the same. */
export type Contact = 'bound' | 'same' | 'refused' | 'stranger';

export type FirstContact = (account: Account, identity: Identity, signal: AbortSignal) => Promise<Contact>;

/**
 * Binds an account to the person of the list whose UPN or mail it has, once. An account is never moved to
 * another person, nor a person given a second account of one tenant: both are kept as refused.
 */
export function firstContact({directory, store, bound, clock, tenant}: FirstContactDeps): FirstContact {
  return async (account, identity, signal) => {
    const own = tenant === undefined || account.tenant === tenant;
    // In another tenant anybody there may have written a mail address, but nobody a domain that is not theirs.
    const person = holderOf(directory, {upn: identity.upn, mail: own ? identity.mail : undefined});
    if (person === undefined) return 'stranger';
    const link = {account, person};
    const others = directory.accountsOf(person).filter((other) => other.tenant === account.tenant);
    if (others.some((other) => accountKey(other) === accountKey(account))) return 'same';
    // The list's own object id is no row, so the store alone would not see this one.
    if (others.length > 0) {
      await store.refuse(link, clock.now(), signal);
      return 'refused';
    }
    const outcome = await store.bind(link, clock.now(), signal);
    if (outcome !== 'refused') bound(link);
    return outcome;
  };
}

/** The one person with this UPN, else the one with this mail; an address that several share names nobody. */
function holderOf(directory: Directory, {upn, mail}: Identity): PersonKey | undefined {
  for (const [column, value] of [
    ['upn', upn],
    ['mail', mail],
  ] as const) {
    const wanted = value?.toLowerCase();
    if (wanted === undefined || wanted === '') continue;
    const holders = directory.all().filter((member) => member[column]?.toLowerCase() === wanted);
    if (holders.length > 0) return holders.length === 1 ? holders[0]?.key : undefined;
  }
  return undefined;
}
