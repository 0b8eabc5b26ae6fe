import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {systemClock} from '../../src/platform/clock.ts';
import type {Entry} from '../../src/platform/scheduling/outbox/entry.ts';
import {createOutbox} from '../../src/platform/scheduling/outbox/outbox.ts';
import {outboxRows} from '../../src/platform/scheduling/outbox/rows.ts';
import {conversations} from '../../src/platform/teams/conversations.ts';
import {startInstances, tokenOf, type Instance, type Instances} from '../support/instances.ts';
import {messagesOf, startLimitedTeams, type LimitedTeams} from '../support/limited-teams.ts';
import {endPrograms, eventually} from '../support/processes.ts';

// Three bots and a Teams that keeps its limits. Everybody is known, and is to get one message.

const PEOPLE = Number(process.env['CAMPAIGN'] ?? 400);
const TEAMS_A_SECOND = 50;
const LONGEST_MS = 60_000 + PEOPLE * 200;

describe('a campaign', () => {
  let all: Instances;
  let teams: LimitedTeams;

  async function begin(everyFault: number): Promise<void> {
    teams = await startLimitedTeams(everyFault);
    all = await startInstances();
    for (let i = 0; i < 3; i++) await all.start();
  }
  afterEach(async () => {
    await endPrograms();
    await all.stop();
    await teams.stop();
  });

  const outboxOf = () =>
    createOutbox({
      ...{storage: all.storage, rows: outboxRows(all.storage)},
      ...{clock: systemClock, newId: randomUUID},
    });

  /** Everybody's message waits from the same instant on, so writing them down costs the sending nothing. */
  async function enqueueAll(): Promise<void> {
    const people = conversations(all.storage, systemClock);
    const notices = outboxOf().of('house');
    const notBefore = systemClock.now().add({milliseconds: 3_000 + PEOPLE * 10});
    const notAfter = notBefore.add({hours: 2});
    for (let i = 0; i < PEOPLE; i += 50) {
      const some = Array.from({length: Math.min(50, PEOPLE - i)}, (_, j) => `p${i + j}`);
      await Promise.all(
        some.map(async (name) => {
          const account = {tenant: 't', objectId: name};
          const to = {channel: 'msteams', tenant: 't', user: `29:${name}`, bot: '28:b'};
          const address = {serviceUrl: teams.url, ...to};
          await people.renew(account, {address, conversation: `c-${name}`}, undefined);
          await notices.enqueue({account, occasion: 'welcome', lane: 'digests', notBefore, notAfter});
        }),
      );
    }
  }

  async function entries(): Promise<Entry[]> {
    const found: Entry[] = [];
    for await (const entry of outboxOf().entries()) found.push(entry);
    return found;
  }
  const isOver = async () => (await entries()).every(({state}) => state !== 'waiting' && state !== 'sending');
  const holder = (): Instance => all.instances.reduce((a, b) => (tokenOf(b) > tokenOf(a) ? b : a));

  /** Waits for the end, asking seldom: reading all entries takes its share of the storage. */
  async function finish(): Promise<void> {
    const end = performance.now() + LONGEST_MS;
    while (!(await isOver())) {
      assert.ok(performance.now() < end, 'the campaign does not end');
      await sleep(1_000 + PEOPLE);
    }
  }

  async function report(what: string): Promise<void> {
    const log = await teams.log();
    const took = ((log.at(-1)?.at ?? 0) - (log[0]?.at ?? 0)) / 1_000;
    const over = log.filter(({fate}) => fate === 'over').length;
    const ratio = (took * TEAMS_A_SECOND) / PEOPLE;
    const first = log[0]?.at ?? 0;
    const when = log.filter(({fate}) => fate === 'over').map(({at}) => ((at - first) / 1_000).toFixed(1));
    const peaks = all.instances.map(({bot}) => peakMiB(bot.pid));
    console.log(
      `      ${what}: ${PEOPLE} people in ${took.toFixed(1)} s, ${ratio.toFixed(2)} times the limit's time, ` +
        `windows exceeded ${over} times (after ${when.join(', ')} s), peak ${peaks.join(', ')} MiB`,
    );
  }

  /** Nobody is lost, and nobody has it twice; who may have it or not is known. */
  async function assertOnce(): Promise<Entry[]> {
    const [found, log] = [await entries(), await teams.log()];
    const messages = messagesOf(log);
    assert.equal(found.length, PEOPLE);
    for (const {account, state, reason} of found) {
      const got = messages.get(`c-${account.objectId}`) ?? 0;
      const said = `${account.objectId}: ${state} ${reason}, ${got} messages`;
      if (state === 'unknown') assert.ok(got <= 1, said);
      else assert.ok(state === 'sent' && got === 1, said);
    }
    return found;
  }

  it('of three instances says it once to each, also where a window was full', async () => {
    await begin(0);
    await enqueueAll();
    await finish();
    await report('undisturbed');
    const found = await assertOnce();
    assert.ok(found.every(({state}) => state === 'sent'));
  });

  it('with one in twenty answers gone wrong loses nothing, and says nothing twice', async () => {
    await begin(20);
    await enqueueAll();
    await finish();
    await report('5 % faults');
    const found = await assertOnce();
    // Each kind of trouble came.
    const fates = new Set((await teams.log()).map(({fate}) => fate));
    for (const fate of ['429', '502', '503', 'dropped', '502-taken', 'dropped-taken'] as const) {
      assert.ok(fates.has(fate), fate);
    }
    assert.ok(found.some(({state}) => state === 'unknown'));
  });

  it('goes on without a holder that is paused; waking up, that one sends nothing', async () => {
    await begin(0);
    await enqueueAll();
    await eventually(async () => (await teams.log()).length > PEOPLE / 8, LONGEST_MS);
    const paused = holder();
    const token = tokenOf(paused);
    paused.bot.child.kill('SIGSTOP');
    let beforeWaking: number;
    try {
      await eventually(() => holder() !== paused && tokenOf(holder()) > token, 20_000);
      await sleep(1_000);
      const unsent = (await entries()).filter(({state}) => state === 'waiting').length;
      assert.ok(unsent > 0, 'nothing is left to send twice');
      beforeWaking = (await teams.log()).length;
    } finally {
      paused.bot.child.kill('SIGCONT');
    }
    await finish();
    await report('paused holder');
    const found = await assertOnce();
    // What had left before the pause came in during it, so all that comes in later is the next holder's.
    const tokens = new Map(found.map((entry) => [`c-${entry.account.objectId}`, entry.token]));
    const late = (await teams.log()).slice(beforeWaking);
    const ofPaused = late.filter(({conversation}) => (tokens.get(conversation) ?? 0) <= token);
    assert.deepEqual(ofPaused, []);
    // No more than hung when it was paused; the sender has so many at work.
    const unknown = found.filter(({state}) => state === 'unknown').length;
    assert.ok(unknown <= 64, `${unknown} unknown`);
  });
});

/** The most memory that a process had resident; NaN where it is gone. */
function peakMiB(pid: number): number {
  try {
    const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1_024);
  } catch {
    return Number.NaN;
  }
}
