import assert from 'node:assert/strict';
import fc from 'fast-check';
import {Temporal} from '../../../../src/kernel/time.ts';
import {createBudget} from '../../../../src/platform/teams/send/budget.ts';

/** Time that passes only by waiting. */
function clockwork() {
  let now = 0;
  const sleepers: {at: number; wake: () => void}[] = [];
  return {
    clock: {now: () => Temporal.Instant.fromEpochMilliseconds(now), monotonic: () => now},
    wait: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({at: now + ms, wake});
      }),
    async run(work: Promise<unknown>): Promise<void> {
      const ended = new AbortController();
      void work.finally(() => ended.abort());
      for (;;) {
        for (let i = 0; i < 20; i++) await Promise.resolve();
        if (ended.signal.aborted) return;
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next === undefined) throw new Error('nobody waits and nothing ends');
        now = Math.max(now, next.at);
        next.wake();
      }
    },
    monotonic: () => now,
  };
}

const {signal} = new AbortController();

describe('the budget', () => {
  it('lets at most 45 go in any second, and those to one conversation 2 s apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), {minLength: 1, maxLength: 150}), async (conversations) => {
        const time = clockwork();
        const budget = createBudget(time.clock, time.wait);
        const gone: {at: number; conversation: number}[] = [];
        await time.run(
          Promise.all(
            conversations.map(async (conversation) => {
              await budget.take(String(conversation), signal);
              assert.equal(await budget.leave(String(conversation), signal), true);
              gone.push({at: time.monotonic(), conversation});
            }),
          ),
        );
        assert.equal(gone.length, conversations.length);
        for (const [i, {at, conversation}] of gone.entries()) {
          const later = gone.slice(i + 1);
          assert.ok(later.filter((g) => g.at < at + 1_000).length < 45);
          for (const g of later) if (g.conversation === conversation) assert.ok(g.at - at >= 1_999.99);
        }
      }),
      {numRuns: 60},
    );
  });

  it('lets as many go as may', async () => {
    const time = clockwork();
    const budget = createBudget(time.clock, time.wait);
    await time.run(Promise.all(Array.from({length: 450}, (_, i) => budget.take(String(i), signal))));
    assert.ok(time.monotonic() > 9_800 && time.monotonic() < 10_000);
  });

  it('stands still for as long as Teams asks', async () => {
    const time = clockwork();
    const budget = createBudget(time.clock, time.wait);
    budget.pause(7_000);
    await time.run(budget.take(undefined, signal));
    assert.equal(time.monotonic(), 7_000);
  });
});
