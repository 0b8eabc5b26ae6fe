import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {resolve} from 'node:path';

// What is decided does not depend on where the machine thinks it is. The tests of time and of rules run again in
// a process of their own for each zone, with longer model runs; any one of them that fails fails here.

const ROOT = resolve(import.meta.dirname, '../..');
const TESTS = [
  'test/kernel/time.test.ts',
  'test/platform/office/*.test.ts',
  'test/features/booths/rules/*.test.ts',
  'test/features/training/rules/*.test.ts',
];

/** What mocha's JSON reporter tells. */
interface Result {
  readonly stats: {readonly passes: number};
  readonly failures: readonly {readonly fullTitle: string; readonly err: {readonly message?: string}}[];
}

describe('rules and times under another zone of the machine', function () {
  this.timeout(600_000);
  for (const zone of ['UTC', 'America/New_York', 'Asia/Tokyo']) {
    it(`are the same in ${zone}`, () => {
      const mocha = resolve(ROOT, 'node_modules/mocha/bin/mocha.js');
      const options = [
        '--no-config',
        '--node-option',
        'import=tsx',
        '--timeout',
        '60000',
        '--reporter',
        'json',
      ];
      const {status, stdout, stderr} = spawnSync(process.execPath, [mocha, ...options, ...TESTS], {
        cwd: ROOT,
        env: {...process.env, TZ: zone, RULES_RUNS: '1000'},
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      assert.ok(stdout.includes('{'), stderr);
      const {stats, failures} = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Result;
      const failed = failures.map(({fullTitle, err}) => `${fullTitle}: ${err.message ?? ''}`);
      assert.deepEqual([failed, status], [[], 0]);
      assert.ok(stats.passes > 80, `${stats.passes} tests ran`);
    });
  }
});
