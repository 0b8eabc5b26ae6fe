import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {systemClock} from '../../src/platform/clock.ts';
import {connectTables} from '../../src/platform/storage/azure-table.ts';
import {DAY} from '../features/booths/rules/sample.ts';
import {deskBench} from '../features/booths/store/bench.ts';
import {wideOffice} from '../features/booths/store/crowd.ts';
import {startAzurite} from '../support/azurite.ts';

describe('600 bookings from three processes at once', () => {
  const PROGRAM = fileURLToPath(new URL('../features/booths/store/crowd-process.ts', import.meta.url));

  it('give ten booths to one person at a time, judged by the stored rows', async () => {
    const azurite = await startAzurite();
    try {
      const storage = connectTables(azurite.connectionString, {clock: systemClock});
      const bench = await deskBench(wideOffice(), storage);
      const env = {...process.env, CROWD_STORAGE: azurite.connectionString};
      const children = ['a', 'b', 'c'].map((name) => {
        const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, name, '200', DAY], {
          ...{env, stdio: ['pipe', 'pipe', 'inherit'] as const},
        });
        return {child, lines: createInterface({input: child.stdout})};
      });
      await Promise.all(children.map(({lines}) => once(lines, 'line')));
      const answers = children.map(async ({child, lines}) => {
        const answered = once(lines, 'line');
        child.stdin.end('go\n');
        const [line] = (await answered) as unknown[];
        return JSON.parse(String(line)) as string[];
      });
      const kinds = (await Promise.all(answers)).flat();
      assert.equal(kinds.length, 600);
      assert.ok(kinds.every((kind) => kind === 'booked' || kind === 'refused'));
      await bench.judged();
      const stored = (await bench.rows()).filter(({rk}) => rk.startsWith('b|')).length;
      // Told as often as it is so.
      assert.equal(kinds.filter((kind) => kind === 'booked').length, stored);
    } finally {
      await azurite.stop();
    }
  });
});
