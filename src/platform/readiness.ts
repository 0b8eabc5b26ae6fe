import type {Storage} from './storage/table.ts';

/** What `/readyz` says. */
export interface Readiness {
  readonly ready: boolean;
  readonly storage: string;
}

const PING_MS = 2_000;

/** @param accepts whether messages are taken, as far as this process knows */
export function readinessOf(storage: Storage, accepts: () => boolean): () => Promise<Readiness> {
  return async () => {
    const answers = await storage.ping({signal: AbortSignal.timeout(PING_MS)}).then(
      () => true,
      () => false,
    );
    return {ready: accepts() && answers, storage: answers ? storage.kind : `${storage.kind}: no answer`};
  };
}
