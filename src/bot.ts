import type {House} from './house.ts';
import {createBackground} from './platform/background.ts';
import {readinessOf} from './platform/readiness.ts';
import {HOLDS_VERSION} from './platform/scheduling/outbox/holds.ts';
import {OUTBOX_VERSION} from './platform/scheduling/outbox/outbox.ts';
import {outboxRows} from './platform/scheduling/outbox/rows.ts';
import {createTimedWork} from './platform/scheduling/timed-work.ts';
import {realWait} from './platform/scheduling/wait.ts';
import {openFiles} from './platform/teams/files/open.ts';
import {BOT_CONNECTOR} from './platform/teams/gate/authority.ts';
import {signingKeys} from './platform/teams/gate/signing-keys.ts';
import {loadSdk} from './platform/teams/load-sdk.ts';
import {seenActivities} from './platform/teams/seen.ts';

/** A bot that listens. */
export interface Bot {
  /** Resolves with the port once messages are taken and the house is loaded. */
  listen(): Promise<number>;
  /** Takes no new work, ends what is under way, closes the house. */
  stop(): Promise<void>;
}

/** Puts the house behind Bot Framework. Only for this is the SDK loaded. */
export async function createBot(house: House): Promise<Bot> {
  const [{createAdapter}, {createDispatch}, {createServer}, {createTeamsSender}, {createMembers}] =
    await loadSdk();
  const {config, log, storage, clock, newId} = house;
  const adapter = createAdapter(config.bot, log, house.outside);
  const authority = house.outside.authority ?? BOT_CONNECTOR;
  const gate = config.bot && {authority, keys: signingKeys(authority, clock), botId: config.bot.id};
  const background = createBackground(log);
  const dispatch = createDispatch({
    talk: house.talk,
    ...{adapter, background},
    files: openFiles(house, house.outside),
    botId: config.bot?.id ?? '',
    tenants: config.bot?.tenants,
    conversations: house.conversations,
    seen: seenActivities(storage, clock, log),
    members: createMembers({
      guests: config.bot?.guests ?? true,
      directory: house.directory,
      learn: house.meet,
      ...{clock, log},
    }),
    async welcome(account) {
      // The outbox first: whoever dies in between has the card sent, and marked as sent the next time.
      await house.features.house.welcome(account);
      await house.conversations.claimWelcome(account);
    },
    defaultLanguage: config.defaultLanguage,
    clock,
    log,
  });
  const timed = createTimedWork({
    storage,
    clock,
    log,
    newId,
    random: house.random,
    wait: realWait,
    leaseMs: config.leaseSeconds * 1_000,
    book: house.jobs,
    rows: outboxRows(storage),
    sender: createTeamsSender({...house, adapter, defaultLanguage: config.defaultLanguage, wait: realWait}),
    render: house.features.render,
    metrics: house.metrics,
    held: () => house.outbox.holds.current(),
  });
  house.follow(HOLDS_VERSION, () => house.outbox.holds.refresh().then(() => timed.wake()));
  house.follow(OUTBOX_VERSION, () => Promise.resolve().then(() => timed.wake()));
  let stopping = false;
  const accepts = () => house.isReady() && !stopping;
  const server = createServer({
    adapter,
    dispatch,
    gate,
    log,
    accepts,
    newId,
    readiness: readinessOf(storage, accepts),
  });
  return {
    async listen() {
      // The port first: a taken one is named before any work is done.
      const port = await server.listen(config.port);
      await house.start();
      if (config.jobs) timed.start(accepts);
      return port;
    },
    async stop() {
      stopping = true;
      await server.close();
      await Promise.all([timed.stop(), background.stop()]);
      await house.stop();
    },
  };
}
