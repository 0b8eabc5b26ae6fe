import type {Account, Role} from './kernel/person.ts';
import type {Actor} from './platform/access/actor.ts';
import type {Clock} from './platform/clock.ts';
import type {Directory} from './platform/directory/staff.ts';
import type {Log} from './platform/log.ts';
import type {Metrics} from './platform/telemetry/metrics.ts';
import type {Storage} from './platform/storage/table.ts';
import type {Outside} from './platform/teams/adapter.ts';

/** What tests put in the place of the real parts. Production has no way to set them. */
export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly storage?: Storage;
  readonly metrics?: Metrics;
  readonly rolesOf?: (account: Account) => readonly Role[];
  /** Who runs a command. */
  readonly actor?: Actor;
  /** A staff list in memory, in the place of the one in tables. */
  readonly directory?: Directory;
  /** The channel's side: who signs, what the bot sends along, where it may send. */
  readonly outside?: Outside;
}
