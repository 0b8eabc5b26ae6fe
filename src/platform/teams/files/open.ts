import type {Config} from '../../config/config.ts';
import type {FileStore} from '../../files/file-store.ts';
import type {Log} from '../../log.ts';
import type {Outside} from '../adapter.ts';
import {listedHosts} from '../send/hosts.ts';
import {teamsFiles, type TeamsFiles} from './teams-files.ts';
import {createTransfer} from './transfer.ts';

/** Files as the settings have them. Locally they come from and go to this machine alone. */
export function openFiles(
  {config, files, log}: {readonly config: Config; readonly files: FileStore; readonly log: Log},
  {mayReach, transfer}: Outside,
): TeamsFiles {
  const hosts = config.bot?.fileHosts;
  return teamsFiles({
    store: files,
    transfer: createTransfer(mayReach ?? listedHosts(hosts), transfer),
    enabled: mayReach !== undefined || hosts === undefined || hosts.length > 0,
    log,
  });
}
