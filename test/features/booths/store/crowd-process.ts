import {boothDesk} from '../../../../src/features/booths/store/booth-desk.ts';
import {systemClock} from '../../../../src/platform/clock.ts';
import {connectTables} from '../../../../src/platform/storage/azure-table.ts';
import {BEFORE} from './bench.ts';
import {bookAtOnce, wideOffice} from './crowd.ts';

// One of several processes that book at once: `crowd-process.ts NAME MANY DAY`, the storage in CROWD_STORAGE.
// Begins when a line comes in, so that all begin together.

const [name = '', many = '0', day = ''] = process.argv.slice(2);
const policy = {budget: 90_000, attempt: 60_000, firstPause: 5, longestPause: 50};
const storage = connectTables(process.env['CROWD_STORAGE'] ?? '', {clock: systemClock, policy});
const office = wideOffice();
let count = 0;
const desk = boothDesk({storage, office: () => office, newId: () => `${name}${++count}`});
process.stdout.write('ready\n');
await new Promise<void>((resolve) => void process.stdin.once('data', () => resolve()));
const results = await bookAtOnce([desk], Number(many), day, BEFORE, name);
process.stdout.write(`${JSON.stringify(results.map(({kind}) => kind))}\n`);
process.exit(0);
