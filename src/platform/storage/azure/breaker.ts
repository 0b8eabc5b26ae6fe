import {CodedError} from '../../../kernel/errors.ts';
import type {Clock} from '../../clock.ts';

/** So many tries in a row that failed, and none that had an answer for so long: the service is away. */
const IN_A_ROW = 8;
const QUIET_MS = 1_500;
/** While it is away one try in this time goes out, and finds whether it is back. */
const REST_MS = 500;

/** Knows whether trying has a prospect. */
export interface Breaker {
  /** False while the service is away, but for one try now and then. */
  readonly mayTry: () => boolean;
  /** A try had an answer, whichever. */
  readonly answered: () => void;
  /** A try had no answer, or one that says that the service cannot just now. */
  readonly failed: () => void;
}

/**
 * Spares everybody the wait for a service that is away. Without it each turn tries for all of its time, and hundreds
 * of them at once keep the process so busy that none is answered in time.
 */
export function createBreaker(clock: Clock): Breaker {
  let inARow = 0;
  let lastAnswer = clock.monotonic();
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    mayTry() {
      const now = clock.monotonic();
      if (inARow < IN_A_ROW || now - lastAnswer < QUIET_MS) return true;
      if (now < restsUntil) return false;
      restsUntil = now + REST_MS;
      return true;
    },
    answered() {
      inARow = 0;
      lastAnswer = clock.monotonic();
    },
    failed() {
      inARow++;
    },
  };
}

/** What a request ends with that is not even tried. */
export function resting(operation: string, table: string): CodedError {
  return new CodedError('storage/unreachable', {operation, table, reason: 'away'});
}
