import assert from 'node:assert/strict';
import {readRange} from '../../src/platform/command-range.ts';
import {Temporal} from '../../src/kernel/time.ts';

// Already the 24th in Tokyo.
const NOW = Temporal.Instant.from('2026-11-23T20:00:00Z');
const read = (options: Record<string, unknown>) =>
  readRange({format: 'table', ...options}, NOW, 'Asia/Tokyo');

describe('readRange', () => {
  it('takes the last thirty days of the office where nothing is said', () => {
    assert.deepEqual(read({}), {from: '2026-10-25', to: '2026-11-24', format: 'table'});
  });

  it('takes days as they are said, one day too', () => {
    const range = {from: '2026-04-01', to: '2026-04-01', format: 'svg'};
    assert.deepEqual(read(range), range);
  });

  it('refuses what is no day, ends before it begins, is too long, or has no such form', () => {
    for (const options of [
      {from: '2026-02-30'},
      {to: 'tomorrow'},
      {from: '2026-11-24', to: '2026-11-23'},
      {from: '2025-01-01', to: '2026-11-01'},
      {format: 'xls'},
    ]) {
      assert.throws(() => read(options), {code: 'command/usage'}, JSON.stringify(options));
    }
  });
});
