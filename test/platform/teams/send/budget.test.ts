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
  it('lets at most 48 go in any second, and those to one conversation 2 s apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), {minLength: 1, maxLength: 150}), async (conversations) => {
        const time = clockwork();
        const budget = createBudget(time.clock, time.wait);
        const gone: {at: number; conversation: number}[] = [];
        await time.run(
          Promise.all(
            conversations.map(async (conversation) => {
              const turn = await budget.take(String(conversation), signal);
              assert.ok(turn !== undefined && (await budget.leave(turn, signal)));
              gone.push({at: time.monotonic(), conversation});
            }),
          ),
        );
        assert.equal(gone.length, conversations.length);
        for (const [i, {at, conversation}] of gone.entries()) {
          const later = gone.slice(i + 1);
          assert.ok(later.filter((g) => g.at < at + 1_000).length < 48);
          for (const g of later) if (g.conversation === conversation) assert.ok(g.at - at >= 1_999.99);
        }
      }),
      {numRuns: 60},
    );
  });

  it('lets as many go as may', async () => {
    const time = clockwork();
    const budget = createBudget(time.clock, time.wait);
    const through = async (_: unknown, i: number) => {
      const turn = await budget.take(String(i), signal);
      assert.ok(turn !== undefined && (await budget.leave(turn, signal)));
    };
    await time.run(Promise.all(Array.from({length: 450}, through)));
    assert.ok(time.monotonic() > 9_800 && time.monotonic() < 10_400);
  });

  it('lets those whom something kept up out one by one, in the order of their turns', async () => {
    const time = clockwork();
    const budget = createBudget(time.clock, time.wait);
    const gone: {i: number; at: number}[] = [];
    const through = async (_: unknown, i: number) => {
      const turn = await budget.take(undefined, signal);
      // Of every forty, those that come first are the later ones.
      const kept = 1_000 * (1 + Math.floor(i / 40)) - (i % 40);
      await time.wait(Math.max(0, kept - time.monotonic()));
      assert.ok(turn !== undefined && (await budget.leave(turn, signal)));
      gone.push({i, at: time.monotonic()});
    };
    await time.run(Promise.all(Array.from({length: 120}, through)));
    const gaps = gone.slice(1).map(({at}, n) => at - (gone[n]?.at ?? 0));
    assert.ok(Math.min(...gaps) >= 19.99, String(Math.min(...gaps)));
    // Whoever is at the door already goes before those who are not.
    const inOrder = gone.slice(1).filter(({i}, n) => i > (gone[n]?.i ?? 0)).length;
    assert.ok(inOrder > 100, String(inOrder));
  });

  it('begins slowly after a rest', async () => {
    const time = clockwork();
    const budget = createBudget(time.clock, time.wait);
    const moments: number[] = [];
    const through = async () => {
      const turn = await budget.take(undefined, signal);
      moments.push(turn?.moment ?? 0);
    };
    await time.run(Promise.all(Array.from({length: 8}, through)));
    const gaps = moments.slice(1).map((at, i) => Math.round(at - (moments[i] ?? 0)));
    assert.deepEqual(gaps, [90, 90, 90, 90, 22, 22, 22]);
  });

  it('stands still for as long as Teams asks', async () => {
    const time = clockwork();
    const budget = createBudget(time.clock, time.wait);
    budget.pause(7_000);
    await time.run(budget.take(undefined, signal));
    assert.equal(time.monotonic(), 7_000);
  });
});
