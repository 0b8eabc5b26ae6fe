import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {join} from 'node:path';
import type {Account} from '../../src/kernel/person.ts';
import {systemClock} from '../../src/platform/clock.ts';
import {createOutbox, type NoticeState} from '../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {SYSTEM_TABLE} from '../../src/platform/storage/versions.ts';
import {conversations, CONVERSATIONS_TABLE} from '../../src/platform/teams/conversations.ts';
import {startAzurite} from './azurite.ts';
import {startConnector, type Connector} from './connector.ts';
import {writeContentFolder} from './content-folder.ts';
import {startLossyProxy, type LossyProxy} from './lossy-proxy.ts';
import {startBotProgram, startProgram, temporaryFolder, type BotProgram} from './processes.ts';

/** A bot as a process, with a proxy of its own before the storage. */
export interface Instance {
  readonly proxy: LossyProxy;
  bot: BotProgram;
}

/** A storage, a channel, and as many bots as are started on them. */
export interface Instances {
  readonly connector: Connector;
  readonly storage: Storage;
  /** Of the storage itself, and its port, for further proxies. */
  readonly connectionString: string;
  readonly port: number;
  readonly instances: Instance[];
  /** What the content is taken from. */
  readonly contentDir: string;
  start(): Promise<Instance>;
  /** Runs a command against the storage, past all proxies; it has to succeed. */
  run(...words: readonly string[]): Promise<void>;
  /** Starts the process of an instance again. */
  restart(instance: Instance): Promise<void>;
  /** Has somebody welcomed whom nobody has met; the way that every notice goes. */
  enqueue(name: string): Promise<Account>;
  find(account: Account): Promise<NoticeState | undefined>;
  /** How often the channel took something for the person. */
  posts(account: Account): number;
  stop(): Promise<void>;
}

/** Processes that share one Azurite, in memory and apart from all of them. */
export async function startInstances({leaseSeconds = 2} = {}): Promise<Instances> {
  const [azurite, connector, folder] = await Promise.all([
    startAzurite(),
    startConnector(),
    temporaryFolder(),
  ]);
  const contentDir = join(folder.path, 'content');
  await writeContentFolder(contentDir);
  const storage = connectTables(azurite.connectionString, {clock: systemClock});
  await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE, CONVERSATIONS_TABLE]);
  const people = conversations(storage, systemClock);
  const outbox = createOutbox({storage, rows: outboxRows(storage), clock: systemClock, newId: randomUUID});
  const notices = outbox.of('house');
  const instances: Instance[] = [];

  const launch = (proxy: LossyProxy) =>
    startBotProgram({
      STORAGE_CONNECTION_STRING: proxy.through(azurite.connectionString),
      CONTENT_DIR: contentDir,
      LEASE_SECONDS: String(leaseSeconds),
      LOG_LEVEL: 'info',
    });

  return {
    connector,
    storage,
    connectionString: azurite.connectionString,
    port: azurite.port,
    instances,
    contentDir,
    async run(...words) {
      const environment = {STORAGE_CONNECTION_STRING: azurite.connectionString, CONTENT_DIR: contentDir};
      const {code, err} = await startProgram('shigotoba', environment, ...words).ended;
      assert.equal(code, 0, `${words.join(' ')}: ${err}`);
    },
    async start() {
      const proxy = await startLossyProxy(azurite.port);
      const instance = {proxy, bot: await launch(proxy)};
      instances.push(instance);
      return instance;
    },
    async restart(instance) {
      instance.bot = await launch(instance.proxy);
    },
    async enqueue(name) {
      const account = {tenant: 't', objectId: name};
      const address = {
        serviceUrl: connector.url,
        channel: 'msteams',
        tenant: 't',
        user: `29:${name}`,
        bot: '28:b',
      };
      await people.renew(account, {address, conversation: `c-${name}`}, undefined);
      const notBefore = systemClock.now();
      const notAfter = notBefore.add({hours: 1});
      await notices.enqueue({account, occasion: 'welcome', lane: 'booths', notBefore, notAfter});
      return account;
    },
    find: (account) => notices.find(account, 'welcome'),
    posts: ({objectId}) => connector.sent.filter(({conversation}) => conversation === `c-${objectId}`).length,
    async stop() {
      for (const {proxy} of instances) await proxy.stop();
      await connector.stop();
      await azurite.stop();
      await folder.remove();
    },
  };
}

/** The token of the lease that a bot says it has got last; 0 where it never had one. */
export function tokenOf({bot}: Instance): number {
  const said = [...bot.said().err.matchAll(/"token":(\d+),"msg":"lease.held"/g)];
  return Number(said.at(-1)?.[1] ?? 0);
}
