import assert from 'node:assert/strict';
import {resolve} from 'node:path';
import {synonymsSchema} from '../../src/features/knowledge/index.ts';
import {synonymKey} from '../../src/features/knowledge/search/synonyms/own-list.ts';
import {readYamlFile} from '../../src/platform/content/yaml-file.ts';

describe('content/synonyms.yaml', () => {
  const file = readYamlFile(resolve(import.meta.dirname, '../../content/synonyms.yaml'), synonymsSchema);
  const entries = async () => {
    const read = await file;
    assert.equal(read.kind, 'read');
    return read.value.synonyms;
  };

  it('has each word once, in whatever spelling', async () => {
    const keys = (await entries()).map(({word}) => synonymKey(word));
    assert.ok(keys.length >= 60);
    assert.deepEqual(
      keys.filter((key, i) => keys.indexOf(key) !== i),
      [],
    );
  });

  it('never gives a word for itself', async () => {
    for (const {word, official} of await entries()) {
      assert.ok(!official.some((one) => synonymKey(one) === synonymKey(word)), word);
    }
  });
});
