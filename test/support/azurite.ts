import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {systemClock} from '../../src/platform/clock.ts';
import {startEmbedded} from '../../src/platform/storage/embedded.ts';

/** A real table service for one test file: its own process, a free port, nothing on disk. */
export async function startAzurite(): Promise<{
  readonly connectionString: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const {connectionString, port, stop} = await startEmbedded(folder, {clock: systemClock, inMemory: true});
  return {
    connectionString,
    port,
    stop: async () => {
      await stop();
      await rm(folder, {recursive: true, force: true});
    },
  };
}
