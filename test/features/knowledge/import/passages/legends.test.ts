import assert from 'node:assert/strict';
import {split} from '../../../../../src/features/knowledge/import/passages/split.ts';

describe('spreadLegend', () => {
  it('tells the legend below the last table with those before it', () => {
    const table = '係\t朝\t夕\n庶務\t○\t△';
    const found = split(`当番の話。\n\n■ 春\n\n${table}\n\n■ 秋\n\n${table}\n\n○：あり △：まれ`);
    assert.deepEqual(
      found.map(({text}) => text.split('\n').at(-1)),
      ['当番の話。', '○：あり △：まれ', '○：あり △：まれ'],
    );
  });
});
