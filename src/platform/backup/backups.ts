import {open, rename, rm, type FileHandle} from 'node:fs/promises';
import {CodedError} from '../../kernel/errors.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {Job} from '../feature.ts';
import type {About} from './read-backup.ts';
import type {BackupContainer} from './container.ts';
import {dailyBackup} from './daily.ts';
import {refuseHalfRestored, restore, type RestoreDeps, type RestoreOptions} from './restore.ts';
import {writeBackup} from './write-backup.ts';

/** All that is kept, into a file and back. */
export interface Backups {
  /**
   * Writes a new file, readable by its owner alone. It has its name only once it is whole.
   *
   * @returns how many rows it holds
   * @throws CodedError `backup/exists`, `backup/unreadable`, `storage/unreachable`
   */
  readonly write: (file: string, now: Temporal.Instant, signal: AbortSignal) => Promise<number>;
  /** See {@link restore}. */
  readonly restore: (file: string, options: RestoreOptions) => Promise<About>;
  /** Where the daily ones lie; undefined where none is set. */
  readonly container: BackupContainer | undefined;
  readonly dailyJobs: readonly Job[];
  /** @throws CodedError `backup/unfinished` where a restore is under way or broke off */
  readonly refuseUnfinished: (signal: AbortSignal) => Promise<void>;
}

export interface BackupsDeps extends Pick<RestoreDeps, 'storage' | 'reload' | 'versions'> {
  readonly tables: readonly string[];
  readonly container: BackupContainer | undefined;
  readonly zone: string;
  /** All there are; those that purge are run after a restore. */
  readonly jobs: () => readonly Job[];
}

export function createBackups({tables, jobs, container, zone, ...rest}: BackupsDeps): Backups {
  const purges = () => jobs().filter(({purges: deletes}) => deletes === true);
  const deps: RestoreDeps = {...rest, scope: {tables}, purges};
  return {
    async write(file, now, signal) {
      const reserved = await create(file, file);
      await reserved.close();
      const part = `${file}.part`;
      try {
        // What a run that was killed left behind is no one's.
        await rm(part, {force: true});
        const handle = await create(part, file);
        const rows = await writeBackup(
          deps.storage,
          deps.scope,
          handle.createWriteStream({flush: true}),
          now,
          {
            signal,
          },
        );
        await rename(part, file);
        return rows;
      } catch (error) {
        await rm(part, {force: true});
        await rm(file, {force: true});
        throw error;
      }
    },
    container,
    dailyJobs:
      container === undefined
        ? []
        : [
            dailyBackup(
              container,
              (to, now, signal) => writeBackup(deps.storage, deps.scope, to, now, {signal}),
              zone,
            ),
          ],
    restore: (file, options) => restore(deps, file, options),
    refuseUnfinished: (signal) => refuseHalfRestored(deps.storage, signal),
  };
}

async function create(path: string, file: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const {code = ''} = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CodedError('backup/exists', {file}, {cause: error});
    throw new CodedError('backup/unreadable', {file, reason: code}, {cause: error});
  }
}
