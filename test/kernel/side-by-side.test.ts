import assert from 'node:assert/strict';
import {setImmediate as turn} from 'node:timers/promises';
import {sideBySide} from '../../src/kernel/side-by-side.ts';

async function* numbers(most: number): AsyncGenerator<number> {
  for (let i = 0; i < most; i++) {
    await turn();
    yield i;
  }
}

describe('side by side', () => {
  it('works on everything once, and on no more at once than it may', async () => {
    for (const all of [numbers(40), Array.from({length: 40}, (_, i) => i)]) {
      const done: number[] = [];
      let underWay = 0;
      let most = 0;
      await sideBySide(all, 7, async (one) => {
        most = Math.max(most, ++underWay);
        for (let i = 0; i < 20; i++) await turn();
        underWay--;
        done.push(one);
      });
      assert.deepEqual(
        done.sort((a, b) => a - b),
        Array.from({length: 40}, (_, i) => i),
      );
      assert.equal(most, 7);
    }
  });

  it('begins nothing after a failure, and ends what is under way before it says so', async () => {
    const begun: number[] = [];
    let ended = 0;
    let closed = false;
    async function* watched() {
      try {
        yield* numbers(100);
      } finally {
        closed = true;
      }
    }
    const work = sideBySide(watched(), 4, async (one) => {
      begun.push(one);
      await turn();
      await turn();
      if (one === 5) throw new RangeError('five');
      ended++;
    });
    await assert.rejects(work, RangeError);
    assert.ok(begun.length < 15, String(begun.length));
    assert.equal(ended, begun.length - 1);
    assert.ok(closed);
  });
});
