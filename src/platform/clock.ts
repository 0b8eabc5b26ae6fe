import {Temporal} from '../kernel/time.ts';

/** The time, as deps: rules take `now`, shells ask the clock. */
export interface Clock {
  /** The wall clock, for what people see and what is stored. */
  now(): Temporal.Instant;
  /** Milliseconds of a clock that never goes back; for durations and deadlines only. */
  monotonic(): number;
}

/** The machine's own clock. The only place that reads it. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  monotonic: () => performance.now(),
};
