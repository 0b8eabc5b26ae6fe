// A process that starts embedded storage on the folder given and stays, for tests that kill it. With
// `row` it stores a row first.
import {systemClock} from '../../../src/platform/clock.ts';
import {connectTables} from '../../../src/platform/storage/azure-table.ts';
import {startEmbedded} from '../../../src/platform/storage/embedded.ts';

const [folder = '', what] = process.argv.slice(2);
const embedded = await startEmbedded(folder, {clock: systemClock});
if (what === 'row') {
  const storage = connectTables(embedded.connectionString, {clock: systemClock});
  await storage.ensure(['kept']);
  await storage.table('kept').insert({pk: 'p', rk: 'r', v: 1, text: '残る'});
}
process.send?.({pid: embedded.pid, owned: embedded.owned});
// Stays until it is killed: the channel to the test keeps it.
process.on('message', () => undefined);
