import {accountKey} from '../../kernel/ids.ts';
import type {Account, Role} from '../../kernel/person.ts';
import type {RolesOf} from './roles.ts';

/** Who runs a command. */
export type Actor =
  /** Signed in with Entra: what they may do is what the settings say of them. */
  | {readonly kind: 'account'; readonly account: Account}
  /** A user of this machine who holds the storage's key, or its files, and so can do anything with it anyway. */
  | {readonly kind: 'system'; readonly user: string};

/** As the audit keeps it. */
export function actorKey(actor: Actor): string {
  return actor.kind === 'account' ? accountKey(actor.account) : `system:${actor.user}`;
}

export function mayAct(actor: Actor, role: Role, rolesOf: RolesOf): boolean {
  return actor.kind === 'system' || rolesOf(actor.account).includes(role);
}
