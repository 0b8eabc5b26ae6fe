import {errorLines} from './i18n/errors.ts';
import type {Clock} from './clock.ts';

// Ctrl-C reaches the program from the terminal and once more from npm.
const REPEAT_MS = 2_000;

/**
 * Calls `stop` once on SIGINT or SIGTERM, and ends the process when it is done. The same again within two
 * seconds is the same signal coming twice; later it means that somebody will not wait, and the process ends
 * at once.
 *
 * @returns whether such a signal came; what fails from then on fails because everything is being ended
 */
export function onStopSignal(stop: () => Promise<void>, clock: Clock): () => boolean {
  let since: number | undefined;
  const hear = () => {
    const now = clock.monotonic();
    if (since === undefined) {
      since = now;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          for (const line of errorLines(error)) console.error(line);
          process.exit(1);
        },
      );
    } else if (now - since > REPEAT_MS) process.exit(1);
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return () => since !== undefined;
}
