import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {accountKey, bucketOf} from '../../src/kernel/ids.ts';
import {systemClock} from '../../src/platform/clock.ts';
import type {Entry} from '../../src/platform/scheduling/outbox/entry.ts';
import {createOutbox, type Outbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import type {Operation} from '../../src/platform/storage/table.ts';
import {SYSTEM_TABLE} from '../../src/platform/storage/versions.ts';
import {CONVERSATIONS_TABLE} from '../../src/platform/teams/conversations.ts';
import {startAzurite} from './azurite.ts';
import {writeContentFolder} from './content-folder.ts';
import {startBotProgram, temporaryFolder, type BotProgram} from './processes.ts';
import {startLimitedTeams, type LimitedTeams, type Troubles} from './teams-limits.ts';

const AT_ONCE = 32;

export interface Campaign {
  readonly teams: LimitedTeams;
  readonly outbox: Outbox;
  readonly connectionString: string;
  readonly bots: BotProgram[];
  /** A bot as a process of its own. */
  start(): Promise<BotProgram>;
  entries(): Promise<Entry[]>;
  /** How many are in which state. */
  states(): Promise<Record<string, number>>;
  /** What Teams took for the person of an entry, on this process's clock. */
  takenOf(entry: Entry): readonly number[];
  stop(): Promise<void>;
}

/** So many people whom the bot has met, each with one card of the digests' lane in the outbox. */
export async function prepareCampaign(people: number, troubled?: Troubles): Promise<Campaign> {
  const [azurite, teams, folder] = await Promise.all([
    startAzurite(),
    startLimitedTeams(troubled),
    temporaryFolder(),
  ]);
  const contentDir = join(folder.path, 'content');
  await writeContentFolder(contentDir);
  const {connectionString} = azurite;
  const storage = connectTables(connectionString, {clock: systemClock});
  await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE, CONVERSATIONS_TABLE]);
  const accounts = Array.from({length: people}, (_, i) => ({tenant: 't', objectId: `person-${i}`}));

  const buckets = new Map<string, Operation[]>();
  for (const account of accounts) {
    const key = accountKey(account);
    const {objectId} = account;
    const pk = bucketOf(key, 16);
    const address = {
      serviceUrl: teams.url,
      channel: 'msteams',
      tenant: 't',
      user: `29:${objectId}`,
      bot: '28:b',
    };
    const row = {pk, rk: `a|${key}`, v: 1, ...address, conversation: `c-${objectId}`};
    buckets.set(pk, [...(buckets.get(pk) ?? []), {kind: 'insert', row}]);
  }
  for (const operations of buckets.values()) {
    for (let i = 0; i < operations.length; i += 100) {
      await storage.table(CONVERSATIONS_TABLE).transact(operations.slice(i, i + 100));
    }
  }

  const rows = outboxRows(storage);
  const outbox = createOutbox({storage, rows, clock: systemClock, newId: randomUUID});
  const notices = outbox.of('house');
  const left = [...accounts];
  const put = async (): Promise<void> => {
    for (let account = left.pop(); account !== undefined; account = left.pop()) {
      const notBefore = systemClock.now();
      const notAfter = notBefore.add({hours: 2});
      await notices.enqueue({account, occasion: 'welcome', lane: 'digests', notBefore, notAfter});
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, put));

  const bots: BotProgram[] = [];
  const entries = async () => {
    const found: Entry[] = [];
    for await (const entry of outbox.entries()) found.push(entry);
    return found;
  };
  return {
    teams,
    outbox,
    connectionString,
    bots,
    async start() {
      const bot = await startBotProgram({
        STORAGE_CONNECTION_STRING: connectionString,
        CONTENT_DIR: contentDir,
        LEASE_SECONDS: '2',
        LOG_LEVEL: 'info',
      });
      bots.push(bot);
      return bot;
    },
    entries,
    async states() {
      const counts: Record<string, number> = {};
      for (const {state} of await entries()) counts[state] = (counts[state] ?? 0) + 1;
      return counts;
    },
    takenOf: ({account}) => teams.taken.get(`c-${account.objectId}`)?.at ?? [],
    async stop() {
      await teams.stop();
      await azurite.stop();
      await folder.remove();
    },
  };
}

/** The memory that a process has in hand, in megabytes. */
export function megabytesOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** The token of the lease that a bot has got last; 0 where it never had one. */
export function leaseOf(bot: BotProgram): number {
  const said = [...bot.said().err.matchAll(/"token":(\d+),"msg":"lease.held"/g)];
  return Number(said.at(-1)?.[1] ?? 0);
}
