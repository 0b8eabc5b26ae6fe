import assert from 'node:assert/strict';
import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {createBackground} from '../../src/platform/background.ts';
import {createLog} from '../../src/platform/log.ts';

describe('work that goes on after its turn', () => {
  const setUp = (patienceMs?: number) => {
    const logged: string[] = [];
    const log = createLog('debug', {write: (line) => void logged.push(line)});
    return {logged, background: createBackground(log, patienceMs)};
  };

  it('is let end when the instance stops', async () => {
    const {background} = setUp();
    const said: string[] = [];
    background.run(async () => {
      await setTimeout(50);
      said.push('done');
    });
    await background.stop();
    assert.deepEqual(said, ['done']);
  });

  it('is told to end when that takes too long, and may still say so', async () => {
    const {background} = setUp(20);
    const said: string[] = [];
    background.run(async (signal) => {
      await once(signal, 'abort');
      await setTimeout(20);
      said.push('cut');
    });
    await background.stop();
    assert.deepEqual(said, ['cut']);
  });

  it('that fails harms nobody, and is logged without what the error says', async () => {
    const {background, logged} = setUp();
    background.run(() => Promise.reject(new Error('田中さんのファイル')));
    background.run(() => Promise.resolve());
    await background.stop();
    assert.match(logged.join(''), /background\.failed/);
    assert.doesNotMatch(logged.join(''), /田中/);
  });
});
