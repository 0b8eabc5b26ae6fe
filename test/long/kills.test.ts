import assert from 'node:assert/strict';
import {startInstances, type Instance, type Instances} from '../support/instances.ts';
import {endPrograms, eventually} from '../support/processes.ts';

// A bot is killed at each request that a send makes, before it is carried out and after; another one takes
// over. Nothing may be said twice, and nothing may be lost: it is said, or known to be unknown.

const TIMES = Number(process.env['KILLS'] ?? 20);

const READS = (method: string, url: string) => method === 'GET' && /outbox\(.*k%7C/i.test(url);
const WRITES = (method: string, url: string) => method === 'POST' && url.includes('$batch');

/** The requests of a send to the storage, in their order; the last two come once the channel has taken it. */
const STORAGE = [
  {what: 'reading the entry', matches: READS, taken: false},
  {
    what: 'reading the conversation',
    matches: (method: string, url: string) => method === 'GET' && url.includes('conversations('),
    taken: false,
  },
  {what: 'claiming', matches: WRITES, taken: false},
  {what: 'reading it again', matches: READS, taken: true},
  {what: 'marking', matches: WRITES, taken: true},
] as const;

describe('a bot that is killed while it sends', () => {
  let all: Instances;
  let number = 0;
  let restarting: Promise<void> = Promise.resolve();
  before(async () => {
    all = await startInstances();
    for (let i = 0; i < 3; i++) await all.start();
  });
  after(async () => {
    await restarting;
    await endPrograms();
    await all.stop();
  });

  /** Sends one notice; whoever makes the fatal request is killed. Says what came of it. */
  async function sendAndKill(
    arm: (kill: (instance: Instance | undefined) => void) => void,
  ): Promise<{state: string; posts: number}> {
    let killed: Instance | undefined;
    arm((instance) => {
      // One dies; the others' requests go through.
      if (killed !== undefined || instance === undefined) return;
      killed = instance;
      instance.bot.child.kill('SIGKILL');
      // Cuts the connection: before, the request is not carried out.
      throw new Error('killed');
    });
    const account = await all.enqueue(`killed-${++number}`);
    const isOver = async () => !['waiting', 'sending'].includes((await all.find(account))!.state);
    await eventually(isOver, 30_000);
    for (const {proxy} of all.instances) proxy.onRequest = undefined;
    all.connector.onRequest = undefined;
    const victim = killed;
    assert.ok(victim !== undefined, 'nobody was killed');
    // Two are left: one has taken over, the other waits for its turn.
    await restarting;
    restarting = victim.bot.ended.then(() => all.restart(victim));
    return {state: (await all.find(account))!.state, posts: all.posts(account)};
  }

  for (const {what, matches, taken} of STORAGE) {
    for (const moment of ['before', 'after'] as const) {
      it(`${moment} ${what}, says nothing twice and loses nothing`, async () => {
        for (let i = 0; i < TIMES; i++) {
          const before = all.connector.sent.length;
          const {state, posts} = await sendAndKill((kill) => {
            for (const instance of all.instances) {
              instance.proxy.onRequest = (when, method, url) => {
                const isTaken = all.connector.sent.length > before;
                if (when !== moment || !matches(method, url) || isTaken !== taken) return;
                kill(instance);
              };
            }
          });
          // Before the claim nothing has happened yet, so the next holder says it.
          const claimed = taken || (what === 'claiming' && moment === 'after');
          const marked = what === 'marking' && moment === 'after';
          assert.equal(state, claimed && !marked ? 'unknown' : 'sent');
          assert.equal(posts, what === 'claiming' && moment === 'after' ? 0 : 1);
        }
      });
    }
  }

  for (const moment of ['before', 'after'] as const) {
    it(`${moment} the channel took it, says nothing twice and knows that it is unknown`, async () => {
      for (let i = 0; i < TIMES; i++) {
        const {state, posts} = await sendAndKill((kill) => {
          // Only the holder claims.
          let holder: Instance | undefined;
          for (const instance of all.instances) {
            instance.proxy.onRequest = (_when, method, url) => {
              if (method === 'POST' && url.includes('$batch')) holder = instance;
            };
          }
          all.connector.onRequest = (when) => {
            if (when !== moment) return;
            kill(holder);
          };
        });
        assert.equal(state, 'unknown');
        assert.equal(posts, moment === 'before' ? 0 : 1);
      }
    });
  }
});
