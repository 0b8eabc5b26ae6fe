import type {Clock} from './clock.ts';

// Ctrl-C reaches the program from the terminal and once more from npm.
const REPEAT_MS = 2_000;

/**
 * Calls `stop` once on SIGINT or SIGTERM. The same again within two seconds is the same signal coming
 * twice; later it means that somebody will not wait, and the process ends at once.
 */
export function onStopSignal(stop: () => Promise<void>, clock: Clock): void {
  let since: number | undefined;
  const hear = () => {
    const now = clock.monotonic();
    if (since === undefined) {
      since = now;
      stop().catch(() => process.exit(1));
    } else if (now - since > REPEAT_MS) process.exit(1);
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
}
