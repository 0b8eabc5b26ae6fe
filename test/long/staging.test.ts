import assert from 'node:assert/strict';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {systemClock} from '../../src/platform/clock.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {startAzurite} from '../support/azurite.ts';
import {writeContentFolder} from '../support/content-folder.ts';
import {endPrograms, eventually, startBotProgram, temporaryFolder} from '../support/processes.ts';

const LEASE_SECONDS = 2;

describe('an instance in a staging slot, as a process', () => {
  let storage: Storage;
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    [azurite, folder] = await Promise.all([startAzurite(), temporaryFolder()]);
    await writeContentFolder(join(folder.path, 'content'));
    storage = connectTables(azurite.connectionString, {clock: systemClock});
  });
  after(async () => {
    await endPrograms();
    await storage.close();
    await azurite.stop();
    await folder.remove();
  });

  const start = (jobs: 'on' | 'off') =>
    startBotProgram({
      STORAGE_CONNECTION_STRING: azurite.connectionString,
      CONTENT_DIR: join(folder.path, 'content'),
      LEASE_SECONDS: String(LEASE_SECONDS),
      LOG_LEVEL: 'info',
      JOBS: jobs,
    });
  const rows = async () => {
    const found = {leases: [] as string[], jobs: 0, beats: 0};
    for await (const {row} of storage.table('system').list({})) {
      if (row.pk === 'leases') found.leases.push(JSON.stringify(row));
      if (row.pk === 'jobs') found.jobs++;
      if (row.pk.startsWith('beats-')) found.beats++;
    }
    return found;
  };

  it('never takes the lease: not when nobody has it, not when its holder has died', async () => {
    const slot = await start('off');
    // As long as it takes one with JOBS=on to hold the lease and run what is due.
    await sleep(LEASE_SECONDS * 1_000);
    assert.deepEqual(await rows(), {leases: [], jobs: 0, beats: 0});

    const other = await start('on');
    await eventually(async () => {
      const {leases, jobs, beats} = await rows();
      return leases.length === 1 && jobs > 0 && beats > 0 && other.said().err.includes('"msg":"job.done"');
    }, 20_000);
    other.child.kill('SIGKILL');
    await other.ended;
    // What the dead one wrote last, and twice the time after which any other would take it over.
    const {leases} = await rows();
    await sleep(2 * LEASE_SECONDS * 1_000);
    assert.deepEqual((await rows()).leases, leases);
    assert.doesNotMatch(slot.said().err, /lease\.held|job\./);
    assert.equal((await fetch(`${slot.url}/readyz`)).status, 200);
  }).timeout(60_000);
});
