import type {Account, Role} from '../../kernel/person.ts';

/** The roles that the settings give, by Entra object id in lower case. */
export type GivenRoles = Readonly<Partial<Record<Role, readonly string[]>>>;

export type RolesOf = (account: Account) => readonly Role[];

/**
 * Who may do what. Roles are given by the settings alone, which only whoever administers the service can change:
 * nothing in chat, in a table or in a pushed file makes anybody more than staff. Heads are those whom the staff
 * list calls so.
 *
 * @param tenant object ids of the settings are of this one; undefined in local mode
 * @param isHead whether the staff list has the person as a head; called at each question
 */
export function rolesFrom(
  given: GivenRoles,
  tenant: string | undefined,
  isHead: (account: Account) => boolean,
): RolesOf {
  const entries = Object.entries(given) as [Role, readonly string[]][];
  return (account) => {
    const own = tenant === undefined || account.tenant.toLowerCase() === tenant;
    const id = account.objectId.toLowerCase();
    const settled = own ? entries.filter(([, ids]) => ids.includes(id)).map(([role]) => role) : [];
    return ['staff', ...(isHead(account) ? (['head'] as const) : []), ...settled];
  };
}
