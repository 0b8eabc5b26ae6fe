import {TeamsInfo, type TeamsChannelAccount, type TurnContext} from 'botbuilder';
import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';
import type {Directory} from '../directory/staff.ts';
import {hashed, type Log} from '../log.ts';
import type {IncomingActivity} from './activity.ts';

/** `unsure`: the channel did not say in time, and guests are not let in. */
export type Met = 'let-in' | 'guest' | 'unsure';

export interface MembersDeps {
  /** Whether guests are let in; in local mode everybody is. */
  readonly guests: boolean;
  /** Whom the list binds already needs no look-up; and without a list nobody is bound. */
  readonly directory: Pick<Directory, 'known' | 'memberOf'>;
  /** Is told what the channel says of an account that is no guest's. */
  readonly learn: (
    account: Account,
    identity: {upn: string | undefined; mail: string | undefined},
    signal: AbortSignal,
  ) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Members {
  readonly meet: (context: TurnContext, activity: IncomingActivity, account: Account) => Promise<Met>;
}

const DAY_MS = 24 * 3_600_000;
/** A turn waits so long for the look-up; a press must be answered whole in 4.5 seconds. */
const WAIT_MS = 1_500;
/** With a channel that fails, turns that could do without the look-up do not wait for it again so soon. */
const PAUSE_MS = 30_000;
const BIND_MS = 5_000;
/** More accounts than any organisation has; beyond it the longest known are forgotten. */
const REMEMBERED = 50_000;

interface Seen {
  readonly at: number;
  readonly met: 'let-in' | 'guest' | 'failed';
}

/**
 * Looks an account up in the channel's list of members at its first activity, and once a day after that. What
 * does not come in time is used at the next activity.
 */
export function createMembers(deps: MembersDeps): Members {
  const {clock, log, directory} = deps;
  const seen = new Map<string, Seen>();
  const underWay = new Map<string, Promise<Seen['met']>>();

  async function lookUp(context: TurnContext, account: Account, id: string): Promise<Seen['met']> {
    try {
      const member = await TeamsInfo.getMember(context, id);
      if (isGuest(member)) return 'guest';
      if (directory.known()) {
        const identity = {upn: member.userPrincipalName, mail: member.email};
        await deps.learn(account, identity, AbortSignal.timeout(BIND_MS));
      }
      return 'let-in';
    } catch (error) {
      log.error('members.look-up', error, {account: hashed(account.objectId)});
      return 'failed';
    }
  }

  function begin(context: TurnContext, account: Account, id: string): Promise<Seen['met']> {
    const key = accountKey(account);
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const looking = lookUp(context, account, id).then((met) => {
      underWay.delete(key);
      // Moved to the end: the first in the map is the one to forget.
      seen.delete(key);
      seen.set(key, {at: clock.monotonic(), met});
      const [oldest] = seen.keys();
      if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
      return met;
    });
    underWay.set(key, looking);
    return looking;
  }

  return {
    async meet(context, activity, account) {
      if (directory.memberOf(account) !== undefined || (deps.guests && !directory.known())) return 'let-in';
      const known = seen.get(accountKey(account));
      const age = known === undefined ? Infinity : clock.monotonic() - known.at;
      if (known !== undefined && known.met !== 'failed' && age < DAY_MS) return verdict(known.met);
      if (known?.met === 'failed' && deps.guests && age < PAUSE_MS) return 'let-in';
      return verdict(await withinWait(begin(context, account, activity.from.id)));
    },
  };

  function verdict(met: Seen['met']): Met {
    if (deps.guests) return 'let-in';
    return met === 'failed' ? 'unsure' : met;
  }
}

/** Teams says a guest's role; the name of a guest's account in the tenant holds the mark as well. */
function isGuest({userRole, userPrincipalName}: Partial<TeamsChannelAccount>): boolean {
  const role = userRole?.toLowerCase();
  return (
    role === 'guest' || role === 'anonymous' || userPrincipalName?.toUpperCase().includes('#EXT#') === true
  );
}

async function withinWait(looking: Promise<Seen['met']>): Promise<Seen['met']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failed'>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS, 'failed');
  });
  try {
    return await Promise.race([looking, late]);
  } finally {
    clearTimeout(timer);
  }
}
