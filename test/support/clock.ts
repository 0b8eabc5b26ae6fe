import {Temporal} from '../../src/kernel/time.ts';
import type {Clock} from '../../src/platform/clock.ts';

/** A clock that stands still until it is moved. The wall clock may be moved alone, also back. */
export interface TestClock extends Clock {
  pass(ms: number): void;
  setWall(instant: string): void;
}

export function testClock(start = '2026-11-24T01:00:00Z'): TestClock {
  let wall = Temporal.Instant.from(start);
  let monotonic = 0;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    pass(ms) {
      wall = wall.add({milliseconds: ms});
      monotonic += ms;
    },
    setWall(instant) {
      wall = Temporal.Instant.from(instant);
    },
  };
}
