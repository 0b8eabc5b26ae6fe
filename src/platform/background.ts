import type {Log} from './log.ts';

/** Work that goes on after its turn, for as long as this instance lives. */
export interface Background {
  /** @param work is given a signal that ends with its time, or with the instance */
  readonly run: (work: (signal: AbortSignal) => Promise<void>) => void;
  /** Takes no more, lets what runs end for a while, then cuts it, and resolves when nothing runs. */
  readonly stop: () => Promise<void>;
}

const LONGEST_MS = 600_000;
/** Of the 25 seconds in which an instance has to end. */
const PATIENCE_MS = 8_000;

/** @param patienceMs for how long what runs is let end by itself when the instance stops */
export function createBackground(log: Log, patienceMs = PATIENCE_MS): Background {
  const running = new Set<Promise<void>>();
  const end = new AbortController();
  return {
    run(work) {
      const signal = AbortSignal.any([end.signal, AbortSignal.timeout(LONGEST_MS)]);
      const one = work(signal)
        .catch((error: unknown) => log.error('background.failed', error))
        .finally(() => running.delete(one));
      running.add(one);
    },
    async stop() {
      const cut = setTimeout(() => end.abort(), patienceMs);
      // What runs may begin something more.
      while (running.size > 0) await Promise.all(running);
      clearTimeout(cut);
    },
  };
}
