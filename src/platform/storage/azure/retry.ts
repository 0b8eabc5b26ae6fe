import type {Clock} from '../../clock.ts';
import type {CallOptions} from '../table.ts';
import type {Breaker} from './breaker.ts';
import {failureOf} from './failure.ts';

/**
 * One request of the driver: retried, bounded, its failure turned into a `CodedError`.
 *
 * @param operation and @param table name it in the error
 */
export type Request = <T>(
  operation: string,
  table: string,
  options: CallOptions | undefined,
  run: (signal: AbortSignal, doubtful: boolean) => Promise<T>,
) => Promise<T>;

/** How long and how often a request is tried; all in milliseconds. */
export interface RetryPolicy {
  /** For all tries together. An invoke has 5 s, so this stays below. */
  readonly budget: number;
  /** For one try; a service that hangs is left for a fresh connection. */
  readonly attempt: number;
  /** The first pause; each next one is twice as long, up to `longestPause`, with jitter of a half. */
  readonly firstPause: number;
  readonly longestPause: number;
}

export const DEFAULT_POLICY: RetryPolicy = {budget: 4500, attempt: 1500, firstPause: 50, longestPause: 800};

export interface RetryDeps {
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly policy: RetryPolicy;
  readonly breaker: Breaker;
}

/**
 * Runs a request until it has an answer that another try would not change.
 *
 * @param run one try. It gets a signal that ends with the try's or the caller's time, and `doubtful`:
 *   whether an earlier try may have been carried out, so that a clash may be with one's own write
 * @param signal the caller's; its reason is thrown when it ends
 * @param resting what is thrown where no try may go out
 * @throws whatever the last try threw; the caller makes a `CodedError` of it
 */
export async function retry<T>(
  run: (signal: AbortSignal, doubtful: boolean) => Promise<T>,
  signal: AbortSignal | undefined,
  {clock, random, policy, breaker}: RetryDeps,
  resting: () => Error,
): Promise<T> {
  const deadline = clock.monotonic() + policy.budget;
  let doubtful = false;
  let pause = policy.firstPause;
  for (;;) {
    const left = deadline - clock.monotonic();
    if (!breaker.mayTry()) throw resting();
    try {
      const value = await bounded(Math.min(policy.attempt, left), signal, (inner) => run(inner, doubtful));
      breaker.answered();
      return value;
    } catch (error) {
      // Who asked has no time any more; that says nothing of the service.
      signal?.throwIfAborted();
      const failure = failureOf(error);
      if (failure.again) breaker.failed();
      else if (failure.status !== undefined) breaker.answered();
      const wait = pause * (0.5 + random() / 2);
      if (!failure.again || clock.monotonic() + wait >= deadline) throw error;
      doubtful ||= failure.unclear;
      await sleep(wait, signal);
      pause = Math.min(pause * 2, policy.longestPause);
    }
  }
}

/** Runs with a signal of its own, which ends after `ms` or with the outer one. */
async function bounded<T>(
  ms: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  // Not AbortSignal.any: on a signal that lives as long as the process it gathers listeners.
  const controller = new AbortController();
  const end = (): void => controller.abort(outer?.reason);
  const timer = setTimeout(end, ms);
  outer?.addEventListener('abort', end, {once: true});
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', end);
  }
}

/** Waits; rejects with the signal's reason when it ends. */
function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      // A reason may be anything; what the caller gave comes back to it.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal?.addEventListener('abort', end, {once: true});
  });
}
