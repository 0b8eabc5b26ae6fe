import assert from 'node:assert/strict';
import {startInstances, type Instance, type Instances} from '../support/instances.ts';
import {endPrograms, eventually} from '../support/processes.ts';

// A bot is killed at each request that a send makes, before it is carried out and after; another one takes
// over. Nothing may be said twice, and nothing may be lost: it is said, or known to be unknown.

const TIMES = Number(process.env['KILLS'] ?? 20);

/** A request of a send to the storage: its place among those of its kind since the notice came in. */
const STORAGE = [
  {
    what: 'reading the entry',
    matches: (m: string, url: string) => m === 'GET' && /outbox\(.*k%7C/i.test(url),
    nth: 1,
  },
  {
    what: 'reading the conversation',
    matches: (m: string, url: string) => m === 'GET' && url.includes('conversations('),
    nth: 1,
  },
  {what: 'claiming', matches: (m: string, url: string) => m === 'POST' && url.includes('$batch'), nth: 1},
  {
    what: 'reading it again',
    matches: (m: string, url: string) => m === 'GET' && /outbox\(.*k%7C/i.test(url),
    nth: 2,
  },
  {what: 'marking', matches: (m: string, url: string) => m === 'POST' && url.includes('$batch'), nth: 2},
] as const;

describe('a bot that is killed while it sends', () => {
  let all: Instances;
  let number = 0;
  before(async () => {
    all = await startInstances();
    await all.start();
    await all.start();
  });
  after(async () => {
    await endPrograms();
    await all.stop();
  });

  /** Sends one notice; whoever makes the fatal request is killed. Says what came of it. */
  async function sendAndKill(
    arm: (kill: (instance: Instance) => void) => void,
  ): Promise<{state: string; posts: number}> {
    let killed: Instance | undefined;
    arm((instance) => {
      if (killed !== undefined) return;
      killed = instance;
      instance.bot.child.kill('SIGKILL');
    });
    const account = await all.enqueue(`killed-${++number}`);
    await eventually(async () => !['waiting', 'sending'].includes((await all.find(account))!.state), 30_000);
    for (const {proxy} of all.instances) proxy.onRequest = undefined;
    all.connector.onRequest = undefined;
    assert.ok(killed !== undefined, 'nobody was killed');
    await killed.bot.ended;
    await all.restart(killed);
    return {state: (await all.find(account))!.state, posts: all.posts(account)};
  }

  for (const {what, matches, nth} of STORAGE) {
    for (const moment of ['before', 'after'] as const) {
      it(`${moment} ${what}, says nothing twice and loses nothing`, async () => {
        for (let i = 0; i < TIMES; i++) {
          const {state, posts} = await sendAndKill((kill) => {
            for (const instance of all.instances) {
              let seen = 0;
              instance.proxy.onRequest = (when, method, url) => {
                if (when === moment && matches(method, url) && ++seen === nth) kill(instance);
              };
            }
          });
          // Before the claim nothing has happened yet, so it is said by the next; once marked, it is said.
          const claimed = nth === 2 || (what === 'claiming' && moment === 'after');
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
          all.connector.onRequest = async (when) => {
            const holder = all.instances.find(({proxy}) => proxy === sending);
            if (when === 'before' && moment === 'before' && holder !== undefined) kill(holder);
            if (when === 'after' && moment === 'after' && holder !== undefined) kill(holder);
            await Promise.resolve();
          };
          // Only the holder claims.
          let sending: Instance['proxy'] | undefined;
          for (const {proxy} of all.instances) {
            proxy.onRequest = (_when, method, url) => {
              if (method === 'POST' && url.includes('$batch')) sending = proxy;
            };
          }
        });
        // Killed after the answer, it may just have marked it.
        assert.ok(moment === 'after' ? ['unknown', 'sent'].includes(state) : state === 'unknown', state);
        assert.equal(posts, 1);
      }
    });
  }
});
