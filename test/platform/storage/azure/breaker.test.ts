import assert from 'node:assert/strict';
import {createBreaker} from '../../../../src/platform/storage/azure/breaker.ts';
import {testClock} from '../../../support/clock.ts';

describe('the breaker', () => {
  function broken() {
    const clock = testClock();
    const breaker = createBreaker(clock);
    breaker.answered();
    return {clock, breaker, fail: (times: number) => Array.from({length: times}, () => breaker.failed())};
  }

  it('lets everything go while some tries have an answer', () => {
    const {clock, breaker, fail} = broken();
    for (let i = 0; i < 20; i++) {
      fail(7);
      clock.pass(2_000);
      assert.ok(breaker.mayTry());
      breaker.answered();
    }
  });

  it('does not take a burst of failures for the end', () => {
    const {clock, breaker, fail} = broken();
    fail(100);
    clock.pass(1_400);
    assert.ok(breaker.mayTry());
  });

  it('lets one try in half a second go while the service is away', () => {
    const {clock, breaker, fail} = broken();
    fail(8);
    clock.pass(1_500);
    assert.deepEqual([breaker.mayTry(), breaker.mayTry(), breaker.mayTry()], [true, false, false]);
    clock.pass(499);
    assert.equal(breaker.mayTry(), false);
    clock.pass(1);
    assert.deepEqual([breaker.mayTry(), breaker.mayTry()], [true, false]);
  });

  it('lets everything go as soon as one try has an answer', () => {
    const {clock, breaker, fail} = broken();
    fail(50);
    clock.pass(5_000);
    assert.deepEqual([breaker.mayTry(), breaker.mayTry()], [true, false]);
    breaker.answered();
    assert.deepEqual([breaker.mayTry(), breaker.mayTry()], [true, true]);
  });
});
