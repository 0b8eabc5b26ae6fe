/** Waits that long, or until the signal ends; never rejects. Passed in, so that tests need not wait. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits by the process's own timers, which keep it alive no longer than its other work. */
export const realWait: Wait = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, {once: true});
  });
