import assert from 'node:assert/strict';
import {createTrouble} from '../../../../src/platform/teams/send/trouble.ts';

describe('trouble with Teams', () => {
  it('of one conversation keeps nobody else waiting, however often it comes', () => {
    const trouble = createTrouble();
    for (let i = 0; i < 5; i++) assert.equal(trouble.met('a', 429, 30_000), undefined);
  });

  it('of three conversations in a row is the app’s, and lasts as long as Teams asks', () => {
    const trouble = createTrouble();
    assert.equal(trouble.met('a', 429, 5_000), undefined);
    assert.equal(trouble.met('b', 429, 5_000), undefined);
    assert.equal(trouble.met('c', 429, 7_000), 7_000);
  });

  it('is over with the first request that comes through', () => {
    const trouble = createTrouble();
    trouble.met('a', 503, undefined);
    trouble.met('b', 503, undefined);
    trouble.over();
    assert.equal(trouble.met('c', 503, undefined), undefined);
  });

  it('lasts longer each time where nothing is said, within bounds', () => {
    const trouble = createTrouble();
    const pauses = Array.from({length: 30}, (_, i) => trouble.met(`c-${i}`, 503, undefined));
    const heard = pauses.filter((ms) => ms !== undefined);
    assert.deepEqual(heard, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
  });

  it('with making a chat is the app’s at once', () => {
    assert.equal(createTrouble().met(undefined, 429, 2_000), 2_000);
  });
});
